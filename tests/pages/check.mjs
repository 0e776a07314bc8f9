// Opens every rendered page in Chromium on the phone and on the desktop: axe finds nothing, nothing overflows, every target is large
// enough, the console is clean under the site's policy. check.mjs DIR [NAME...]; SHOTS=1 writes DIR/shots/*.png,
// ALL=1 has axe look at every page in every language on both, and opens it at 390 px too.
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { axe, browse, judge } from '../browser.mjs';

const [dir, ...only] = process.argv.slice(2);
const [part, parts] = (process.env.PART ?? '0/1').split('/').map(Number); // this process looks at every parts-th page
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml' };
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const shots = process.env.SHOTS && join(dir, 'shots'); // pictures are for people: a third of the time
const WIDTHS = shots || process.env.ALL ? [320, 390, 1280] : [320, 1280]; // what fits at 320 px fits at 390

const server = createServer((req, res) => {
  if (req.url === '/axe.js') { // as a file it is compiled once for all pages
    res.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=86400' }).end(axe);
    return;
  }
  const file = join(dir, decodeURIComponent(new URL(req.url, 'http://x').pathname));
  if (!existsSync(file)) { res.writeHead(404).end(); return; }
  res.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain', 'Content-Security-Policy': POLICY });
  res.end(readFileSync(file));
});
await new Promise(ok => server.listen(0, '127.0.0.1', ok));
const site = `http://127.0.0.1:${server.address().port}`;
const profile = mkdtempSync(join(tmpdir(), 'sanad-pages-'));
const browser = await browse(profile);

// Runs in the page: what sticks out to the side, what is too small to hit.
function measure() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const rtl = document.dir === 'rtl', w = document.documentElement.clientWidth, out = [], small = [];
  const hidden = e => e.closest('.vh,.skip,thead,.vh-s') || getComputedStyle(e).clipPath !== 'none';
  for (const e of document.body.querySelectorAll('*')) {
    const r = e.getBoundingClientRect();
    if (r.width && !hidden(e) && !e.closest('.nav ul, .scroll') && (r.right > w + 1 || r.left < -1)) out.push(e.tagName + '.' + e.getAttribute('class'));
    if (e.matches('a[href],button,input:not([type=hidden]),select,textarea,summary') && r.width && !hidden(e) &&
      (r.height < 24 || r.width < 24) && !e.closest('p')) small.push(e.outerHTML.slice(0, 60) + ` ${r.width | 0}x${r.height | 0}`);
  }
  return { wide, out: out.slice(0, 3), small: small.slice(0, 3), rtl };
}

let runs = 0;
const bad = [];
if (shots) mkdirSync(shots, { recursive: true });
const page = browser.pages()[0] ?? await browser.newPage();
let name = '';
page.on('console', m => { if (m.type() === 'error') bad.push(`${name}: console: ${m.text()}`); });
for (const file of readdirSync(dir).filter(f => f.endsWith('.html')).sort().filter((_, i) => i % parts === part)) {
  if (only.length && !only.some(o => file.startsWith(o + '.'))) continue;
  await page.goto(`${site}/${file}`);
  await page.addScriptTag({ url: '/axe.js' });
  for (const width of WIDTHS) {
    name = `${file.slice(0, -5)}-${width}`;
    await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
    const m = await page.evaluate(measure);
    if (m.wide > 0 || m.out.length) bad.push(`${name}: overflows by ${m.wide} px: ${m.out}`);
    if (m.small.length) bad.push(`${name}: small targets: ${m.small}`);
    if (m.rtl !== file.includes('.ar.')) bad.push(`${name}: wrong direction`);
    // What axe sees of the layout in one language it sees in all: French on the phone, English on the desktop; Arabic, the other
    // direction, on the phone.
    if (process.env.ALL ? width !== 390 : width === (file.includes('.en.') ? 1280 : 320))
      for (const found of await judge(page, { light: !process.env.ALL && file.includes('.ar.') })) bad.push(`${name}: ${found}`);
    if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    runs++;
  }
}
await browser.close();
server.close();
rmSync(profile, { recursive: true, force: true });
for (const b of bad) console.log(b);
console.log(`${runs} runs, ${bad.length} faults`);
process.exit(bad.length || !runs ? 1 : 0);
