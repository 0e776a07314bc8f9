// A member on a phone chooses how to pay: a RIB with a wrong key, a mandate read and signed with the code of an SMS that a real
// Kannel delivered, its PDF, another way, none any more; then an agent does it with the person, with a code and on paper. In one
// language, at 320 and 390 px, without JavaScript. payment.mjs LANG
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Story, text } from './lib.mjs';

const lang = process.argv[2] ?? 'ar';
const s = new Story(`payment-${lang}`);
const PHONE = [320, 390];
const WORDS = 'figues et olives noires';
const RIB = '007 450 0015205000300491 13', WRONG = '007 450 0015205000300491 14', OTHER = '011780000019210016805555';
const query = sql => s.query(sql);

function prepare() {
  s.sanad('demo', '--people', '60', '--seed', '4');
  s.sanad('demo', 'users');
  s.startKannel();
  s.gateway();
  const members = `SELECT DISTINCT p.number, p.phone, p.person_id FROM person p JOIN membership m ON m.person_id = p.person_id
    WHERE p.phone <> 0 AND p.state = 'ACTIVE' AND m.scheme = 'AMO-TNS' AND m.until_day = '9999-12-31' AND m.known_until > 9e18`;
  [s.number, s.phone] = query(`${members} AND p.language = '${lang}' LIMIT 1`).split('|');
  s.other = query(`${members} AND p.number <> ${s.number} LIMIT 1`).split('|');
}

/** What came to this phone behind the first so many parts, once something in it is like that. */
async function sms(phone, than, like = /\d{6}/) {
  for (let i = 0; i < 100; i++) {
    const text = messages(phone).slice(than).join('');
    if (like.test(text)) return text;
    await new Promise(ok => setTimeout(ok, 100));
  }
  throw new Error(`no SMS like ${like} came to ${phone}`);
}
const messages = phone => s.received().filter(m => m.to === phone).map(m => m.text);

const press = async locator => Promise.all([s.page.waitForNavigation(), locator.first().click()]);
const submit = action => press(s.page.locator(`form[action$="${action}"] button`));
const main = () => s.page.locator('main').innerText();

async function opens_account() {
  const p = s.page;
  await s.go(`/${lang}/activate/code`);
  await p.fill('#number', s.number);
  await submit('/activate/code');
  const code = (await sms(s.phone, 0)).match(/\d{6}/)[0];
  await p.fill('#number', s.number);
  await p.fill('#code', code);
  await submit('/activate');
  await p.fill('#password', WORDS);
  await p.fill('#again', WORDS);
  await submit('/activate/password');
}

async function picks(base, kind) {
  await s.go(`/${lang}${base}/choose`);
  await s.page.check(`input[value=${kind}]`);
  await submit(`${base}/choose`);
}

async function gives(rib, holder, day) {
  await s.page.fill('#rib', rib);
  await s.page.fill('#holder', holder);
  await s.page.fill('#day', day);
}

async function fetches(link, file) {
  const [got] = await Promise.all([s.page.waitForEvent('download'), link.first().click()]);
  await got.saveAs(`${s.dir}/${file}`);
  return execFileSync('pdftotext', [`${s.dir}/${file}`, '-'], { encoding: 'utf8' });
}

