// A member changes the phone number: a code to the new one, typed; the old one is told. At the counter an agent does it for
// somebody who reads the code out, and for somebody without network on a paper, with a receipt. The member has stopped, says
// so, and an agent ends the membership; a name is corrected at the counter. Codes are read where the
// simulated gateway puts them. At 320 and 390 px, the agent's pages on a desk too; no JavaScript. contact.mjs LANG
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Story, root } from './lib.mjs';

const lang = process.argv[2] ?? 'ar';
const s = new Story(`contact-${lang}`);
const PHONE = [320, 390];
const WORDS = 'figues et olives noires';
const query = sql => s.query(sql);
const submit = async action => Promise.all([s.page.waitForNavigation(), s.page.locator(`form[action$="${action}"] button`).first().click()]);
const told = async () => s.page.locator('main').innerText();

async function prepare() {
  s.sanad('demo', '--people', '60', '--seed', '4');
  s.sanad('demo', 'users');
  s.sms = `${s.dir}/sms.jsonl`;
  s.sink = spawn(join(root, 'tools/sms-sink'), ['--out', s.sms]);
  const url = await new Promise(ok => s.sink.stdout.once('data', d => ok(d.toString().trim())));
  writeFileSync(`${s.dir}/password`, 'any\n');
  s.sanad('message', 'gateway', '--url', url, '--user', 'any', '--password-file', `${s.dir}/password`, '--sender', 'SANAD', '--quiet', '00:00-00:00');
  const rows = query(`SELECT number, phone, person_id FROM person WHERE phone <> 0 AND language = '${lang}' AND state = 'ACTIVE' LIMIT 2`).split('\n');
  [s.number, s.phone, s.person] = rows[0].split('|');
  [s.theirs, s.their_phone, s.them] = rows[1].split('|');
}

/** The newest SMS to a phone that fits, waited for. */
async function sms(to, fits = /./) {
  for (let i = 0; i < 150; i++) {
    const all = !existsSync(s.sms) ? [] : readFileSync(s.sms, 'utf8').split('\n').filter(Boolean).map(l => JSON.parse(l))
      .filter(m => m.to.replace(/^\+/, '') === to && fits.test(m.text));
    if (all.length) return all.at(-1).text;
    await new Promise(ok => setTimeout(ok, 100));
  }
  throw new Error(`no SMS to ${to} fits ${fits}`);
}
const code_to = async to => (await sms(to, /\d{6}/)).match(/\d{6}/)[0];
const other = code => code === '000000' ? '000001' : '000000';

async function opens() {
  const p = s.page;
  await s.go(`/${lang}/activate/code`);
  await p.fill('#number', s.number);
  await submit('/activate/code');
  await s.go(`/${lang}/activate`);
  await p.fill('#number', s.number);
  await p.fill('#code', await code_to(s.phone));
  await submit('/activate');
  await p.fill('#password', WORDS);
  await p.fill('#again', WORDS);
  await submit('/activate/password');
  await s.look('home', [...PHONE, 1280]);
}

