// A campaign from the choice of its people to the accounts that follow: sized and drafted by an agent, approved by the
// director, sent through a real Kannel in two waves, a member opens an account with the code of the SMS, the funnel shows it.
// campaign.mjs LANG
import { readFileSync } from 'node:fs';
import { Story, text } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const s = new Story(`campaign-${lang}`);
const query = sql => s.query(sql);
const digits = t => Number(t.replace(/[^\d]/g, ''));

function prepare() {
  s.sanad('demo', '--people', '120', '--seed', '6');
  s.sanad('demo', 'users');
  s.startKannel();
}

/** Once the server's address is known, so that deliveries are reported. */
function gateway() {
  s.gateway('--part-cost', '0.18', '--per-second', '200', '--report-url', `${s.site}/messages/report`);
}

/** What each phone shows: the parts of its messages, joined. */
function received() {
  const phones = new Map();
  for (const m of s.received())
    phones.set(m.to, (phones.get(m.to) ?? '') + m.text);
  return phones;
}
const submit = async form => Promise.all([s.page.waitForNavigation(), s.page.locator(form).first().click()]);

async function agent_drafts() {
  const p = s.page;
  await s.signIn('agent', lang);
  await s.go(`/${lang}/campaigns`);
  await s.look('list-empty');
  await p.locator('.btn--sun').click();
  await p.waitForURL(/campaigns\/new/);
  await s.look('form');
  await p.selectOption('#scheme', 'AMO-TADAMON');
  await submit('form[method="get"].form button');
  const want = query("SELECT count(*) FROM person p WHERE EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.person_id AND m.scheme = 'AMO-TADAMON' AND m.state = 'ACTIVE' AND m.until_day = '9999-12-31')");
  s.people = Number(want);
  s.ok(digits(await p.locator('.lead').innerText()) === s.people, `the size is shown: ${await p.locator('.lead').innerText()}, ${want} wanted`);
  s.ok(await p.locator('#words ~ .sms').count() === 3, 'the text is shown in three languages');
  s.ok((await p.locator('#words ~ .sms[lang="fr"]').innerText()).includes(s.site.replace('http://', '')), 'with the address that it leads to');
  await s.look('size');
  await p.selectOption('#template', 'campaign.profile');
  await submit('form[method="get"].form button');
  s.ok(!(await p.locator('#words ~ .sms[lang="fr"]').innerText()).includes('code'), 'another text is shown when it is chosen');
  s.ok(await p.inputValue('#template') === 'campaign.profile', 'and stays chosen');
  await s.look('other-text');
  await p.selectOption('#template', 'activation.code');
  await submit('form[method="get"].form button');
  await p.fill('#name', '');
  await submit('form[method="post"].form button');
  s.ok(await p.locator('.note--bad a[href="#name"]').count() === 1, 'a name is asked for');
  await p.fill('#name', 'Ouvrir un compte 2026');
  const address = await p.inputValue('#address');
  await p.fill('#address', `https://caisse.exemple/${'x'.repeat(700)}`);
  await p.fill('#wave', '10');
  await submit('form[method="post"].form button');
  s.ok(await p.locator('.note--bad').count() === 1 && (await p.inputValue('#name')).length > 0, 'an address that is too long is said, and the form kept');
  await p.fill('#address', address);
  await p.fill('#wave', String(Math.ceil(s.people / 2)));
  await p.fill('#minutes', '0');
  await submit('form[method="post"].form button');
  s.ok(/campaigns\/\d+$/.test(s.path()), `drafted: ${s.path()}`);
  s.campaign = s.path().match(/\d+$/)[0];
  s.ok(await p.locator('form[action$="/approve"]').count() === 0, 'who drafted it has no button to approve it');
  await s.look('draft');
  s.ok(received().size === 0, 'nothing went out');
}

async function director_approves() {
  const p = s.page;
  await s.signIn('direction', lang);
  await s.go(`/${lang}/campaigns/${s.campaign}`);
  s.ok((await p.locator('#words ~ .sms[lang="fr"]').innerText()).includes(s.site.replace('http://', '')), 'who approves it reads what would be sent');
  await submit('form[action$="/approve"] button');
  for (let i = 0; i < 60; i++) {
    await s.go(`/${lang}/campaigns/${s.campaign}?still=1`);
    s.funnel = (await p.locator('#funnel + table tbody td.n:nth-of-type(1)').allInnerTexts()).map(digits);
    if (s.funnel[2] > 0 && s.funnel[1] + s.funnel[2] === s.people && s.funnel[4] === s.funnel[2]) break; // everybody was written to, and it arrived
    await p.waitForTimeout(500);
  }
  s.ok(s.funnel[0] === s.people && s.funnel[1] + s.funnel[2] === s.people, `population = without a way + written: ${s.funnel}`);
  s.ok(s.funnel[4] === s.funnel[2], `all arrived: ${s.funnel}`);
  const got = received(), once = [...got.values()].filter(t => (t.match(/https?:/g) ?? []).length === 1).length;
  s.ok(got.size === s.funnel[2] && once === got.size, `each phone got one: ${got.size} of ${s.funnel[2]}, ${once} once`);
  await s.look('funnel');
  s.ok(await p.locator('#waves ~ div tbody tr').count() === 2, 'two waves');
}

