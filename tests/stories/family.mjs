// A family in a member's hands: a student and a ward declared with photos, checked before they are sent, one declaration
// taken back, one completed with what was missing, a proof added, an end declared; the attestation fetched, its code
// photographed and checked with no network. Then the counter declares a spouse for somebody who is there. At 320 and 390 px,
// the agent's pages on a desk too; no JavaScript. family.mjs LANG
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noise } from './noise.mjs';
import { Story, root } from './lib.mjs';

const lang = process.argv[2] ?? 'ar';
const s = new Story(`family-${lang}`);
const PHONE = [320, 390], DESK = [390, 1280];
const WORDS = 'figues et olives noires';
const year = new Date().getFullYear();
const query = sql => s.query(sql);
const submit = async (action, button = 'button') => Promise.all([s.page.waitForNavigation(), s.page.locator(`form[action$="${action}"] ${button}`).first().click()]);
const fill = async all => { for (const [id, value] of Object.entries(all)) await s.page.fill(`#${id}`, value); };
const follow = async selector => Promise.all([s.page.waitForNavigation(), s.page.locator(selector).first().click()]);
const good = async text => s.ok(await s.page.locator('.note--ok').count() === 1, `${text}: ${s.page.url()}`);

async function prepare() {
  s.sanad('demo', '--people', '400', '--seed', '4');
  s.sanad('demo', 'users');
  const rows = query(`SELECT number, person_id FROM person WHERE phone <> 0 AND language = '${lang}' AND state = 'ACTIVE'
    AND NOT EXISTS (SELECT 1 FROM family_link l WHERE l.person_id = person.person_id OR l.relative_id = person.person_id)
    AND born BETWEEN '1960' AND '1990' ORDER BY number LIMIT 2`).split('\n');
  [s.number, s.person] = rows[0].split('|');
  [s.theirs, s.them] = rows[1].split('|');
  writeFileSync(`${s.dir}/paper.png`, noise(900));
  writeFileSync(`${s.dir}/other.png`, noise(400));
}

async function code() {
  for (let i = 0; i < 150; i++) {
    const body = query(`SELECT body FROM message WHERE person_id = ${s.person} AND kind = 'access.code' ORDER BY message_id DESC LIMIT 1`);
    if (/\d{6}/.test(body)) return body.match(/\d{6}/)[0];
    await new Promise(ok => setTimeout(ok, 100));
  }
  throw new Error('no code');
}

async function opens() {
  const p = s.page;
  await s.go(`/${lang}/activate/code`);
  await p.fill('#number', s.number);
  await submit('/activate/code');
  await s.go(`/${lang}/activate`);
  await fill({ number: s.number, code: await code() });
  await submit('/activate');
  await fill({ password: WORDS, again: WORDS });
  await submit('/activate/password');
}

async function member() {
  await s.browser.clearCookies();
  await s.go(`/${lang}/signin`);
  await fill({ login: s.number, password: WORDS });
  await Promise.all([s.page.waitForNavigation(), s.page.locator('form.card button').first().click()]);
}

const DECLARE = '/own/family/declare', SEND = 'button[value=send]', CHANGE = 'button[value=change]';

/** Nobody without a family gets the paper: the page says what to do. */
async function has_nobody() {
  await s.go(`/${lang}/`);
  await s.page.selectOption('#kind', 'family');
  await submit('/own/attestations');
  s.ok((await s.page.locator('main').innerText()).includes('2865'), 'without a family there is nothing to attest');
  await s.look('no-family', PHONE);
}