async function changes() {
  const p = s.page, fresh = '212698765432';
  await p.locator('#tasks ~ * a[href$="/own/contact"]').first().click();
  await p.waitForURL(/own\/contact$/);
  await s.look('contact', PHONE);
  await p.locator('a[href$="/own/contact/change"]').click();
  await p.waitForURL(/change$/);
  await s.look('change', PHONE);
  await p.fill('#phone', '05 22 12 34 56');
  await p.fill('#address', '12, rue des Orangers');
  await submit('/own/contact/change');
  s.ok(await p.locator('.note--bad a[href="#phone"]').count() === 1, 'a landline takes no code');
  s.ok(await p.inputValue('#address') === '12, rue des Orangers', 'what was typed is kept');
  await s.look('change-bad', PHONE);
  await p.fill('#phone', '06 98 76 54 32');
  await p.fill('#email', 'sara@exemple.invalid');
  await submit('/own/contact/change');
  s.ok(await p.locator('.note--bad a[href="#email"]').count() === 1, 'one code at a time');
  await p.fill('#email', '');
  await submit('/own/contact/change');
  s.ok(s.path().endsWith('/own/contact/code'), `a code is on its way: ${s.path()}`);
  await s.look('code', PHONE);
  const code = await code_to(fresh);
  await p.fill('#code', other(code));
  await submit('/contact/code');
  s.ok(await p.locator('.note--bad a[href="#code"]').count() === 1, 'a wrong code is refused');
  await s.look('code-bad', PHONE);
  await submit('/contact/again');
  s.ok(await p.locator('.note--bad').count() === 1, 'another code waits for a minute');
  await s.go(`/${lang}/own/contact`);
  s.ok(await p.locator('a[href*="/own/contact/code"]').count() === 1, 'the details show what waits');
  await s.look('waits', PHONE);
  await p.locator('a[href*="/own/contact/code"]').click();
  await p.waitForURL(/code/);
  await p.fill('#code', code.replace(/(...)/, '$1 '));
  await submit('/contact/code');
  s.ok(await p.locator('.note--ok').count() === 1 && (await told()).includes('+212698765432'), 'the new number is the own one');
  await s.look('changed', PHONE);
  const old = await sms(s.phone, lang === 'ar' ? /رقم الهاتف/ : /num.ro de t.l.phone/);
  s.ok(!/\d{6}/.test(old), `the old number is told, without a code: ${old}`);
  await s.go(`/${lang}/`);
  s.ok(await p.locator('#tasks ~ * .tag--ok').count() >= 1, 'the list of things to do has one done');
  await s.look('home-done', PHONE);
  const theirs = await p.goto(`${s.site}/${lang}/people/${s.them}/contact`);
  s.ok(theirs.status() === 403, "somebody else's details are closed");
}