async function member_follows() {
  const p = s.page, row = query(`SELECT p.number, p.phone FROM person p JOIN message m ON m.person_id = p.person_id WHERE m.channel = 'SMS' AND p.language = '${lang}' LIMIT 1`);
  const [number, phone] = row.split('|');
  const sms = received().get(phone);
  const code = sms.replace(number, '').match(/(?<!\d)\d{8}(?!\d)/)[0];
  s.ok(sms.includes(number) && sms.includes(s.site), `the SMS says number and address: ${sms}`);
  await s.browser.clearCookies();
  await s.go(`/${lang}/activate`);
  await p.fill('#number', number);
  await p.fill('#code', code);
  await submit('main form.card button');
  await p.fill('#password', 'figues et olives noires');
  await p.fill('#again', 'figues et olives noires');
  await submit('main form.card button');
  s.ok(await p.locator('.note--ok').count() === 1, 'the account is open');
  await s.go(`/${lang}/`);
  await submit('form[action$="/own/attestations"] button');
  s.ok(await p.locator('.note--ok').count() === 1, 'an attestation is taken');
  s.ok((await s.page.goto(`${s.site}/${lang}/campaigns`)).status() === 403, 'campaigns are not for members');
  await s.signIn('direction', lang);
  let after = [];
  for (let i = 0; i < 60 && after[11] !== 1; i++) { // until it was counted again
    if (i > 0) await p.waitForTimeout(500);
    await s.go(`/${lang}/campaigns/${s.campaign}?still=1`);
    after = (await p.locator('#funnel + table tbody td.n:nth-of-type(1)').allInnerTexts()).map(digits);
  }
  s.ok(after[6] === 1 && after[7] === 1, `one code used, one account: ${after}`);
  s.ok(after[11] === 1 && after.slice(8, 11).every(n => n === 0), `one attestation, nothing else: ${after}`);
  const trips = s.sanad('trips', '--json').trim().split('\n').map(l => JSON.parse(l)).find(l => l.of === 'all');
  s.ok(trips.accounts === 1 && trips.online === 1 && trips.trips === 1, `and one trip: ${JSON.stringify(trips)}`);
  await s.look('followed');
  await exported(after);
}

/** The file says what the page says; small cells of territories are empty in it. */
async function exported(page) {
  const [got] = await Promise.all([s.page.waitForEvent('download'), s.page.locator('a[href$="/export.csv"]').click()]);
  const csv = readFileSync(await got.path(), 'utf8');
  s.ok(csv.startsWith('\ufeffwave,territory,'), `a spreadsheet knows it as UTF-8: ${csv.slice(0, 40)}`);
  const rows = csv.slice(1).trim().split('\r\n').slice(1).map(l => l.split(','));
  const of = (wave, territory, step) => rows.find(r => r[0] === wave && r[1] === territory && r[4] === step)?.[5];
  s.ok(Number(of('', '', 'ACCOUNT')) === 1 && Number(of('', '', 'WRITTEN')) === page[2], 'the whole is exact');
  s.ok(Number(of('1', '', 'WRITTEN')) + Number(of('2', '', 'WRITTEN')) === page[2], 'the waves are exact');
  const accounts = rows.filter(r => r[0] === '' && r[1] !== '' && r[4] === 'ACCOUNT').map(r => r[5]);
  s.ok(accounts.length > 0 && accounts.every(n => n === '' || n === '0' || Number(n) >= 5), `small cells are empty: ${accounts}`);
  const all = s.sanad('campaign', 'show', s.campaign, '--csv').trim().split('\r\n').slice(1).map(l => l.split(','));
  s.ok(all.filter(r => r[4] === 'ACCOUNT').reduce((n, r) => n + Number(r[5]), 0) === 1, 'the operator sees every territory of every wave');
}

/** The direction writes the words of a message anew: what is missing is said, what it would be is seen before. */
async function director_writes() {
  const p = s.page, words = lang === 'ar' ? 'أكملوا ملفكم على' : 'Complétez votre dossier sur';
  await s.go(`/${lang}/campaigns`);
  await p.locator('a[href$="/messages/texts"]').click();
  await s.look('kinds');
  await p.locator('a[href$="/messages/texts/campaign.profile"]').click();
  await s.look('words');
  await p.fill('#body', words);
  await submit('form:has(#body) button');
  s.ok((await p.locator('.note--bad a[href="#body"]').innerText()).includes('{address}'), 'what is missing is named');
  s.ok(await p.inputValue('#body') === words, 'and what was typed is kept');
  await p.fill('#body', `${words} {address}`);
  await submit('form:has(#body) button');
  const would = await p.locator('#would ~ .sms').innerText();
  s.ok(would.includes(words) && !would.includes('{'), `what people would read: ${would}`);
  s.ok((await p.locator('#force ~ .sms').innerText()).indexOf(words) < 0, 'nothing is in force yet');
  await s.look('would', [320, 390, 1280]);
  await submit('form:has(input[value="write"]) button');
  s.ok((await p.locator('#force ~ .sms').innerText()).includes(words), 'it is in force');
  s.ok(await p.locator('#versions ~ details').count() === 2, 'and the one before is kept');
}

async function main() {
  await s.open(prepare);
  gateway();
  await agent_drafts();
  await director_approves();
  await member_follows();
  await director_writes();
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
