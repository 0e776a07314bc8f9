// RAMED ends and its members go to AMO-TADAMON: one director prepares and rehearses, reads who moves and who is left out and
// why; another one approves; it runs, messages are written, and every headcount before and after is explained. A second
// move is undone by two people. By keyboard, in one language. move.mjs LANG
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Story, text } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const s = new Story(`move-${lang}`);
const OFFICE = [320, 1280];
const has = selector => s.page.locator(selector).count();
const said = async selector => (await s.page.locator(selector).first().innerText()).replace(/\s+/g, ' ');
const digits = t => Number(t.replace(/[^\d]/g, '') || 0);
const iso = d => d.toISOString().slice(0, 10);
const now = new Date(Date.now() + 3600000), today = iso(now);

/** A delivery of the body that ran RAMED, made and applied in the past. */
function delivery(body, scheme, sequence, created, rows) {
  const head = 'record_id,action,id_kind,id_value,last_name,first_name,last_name_ar,first_name_ar,birth_date,sex,commune,address,phone,email,language,profession,income_class,activity_start,rib';
  const csv = [head, ...rows].join('\n') + '\n', stem = `${s.dir}/${body}-${sequence}`;
  writeFileSync(`${stem}.csv`, csv);
  writeFileSync(`${stem}.manifest.json`, JSON.stringify({
    format: 'registration-feed/1', body, sequence, scheme, rows: rows.length, bytes: Buffer.byteLength(csv),
    sha256: createHash('sha256').update(csv).digest('hex'), created: `${created}T08:00:00Z`, control_totals: { rows_by_income_class: {} },
  }));
  execFileSync('openssl', ['cms', '-sign', '-binary', '-in', `${stem}.manifest.json`, '-signer', `${s.dir}/MI.cert.pem`, '-inkey', `${s.dir}/MI.key.pem`,
    '-outform', 'PEM', '-out', `${stem}.manifest.p7s`], { stdio: 'ignore' });
  s.sanad('feed', 'run', stem, '--approve-as', 'chef', '--apply-as', 'agent');
}

