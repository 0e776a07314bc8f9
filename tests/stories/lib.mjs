// What stories share: a fund of made-up people, its server, a browser, signing in, looking at a page with axe.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browse, judge } from '../browser.mjs';

export const root = resolve(new URL('../..', import.meta.url).pathname);
const program = join(root, 'build/sanad');

/** The message of po/ that pages show, in a language. */
export function text(lang, key) {
  const po = readFileSync(join(root, `po/${lang}.po`), 'utf8');
  return po.match(new RegExp(`msgid "${key.replaceAll('.', '\\.')}"\nmsgstr "(.*)"`))[1];
}

const kannel = (...words) => execFileSync(join(root, 'tools/kannel'), words, { encoding: 'utf8', cwd: root });

/** Everything a story says: what was done, what was wrong. */
export class Story {
  constructor(name) {
    this.name = name;
    this.faults = [];
    this.checks = 0;
    this.dir = mkdtempSync(join(tmpdir(), 'sanad-story-'));
    this.shots = join(root, 'build/stories', name);
    mkdirSync(this.shots, { recursive: true });
  }

  ok(cond, text) {
    this.checks++;
    if (!cond) {
      this.faults.push(text);
      console.log(`# ${this.name}: ${text}`);
    }
    return cond;
  }

  sanad(...words) {
    const env = this.past ? { ...this.env, SANAD_NOW: this.past.toISOString().replace(/\.\d+/, '') } : this.env;
    if (this.past) this.past = new Date(this.past.getTime() + 60000); // a minute for each command: what is known has an order
    return execFileSync(program, words, { env, stdio: 'pipe', encoding: 'utf8', maxBuffer: 1 << 28, cwd: this.dir });
  }

