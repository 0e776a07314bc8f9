// A managing body's delivery, from the browser of the body to its answer: everybody does their part, each step is looked
// at on a phone and on a desk, in one language. delivery.mjs LANG
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Story, root, text } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const state = word => text(lang, `feedstate.${word}`);
const s = new Story(`delivery-${lang}`);

function prepare() {
  s.sanad('demo', '--people', '1500', '--seed', '2');
  execFileSync(join(root, 'script/demo-delivery'), [s.dir + '/d', '--rows', '3000', '--seed', '5'], { env: s.env, stdio: 'ignore' });
  s.sanad('body', 'add', 'DEMO', '--cert', s.dir + '/d/DEMO.cert.pem', '--scheme', 'AMO-TNS');
  s.sanad('demo', 'users', '--body', 'DEMO');
}

const file = end => `${s.dir}/d/DEMO-1${end}`;
const submit = async action => Promise.all([s.page.waitForNavigation(),
  s.page.locator(`form[action$="${action}"] button`).first().click()]);

async function send(manifest, signature, csv) {
  await s.go(`/${lang}/feeds/send`);
  if (manifest) await s.page.setInputFiles('#manifest', manifest);
  if (signature) await s.page.setInputFiles('#signature', signature);
  if (csv) await s.page.setInputFiles('#csv', csv);
  await submit('/feeds/send');
}

async function body_sends() {
  const p = s.page;
  await s.signIn('organisme', lang, true);
  await s.look('home-body');
  await s.go(`/${lang}/feeds`);
  await s.look('feeds-empty');
  await s.go(`/${lang}/feeds/send`);
  await s.look('send');
  await send(null, null, null);
  s.ok(await p.locator('.note--bad li').count() === 3, 'three files are missing, three problems are named');
  await s.look('send-nothing');
  writeFileSync(file('.broken.json'), '{"format": 1}');
  await send(file('.broken.json'), file('.manifest.p7s'), file('.csv'));
  s.ok(await p.locator('.note--bad li a[href="#manifest"]').count() === 1, 'a broken manifest is named at its field');
  await send(file('.manifest.json'), file('.manifest.p7s'), file('.csv'));
  s.ok(/\/sent$/.test(s.path()), `sent: ${s.path()}`);
  s.ok((await p.locator('.panel__no').innerText()).includes('DEMO-1'), 'the confirmation tells the reference');
  await s.look('sent');
  s.feed = s.path().match(/feeds\/(\d+)/)[1];
  await s.go(`/${lang}/feeds/${s.feed}?still=1`);
  await s.until([state('SIMULATED')]);
  await s.look('feed-body');
  s.ok((await p.goto(`${s.site}/${lang}/feeds/${s.feed}/report`)).status() === 403, 'the report is not for the body');
  s.ok((await p.goto(`${s.site}/${lang}/people`)).status() === 403, 'people are not for the body');
  await send(file('.manifest.json'), file('.manifest.p7s'), file('.csv'));
  s.ok(s.path().endsWith(`/feeds/${s.feed}`), 'the same delivery again is the first one');
}

async function fund_decides() {
  const p = s.page;
  await s.signIn('agent', lang);
  await s.look('home-agent');
  await s.go(`/${lang}/feeds/${s.feed}`);
  s.ok(await p.locator('form[action$="/approve"]').count() === 0, 'the agent may not approve');
  await s.go(`/${lang}/feeds/${s.feed}/report`);
  await s.look('report-agent');
  await s.signIn('chef', lang);
  s.ok(await p.locator(`a[href$="/feeds/${s.feed}"]`).count() >= 1, 'the delivery waits on the first page');
  await s.look('home-chef');
  await s.go(`/${lang}/feeds/${s.feed}/report`);
  await s.look('report');
  await submit('/send-back');
  s.ok(await p.locator('.note--bad a[href="#reason"]').count() === 1, 'sending back needs a reason');
  await s.go(`/${lang}/feeds/${s.feed}/report`);
  await submit('/approve');
  s.ok(await p.locator('.note--ok').count() === 1, 'the approval is confirmed');
  await s.look('feed-approved');
}

async function applied_and_answered() {
  const p = s.page;
  await s.signIn('agent', lang);
  await s.go(`/${lang}/feeds/${s.feed}`);
  await submit('/apply');
  await s.go(`/${lang}/feeds/${s.feed}?still=1`); // a page that doesn't come again by itself while it is looked at
  await s.look('feed-applying', [390]);
  await s.kill(); // in the middle or thereabouts: nothing is lost, and nobody is signed out
  await s.start();
  await s.go(`/${lang}/feeds/${s.feed}?still=1`);
  await s.until([state('ANSWERED')]);
  await s.look('feed-answered');
  const [down] = await Promise.all([p.waitForEvent('download'), p.locator('a[href$="/answer"]').click()]);
  const lines = s.answer = readFileSync(await down.path(), 'utf8').trim().split('\n');
  s.ok(lines.length === 3001 && lines[0] === 'row,record_id,outcome,code,number,message', `the answer has ${lines.length} lines`);
  s.ok(down.suggestedFilename() === 'DEMO-1.answer.csv', down.suggestedFilename());
}