async function declares() {
  const p = s.page;
  await s.go(`/${lang}/own/family`);
  await s.look('empty', PHONE);
  await follow('.btn--sun');
  await s.look('declare', PHONE);
  await p.check('input[value=CHILD]');
  await fill({ last_name: 'Exemple', first_name: 'Salma', last_name_ar: 'مثال', first_name_ar: 'سلمى', born_day: '3', born_month: '4', born_year: `${year - 22}`,
    until_day: '30', until_month: '6', until_year: `${year + 1}` });
  await p.check('input[name=proof_kind][value=STUDENT]');
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await p.setInputFiles('#studies', `${s.dir}/other.png`);
  await submit(DECLARE);
  s.ok(await p.locator('.note--bad a[href="#sex"]').count() === 1, 'what is missing is named');
  s.ok(await p.locator('input[name=proof_kept]').count() === 1 && await p.locator('input[name=studies_kept]').count() === 1, 'the photos needn\'t be sent again');
  await s.look('declare-bad', PHONE);
  await p.check('input[name=sex][value=F]');
  await p.check('input[value=SPOUSE]');
  await submit(DECLARE);
  s.ok(await p.locator('.note--bad a[href="#proof"]').count() === 1, 'a birth certificate proves no marriage: it is asked for again');
  await p.check('input[value=CHILD]');
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await submit(DECLARE);
  s.ok(await p.locator(SEND).count() === 1 && query('SELECT count(*) FROM request') === '0', 'answers are checked before anything is sent');
  await s.look('check', PHONE);
  await submit(DECLARE, CHANGE);
  s.ok(await p.inputValue('#first_name') === 'Salma' && await p.locator('input[name=proof_kept]').count() === 1, 'a change keeps everything');
  await fill({ first_name: 'Salma Nour' });
  await submit(DECLARE);
  const again = { step: 'send' };
  for (const x of await p.locator('form.card input[type=hidden]').all()) again[await x.getAttribute('name')] = await x.getAttribute('value');
  await submit(DECLARE, SEND);
  await good('the student is declared');
  s.ok(query('SELECT count(*) FROM request_document') === '2' && query('SELECT count(*) FROM document') === '2', 'with its two photos, each kept once');
  const twice = await s.browser.request.post(`${s.site}/${lang}${DECLARE}`, { form: again, headers: { 'Sec-Fetch-Site': 'same-origin' }, maxRedirects: 0 });
  s.ok(twice.status() === 303 && query('SELECT count(*) FROM request') === '1', `tapped twice it is sent once: ${twice.status()}`);

  await s.go(`/${lang}${DECLARE}`);
  await p.check('input[value=WARD]');
  await p.check('input[name=sex][value=M]');
  await fill({ last_name: 'Kafil', first_name: 'Anas', born_year: `${year - 6}`, from_day: '10', from_month: '1', from_year: `${year - 1}`, court: 'K-12/345' });
  await submit(DECLARE);
  await submit(DECLARE, SEND);
  await good('the ward, of whom only the year of birth is known, is declared');

  await s.go(`/${lang}${DECLARE}`);
  await p.check('input[value=CHILD]');
  await p.check('input[name=sex][value=F]');
  await fill({ last_name: 'Exemple', first_name: 'Imane', born_day: '1', born_month: '2', born_year: `${year - 9}` });
  await submit(DECLARE);
  await submit(DECLARE, SEND);
  await good('a child is declared');
  await s.look('asked', PHONE);
}

async function takes_back() {
  const p = s.page;
  await s.go(`/${lang}/own/requests`);
  s.ok(await p.locator('main .rows li').count() === 3, 'all three are followed');
  await s.look('requests', PHONE);
  await follow('main .rows li a');
  await s.look('request', PHONE);
  s.ok((await p.locator('main').innerText()).includes('Imane'), 'the newest one is the first');
  await follow('a[href$="/withdraw"]');
  await s.look('withdraw', PHONE);
  await submit('/withdraw');
  await good('it is taken back');
  s.ok(await p.locator('a[href$="/withdraw"]').count() === 0, 'and can\'t be taken back again');
  s.ok((await p.goto(`${s.site}/${lang}/own/requests/5`)).status() === 404, 'somebody else\'s request isn\'t there');
}