  /** A second director, "directrice": what one proposes, another one decides. */
  director() {
    writeFileSync(`${this.dir}/word`, 'essai-tajriba-2026\n');
    this.sanad('user', 'add', 'directrice', '--role', 'director', '--name', 'Hind Exemple', '--password-file', `${this.dir}/word`,
      '--demo-secret', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
  }

  /** One value, or lines of values with | between, out of the fund's store. */
  query(sql) { return execFileSync('sqlite3', [`${this.dir}/fund.db`, sql], { encoding: 'utf8' }).trim(); }

  /** A real Kannel with fakesmsc; it ends with the story. */
  startKannel() {
    const line = kannel('start', `${this.dir}/kannel`).trim();
    this.kannel = Object.fromEntries(line.split(' ').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    writeFileSync(`${this.dir}/password`, this.kannel.PASSWORD + '\n');
  }

  /** The fund sends through it. */
  gateway(...more) {
    this.sanad('message', 'gateway', '--url', this.kannel.URL, '--user', this.kannel.USER, '--password-file', `${this.dir}/password`,
      '--sender', 'SANAD', '--quiet', '00:00-00:00', ...more);
  }

  /** The parts of SMS that arrived, in their order: to (without +), text... */
  received() {
    return kannel('received', this.kannel.RECEIVED).split('\n').filter(Boolean).map(l => JSON.parse(l))
      .map(m => ({ ...m, to: m.to.replace(/^\+/, '') }));
  }

  /** What came to this.phone behind the first so many parts, once something in it is like that; this.parts: how many came. */
  async sms(behind, like) {
    for (let i = 0; i < 150; i++) {
      const got = this.received().filter(m => m.to === this.phone).map(m => m.text);
      this.parts = got.length;
      const text = got.slice(behind).join('');
      if (like.test(text)) return text;
      await new Promise(ok => setTimeout(ok, 100));
    }
    throw new Error(`no SMS like ${like} came to ${this.phone}`);
  }

  /** A demo fund on SQLite, with its server running, and a browser in which pages run scripts or don't. Prepared so many days ago. */
  async open(prepare, scripts = true, days = 0) {
    if (days > 0) this.past = new Date(Date.now() - days * 86400000);
    this.env = { ...process.env, SANAD_STORE: `sqlite:${this.dir}/fund.db`, SANAD_KEYS: `${this.dir}/keys` };
    this.sanad('init', '--fund', 'ma');
    this.sanad('demo', 'begin');
    await prepare(this);
    this.past = null;
    await this.start();
    this.browser = await browse(join(this.dir, 'profile'));
    this.page = this.browser.pages()[0] ?? await this.browser.newPage();
    this.cdp = await this.browser.newCDPSession(this.page);
    this.scripts = scripts;
    await this.scripted(scripts);
    this.page.on('console', m => {
      // a refused form is answered with 4xx, which the browser writes to its console
      if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) this.ok(false, `console: ${m.text()}`);
    });
  }

  /** Do the page's own scripts run? What looks at the page (axe) needs them. */
  async scripted(yes) { await this.cdp.send('Emulation.setScriptExecutionDisabled', { value: !yes }); }

  start() {
    return new Promise((done, failed) => {
      this.server = spawn(program, ['serve', '--port', '0', '--workers', '2'], { env: this.env, cwd: this.dir });
      this.server.stderr.on('data', d => { this.said = (this.said ?? '') + d; });
      this.server.stdout.on('data', d => {
        const m = /http:\/\/[\d.]+:\d+/.exec(d.toString());
        if (m) { this.site = m[0]; done(); }
      });
      this.server.on('exit', code => failed(new Error(`the server ended: ${code} ${this.said ?? ''}`)));
    });
  }

  /** kill -9 of the supervisor: its children go with it. */
  async kill() {
    this.server.removeAllListeners('exit');
    const gone = new Promise(ok => this.server.on('exit', ok));
    this.server.kill('SIGKILL');
    await gone;
    await new Promise(ok => setTimeout(ok, 300));
  }

  async close() {
    await this.browser?.close();
    if (this.server) await this.kill();
    if (this.kannel) kannel('stop', `${this.dir}/kannel`);
    rmSync(this.dir, { recursive: true, force: true });
    console.log(`${this.faults.length ? 'not ok' : 'ok'} - ${this.name}: ${this.checks} checks, ${this.faults.length} faults`);
    return this.faults.length === 0;
  }

  /** Phone, then desktop: nothing sticks out, a picture of each with SHOTS=1. In Arabic axe finds nothing on the phone; in the
   *  other languages there are the same elements, and tests/pages has it look at every page in all three, at colours and targets,
   *  too. With ALL=1 all of it here, in every language and on a desktop. */
  async look(name, width = [390, 1280]) {
    const judged = w => process.env.ALL ? w !== 390 || !width.includes(320) : w === width[0] && this.name.endsWith('-ar');
    await this.scripted(true);
    for (const w of width) {
      await this.page.setViewportSize({ width: w, height: w < 500 ? 800 : 900 });
      const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      this.ok(wide <= 0, `${name}-${w}: sticks out by ${wide} px`);
      if (judged(w)) {
        const found = await judge(this.page, { light: !process.env.ALL });
        this.ok(found.length === 0, `${name}-${w}: ${found.join('; ')}`);
      }
      if (process.env.SHOTS) await this.page.screenshot({ path: join(this.shots, `${name}-${w}.png`), fullPage: true });
    }
    await this.scripted(this.scripts);
  }

  /** On the page of the family: who is called so is in it once, and covered. A made-up member may have had a family before. */
  async dependant(name) {
    const row = this.page.locator('#who ~ ul li', { hasText: name });
    this.ok(await row.count() === 1, `${name} is in the family`);
    this.ok(await row.locator('.tag--ok').count() === 1, `${name} is a dependant: ${await this.page.locator('#who ~ ul').innerText()}`);
  }

  /** A first visit costs at most 30 kB on the wire and 20 kB of packed HTML, and brings no JavaScript. */
  async budget(path) {
    const cdp = await this.browser.newCDPSession(this.page), seen = { wire: 0, scripts: 0 };
    cdp.on('Network.loadingFinished', e => { seen.wire += e.encodedDataLength; });
    cdp.on('Network.responseReceived', e => { seen.scripts += e.type === 'Script'; });
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    const reply = await this.page.goto(this.site + path, { waitUntil: 'networkidle' });
    const html = gzipSync(await reply.body()).length, scripts = seen.scripts + await this.page.locator('script').count();
    this.ok(seen.wire > 0 && seen.wire <= 30000, `${path}: ${seen.wire} bytes on the wire`);
    this.ok(html <= 20000, `${path}: ${html} bytes of packed HTML`);
    this.ok(scripts === 0, `${path}: ${scripts} scripts`);
    console.log(`# ${this.name}: ${path}: ${seen.wire} bytes on the wire, ${html} of HTML`);
    await cdp.detach();
  }

  async go(path) { return this.page.goto(this.site + path); }
  path() { return new URL(this.page.url()).pathname; }

  // ---- by keyboard only: Tab, letters, arrows, Space and Enter

  /** Tabs on until the focus is on what the selector means; it must be seen there. */
  async tab(selector) {
    const there = () => this.page.evaluate(s => document.activeElement?.matches(s) ?? false, selector);
    for (let i = 0; i < 200 && !await there(); i++) await this.page.keyboard.press('Tab');
    if (!this.ok(await there(), `${this.path()}: no way to ${selector} by keyboard`)) throw new Error('lost on the way');
    const seen = await this.page.evaluate(() => {
      const e = document.activeElement, focus = e.closest('label') ?? e, r = focus.getBoundingClientRect();
      const marked = x => getComputedStyle(x).outlineStyle !== 'none' || getComputedStyle(x).boxShadow !== 'none';
      const top = document.elementFromPoint(r.left + r.width / 2, Math.min(r.top + r.height / 2, innerHeight - 1));
      return { shown: marked(e) || marked(focus), free: top !== null && (focus.contains(top) || top.contains(focus)) };
    });
    this.ok(seen.shown, `${this.path()}: the focus on ${selector} is not seen`);
    this.ok(seen.free, `${this.path()}: ${selector} is covered when it has the focus`);
  }

  /** Types into a field, instead of what it holds. */
  async type(selector, value) {
    await this.tab(selector);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(value);
  }

  /** Chooses a radio button or an option: arrows, until it is chosen. */
  async choose(name, value) {
    await this.tab(`[name="${name}"]`);
    const is = () => this.page.evaluate(n => document.activeElement.type === 'radio' ? document.querySelector(`[name="${n}"]:checked`)?.value : document.activeElement.value, name);
    await this.page.keyboard.press('Space');
    if (await this.page.evaluate(() => document.activeElement.tagName === 'SELECT')) await this.page.keyboard.press('Escape');
    for (let i = 0; i < 60 && await is() !== value; i++) await this.page.keyboard.press('ArrowDown');
    this.ok(await is() === value, `${name} can be chosen by keyboard: ${await is()}`);
  }

  /** Sends a form, or follows a link, by Enter. */
  async enter(selector) {
    await this.tab(selector);
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press('Enter')]);
  }

  /** Brings a file: Space opens the browser's own window. */
  async bring(selector, file) {
    await this.tab(selector);
    // A busy browser that still closes the list of a field before swallows the key: whoever sits there presses it again.
    for (let tries = 0; tries < 5; tries++) {
      const [chooser] = await Promise.all([this.page.waitForEvent('filechooser', { timeout: 6000 }).catch(() => null), this.page.keyboard.press('Space')]);
      if (chooser) return chooser.setFiles(file);
    }
    throw new Error(`${this.path()}: Space on ${selector} opens no window for a file`);
  }

  /** Sends the form that the button belongs to and waits for the page behind it. */
  async press(text) {
    await Promise.all([this.page.waitForNavigation(), this.page.locator(`main button:has-text("${text}")`).first().click()]);
  }

  /** Signs in as a demo person; the demo page tells the code. */
  async signIn(login, lang, look = false) {
    await this.browser.clearCookies();
    await this.go(`/${lang}/signin`);
    if (look) await this.look('signin');
    await this.page.fill('#login', login);
    await this.page.fill('#password', 'essai-tajriba-2026');
    await this.page.locator('form.card button').first().click();
    await this.page.waitForURL(/signin\/code/);
    if (look) await this.look('code');
    for (let wait = 1; wait > 0;) { // a code works once: who signed in a moment ago waits for the next
      const left = await this.page.locator('.demo .small').count();
      wait = left ? 2000 : 0;
      if (wait) {
        await this.page.waitForTimeout(wait);
        await this.page.reload();
      }
    }
    await this.page.fill('#code', (await this.page.locator('.demo .key-box').innerText()).trim());
    await this.page.locator('form.card button').first().click();
    await this.page.waitForURL(new RegExp(`/${lang}/?(\\?|$)`));
  }

  /** Comes back to the delivery until it is in one of the states (words of the language), for a minute and a half. */
  async until(words) {
    for (let i = 0; i < 180; i++) {
      const tag = await this.page.locator('.card__head .tag').first().innerText();
      if (words.some(w => tag.includes(w))) return true;
      await this.page.waitForTimeout(500);
      await this.page.goto(this.page.url().split('?')[0] + '?still=1');
    }
    return this.ok(false, `still not ${words}`);
  }
}
