// A member with a cheap phone: a code asked for, read in the SMS that a real Kannel delivered, an account, the own file;
// signed out, back in, the password forgotten; and what a stranger learns. In one language, at 320 and 390 px. The pages have
// no JavaScript. activation.mjs LANG
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noise } from './noise.mjs';
import { Story, root, text } from './lib.mjs';

const lang = process.argv[2] ?? 'ar';
const s = new Story(`activation-${lang}`);
const PHONE = [320, 390];
const WORDS = 'figues et olives noires', OTHER = 'dattes et amandes grillees';

function prepare() {
  s.sanad('demo', '--people', '60', '--seed', '4');
  s.sanad('demo', 'users');
  s.startKannel();
  s.gateway();
  const row = execFileSync('sqlite3', [`${s.dir}/fund.db`,
    `SELECT number, phone FROM person WHERE phone <> 0 AND language = '${lang}' AND state = 'ACTIVE' LIMIT 1`], { encoding: 'utf8' });
  [s.number, s.phone] = row.trim().split('|');
  s.other = execFileSync('sqlite3', [`${s.dir}/fund.db`, `SELECT number FROM person WHERE number <> ${s.number} LIMIT 1`], { encoding: 'utf8' }).trim();
}

/** The newest SMS that reached the member, waited for. */
async function sms(n) {
  for (let i = 0; i < 100; i++) {
    const all = s.received().filter(m => m.to === s.phone);
    if (all.length >= n) return all.at(-1).text;
    await new Promise(ok => setTimeout(ok, 100));
  }
  throw new Error(`SMS number ${n} didn't come`);
}

const send = async () => Promise.all([s.page.waitForNavigation(), s.page.locator('main form.card button').first().click()]);
const submit = async action => Promise.all([s.page.waitForNavigation(), s.page.locator(`form[action$="${action}"] button`).first().click()]);
const grouped = n => n.replace(/(\d{3})(?=\d)/g, '$1 ');

/** With its check digit: ISO/IEC 7064 MOD 11,10. */
function checked(digits) {
  let p = 10;
  for (const d of digits) p = ((p + Number(d)) % 10 || 10) * 2 % 11;
  return digits + (11 - p) % 10;
}

async function ask(number) {
  await s.go(`/${lang}/activate/code`);
  await s.page.fill('#number', number);
  await send();
  return s.page.locator('main').innerText();
}

async function enter(number, code) {
  await s.page.fill('#number', number);
  await s.page.fill('#code', code);
  await send();
}

async function opens() {
  const p = s.page;
  await s.go(`/${lang}/signin`);
  await p.locator('a[href$="/activate"]').click();
  await p.waitForURL(/activate$/);
  await s.look('activate', PHONE);
  await enter('12', 'abc');
  s.ok(await p.locator('.note--bad li').count() === 2, 'number and code are both wrong, both are named');
  await s.look('activate-bad', PHONE);
  await s.go(`/${lang}/activate/code`);
  await s.look('ask', PHONE);
  const known = await ask(grouped(s.number));
  s.ok(await p.inputValue('#number') === grouped(s.number), 'the number stays in its field');
  await s.look('asked', PHONE);
  const message = await sms(1);
  s.code = message.match(/\d{6}/)[0];
  s.ok(/[ء-ي]/.test(message) === (lang === 'ar'), `the SMS is in the language of the page: ${message}`);
  const wrong = s.code === '000000' ? '000001' : '000000';
  await enter(s.number, wrong);
  s.ok(await p.locator('.note--bad').count() === 1 && p.url().endsWith('/activate'), 'a wrong code is refused');
  const refused = await p.locator('main').innerText();
  await s.look('refused', PHONE);
  // a stranger's number: right shape, nobody's
  const stranger = checked('90000000');
  s.ok(await ask(grouped(stranger)) === known, 'asking is answered the same for nobody');
  await s.go(`/${lang}/activate`);
  await enter(stranger, wrong);
  s.ok(await p.locator('main').innerText() === refused, 'a code is refused the same for nobody');
}