/** Accepts what `name` is in, or asks for more. */
async function agent_answers(name, more) {
  const p = s.page;
  await s.signIn('guichet', lang);
  for (const id of query(`SELECT r.request_id FROM request r JOIN family_declaration d ON d.request_id = r.request_id WHERE r.state = 'RECEIVED' AND d.first_name LIKE '${name}%'`).split('\n')) {
    await s.go(`/${lang}/requests/${id}`);
    await submit('/take');
    if (more) {
      await p.locator('details:has(form[action$="/more"]) > summary').click();
      await p.fill('#notemore', 'Le jugement manque.');
      await submit('/more');
    } else {
      for (const box of await p.locator('form[action$="/accept"] input[name=seen]').all()) await box.check();
      await submit('/accept');
    }
    await good(`answered: ${name}`);
  }
}

async function completes() {
  const p = s.page;
  await agent_answers('Salma', false);
  await agent_answers('Anas', true);
  await member();
  await s.go(`/${lang}/own/requests`);
  await follow('main .rows li:has(.ico--sun) a');
  s.ok((await p.locator('main').innerText()).includes('Le jugement manque.'), 'what is missing is told');
  await submit('/complete');
  s.ok(await p.locator('.note--bad a[href="#note"]').count() === 1, 'nothing is no answer');
  await s.look('complete', PHONE);
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await p.fill('#note', 'Voici le jugement.');
  await submit('/complete');
  await good('completed');
  await s.look('completed', PHONE);
  const [file] = await Promise.all([p.waitForEvent('download'), p.locator('a[href*="/documents/"]').first().click()]);
  await file.saveAs(`${s.dir}/seen.png`);
  s.ok(readFileSync(`${s.dir}/seen.png`).equals(readFileSync(`${s.dir}/paper.png`)), 'the own paper is the very one that was sent');
  await agent_answers('Anas', false);
  await member();
}

async function goes_on() {
  const p = s.page;
  await s.go(`/${lang}/own/family`);
  s.ok(await p.locator('#who ~ ul li').count() === 2 && await p.locator('#who ~ ul .tag--ok').count() === 2, `both are dependants: ${await p.locator('#who ~ ul').innerText()}`);
  await s.look('family', PHONE);
  await follow('a[href$="/CHILD"]');
  await s.look('relative', PHONE);
  await follow('a[href$="/prove"]');
  await p.check('input[value=STUDENT]');
  await fill({ from_day: '1', from_month: '7', from_year: `${year + 1}`, until_day: '30', until_month: '6', until_year: `${year + 9}` });
  await submit('/prove');
  s.ok(await p.locator('.note--bad').count() === 0 && await p.locator(SEND).count() === 1, 'a year more is checked');
  await submit('/prove', CHANGE);
  await p.setInputFiles('#paper', `${s.dir}/other.png`);
  await s.look('prove', PHONE);
  await submit('/prove');
  await submit('/prove', SEND);
  await good('a proof is sent');
  await follow('a[href$="/WARD"]');
  await follow('a[href$="/end"]');
  await submit('/end');
  s.ok(await p.locator('.note--bad li').count() === 2, 'why and when are asked');
  await s.look('end-bad', PHONE);
  await p.check('input[value=OTHER]');
  await fill({ until_day: '1', until_month: '11', until_year: `${year}` });
  await submit('/end');
  await s.look('end-check', PHONE);
  await submit('/end', SEND);
  await good('an end is declared');
  s.ok((await p.goto(`${s.site}/${lang}/own/family/5/CHILD`)).status() === 404, 'somebody else\'s relative isn\'t there');
}

