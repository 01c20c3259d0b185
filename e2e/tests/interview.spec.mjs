// What a reader does with an interview: reads it without scripts, goes to a question, walks it with the keyboard.
import { expect, test } from '@playwright/test';
import { host, kinds } from '../support/host.mjs';

let site, pages;
test.beforeAll(async ({ playwright }) => {
  site = await host();
  const request = await playwright.request.newContext();
  pages = await kinds(request, site.url);
  await request.dispose();
});
test.afterAll(() => site.close());

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('every turn is there, with its speaker and colon', async ({ page }) => {
    await page.goto(site.url + pages.interview);
    const turns = page.locator('.exchange .turn');
    expect(await turns.count()).toBeGreaterThan(5);
    for (const label of await page.locator('.exchange .turn > .speaker').allTextContents()) {
      expect(label.trim()).toMatch(/^\S.*：$/u);
    }
  });
});

test('a question has an address, and the outline leads there', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  const link = page.locator('nav.outline a[href^="#q-"]').first();
  const target = await link.getAttribute('href');
  await page.goto(site.url + pages.interview + target);
  await expect(page.locator(target)).toBeInViewport();
  expect(await page.locator(`${target} a.number`).getAttribute('href')).toBe(target);
});

test('the keyboard reaches the text first, then every link', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  expect(first).toMatch(/^#/);
});

test('print shows everything', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  await page.emulateMedia({ media: 'print' });
  for (const turn of await page.locator('.exchange .turn').all()) {
    await expect(turn).toBeVisible();
  }
});