const choose = async word => { if (word) await s.page.check(`input[name="decision"][value="${word}"]`); await submit('/decide'); };
const said = () => s.page.locator('.note--ok').count();

async function likenesses() {
  const p = s.page;
  await s.signIn('examen', lang);
  await s.look('home-reviewer');
  await s.go(`/${lang}/reviews`);
  await s.look('reviews');
  await p.locator('.rows a.row').first().click();
  await p.waitForURL(/reviews\/\d+/);
  await s.look('review', [320, 390, 1280]);
  const first = s.path();
  await choose('');
  s.ok(await p.locator('.note--bad a[href="#decision"]').count() === 1, 'a decision has to be chosen');
  await s.look('review-nothing', [390]);
  await choose('SAME');
  s.ok(await said() === 1, 'the same person: recorded');
  await s.look('review-decided');
  await submit('/undo');
  s.ok(await p.locator('.note--bad a[href="#note"]').count() === 1, 'undoing needs a reason');
  await p.fill('#note', 'Exemple : mauvaise fiche / مثال');
  await submit('/undo');
  s.ok(await said() === 1 && s.path() === first, 'undone, and open again');
  await choose('NOT_SAME');
  s.ok(await said() === 1, 'two people: recorded');
  await p.locator('a.btn[href*="/reviews/"]').first().click();
  await p.waitForURL(u => /reviews\/\d+/.test(u.pathname) && u.pathname !== first);
  await choose('LATER');
  s.ok(await said() === 1, 'put aside');
  await s.go(`/${lang}/reviews?state=LATER&code=&age=`);
  s.ok(await p.locator('.rows a.row').count() === 1, 'one is put aside');
  await s.go(`/${lang}/reviews?state=OPEN&code=&age=30`);
  await s.look('reviews-none', [390]);
}

async function counter() {
  const p = s.page;
  await s.signIn('guichet', lang);
  await s.look('home-counter', [390]);
  await s.go(`/${lang}/people`);
  await s.look('people-ask');
  const rows = readFileSync(file('.csv'), 'utf8').split('\n').slice(1, 40).map(l => l.split(','));
  const known = s.answer.slice(1, 40).map(l => l.split(','));
  const i = known.findIndex((k, n) => k[2] === 'REGISTERED' && k[3] === '' && rows[n][4] && rows[n][6]);
  const [last, first, lastAr, firstAr, born] = rows[i].slice(4, 9), number = known[i][4];
  const find = async (q, date) => {
    await s.go(`/${lang}/people`);
    await p.fill('#q', q);
    if (date) for (const [n, v] of [['year', date.slice(0, 4)], ['month', date.slice(5, 7)], ['day', date.slice(8)]])
      if (v !== '00') await p.fill(`#born_${n}`, v);
    await submit('/people');
    return p.locator('.rows a.row').count();
  };
  for (const [q, date, what] of [[number, '', 'number'], [rows[i][3], '', 'identifier'], [`${first} ${last}`, born, 'name'],
    [`${lastAr} ${firstAr}`, born, 'Arabic name'], [last.toUpperCase(), born, 'family name']])
    s.ok(await find(q, date) >= 1, `found by ${what}: ${q} ${date}`);
  await s.look('people-found');
  await find('Zzyzx Qwrtp');
  s.ok(await p.locator('.empty').count() === 1, 'nobody: what else to try is said');
  await s.look('people-none', [390]);
  await find(number);
  await p.locator('.rows a.row').first().click();
  await p.waitForURL(/people\/\d+/);
  await s.look('person', [320, 390, 1280]);
  s.ok((await p.locator('main').innerText()).includes(lastAr), 'the page shows both scripts');
  await p.reload();
  s.ok(await p.locator('.line--small li').count() >= 2, 'who looked is shown');
}

async function sessions() {
  await s.go(`/${lang}/sessions`);
  await s.look('sessions');
  await Promise.all([s.page.waitForNavigation(), s.page.locator('form[action$="/sessions/close"]').last().locator('button').click()]);
  s.ok(/\/signin$/.test(s.path()), 'signed out everywhere');
  await s.go(`/${lang}/feeds`);
  s.ok(/\/signin$/.test(s.path()), 'nobody is signed in any more');
}

try {
  await s.open(prepare);
  await body_sends();
  await fund_decides();
  await applied_and_answered();
  await likenesses();
  await counter();
  await sessions();
  const said = JSON.parse(s.sanad('verify', '--json'));
  s.ok(said.holds, `verify: ${said.first_fault}`);
} catch (e) {
  s.ok(false, String(e.stack ?? e));
  await s.page?.screenshot({ path: join(s.shots, 'fault.png'), fullPage: true }).catch(() => {});
}
process.exit(await s.close() ? 0 : 1);
