// Why somebody isn't covered, and covered again: a self-employed member reads since when, which contribution is unpaid and
// what to do; the payments reach the fund; the page says that the rights are open again, from when and why; the law behind the
// reason is read by anybody; an agent sees the same day as it was known before and after; a pharmacy asks with a token and is
// answered the same. By keyboard, in one language; the member at 320 px. rights.mjs LANG
import { writeFileSync } from 'node:fs';
import { Story, text } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const s = new Story(`rights-${lang}`);
const CODE = /(?<!\d)\d{6}(?!\d)/; // in an SMS
const PHONE = [320], OFFICE = [320, 1280];
const WORDS = 'figues et olives noires';
const iso = d => d.toISOString().slice(0, 10);
const now = new Date(Date.now() + 3600000), today = iso(now), yesterday = iso(new Date(now - 86400000)); // the fund's day is that of UTC+1
const month = n => iso(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + n, 1))).slice(0, 7);
const has = selector => s.page.locator(selector).count();
const said = async selector => (await s.page.locator(selector).first().innerText()).replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ');
/** The day of the month and the year stand in a text, whatever the words between them. */
const says = (words, day) => new RegExp(`(^|\\D)${Number(day.slice(8))}(er)?\\D+${day.slice(0, 4)}(\\D|$)`).test(words) || words.includes(day);

/** Three days ago: a fund, and a member who has paid everything up to the month of three months ago. */
function prepare() {
  s.sanad('demo', '--people', '200', '--seed', '6');
  s.sanad('demo', 'users');
  s.sanad('rights', 'refresh');
  s.startKannel();
  [s.person, s.number, s.phone, s.born, s.unpaid, s.amount, s.since] = s.query(`SELECT p.person_id, p.number, p.phone, p.born, c.period_from, c.amount, r.from_day FROM person p
    JOIN rights r ON r.person_id = p.person_id AND r.known_until > 9e18 AND r.state = 'SUSPENDED' AND r.scheme = 'AMO-TNS' AND r.until_day = '9999-12-31'
    JOIN contribution_period c ON c.person_id = p.person_id AND c.scheme = 'AMO-TNS' AND c.paid_day = '9999-12-31' AND c.amount > 0
    WHERE p.phone <> 0 AND p.state = 'ACTIVE' AND r.from_day <= '${today}' AND p.born NOT LIKE '%-00-00'
    AND (SELECT count(*) FROM person q WHERE q.phone = p.phone) = 1 ORDER BY c.period_from LIMIT 1`).split('|');
}

async function opens_account() {
  s.gateway('--per-second', '200');
  await s.go(`/${lang}/activate/code`);
  await s.type('#number', s.number);
  await s.enter('main form.card button');
  await s.type('#number', s.number);
  await s.type('#code', (await s.sms(0, CODE)).match(CODE)[0]);
  await s.enter('main form.card button');
  await s.type('#password', WORDS);
  await s.type('#again', WORDS);
  await s.enter('main form.card button');
  s.ok(await has('.note--ok') === 1, `the account is open: ${s.path()}`);
}

async function sees_why_not() {
  await s.look('home-suspended', PHONE);
  await s.enter('main a[href$="/own/rights"]');
  await s.look('suspended', PHONE);
  const state = await said('.rights'), why = await said('[aria-labelledby="why"]'), todo = await said('[aria-labelledby="todo"]');
  s.ok(says(state, s.since), `since when is said: ${state}, ${s.since} wanted`);
  s.ok(why.includes(s.unpaid.slice(0, 4)), `the contribution that is unpaid is said: ${why}`);
  const opens = month(1); // who pays what is owed today is covered from the next month on
  s.ok(todo.includes(s.unpaid.slice(0, 4)) && says(todo, `${opens}-01`), `what there is to pay is said, and when that opens: ${todo}`);
  s.ok(await has('[aria-labelledby="todo"] a[href$="/own/payment"]') === 1, 'and where that is done');
  s.unpaid_words = why;
}

/** From the reason to the law behind it, which anybody may read. */
async function reads_the_law() {
  await s.tab('[aria-labelledby="why"] summary');
  await s.page.keyboard.press('Enter');
  await s.enter('[aria-labelledby="why"] a[href*="/law/"]');
  s.ok(/\/law\/ma\/AMO_TNS\/rule\.rights$/.test(s.path()), `the rule behind it: ${s.path()}`);
  s.ok(await has('#history ~ .scroll tbody tr') >= 1 && (await said('#history ~ .scroll')).includes('41.23'), 'its day and its source are shown');
  await s.look('law-rule', PHONE);
  const path = s.path();
  await s.browser.clearCookies();
  s.ok((await s.go(path)).status() === 200, 'without an account too');
  await s.look('law-anybody', OFFICE);
  const kept = JSON.parse(await (await fetch(`${s.site}/${lang}/law/ma/AMO_TNS/rule.rights?as=json`)).text());
  s.ok(kept.value.startsWith('PAID period=MONTH') && kept.reference.includes('41.23'), `and as data: ${JSON.stringify(kept).slice(0, 200)}`);
}