async function chooses() {
  const p = s.page;
  await s.go(`/${lang}/activate`);
  await enter(s.number, s.code.replace(/(...)/, '$1 '));
  s.ok(s.path().endsWith('/activate/password'), `code taken: ${s.path()}`);
  await s.look('password', PHONE);
  await p.fill('#password', WORDS);
  await p.fill('#again', OTHER);
  await send();
  s.ok(await p.locator('.note--bad a[href="#again"]').count() === 1, 'two different ones are told');
  await p.fill('#password', 'court');
  await p.fill('#again', 'court');
  await send();
  s.ok(await p.locator('.note--bad a[href="#password"]').count() === 1, 'a short one is told');
  s.ok((await s.page.goto(`${s.site}/${lang}/`)).url().endsWith('/activate/password'), 'without a password there is no way in');
  await p.fill('#password', WORDS);
  await p.fill('#again', WORDS);
  await send();
  s.ok(await p.locator('.note--ok').count() === 1, 'the account is open');
  s.ok((await p.locator('main').innerText()).includes(grouped(s.number)), 'the own number is shown');
  await s.look('home', [...PHONE, 1280]);
  for (const path of ['', '/own/family', '/own/family/declare', '/activate', '/attestations']) await s.budget(`/${lang}${path}`);
  s.ok(!(await sms(2)).includes(s.code), 'a second SMS says that there is an account');
}

/** The attestation is issued, fetched, its code photographed and proved with no network; anybody who has it confirms it. */
async function takes_paper() {
  const p = s.page;
  await s.go(`/${lang}/`);
  await p.selectOption('#language', lang);
  await p.selectOption('#kind', 'registration');
  await Promise.all([p.waitForNavigation(), p.locator('form[action$="/own/attestations"] button').click()]);
  s.ok(await p.locator('.note--ok').count() === 1, 'the attestation is issued');
  await s.look('paper', PHONE);
  const link = p.locator('a[href*="/own/attestations/"]').first();
  const [file] = await Promise.all([p.waitForEvent('download'), link.click()]);
  await file.saveAs(`${s.dir}/a.pdf`);
  const proved = JSON.parse(s.sanad('check', `${s.dir}/a.pdf`, '--json').trim().split('\n').at(-1));
  s.ok(JSON.stringify(proved).replace(/\D/g, '').includes(s.number), `the file proves the number: ${JSON.stringify(proved)}`);
  execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', `${s.dir}/a.pdf`, `${s.dir}/a`]);
  execFileSync('cp', [`${s.dir}/a.png`, join(s.shots, 'attestation.png')]);
  const qr = execFileSync('zbarimg', ['--raw', '-q', `${s.dir}/a.png`], { encoding: 'utf8' }).trim();
  writeFileSync(`${s.dir}/keys.json`, await (await fetch(`${s.site}/.well-known/jwks.json`)).text());
  const read = execFileSync(join(root, 'build/sanad'), ['check', '--qr', qr, '--keys', `${s.dir}/keys.json`, '--json'],
    { encoding: 'utf8', cwd: '/', env: { PATH: process.env.PATH } });
  s.ok(JSON.stringify(JSON.parse(read.trim().split('\n').at(-1))).replace(/\D/g, '').includes(s.number), 'its photographed code proves the number, with no store');
  const reference = decodeURIComponent((await link.getAttribute('href')).split('/').at(-1));
  await s.go(`/${lang}/attestations?reference=${reference}`);
  s.ok((await p.locator('main').innerText()).includes(grouped(s.number)), 'anybody who has the paper confirms it');
  const other = s.sanad('attestation', 'issue', s.other, '--kind', 'registration', '--lang', 'fr', '--out', `${s.dir}/b.pdf`, '--json');
  const theirs = JSON.parse(other.trim().split('\n').at(-1)).reference;
  s.ok((await p.goto(`${s.site}/${lang}/own/attestations/${theirs}`)).status() === 404, "another person's paper isn't there");
}

async function sign_in() {
  await s.go(`/${lang}/signin`);
  await s.page.fill('#login', s.number);
  await s.page.fill('#password', WORDS);
  await send();
}