/** Both are on the paper, whose photographed code is proved with the public keys alone. */
async function takes_paper() {
  const p = s.page;
  await s.go(`/${lang}/`);
  await p.selectOption('#kind', 'family');
  await p.selectOption('#language', lang);
  await submit('/own/attestations');
  await good('the attestation is issued');
  const link = p.locator('a[href*="/own/attestations/"]').first();
  const [file] = await Promise.all([p.waitForEvent('download'), link.click()]);
  await file.saveAs(`${s.dir}/a.pdf`);
  execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', `${s.dir}/a.pdf`, `${s.dir}/a`]);
  execFileSync('cp', [`${s.dir}/a.png`, join(s.shots, 'attestation.png')]);
  const qr = execFileSync('zbarimg', ['--raw', '-q', `${s.dir}/a.png`], { encoding: 'utf8' }).trim();
  writeFileSync(`${s.dir}/keys.json`, await (await fetch(`${s.site}/.well-known/jwks.json`)).text());
  const read = JSON.parse(execFileSync(join(root, 'build/sanad'), ['check', '--qr', qr, '--keys', `${s.dir}/keys.json`],
    { encoding: 'utf8', cwd: '/', env: { PATH: process.env.PATH } }));
  s.ok(read.good && read.relatives.map(r => r.first_name).join() === 'Salma Nour,Anas', `its code names both: ${JSON.stringify(read.relatives)}`);
  s.ok(read.relatives[1].court === 'K-12/345' && read.relatives[1].born === `${year - 6}-00-00`, 'with the judgement and the year of birth');
  const whole = JSON.parse(s.sanad('check', `${s.dir}/a.pdf`));
  s.ok(whole.good && whole.page && whole.relatives.length === 2, 'the file is proved too');
  await s.go(`/${lang}/attestations?reference=${decodeURIComponent((await link.getAttribute('href').catch(() => '')) || read.reference).split('/').at(-1)}`);
  s.ok((await p.locator('main').innerText()).includes('Anas'), 'the public page shows what the paper shows');
  await s.look('confirmed', PHONE);
}

/** Somebody at the counter declares a spouse whom the register knows: a receipt, and the spouse is told. */
async function counter() {
  const p = s.page;
  await s.signIn('guichet', lang);
  await s.go(`/${lang}/people/${s.them}`);
  await follow('a[href$="/family"]');
  await s.look('counter-family', DESK);
  await follow('a[href$="/declare"]');
  const [last, first, born, sex] = query(`SELECT last_name, first_name, born, sex FROM person WHERE person_id = ${s.person}`).split('|');
  await p.check('input[value=SPOUSE]');
  await p.check(`input[name=sex][value=${sex}]`);
  const [y, m, d] = born.split('-');
  await fill({ last_name: last, first_name: first, born_year: y, born_month: m === '00' ? '' : m, born_day: d === '00' ? '' : d, from_day: '1', from_month: '6', from_year: `${year - 3}` });
  await submit('/family/declare');
  s.ok(await p.locator('.note--bad a[href="#reason"], .note--bad a[href="#here"]').count() === 2, 'an agent says why, and that the person is there');
  await s.look('counter-bad', DESK);
  await p.check('#here');
  await p.fill('#reason', 'Ne lit pas les messages');
  await p.setInputFiles('#proof', `${s.dir}/paper.png`);
  await submit('/family/declare');
  await s.look('counter-check', DESK);
  await submit('/family/declare', SEND);
  s.ok(/receipts/.test(s.path()), `a receipt is given: ${s.path()}`);
  await s.look('counter-receipt', DESK);
  const id = query(`SELECT request_id FROM request WHERE person_id = ${s.them}`);
  await s.go(`/${lang}/requests/${id}`);
  await submit('/take');
  for (const box of await p.locator('form[action$="/accept"] input[name=seen]').all()) await box.check();
  await submit('/accept');
  if (await p.locator('.note--ok').count() === 0) { // only likely: the command line names who it is
    s.sanad('request', 'accept', query(`SELECT reference FROM request WHERE request_id = ${id}`), '--is', s.number, '--seen', 'LIKELY', '--as', 'guichet');
  }
  s.ok(query(`SELECT count(*) FROM message WHERE kind = 'family.linked' AND person_id = ${s.person}`) === '1', 'the spouse is told, once');
  await s.go(`/${lang}/people/${s.them}/family`);
  s.ok(await p.locator('#who ~ ul li').count() === 1, 'and is in the family');
  s.ok(query('SELECT count(*) FROM service_use WHERE service = \'FAMILY\' AND channel = \'COUNTER\'') === '1', 'counted as served at a counter');
}

await s.open(prepare, false);
try {
  await opens();
  await has_nobody();
  await declares();
  await takes_back();
  await completes();
  await goes_on();
  await takes_paper();
  await counter();
  s.sanad('verify');
} catch (e) {
  s.ok(false, e.stack);
}
process.exit(await s.close() ? 0 : 1);
