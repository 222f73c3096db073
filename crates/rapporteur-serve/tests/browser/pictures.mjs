// Pictures of the main pages for the README, of a record that is served: node pictures.mjs http://127.0.0.1:7227 ../../../../docs/pictures
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';

const [origin, folder] = process.argv.slice(2);
if (!folder) {
  console.error('node pictures.mjs ADDRESS FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1000, height: 720 } });
const take = async (name, path) => {
  await page.goto(origin + path);
  await page.screenshot({ path: `${folder}/${name}.jpg`, type: 'jpeg', quality: 55 });
};
/** The address of the first link of a list that leads to pages of one kind. */
const first = async (list, kind) => {
  await page.goto(origin + list);
  return page.locator(`main a[href^="${kind}"]`).first().getAttribute('href');
};

/** The address of the longest page of one kind that a list leads to. */
const longest = async (list, kind) => {
  await page.goto(origin + list);
  const links = await page.locator(`main a[href^="${kind}"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  let [found, most] = ['', 0];
  for (const href of new Set(links)) {
    await page.goto(origin + href);
    const long = await page.evaluate(() => document.body.scrollHeight);
    if (long > most) [found, most] = [href, long];
  }
  return found;
};

await take('front', '/');
await take('story', await longest('/', '/story/'));
await take('statement', await first('/statements', '/statement/'));
await take('actor', await first('/actors', '/actor/'));
await take('contact', await longest('/contacts', '/contact/'));
await take('positions', '/positions');
await take('ledger', '/ledger');
await take('search', '/search?q=strait');
await take('report', await first('/search?q=strait', '/report/'));
await take('outlets', '/outlets');
await browser.close();
