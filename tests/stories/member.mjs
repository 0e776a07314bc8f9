// From the SMS to the attestation, by keyboard only, at 320 px, where no script runs: a campaign writes to a population through a
// real Kannel; one member reads the SMS, opens an account, says that the contact details are right, declares a student and a
// ward with photos, chooses how to pay, takes the attestation, whose photographed code is checked with no network; agents
// accept; the campaign's funnel shows exactly that, and nothing else. member.mjs LANG
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noise } from './noise.mjs';
import { Story, root } from './lib.mjs';

const lang = process.argv[2] ?? 'ar';
const s = new Story(`member-${lang}`);
const SMALL = [320];
const WORDS = 'figues et olives noires', RIB = '007450001520500030049113';
const year = new Date().getFullYear();
const query = sql => s.query(sql);
const digits = t => Number(t.replace(/[^\d]/g, ''));
const has = selector => s.page.locator(selector).count();

function prepare() {
  s.sanad('demo', '--people', '120', '--seed', '6');
  s.sanad('demo', 'users');
  s.startKannel();
  writeFileSync(`${s.dir}/paper.png`, noise(700));
}

/** Everybody who is self-employed is written to, at the command line; the story is what follows. */
function campaign() {
  s.gateway('--per-second', '200', '--report-url', `${s.site}/messages/report`);
  const drafted = s.sanad('campaign', 'draft', 'Activation', '--scheme', 'AMO-TNS', '--address', s.site, '--as', 'agent', '--json');
  s.campaign = drafted.match(/"campaign":"?(\d+)/)[1]; // more digits than a JavaScript number holds
  s.sanad('campaign', 'approve', s.campaign, '--as', 'direction');
  [s.number, s.phone, s.person] = query(`SELECT p.number, p.phone, p.person_id FROM person p JOIN membership m ON m.person_id = p.person_id
    WHERE p.phone <> 0 AND p.state = 'ACTIVE' AND m.scheme = 'AMO-TNS' AND m.state = 'ACTIVE' AND m.until_day = '9999-12-31'
    AND p.language = '${lang === 'en' ? 'fr' : lang}' AND (SELECT count(*) FROM person q WHERE q.phone = p.phone) = 1 LIMIT 1`).split('|');
}

async function opens_account() {
  const message = await s.sms(0, /(?<!\d)\d{8}(?!\d)/), code = message.replace(s.number, '').match(/(?<!\d)\d{8}(?!\d)/)[0];
  s.ok(message.includes(s.number) && message.includes(s.site), `the SMS says number and address: ${message}`);
  await s.go(`/${lang}/activate`);
  await s.type('#number', s.number);
  await s.type('#code', code);
  await s.enter('main form.card button');
  await s.type('#password', WORDS);
  await s.type('#again', WORDS);
  await s.enter('main form.card button');
  s.ok(await has('.note--ok') === 1, `the account is open: ${s.path()}`);
  await s.look('home', SMALL);
  s.ok(await has('#tasks ~ ul .tag--ok') === 0, 'nothing is done yet');
}

async function says_contact_is_right() {
  await s.enter('#tasks ~ ul a[href$="/own/contact"]');
  await s.look('contact', SMALL);
  await s.enter('form[action$="/own/contact/right"] button');
  s.ok(await has('.note--ok') === 1, `the details are right: ${s.path()}`);
}

async function declares(relative) {
  await s.go(`/${lang}/own/family`);
  await s.enter('.btn--sun');
  await s.choose('role', relative.role);
  await s.type('#last_name', 'Exemple');
  await s.type('#first_name', relative.name);
  await s.type('#born_day', '3');
  await s.type('#born_month', '4');
  await s.type('#born_year', String(relative.born));
  await s.choose('sex', relative.sex);
  for (const [id, value] of Object.entries(relative.more)) await s.type(`#${id}`, value);
  if (relative.proof_kind) await s.choose('proof_kind', relative.proof_kind);
  await s.bring('#proof', `${s.dir}/paper.png`);
  if (relative.proof_kind) await s.bring('#studies', `${s.dir}/paper.png`);
  await s.enter('form[action$="/own/family/declare"] button');
  s.ok(await has('button[value=send]') === 1, `to be checked: ${await s.page.locator('.note--bad').allInnerTexts()}`);
  await s.look(`check-${relative.role}`, SMALL);
  await s.enter('button[value=send]');
  s.ok(await has('.note--ok bdi') === 1, `${relative.role} is declared, with a reference`);
}

async function chooses_payment() {
  await s.go(`/${lang}/own/payment`);
  await s.enter('main .btn--sun');
  await s.choose('kind', 'DIRECT_DEBIT');
  await s.enter('form[action$="/own/payment/choose"] button');
  await s.type('#rib', RIB);
  await s.type('#holder', 'Exemple');
  await s.type('#day', '5');
  await s.enter('form[action$="/own/payment/account"] button');
  await s.look('mandate', SMALL);
  await s.sms(0, /./);
  const before = s.parts;
  await s.enter('form[action$="/send"] button');
  const code = (await s.sms(before, /(?<!\d)\d{6}(?!\d)/)).match(/(?<!\d)\d{6}(?!\d)/)[0];
  await s.type('#code', code);
  await s.enter('form[action$="/confirm"] button');
  s.ok(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test((await s.page.locator('.panel__no').innerText()).trim()), 'the mandate is signed');
  await s.look('signed', SMALL);
}

/** Agents take both requests in hand, and accept. */
async function agents_accept() {
  for (const id of query("SELECT request_id FROM request WHERE state = 'RECEIVED'").split('\n')) {
    await s.signIn('guichet', lang);
    await s.go(`/${lang}/requests/${id}`);
    await s.enter('form[action$="/take"] button');
    for (const box of await s.page.locator('form[action$="/accept"] input[name=seen]').all()) await box.check();
    await s.enter('form[action$="/accept"] button');
    s.ok(await has('.note--ok') === 1, `accepted: ${s.path()}`);
  }
  await s.browser.clearCookies();
  await s.go(`/${lang}/signin`);
  await s.type('#login', s.number);
  await s.type('#password', WORDS);
  await s.enter('main form.card button');
  await s.enter('nav a[href$="/own/family"]');
  for (const name of ['Salma Exemple', 'Anas Exemple']) await s.dependant(name);
  await s.look('family', SMALL);
}

async function takes_attestation() {
  await s.go(`/${lang}/`);
  await s.choose('kind', 'family');
  await s.choose('language', lang);
  await s.enter('form[action$="/own/attestations"] button');
  s.ok(await has('.note--ok') === 1, 'the attestation is issued');
  const link = 'a[href*="/own/attestations/"]';
  await s.tab(link);
  const [file] = await Promise.all([s.page.waitForEvent('download'), s.page.keyboard.press('Enter')]);
  await file.saveAs(`${s.dir}/a.pdf`);
  execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', `${s.dir}/a.pdf`, join(s.shots, 'attestation')]);
  const qr = execFileSync('zbarimg', ['--raw', '-q', join(s.shots, 'attestation.png')], { encoding: 'utf8' }).trim();
  writeFileSync(`${s.dir}/keys.json`, await (await fetch(`${s.site}/.well-known/jwks.json`)).text());
  const proved = execFileSync(join(root, 'build/sanad'), ['check', '--qr', qr, '--keys', `${s.dir}/keys.json`, '--json'],
    { encoding: 'utf8', cwd: '/', env: { PATH: process.env.PATH } });
  s.ok(proved.replace(/\D/g, '').includes(s.number), `its photographed code proves the number, with no store: ${proved}`);
  s.ok(/Salma/.test(proved) && /Anas/.test(proved), 'and the family');
  await s.go(`/${lang}/`);
  s.ok(await has('#tasks ~ ul .tag--ok') === await has('#tasks ~ ul li'), 'all that was to do is done');
  await s.look('all-done', SMALL);
}

/** In the director's page, and in what programs read: one of each, and nobody else. */
async function funnel_shows_it() {
  await s.signIn('direction', lang);
  let steps = [];
  for (let i = 0; i < 60; i++) {
    await s.go(`/${lang}/campaigns/${s.campaign}?still=1`);
    steps = (await s.page.locator('#funnel + table tbody td.n:nth-of-type(1)').allInnerTexts()).map(digits);
    if (steps.at(-1) === 1 && steps[4] === steps[2]) break;
    await new Promise(ok => setTimeout(ok, 500));
  }
  s.ok(steps.length === 12 && steps[4] === steps[2] && steps.slice(6).every(n => n === 1), `code, account, profile, family, payment, attestation: one of each: ${steps}`);
  await s.look('funnel', SMALL);
  const told = JSON.parse(s.sanad('campaign', 'show', s.campaign, '--json').trim().split('\n')[0]);
  for (const step of ['code_used', 'accounts', 'contact', 'family', 'payment_mode', 'attestation'])
    s.ok(told[step] === 1, `${step}: ${told[step]} of ${JSON.stringify(told)}`);
}

async function main() {
  await s.open(prepare, false);
  campaign();
  await s.page.setViewportSize({ width: 320, height: 640 });
  await opens_account();
  await says_contact_is_right();
  await declares({ role: 'CHILD', name: 'Salma', born: year - 22, sex: 'F', proof_kind: 'STUDENT', more: { until_day: '30', until_month: '6', until_year: String(year + 1) } });
  await declares({ role: 'WARD', name: 'Anas', born: year - 6, sex: 'M', more: { from_day: '10', from_month: '1', from_year: String(year - 1), court: 'K-12/345' } });
  await chooses_payment();
  await agents_accept();
  await takes_attestation();
  await funnel_shows_it();
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