/** The person reads the code out; another one can't, and shows a paper. */
async function counter() {
  const p = s.page, fresh = '212711223344';
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/people/${s.them}`);
  await p.locator('a[href$="/contact"]').first().click();
  await p.waitForURL(/contact$/);
  await s.look('counter', [...PHONE, 1280]);
  await p.fill('#phone', '0711223344');
  await submit(`/people/${s.them}/contact`);
  s.ok(await p.locator('.note--bad li').count() === 2, 'reason and presence are asked for');
  s.ok(await p.inputValue('#phone') === '0711223344', 'what was typed is kept');
  await s.look('counter-bad', PHONE);
  await p.check('#here');
  await p.fill('#reason', lang === 'ar' ? 'غير رقم هاتفه' : 'A changé de numéro');
  await submit(`/people/${s.them}/contact`);
  s.ok(s.path().endsWith('/contact/code'), `the code is asked for: ${s.path()}`);
  await s.look('counter-code', PHONE);
  await p.fill('#code', await code_to(fresh));
  await submit('/contact/code');
  s.ok(/\/receipts\/A[\d-]+$/.test(s.path()), `the receipt: ${s.path()}`);
  await s.look('receipt', [...PHONE, 1280]);
  const reference = s.path().split('/').at(-1);
  s.ok((await told()).includes(reference), 'the receipt has its reference');
  s.ok((await sms(fresh, /A\d{4}/)).includes(reference), 'the message to the person has it too');
  await sms(s.their_phone, lang === 'ar' ? /رقم الهاتف/ : /num.ro de t.l.phone/);
  await s.go(`/${lang}/people/${s.them}`);
  await p.locator('a[href$="/account"]').first().click();
  await p.waitForURL(/account$/);
  await s.look('account', [...PHONE, 1280]);
  await submit(`/people/${s.them}/account`);
  s.ok(await p.locator('.note--bad li').count() === 2, 'a code for the account needs a reason and somebody who is there');
  await p.check('#here');
  await p.fill('#reason', lang === 'ar' ? 'يريد فتح حسابه' : 'Veut ouvrir son compte');
  await submit(`/people/${s.them}/account`);
  s.ok(/\/receipts\/A[\d-]+$/.test(s.path()), `a code for the account is on its way: ${s.path()}`);
  s.ok(/(?<!\d)\d{6}(?!\d)/.test(await sms(fresh, lang === 'ar' ? /رمزك/ : /code/)), 'the person has it');
  await s.go(`/${lang}/people/${s.them}/receipts/${reference}`);
  await p.emulateMedia({ media: 'print' });
  await p.screenshot({ path: join(s.shots, 'receipt-print.png'), fullPage: true });
  await p.emulateMedia({ media: 'screen' });
  await s.go(`/${lang}/people/${s.them}/contact`);
  await p.fill('#phone', '0522123456');
  await p.selectOption('#paper', 'IDENTITY');
  await p.check('#here');
  await p.fill('#reason', lang === 'ar' ? 'لا شبكة في الدوار' : 'Pas de réseau au douar');
  await submit(`/people/${s.them}/contact`);
  s.ok(/\/receipts\//.test(s.path()) && query(`SELECT phone FROM person WHERE person_id = ${s.them}`) === '212522123456', 'a paper is enough');
  s.ok(query(`SELECT count(*) FROM service_use WHERE person_id = ${s.them} AND channel = 'COUNTER'`) === '2', 'both are counted');
  const out = s.sanad('receipt', 'show', reference);
  s.ok(out.includes(reference) && out.includes('contact'), `the command line shows it: ${out}`);
}

/** "I have stopped", with a paper, checked, followed, accepted by an agent who sees who sent it; a name at the counter. */
async function states() {
  const p = s.page;
  await s.browser.clearCookies();
  await s.go(`/${lang}/signin`);
  await p.fill('#login', s.number);
  await p.fill('#password', WORDS);
  await submit('/signin');
  await p.locator('a[href*="kind=STOPPED"]').first().click();
  await p.waitForURL(/statement/);
  await s.look('stopped', PHONE);
  await submit('/own/statement');
  s.ok(await p.locator('.note--bad a[href="#stopped"]').count() === 1, 'a day is asked for');
  await s.look('stopped-bad', PHONE);
  const [day, month, year] = [1, 2, new Date().getFullYear()].map(String);
  for (const [id, value] of Object.entries({ stopped_day: day, stopped_month: month, stopped_year: year, words: 'fermé' })) await p.fill(`#${id}`, value);
  await submit('/own/statement');
  await s.look('stopped-check', PHONE);
  await p.locator('button[value="send"]').click();
  await p.waitForURL(/own\/requests/);
  s.ok(await p.locator('.note--ok bdi').count() === 1, 'it has a reference');
  await s.look('requests', PHONE);
  await p.locator('a[href*="/own/requests/"]').first().click();
  await p.waitForURL(/requests\/\d+/);
  await s.look('followed', PHONE);
  await sms('212698765432', /R \d{4}/);
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/requests`);
  await p.locator('main .rows li a').first().click();
  await p.waitForURL(/requests\/\d+$/);
  await submit('/take');
  await s.look('decide', [...PHONE, 1280]);
  await submit('/accept');
  s.ok(await p.locator('.note--ok').count() === 1, 'accepted');
  s.ok(query(`SELECT count(*) FROM membership WHERE person_id = ${s.person} AND state = 'ENDED' AND until_day = '${year}-02-02' AND known_until = 9223372036854775807`) === '1', 'the membership ends on the day after');
  await s.go(`/${lang}/people/${s.them}/statement?kind=CORRECTION`);
  await s.look('correction', [...PHONE, 1280]);
  await p.selectOption('#field', 'first_name');
  await p.fill('#value', 'Exemple');
  await submit(`/people/${s.them}/statement`);
  s.ok(await p.locator('.note--bad li').count() === 2 && await p.inputValue('#value') === 'Exemple', 'an agent says why, and what was typed is kept');
  await p.check('#here');
  await p.fill('#reason', 'au guichet');
  await submit(`/people/${s.them}/statement`);
  await p.locator('button[value="send"]').click();
  await p.waitForURL(/receipts/);
  s.ok((await told()).includes(query(`SELECT reason FROM receipt ORDER BY receipt_id DESC LIMIT 1`)), 'the receipt says why');
  await s.look('receipt-statement', PHONE);
  s.sanad('verify');
}

async function main() {
  await s.open(prepare);
  await opens();
  await changes();
  await counter();
  await states();
}

await main().catch(e => s.ok(false, e.stack));
s.sink?.kill();
process.exit(await s.close() ? 0 : 1);