async function answers(want) {
  const ask = (query, token) => fetch(`${s.site}/api/rights?${query}`, token ? { headers: { Authorization: `Bearer ${token}` } } : {});
  if (!s.token) {
    s.sanad('user', 'add', 'pharmacie', '--role', 'provider', '--name', 'Pharmacie Exemple');
    s.token = s.sanad('user', 'token', 'pharmacie', '--as', 'direction').trim();
    s.ok((await ask(`number=${s.number}`)).status === 401, 'nobody is answered without a token');
    s.ok((await ask(`number=${s.number}`, s.token.slice(0, -4) + 'AAAA')).status === 401, 'nor with another one');
  }
  const got = await (await ask(`number=${s.number}&on=${today}&birth=${s.born}`, s.token)).json();
  for (const [field, value] of Object.entries(want))
    s.ok(got[field] === value, `a pharmacy is told ${field} ${value}: ${JSON.stringify(got)}`);
  s.ok(got.birth_matches === true && got.version === 1, `and that it is this person: ${JSON.stringify(got)}`);
  const other = await (await ask(`number=${s.number}&birth=1901-01-01`, s.token)).json();
  s.ok(other.birth_matches === false && other.state === undefined, `of somebody else nothing: ${JSON.stringify(other)}`);
}

/** A file of the collector: the months that weren't paid, paid last month. */
function payments_come() {
  const rows = ['number,scheme,period,amount,paid_on'];
  for (let n = -24; n < 0; n++)
    if (month(n) >= s.unpaid.slice(0, 7)) rows.push(`${s.number},AMO-TNS,${month(n)},${(s.amount / 100).toFixed(2)},${month(-1)}-20`);
  writeFileSync(`${s.dir}/paid.csv`, rows.join('\n') + '\n');
  s.sanad('contribution', 'import', `${s.dir}/paid.csv`, '--as', 'agent');
}

async function open_again() {
  await s.go(`/${lang}/signin`);
  await s.type('#login', s.number);
  await s.type('#password', WORDS);
  await s.enter('main form.card button');
  await s.look('home-open', PHONE);
  await s.enter('main a[href$="/own/rights"]');
  await s.look('open', PHONE);
  const state = await said('.rights'), why = await said('[aria-labelledby="why"]'), line = await said('.line .next');
  s.ok(says(line, `${month(0)}-01`), `open from when: ${line}`);
  s.ok(await has('.rights .disc--warn, .rights .disc--bad') === 0, `open again: ${state}`);
  s.ok(why !== s.unpaid_words, `why is said: ${why}`);
}

/** An agent: today as it was known yesterday, and today. */
async function explores() {
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/people/${s.person}`);
  await s.enter('main a[href$="/rights"]');
  await s.look('agent', [1280]);
  for (const [known, state] of [[yesterday, 'SUSPENDED'], [today, 'OPEN']]) {
    await s.type('#on', today);
    await s.type('#known', known);
    await s.enter('form[method="get"] button.btn');
    const was = s.page.locator('#explore ~ p .tag').first();
    s.ok((await was.innerText()).trim() === text(lang, `rightstate.${state}`), `today, as known on ${known}: ${await was.innerText()}`);
    s.ok(await has('#explore ~ p .tag--ok:has(svg)') >= 1 && (await said('[aria-labelledby="explore"]')).includes(text(lang, 'rights.again_same')), 'decided again it is the same');
    const numbers = (await s.page.locator('#explore ~ ul').allInnerTexts()).join('\n').match(/.?\d{3} \d{3} \d{3}/g) ?? [];
    s.ok(numbers.every(n => n.startsWith('\u2066')), `numbers in a line stay in their order: ${numbers}`);
    await s.look(`known-${state}`, state === 'OPEN' ? [320] : [1280]);
  }
  await s.type('#known', '2026-13-45');
  await s.enter('form[method="get"] button.btn');
  s.ok(await has('.note--bad a[href="#known"]') === 1, 'what is no day is told');
  await s.look('known-bad', PHONE);
}

async function main() {
  await s.open(prepare, false, 3);
  await s.page.setViewportSize({ width: 320, height: 640 });
  await opens_account();
  await sees_why_not();
  await reads_the_law();
  await answers({ state: 'SUSPENDED', open: false, reason: 'UNPAID', scheme: 'AMO-TNS' });
  payments_come();
  await open_again();
  await explores();
  await answers({ state: 'OPEN', open: true, reason: '', scheme: 'AMO-TNS' });
  const verified = JSON.parse(s.sanad('verify', '--json'));
  s.ok(verified.holds, `verify: ${verified.first_fault}`);
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