async function chooses() {
  const p = s.page, base = '/own/payment';
  await p.locator(`nav a[href$="${base}"]`).click();
  await p.waitForURL(/payment$/);
  s.ok(await p.locator('.empty').count() === 1, 'nothing is chosen yet');
  await s.look('empty', [...PHONE, 1280]);
  await press(p.locator('.btn--sun'));
  await s.look('kinds', PHONE);
  s.ok(await p.locator('input[name=kind]').count() === 3, 'a self-employed member has three ways');
  await submit(`${base}/choose`);
  s.ok(await p.locator('.note--bad a[href="#kind"]').count() === 1, 'one must be picked');
  await p.check('input[value=DIRECT_DEBIT]');
  await submit(`${base}/choose`);
  s.ok(s.path().endsWith(`${base}/account`), `asked for the account: ${s.path()}`);
  await s.look('account', PHONE);
  await submit(`${base}/account`);
  s.ok(await p.locator('.note--bad li').count() === 3, 'account, holder and day are missing, all are named');
  await gives(WRONG, 'Omar Exemple', '5');
  await submit(`${base}/account`);
  const why = await p.locator('#rib-e').innerText();
  s.ok(/007/.test(why) && /0015205000300491/.test(why) && /14/.test(why), `a wrong key is told, group by group: ${why}`);
  s.ok(await p.inputValue('#rib') === WRONG && await p.inputValue('#holder') === 'Omar Exemple', 'what was typed is kept');
  await s.look('key', PHONE);
  await p.fill('#rib', `MA64${RIB}`);
  await submit(`${base}/account`);
  s.ok((await p.locator('#rib-e').innerText()).includes(text(lang, 'ribbad.IBAN')), 'there is no IBAN');
  await p.fill('#rib', lang === 'ar' ? '٠٠٧٤٥٠٠٠١٥٢٠٥٠٠٠٣٠٠٤٩١١٣' : RIB);
  await p.fill('#day', lang === 'ar' ? '٥' : '5');
  await submit(`${base}/account`);
  s.ok(/choices\/\d+$/.test(s.path()), `to be checked: ${s.path()}`);
  s.ok((await main()).includes(RIB) && (await main()).includes('007450001520500030049113'), 'the account is shown, and in the words that are signed');
  s.ok(await p.locator('.note:has-text("' + text(lang, 'payment.differs') + '")').count() === 1, "the holder isn't the member: asked about, not refused");
  await s.look('check', [...PHONE, 1280]);
  const before = messages(s.phone).length;
  await press(p.locator('form[action$="/send"] button'));
  const code = (await sms(s.phone, before)).match(/\d{6}/)[0];
  await s.look('code', PHONE);
  await p.fill('#code', code === '000000' ? '000001' : '000000');
  await press(p.locator('form[action$="/confirm"] button'));
  s.ok(await p.locator('.note--bad a[href="#code"]').count() === 1, 'a wrong code is refused');
  await s.look('code-bad', PHONE);
  await press(p.locator('form[action$="/send"] button'));
  s.ok(await p.locator('.note--bad').count() === 1, 'another code has to wait a minute');
  await p.fill('#code', code);
  await press(p.locator('form[action$="/confirm"] button'));
  s.reference = (await p.locator('.panel__no').innerText()).trim();
  s.ok(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(s.reference), `signed: ${s.reference}`);
  s.ok(await p.evaluate(() => document.scripts.length) === 0, 'no JavaScript');
  await s.look('done', [...PHONE, 1280]);
  const told = await sms(s.phone, before + 1, /9113/);
  s.ok(told.includes('9113') && !told.includes('0049'), `the member is told, with the last digits only: ${told}`);
  const pdf = await fetches(p.locator('a[href*="/mandates/"]'), 'mandate.pdf');
  s.ok(pdf.includes(s.reference) && pdf.includes('007450001520500030049113'), 'the mandate says reference and account');
  execFileSync('pdftoppm', ['-png', '-r', '70', '-singlefile', `${s.dir}/mandate.pdf`, join(s.shots, 'mandate')]);
  await s.go(`/${lang}${base}`);
  s.ok((await main()).includes('***9113') && !(await main()).includes('0049'), 'the account is masked from now on');
  await s.look('now', [...PHONE, 1280]);
}

