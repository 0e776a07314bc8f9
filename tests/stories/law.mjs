// A changed threshold, from the file to what it does to one person: a director proposes it and can't put it in force alone;
// another one can't unseen; the simulation counts who gains and who loses; then it is put in force, everybody is decided
// again, and what was said before can be read and decided again. By keyboard, in one language. law.mjs LANG
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Story, root, text } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const s = new Story(`law-${lang}`);
const OFFICE = [320, 1280];
const iso = d => d.toISOString().slice(0, 10);
const now = new Date(Date.now() + 3600000), today = iso(now), yesterday = iso(new Date(now - 86400000));
const WAS = '9.3264284', IS = '7.0000000', FROM = `${today.slice(0, 7)}-01`;
const has = selector => s.page.locator(selector).count();
const said = async selector => (await s.page.locator(selector).first().innerText()).replace(/\s+/g, ' ');
const digits = t => Number(t.replace(/[^\d]/g, '') || 0);

/** Three days ago: a fund whose director signed for the law. */
function prepare() {
  s.sanad('demo', '--people', '2500', '--seed', '6');
  s.sanad('demo', 'users');
  s.sanad('rights', 'refresh');
  s.director();
  [s.person, s.number] = s.query(`SELECT p.person_id, p.number FROM person p JOIN household_score h ON h.person_id = p.person_id
    JOIN rights r ON r.person_id = p.person_id AND r.known_until > 9e18 AND r.state = 'OPEN' AND r.scheme = 'AMO-TADAMON' AND r.until_day = '9999-12-31'
    WHERE h.score + 0 > 7.0 AND h.score + 0 <= 9.3264284 AND r.insured_id = p.person_id AND p.state = 'ACTIVE'
    AND NOT EXISTS (SELECT 1 FROM family_link f WHERE f.relative_id = p.person_id) LIMIT 1`).split('|');
  const file = readFileSync(join(root, 'law/ma/AMO_TADAMON.yaml'), 'utf8');
  const old = file.match(/ +2023-12:\n +value: 9\.3264284\n(?: +\w+:.*\n)+/)[0];
  const more = `      ${FROM}: {value: ${IS}, status: VOTED, reference: "décret d'essai / مرسوم تجريبي", seen_at: tests, confidence: none; made up}\n`;
  writeFileSync(`${s.dir}/AMO_TADAMON.yaml`, file.replace(old, old + more));
  mkdirSync(`${s.dir}/broken`);
  writeFileSync(`${s.dir}/broken/AMO_TADAMON.yaml`, file.replace('value: 9.3264284', 'value: neuf'));
}

/** What the command line says when it refuses. */
function refused(...words) {
  try {
    s.sanad(...words);
    return 'done';
  } catch (e) {
    return String(e.stderr ?? e);
  }
}

async function proposes() {
  await s.signIn('directrice', lang);
  await s.enter('nav a[href$="/law-versions"], main a[href$="/law-versions"]');
  await s.look('versions', [320]);
  await s.enter('main .btn--sun');
  await s.enter('main form.card button.btn');
  s.ok(await has('.note--bad li') >= 1, `what is missing is told: ${s.path()}`);
  await s.bring('#file', `${s.dir}/broken/AMO_TADAMON.yaml`);
  await s.type('#reason', "Décret d'essai");
  await s.enter('main form.card button.btn');
  s.ok(await has('.note--bad a[href="#file"]') === 1, 'a mistake in the file is told at its field');
  await s.look('mistake', OFFICE);
  await s.bring('#file', `${s.dir}/AMO_TADAMON.yaml`);
  await s.type('#reason', "Décret d'essai : seuil abaissé / مرسوم تجريبي: خفض العتبة");
  await s.enter('main form.card button.btn');
  s.ok(/\/law-versions\/2\/done$/.test(s.path()), `proposed: ${s.path()}`);
  await s.look('proposed', [320]);
  await s.go(`/${lang}/law-versions/2`);
  const changes = await said('[aria-labelledby="changes"]');
  s.ok(changes.includes(IS) && changes.includes(WAS) && changes.includes('rsu.threshold'), `what changes is shown: ${changes}`);
  s.ok(await has('form[action$="/approve"]') === 0 && (await said('[aria-labelledby="decide"]')).includes(text(lang, 'lawv.own')), 'who proposed it is told that another one decides');
  await s.look('own', [320]);
  s.ok(/3032|LAW_VERSION_OWN|LAW_SIMULATION/.test(refused('law', 'approve', '2', '--as', 'directrice')), 'at the command line neither');
}

async function not_unseen() {
  await s.signIn('direction', lang);
  await s.go(`/${lang}/law-versions/2`);
  s.ok(await has('form[action$="/approve"]') === 0 && (await said('[aria-labelledby="decide"]')).includes(text(lang, 'sim.need')), 'nobody puts it in force unseen, and why is said');
  await s.look('unseen', [1280]);
  const why = refused('law', 'approve', '2', '--as', 'direction');
  s.ok(why.includes('LAW_SIMULATION_NONE'), `nor at the command line: ${why}`);
}