/** People of the register who have nothing else were members of RAMED since 2021, some of them no longer. */
function prepare() {
  s.sanad('demo', '--people', '400', '--seed', '6');
  s.sanad('demo', 'users');
  s.director();
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${s.dir}/MI.key.pem`,
    '-out', `${s.dir}/MI.cert.pem`, '-days', '3650', '-subj', '/O=MI/CN=demo signer'], { stdio: 'ignore' });
  s.sanad('body', 'add', 'MI', '--cert', `${s.dir}/MI.cert.pem`, '--scheme', 'RAMED');
  s.sanad('body', 'add', 'TD', '--cert', `${s.dir}/MI.cert.pem`, '--scheme', 'AMO-TADAMON');
  const known = s.query(`SELECT i.kind, i.value, p.last_name, p.first_name, p.last_name_ar, p.first_name_ar, p.born, p.sex, t.code, p.phone, p.language, p.person_id, p.number
    FROM person p JOIN person_identifier i USING (person_id) JOIN territory t ON t.territory_id = p.commune_id
    WHERE p.born < '1990' AND p.born NOT LIKE '%-00-00' AND p.state = 'ACTIVE'
    AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.person_id AND m.scheme <> 'AMO-TADAMON')
    ORDER BY p.person_id LIMIT 60`).split('\n').map(l => l.split('|'));
  const row = (p, i) => [`R${i}`, 'NEW', ...p.slice(0, 9), '', p[9] === '0' ? '' : `+${p[9]}`, '', p[10], '', '', '', ''].join(',');
  delivery('MI', 'RAMED', 1, '2021-03-01', known.map(row));
  delivery('MI', 'RAMED', 2, '2022-06-01', [3, 4].map(i => [`R${i}`, 'CEASE', ...Array(17).fill('')].join(',')));
  const free = s.query(`SELECT p.number FROM person p JOIN membership m USING (person_id) WHERE m.scheme = 'RAMED' AND m.known_until > 9e18 AND m.until_day = '9999-12-31'
    AND NOT EXISTS (SELECT 1 FROM membership o WHERE o.person_id = p.person_id AND o.scheme <> 'RAMED') LIMIT 1`);
  const [again] = s.query(`SELECT p.person_id FROM person p JOIN membership m USING (person_id) WHERE m.scheme = 'RAMED' AND p.number <> ${free} ORDER BY 1 DESC LIMIT 1`).split('\n');
  delivery('TD', 'AMO-TADAMON', 1, '2022-11-01', [row(known.find(p => p[11] === again), 1)]);
  s.sanad('person', 'died', free, '--on', '2022-08-15', '--reason', 'acte de décès', '--as', 'guichet');
  s.sanad('rights', 'refresh');
  s.members = Number(s.query("SELECT count(DISTINCT person_id) FROM membership WHERE scheme = 'RAMED'"));
}

/** Comes back to the move until it is in the state. */
async function until(state) {
  for (let i = 0; i < 150; i++) {
    if ((await said('.card__head .tag')).includes(text(lang, `movestate.${state}`)) && await has('progress, [role=status]') === 0) return true;
    await s.page.waitForTimeout(200);
    await s.go(`${s.path()}?still=1`);
  }
  return s.ok(false, `still not ${state}: ${await said('.card__head .tag')}`);
}

/** An order that takes a tick, and says so when it lacks. */
async function orders(verb, look) {
  const form = `form[action$="/${verb}"]`;
  if (look) {
    await s.enter(`${form} button`);
    s.ok(await has('.note--bad li') === 1, `${verb}: the tick is asked for`);
    await s.look(look, [320]);
  }
  await s.tab(`${form} input[type=checkbox]`);
  await s.page.keyboard.press('Space');
  await s.enter(`${form} button`);
}

async function plans(from, to, day, undo) {
  await s.go(`/${lang}/moves`);
  await s.enter('main .btn--sun');
  await s.choose('from', from);
  await s.choose('to', to);
  for (const [field, value] of [['day_day', day.slice(8)], ['day_month', day.slice(5, 7)], ['day_year', day.slice(0, 4)]]) await s.type(`[name="${field}"]`, String(Number(value)));
  await s.type('#reason', from === 'RAMED' ? 'décret 2.22.797 / المرسوم رقم 2.22.797' : 'Essai / تجربة');
  if (undo) await s.type('#undo_days', undo);
  await s.enter('main form.card button.btn');
}

async function prepares() {
  await s.signIn('direction', lang);
  await s.go(`/${lang}/moves`);
  await s.look('none', [320]);
  await s.enter('main .btn--sun');
  await s.enter('main form.card button.btn');
  s.ok(await has('.note--bad li') >= 1, 'what is missing is told');
  await s.look('form-bad', [320]);
  await plans('RAMED', 'AMO-TADAMON', '2022-12-01');
  s.ok(await has('.note--ok') === 1 && /\/moves\/1$/.test(s.path()), `prepared: ${s.path()}`);
  await s.look('prepared', [320]);
  await s.enter('form[action$="/rehearse"] button');
  await until('REHEARSED');
  await s.look('rehearsed', [1280]);
  const [moved, dependants, left] = (await s.page.locator('.kpi b').allInnerTexts()).map(digits);
  s.moved = moved;
  s.ok(moved > 0 && left >= 3 && moved + left === s.members, `everybody has a line: ${moved} moved, ${left} left out of ${s.members}; ${dependants} dependants`);
  const reasons = await said('[aria-labelledby="reasons"]');
  for (const reason of ['DIED', 'ENDED_BEFORE', 'ALREADY_MEMBER'])
    s.ok(reasons.includes(text(lang, `movereason.${reason}`)), `left out: ${reason}: ${reasons}`);
  s.ok(/\d{3} \d{3} \d{3}/.test(reasons) && !/2022-\d\d-\d\d/.test(reasons), `numbers and days as people write them: ${reasons}`);
  s.ok(s.query("SELECT count(*) FROM membership WHERE scheme = 'RAMED' AND until_day = '2022-12-01'") === '0', 'a rehearsal changes nothing');
  await s.enter('[aria-labelledby="reasons"] a[href*="reason=DIED"]');
  s.ok(await has('table tbody tr') === 1, 'each reason leads to its people');
  await s.look('lines', [320]);
  await s.go(`/${lang}/moves/1`);
  s.ok(await has('form[action$="/approve"]') === 0 && (await said('[aria-labelledby="next"]')).includes(text(lang, 'move.own')), 'who prepared it can\'t approve it');
}

async function approves_and_runs() {
  await s.signIn('directrice', lang);
  await s.go(`/${lang}/moves/1`);
  await orders('approve', 'approve-no-tick');
  s.ok(await has('.note--ok') === 1, 'approved');
  await s.look('approved', [1280]);
  await orders('run');
  await until('DONE');
  await s.look('done', [320]);
  s.ok(Number(s.query("SELECT count(*) FROM membership WHERE scheme = 'AMO-TADAMON' AND from_day = '2022-12-01' AND known_until > 9e18 AND source_id IN (SELECT move_id FROM scheme_move)")) === s.moved, 'everybody of the rehearsal is in the new scheme');
}

async function tells_and_counts() {
  await orders('tell');
  for (let i = 0; i < 100 && s.query("SELECT count(*) FROM message WHERE kind = 'move.done'") === '0'; i++) await s.page.waitForTimeout(200);
  await until('DONE');
  const told = Number(s.query("SELECT count(*) FROM message WHERE kind = 'move.done'"));
  s.ok(told > 0 && told <= s.moved, `messages are written, one for each: ${told} of ${s.moved}`);
  await s.enter('form[action$="/count"] button');
  await until('DONE');
  await s.enter('main a[href$="/report"]');
  s.ok(await has('.note--ok') === 1, `it adds up: ${await said('main .note')}`);
  const rest = (await s.page.locator('#sums ~ .scroll tbody tr').filter({ hasText: text(lang, 'head.rest') }).first().locator('td').allInnerTexts()).map(digits);
  s.ok(rest.length === 2 && rest.every(n => n === 0), `the rest is none before and after: ${rest}`);
  const schemes = await s.page.locator('#schemes ~ .scroll').first().locator('tbody tr').evaluateAll(rows => rows.map(r => [r.querySelector('th').innerText.trim(), ...[...r.querySelectorAll('td')].map(c => c.innerText.replace(/[^\d-]/g, ''))]));
  s.ok(schemes.every(r => r[5] === '0'), `the rest of each scheme is none: ${JSON.stringify(schemes)}`);
  await s.type('#people', '100');
  await s.type('#source', 'communiqué / بلاغ');
  await s.enter('form[action$="/told"] button');
  s.ok(await has('#told ~ .scroll tbody tr') === 1, 'a headcount of others stands beside it');
  await s.look('report', OFFICE);
}

/** A second move, of today, is undone: asked for by one, agreed to by another. */
async function undoes() {
  const before = s.query("SELECT person_id, scheme, from_day, until_day, state FROM membership WHERE known_until > 9e18 ORDER BY 1, 2, 3");
  await plans('AMO-ACHAMIL', 'AMO-TADAMON', today, '40');
  await s.enter('form[action$="/rehearse"] button');
  await until('REHEARSED');
  s.ok(/[\d.]+ > 9\.3264284/.test(await said('[aria-labelledby="reasons"]')), `who is above the threshold, and by how much: ${await said('[aria-labelledby="reasons"]')}`);
  await s.look('second-rehearsed', [1280]);
  await s.signIn('direction', lang);
  await s.go(`/${lang}/moves/2`);
  await orders('approve');
  await orders('run');
  await until('DONE');
  s.ok(s.query("SELECT count(*) FROM membership WHERE scheme = 'AMO-TADAMON' AND from_day = '" + today + "' AND known_until > 9e18") !== '0', 'the second move ran');
  await orders('undo', 'undo-no-tick');
  await until('UNDO_ASKED');
  s.ok(await has('form[action$="/undo"]') === 0, 'who asked for it can\'t agree');
  await s.look('undo-asked', [320]);
  await s.signIn('directrice', lang);
  await s.go(`/${lang}/moves/2`);
  await orders('undo');
  await until('UNDONE');
  await s.look('undone', [1280]);
  s.ok(s.query("SELECT person_id, scheme, from_day, until_day, state FROM membership WHERE known_until > 9e18 ORDER BY 1, 2, 3") === before, 'memberships are as they were before');
  await s.go(`/${lang}/moves`);
  await s.look('both', [320]);
}

async function main() {
  await s.open(prepare, false);
  await s.page.setViewportSize({ width: 1280, height: 900 });
  await prepares();
  await approves_and_runs();
  await tells_and_counts();
  await undoes();
  const verified = JSON.parse(s.sanad('verify', '--json'));
  s.ok(verified.holds, `verify: ${verified.first_fault}`);
}

await main().catch(e => s.ok(false, e.stack));
process.exit(await s.close() ? 0 : 1);