async function changes() {
  const p = s.page, base = '/own/payment';
  await picks(base, 'CASH_POINT');
  await s.look('check-plain', PHONE);
  await press(p.locator('form[action$="/confirm"] button'));
  s.ok(await p.locator('.panel').count() === 1 && await p.locator('.panel__no').count() === 0, 'confirmed, with nothing to sign');
  await s.go(`/${lang}${base}`);
  s.ok((await main()).includes(s.reference), 'the mandate before is still there');
  const pdf = await fetches(p.locator('a[href*="/mandates/"]'), 'revoked.pdf');
  s.ok(pdf.length > 0 && pdf.includes(s.reference), 'and says that it is void');
  await press(p.locator('a[href$="/stop"]'));
  await s.look('stop', PHONE);
  await submit('/stop');
  s.ok(await p.locator('.note--ok').count() === 1 && await p.locator('.empty').count() === 1, 'stopped');
  await s.look('stopped', PHONE);
  for (const path of [`/own/payment/mandates/7K4M-92QX-TB5D`, '/own/payment/choices/1'])
    s.ok((await p.goto(`${s.site}/${lang}${path}`)).status() === 404, `${path} isn't there`);
  s.ok((await p.goto(`${s.site}/${lang}/people/${s.other[2]}/payment`)).status() === 403, "other people's pages are not for members");
}

async function assisted(reason) {
  const p = s.page;
  await press(p.locator('form[action$="/confirm"] button'));
  s.ok(await p.locator('.note--bad a[href="#reason"]').count() === 1, 'an agent must say why');
  await p.check('#here');
  await p.fill('#reason', reason);
}

async function agent_helps() {
  const p = s.page, [number, phone, id] = s.other, base = `/people/${id}/payment`;
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/people/${id}`);
  await press(p.locator('a[href$="/payment"]'));
  await s.look('counter', [390, 1280]);
  // with a code that the person reads out
  await picks(base, 'DIRECT_DEBIT');
  await p.check('input[value=CODE]');
  await gives(RIB, 'Nadia Exemple', '10');
  await s.look('counter-account', [390]);
  await submit(`${base}/account`);
  const before = messages(phone).length;
  await press(p.locator('form[action$="/send"] button'));
  const code = (await sms(phone, before)).match(/\d{6}/)[0];
  await p.fill('#code', code);
  await s.look('counter-code', [390]);
  await assisted('Sans téléphone avec Internet');
  await p.fill('#code', code);
  await press(p.locator('form[action$="/confirm"] button'));
  s.ok(/receipts\//.test(s.path()), `a receipt: ${s.path()}`);
  await s.go(`/${lang}${base}`);
  s.ok((await main()).includes('***9113') && !(await main()).includes('0049'), 'agents see the last digits only');
  await s.look('counter-now', [390, 1280]);
  const masked = await fetches(p.locator('a[href*="/mandates/"]'), 'masked.pdf');
  s.ok(!masked.includes('007450001520500030049113'), "an agent's copy of the mandate is masked");
  // on paper
  await picks(base, 'DIRECT_DEBIT');
  await p.check('input[value=PAPER]');
  await gives(OTHER, 'Nadia Exemple', '3');
  await submit(`${base}/account`);
  await s.look('counter-paper', [390]);
  const draft = await fetches(p.locator('a[href$="/mandate"]'), 'draft.pdf');
  s.ok(draft.includes(OTHER), 'the draft has the whole account, to be signed');
  execFileSync('pdftoppm', ['-png', '-r', '70', '-singlefile', `${s.dir}/draft.pdf`, join(s.shots, 'draft')]);
  await p.setInputFiles('#paper', `${s.dir}/draft.pdf`);
  await assisted('Mandat signé devant moi');
  await press(p.locator('form[action$="/confirm"] button'));
  s.ok(/receipts\//.test(s.path()), `a receipt again, the paper needn't be sent twice: ${s.path()}`);
  const shown = s.sanad('payment', 'show', number, '--as', 'guichet', '--json').trim().split('\n').map(l => JSON.parse(l));
  s.ok(shown[0].signing === 'PAPER' && shown[0].account === '***5555' && shown[1].state === 'REPLACED', JSON.stringify(shown));
  await s.go(`/${lang}${base}/stop`);
  await submit('/stop');
  s.ok(await p.locator('.note--bad li').count() === 2, 'stopping asks for a reason too');
  await s.look('counter-stop', [390]);
}

async function story() {
  await s.open(prepare);
  await opens_account();
  await chooses();
  await changes();
  await agent_helps();
}

await story().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
