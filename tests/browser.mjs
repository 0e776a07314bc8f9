// The browser of the tests, and the judge that looks at pages in it. Chromium without a window draws a quarter faster.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const need = (there, what) => {
  if (there) return;
  console.error(`tests: ${what}`);
  process.exit(1);
};
const path = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';
need(existsSync(new URL('node_modules/playwright-core', import.meta.url)),
  'the browser tests\' packages are missing: npm install --ignore-scripts --no-package-lock --prefix tests');
need(existsSync(path), 'Chromium is missing: apt-get install chromium-headless-shell fonts-noto-core');

const require = createRequire(new URL('package.json', import.meta.url));
const { chromium } = require('playwright-core');
export const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RUN = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** A browser whose profile lies in a directory; it finds this machine and nothing else. */
export const browse = profile => chromium.launchPersistentContext(profile, {
  executablePath: path, headless: true, acceptDownloads: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
});

/** What axe finds wrong on a page as it is shown now: a sentence for each. The page's own scripts must be allowed to run.
 * Contrast and the room of targets are more than half of the work and the same in each language: `light` leaves them out, and
 * so is hidden-content always, which finds nothing wrong but asks a person to look. */
export async function judge(page, { light = false } = {}) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const enabled = !light, rules = { 'hidden-content': { enabled: false }, 'color-contrast': { enabled }, 'target-size': { enabled } };
  const found = await page.evaluate(run => axe.run(run), { ...RUN, rules });
  return found.violations.map(v => `axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 140)).join(' | ')}`);
}
