// Renews the picture in README.md from the built sample site: `e2e/run --picture`, or `node picture.mjs FOLDER OUT`.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { host } from './support/host.mjs';
import { poster } from './support/poster.mjs';

const [folder, out] = process.argv.slice(2);
const site = await host(folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(site.url);
// The conversation with the most questions shows most of what there is to show.
const talk = await page.locator('.entry').evaluateAll((entries) => {
  const questions = (entry) => parseInt(entry.querySelector('.figures')?.textContent, 10) || 0;
  return entries.sort((a, b) => questions(b) - questions(a))[0].querySelector('h3 a').getAttribute('href');
});
await page.goto(site.url + talk);
await page.locator('.body > h2').first().evaluate((it) => it.scrollIntoView());
await page.waitForTimeout(300);
writeFileSync(out, poster(await page.screenshot()));
await browser.close();
site.close();