/** An agent at the counter takes each request in hand, looks at its paper, asks, and accepts. */
async function agent_answers() {
  const p = s.page;
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/requests`);
  await s.look('queue');
  s.ok(await p.locator('main .rows li').count() === 2, 'both requests are in the queue');
  for (let left = 2; left > 0; left--) {
    await s.go(`/${lang}/requests`);
    await p.locator('main .rows li a').first().click();
    await p.waitForURL(/requests\/\d+$/);
    s.ok(await p.locator('form[action$="/accept"]').count() === 0, 'nobody accepts what nobody has in hand');
    await submit('/take');
    await s.look(`request-${left}`);
    const [file] = await Promise.all([p.waitForEvent('download'), p.locator('a[href*="/documents/"]').first().click()]);
    await file.saveAs(`${s.dir}/seen.png`);
    s.ok(readFileSync(`${s.dir}/seen.png`).equals(readFileSync(`${s.dir}/paper.png`)), 'the paper is the very one that was sent');
    await p.locator('details:has(form[action$="/refuse"]) > summary').click();
    await submit('/refuse');
    s.ok(await p.locator('.note--bad').count() === 1, 'a refusal says why');
    await submit('/accept');
    s.ok(await p.locator('.note--ok').count() === 1, `accepted: ${s.path()}`);
  }
  await s.look('request-done');
}

/** A student and a ward are declared with photos, agents accept, the family shows both and until when. */
async function declares_family() {
  const p = s.page, year = new Date().getFullYear();
  const field = async all => { for (const [id, value] of Object.entries(all)) await p.fill(`#${id}`, value); };
  writeFileSync(`${s.dir}/paper.png`, noise(1600)); // close to the limit of 8 MB
  writeFileSync(`${s.dir}/paper.html`, '<html><script>alert(1)</script>');
  await s.go(`/${lang}/own/family`);
  await s.look('family-empty', PHONE);
  await p.locator('.btn--sun').click();
  await p.waitForURL(/declare/);
  await s.look('declare', PHONE);
  await submit('/own/family/declare');
  s.ok(await p.locator('.note--bad li').count() >= 1, 'an empty form is told what it lacks');
  await s.look('declare-bad', PHONE);
  await p.check('input[value=CHILD]');
  await p.check('input[name=sex][value=F]');
  await field({ last_name: 'Exemple', first_name: 'Salma', last_name_ar: 'مثال', first_name_ar: 'سلمى', born_day: '3', born_month: '4', born_year: `${year - 22}`,
    until_day: '30', until_month: '6', until_year: `${year + 1}` });
  await p.setInputFiles('#proof', `${s.dir}/paper.html`);
  await submit('/own/family/declare');
  s.ok(await p.locator('.note--bad a[href="#proof"]').count() === 1, 'a page is no paper');
  s.ok(await p.inputValue('#first_name') === 'Salma', 'what was typed is kept');
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await p.check('input[name=proof_kind][value=STUDENT]');
  await p.setInputFiles('#studies', `${s.dir}/paper.png`);
  await submit('/own/family/declare');
  await s.look('declare-check', PHONE);
  await submit('/own/family/declare');
  s.ok(await p.locator('.note--ok bdi').count() === 1, `the student is declared, with a reference: ${s.path()}`);
  await s.go(`/${lang}/own/family/declare`);
  await p.check('input[value=WARD]');
  await p.check('input[name=sex][value=M]');
  await field({ last_name: 'Kafil', first_name: 'Anas', born_day: '1', born_month: '2', born_year: `${year - 6}`, from_day: '10', from_month: '1',
    from_year: `${year - 1}`, court: 'K-12/345' });
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await submit('/own/family/declare');
  await submit('/own/family/declare');
  s.ok(await p.locator('.note--ok bdi').count() === 1, 'the ward is declared');
  await s.look('family-asked', PHONE);
  s.ok(await p.locator('#requests ~ ul li').count() === 2, 'two requests are shown');
  await agent_answers();
  await s.page.context().clearCookies();
  await sign_in();
  await s.go(`/${lang}/own/family`);
  for (const name of [lang === 'ar' ? 'سلمى مثال' : 'Salma Exemple', 'Anas Kafil']) await s.dependant(name);
  await s.look('family', PHONE);
}

/** Addresses of those who work here are closed, to the member and to whoever changes an id. */
async function stays_at_home() {
  for (const path of ['/people', '/people/1', '/feeds', '/feeds/1', '/reviews', '/feeds/send']) {
    const r = await s.page.goto(`${s.site}/${lang}${path}`);
    s.ok(r.status() === 403, `${path} is not for members: ${r.status()}`);
  }
}

async function returns() {
  const p = s.page;
  await s.go(`/${lang}/`);
  await p.locator('header form button').click();
  await p.waitForURL(/signin/);
  await p.fill('#login', grouped(s.number));
  await p.fill('#password', WORDS);
  await send();
  s.ok(new RegExp(`/${lang}/?$`).test(p.url()), `back in with number and password: ${p.url()}`);
  await s.go(`/${lang}/sessions`);
  await s.look('sessions', PHONE);
  s.ok(await p.locator('main .tag--ok').count() === 1, 'this session is marked');
  await p.locator('main form.gap button').click();
  await p.waitForURL(/signin/);
  s.ok((await s.page.goto(`${s.site}/${lang}/sessions`)).url().includes('/signin'), 'signed out everywhere');
}

async function main() {
  await s.open(prepare, false);
  await opens();
  await chooses();
  await takes_paper();
  await declares_family();
  await stays_at_home();
  await returns();
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