async function simulates() {
  await s.enter('form[action$="/simulate"] button');
  s.ok(await has('[aria-labelledby="would"] [role="status"]') === 1 || await has('form[action$="/approve"]') === 1, 'how far it is, is shown');
  await s.go(`/${lang}/law-versions/2?still=1`);
  await s.look('simulating', [320]);
  for (let i = 0; i < 100 && await has('form[action$="/approve"]') === 0; i++) {
    await s.page.waitForTimeout(200);
    await s.go(`/${lang}/law-versions/2?still=1`);
  }
  s.ok(await has('form[action$="/approve"]') === 1, 'once it was seen it can be put in force');
  await s.look('simulated', OFFICE);
  await s.enter('[aria-labelledby="would"] a[href$="/simulation"]');
  await s.look('figures', OFFICE);
  const row = async (id, name) => (await s.page.locator(`#${id} ~ .scroll tbody tr`).filter({ hasText: name }).first().locator('td').allInnerTexts()).map(digits);
  const tadamon = await row('schemes', 'AMO-TADAMON');
  s.loses = tadamon[1];
  s.ok(s.loses > 0, `by scheme: who loses by the lower threshold: ${tadamon}`);
  const all = async id => (await s.page.locator(`#${id} ~ .scroll tbody tr`).evaluateAll(rows => rows.map(r => [...r.querySelectorAll('td')].map(c => Number(c.innerText.replace(/[^\d]/g, '') || 0)))));
  const sum = rows => rows.reduce((n, r) => n + r.reduce((m, x) => m + x, 0), 0);
  const people = Number(s.query("SELECT count(*) FROM person WHERE state = 'ACTIVE'"));
  s.ok(sum(await all('schemes')) === people && sum(await all('ages')) === people, `everybody is counted once: ${sum(await all('schemes'))} of ${people}`);
  s.ok((await all('territories')).length > 1, 'and by territory');
  const lacks = await s.page.locator('#lacks ~ .scroll tbody tr').evaluateAll(rows => rows.map(r => [...r.querySelectorAll('th,td')].map(c => c.innerText.trim())));
  const of_a_law = lacks.filter(r => r[0] !== text(lang, 'simlack.RIGHT')).map(r => r.slice(1).join('|'));
  s.ok(lacks.length > 0 && new Set(of_a_law).size === of_a_law.length, `what neither law can say is one row: ${lacks.join(' / ')}`);
  s.ok((await all('months')).length >= 12, 'twelve months');
}

async function puts_in_force() {
  await s.go(`/${lang}/law-versions/2`);
  await s.enter('form[action$="/approve"] button');
  s.ok(await has('.panel__no, .panel') >= 1, `in force: ${s.path()}`);
  await s.look('in-force', [320]);
  await s.go(`/${lang}/law-versions`);
  const tags = await s.page.locator('.rows .tag').allInnerTexts();
  s.ok(tags[0].includes(text(lang, 'lawstate.IN_FORCE')) && tags[1].includes(text(lang, 'lawstate.REPLACED')), `versions: ${tags}`);
  await s.look('versions-two', [1280]);
  for (let i = 0; i < 100 && s.query("SELECT count(*) FROM job WHERE kind = 'rights.refresh' AND state <> 'DONE'") !== '0'; i++) await s.page.waitForTimeout(200);
  await s.browser.clearCookies();
  await s.go(`/${lang}/law/ma/AMO_TADAMON/rsu.threshold`);
  s.ok(/7[.,٫]0/.test(await said('[aria-labelledby="now"]')), 'the public page says the new value');
  await s.look('public', [320]);
}

async function one_person() {
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/people/${s.person}/rights`);
  s.ok(await has('.rights .disc--bad') === 1, `decided again: ${await said('.rights')}`);
  s.ok(/7[.,٫]0/.test(await said('[aria-labelledby="why"]')), `by the new threshold: ${await said('[aria-labelledby="why"]')}`);
  for (const [known, state, version] of [[yesterday, 'OPEN', 1], [today, 'CLOSED', 2]]) {
    await s.type('#on', today);
    await s.type('#known', known);
    await s.enter('form[method="get"] button.btn');
    const was = await said('#explore ~ p .tag'), all = await said('[aria-labelledby="explore"]');
    s.ok(was.includes(text(lang, `rightstate.${state}`)), `as known on ${known}: ${was}`);
    s.ok(all.includes(text(lang, 'rights.again_same')) && new RegExp(`\\b${version}\\b`).test(await said('#explore ~ p:has(.tag--ok):last-of-type')), `decided again by version ${version}, the same`);
    await s.look(`person-${state}`, state === 'OPEN' ? [1280] : [320]);
  }
  for (const [at, state] of [[yesterday, 'OPEN'], [today, 'CLOSED']]) {
    const again = JSON.parse(s.sanad('rights', 'show', s.number, '--on', today, '--known-on', at, '--replay', '--json', '--as', 'guichet').trim().split('\n')[0]);
    s.ok(again.state === state, `at the command line ${at}: ${JSON.stringify(again).slice(0, 200)}`);
  }
}

async function main() {
  await s.open(prepare, false, 3);
  await s.page.setViewportSize({ width: 1280, height: 900 });
  await proposes();
  await not_unseen();
  await simulates();
  await puts_in_force();
  await one_person();
  const verified = JSON.parse(s.sanad('verify', '--json'));
  s.ok(verified.holds, `verify: ${verified.first_fault}`);
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
