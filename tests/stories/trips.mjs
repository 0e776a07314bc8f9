// The director looks at the trips that online services saved: the whole, one province, a few months, the file; before
// anything was used the page says so. A member is refused. trips.mjs LANG
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Story } from './lib.mjs';

const lang = process.argv[2] ?? 'fr';
const s = new Story(`trips-${lang}`);
const sql = text => execFileSync('sqlite3', ['-cmd', '.timeout 5000', `${s.dir}/fund.db`], { input: text, encoding: 'utf8' }).trim();
const digits = t => Number(t.replace(/[^\d]/g, ''));
const DAY = 86400000, MADE = 900;
const SERVICES = ['CONTACT', 'FAMILY', 'ATTESTATION', 'PAYMENT_MODE', 'STATEMENT', 'ACCOUNT'];

/** Uses of made-up people over ten months, as note_use() writes them. */
function uses() {
  const people = sql("SELECT person_id || ' ' || commune_id FROM person WHERE state = 'ACTIVE' ORDER BY person_id LIMIT 100").split('\n').map(l => l.split(' '));
  const now = Date.now();
  let text = 'BEGIN;';
  for (let i = 0; i < MADE; i++) {
    const at = now - Math.floor((MADE - i) * (300 * DAY / MADE)), id = (BigInt(at - 1577836800000) << 22n) + BigInt(i);
    const [person, commune] = people[(i * 37) % people.length];
    text += `INSERT INTO service_use VALUES (${id}, ${person}, '${SERVICES[(i * 7 + Math.floor(i / 11)) % 6]}', '${i % 5 === 0 ? 'COUNTER' : 'ONLINE'}', ${commune}, ${at}000);`;
    text += `INSERT INTO usage_new VALUES (${id});`;
  }
  sql(text + 'COMMIT;');
}

/** The last cell of each row of a table: trips. */
const trips = async id => (await s.page.locator(`#${id} ~ .scroll tbody tr td:last-child`).allInnerTexts()).map(t => /\d/.test(t) ? digits(t) : -1);

async function nothing_yet() {
  await s.signIn('direction', lang);
  await s.go(`/${lang}/trips`);
  s.ok(await s.page.locator('.empty').count() === 1, 'nothing was used yet: the page says so');
  s.ok(await s.page.locator('#method ~ .rows li').count() === 6, 'the method is there all the same');
  await s.look('empty', [320, 390, 1280]);
}

async function counted() {
  const p = s.page;
  uses();
  for (let i = 0; i < 100 && sql('SELECT count(*) FROM usage_new') !== '0'; i++) await p.waitForTimeout(200);
  const check = JSON.parse(s.sanad('trips', '--check', '--json'));
  s.ok(check.holds && check.uses === MADE, `all were counted: ${JSON.stringify(check)}`);
  await s.go(`/${lang}/`);
  await p.locator('.tile[href$="/trips"], a[href$="/trips"]').first().click();
  await p.waitForURL(/\/trips$/);
  const all = digits(await p.locator('.kpi b').first().innerText()), months = await trips('months');
  s.ok(all === check.trips && all > 0, `the whole is what every use comes to: ${all}, ${check.trips}`);
  s.ok(months.length === 12 && months.reduce((x, y) => x + y) === all, `twelve months, that add up: ${months}`);
  s.ok((await trips('services')).reduce((x, y) => x + y) === all, 'services add up');
  s.ok(await p.locator('svg.chart path.a').count() === months.filter(n => n > 0).length, 'a bar for each month that has trips');
  await s.look('whole', [320, 390, 1280]);
  return all;
}

async function of_one(all) {
  const p = s.page;
  const province = await p.locator('#territory option').nth(1).getAttribute('value');
  await p.selectOption('#territory', province);
  await p.selectOption('#service', 'FAMILY');
  const from = await p.locator('#from option').nth(5).getAttribute('value');
  await p.selectOption('#from', from);
  await Promise.all([p.waitForNavigation(), p.locator('form.filter button').click()]);
  s.ok(new URL(p.url()).search.includes(`territory=${province}`), 'a view is a link');
  s.ok((await trips('months')).length === 6, 'six months');
  await s.look('province');
  await s.go(`/${lang}/trips?from=2026-02&to=2026-01`);
  s.ok(await p.locator('.note--bad a[href="#from"]').count() === 1, 'months the wrong way round are said');
  await s.look('wrong', [390]);
  await s.go(`/${lang}/trips`);
  const [got] = await Promise.all([p.waitForEvent('download'), p.locator('a[href*="/trips/export.csv"]').click()]);
  const rows = readFileSync(await got.path(), 'utf8').slice(1).trim().split('\r\n').slice(1).map(l => l.split(','));
  s.ok(Number(rows[0][8]) === all, 'the file begins with the whole');
  const small = rows.filter(r => r[2] !== '').flatMap(r => r.slice(5)).filter(n => n !== '' && n !== '0' && Number(n) < 5);
  s.ok(small.length === 0, `no small figures of a territory: ${small}`);
  await s.signIn('guichet', lang);
  s.ok((await s.go(`/${lang}/trips`)).status() === 403, 'not for counters');
}

await s.open(() => {
  s.sanad('demo', '--people', '300', '--seed', '4');
  s.sanad('demo', 'users');
});
try {
  await nothing_yet();
  await of_one(await counted());
} catch (e) {
  s.ok(false, e.stack);
}
process.exit(await s.close() ? 0 : 1);
