// Writing all day: what an author has open stays as it is, but for what changed.
import { expect, test } from '@playwright/test';
import { Site } from '../support/server.mjs';

test.describe.configure({ mode: 'serial' });

let site;
test.beforeAll(async () => { site = await Site.start(); });
test.afterAll(() => site.close());

// An interview of the sample site: its file, its address.
const FILE = 'content/writing.md';
const turns = Array.from({ length: 40 }, (_, at) => `**记者：** 第 ${at} 个问题是什么？\n\n**林若川：** 这是第 ${at} 个回答。\n`).join('\n');
const text = (added) => `---\ntitle: 边写边看\ndate: 2026-02-03\nslug: writing\n---\n\n导语。\n\n${added}${turns}`;

test('a change is put in place: scroll, open details and what was typed stay', async ({ page }) => {
  site.write(FILE, text(''));
  await expect(async () => expect((await fetch(`${site.url}/writing/`)).status).toBe(200)).toPass();
  await page.goto(`${site.url}/writing/`);
  await page.evaluate(() => {
    window.untouched = true;
    const details = document.createElement('details');
    details.id = 'mine';
    details.innerHTML = '<summary>mine</summary><p>open</p>';
    document.querySelector('main').append(details);
    details.open = true;
    for (const own of document.querySelectorAll('details')) own.open = true;
    scrollTo(0, 900);
  });
  const before = await page.evaluate(() => [scrollY, document.querySelectorAll('details[open]').length]);
  site.write(FILE, text('').replace('第 20 个回答', '第 20 个改过的回答'));
  await expect(page.getByText('这是第 20 个改过的回答。').first()).toBeAttached();
  expect(await page.evaluate(() => window.untouched)).toBe(true);
  expect(await page.evaluate(() => [scrollY, document.querySelectorAll('details[open]').length])).toEqual(before);
  // The page is what a page that is loaded now would be.
  site.write(FILE, text('新的一段。\n\n').replace('边写边看', '边写边看，改题'));
  await expect(page.locator('h1')).toHaveText('边写边看，改题');
  await expect(page).toHaveTitle(/改题/);
  const patched = await page.locator('.body').innerHTML();
  expect(await page.evaluate(() => window.untouched)).toBe(true);
  await page.reload();
  expect(await page.locator('.body').innerHTML()).toBe(patched);
});

test('what was written before a page could listen is put in place, too', async ({ page }) => {
  let letThrough;
  const written = new Promise((done) => { letThrough = done; });
  await page.route('**/_fangtan/events*', async (route) => {
    await written;
    await route.continue();
  });
  await page.goto(`${site.url}/writing/`);
  await page.evaluate(() => { window.untouched = true; });
  site.write(FILE, text('').replace('第 20 个回答', '第 20 个早写的回答'));
  await expect(async () => expect(await (await fetch(`${site.url}/writing/`)).text()).toContain('早写的')).toPass();
  letThrough();
  await expect(page.getByText('这是第 20 个早写的回答。').first()).toBeAttached();
  expect(await page.evaluate(() => window.untouched)).toBe(true);
});

test('several tabs: each that shows the article changes, others do not', async ({ context }) => {
  const [one, two, other] = [await context.newPage(), await context.newPage(), await context.newPage()];
  await one.goto(`${site.url}/writing/`);
  await two.goto(`${site.url}/`);
  await other.goto(`${site.url}/about/`);
  await other.evaluate(() => { window.untouched = true; });
  site.write(FILE, text('').replace('边写边看', '两处都变'));
  await one.bringToFront();
  await expect(one.locator('h1')).toHaveText('两处都变');
  await two.bringToFront();
  await expect(two.getByText('两处都变').first()).toBeVisible();
  expect(await other.evaluate(() => window.untouched)).toBe(true);
});

test('a page finds the server again after it was started anew', async ({ page }) => {
  await page.goto(`${site.url}/writing/`);
  expect(await site.halt()).toBe(0);
  site.write(FILE, text('').replace('边写边看', '重启以后'));
  await site.run();
  await expect(page.locator('h1')).toHaveText('重启以后', { timeout: 15000 });
});

test('warnings wait in a corner, errors lie over the page, which is there behind them', async ({ page }) => {
  await page.goto(`${site.url}/writing/`);
  const heading = await page.locator('h1').textContent();
  site.write(FILE, text('').replace('title: 边写边看', 'title: [边写边看'));
  const overlay = page.getByRole('alert');
  await expect(overlay).toContainText('content/writing.md');
  await expect(overlay.getByRole('link').first()).toHaveAttribute('href', /^vscode:\/\/file\/.*content\/writing\.md:\d+:\d+$/);
  await page.getByRole('button', { name: '关闭' }).click();
  await expect(overlay).toHaveCount(0);
  await expect(page.locator('h1')).toHaveText(heading);
  site.write(FILE, text('[](nowhere.md)\n\n'));
  const corner = page.getByRole('button', { name: /处提醒/ });
  await expect(corner).toBeVisible();
  await corner.click();
  await expect(overlay).toContainText('nowhere.md');
  site.write(FILE, text(''));
  await expect(overlay).toHaveCount(0);
});

test('the eye shows every article and how it was read, without a script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.url}/_fangtan/`);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('link', { name: '边写边看' }).click();
  await expect(page.locator('h1')).toHaveText('边写边看');
  await expect(page.locator('.turn')).toHaveCount(80);
  await expect(page.getByText('林若川').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await context.close();
});

test('a site that begins with an error shows it at once, and itself once it is mended', async ({ page, browser }) => {
  const broken = await Site.start(['content/about.md', (text) => text.replace('title: 关于', 'title: [关于')]);
  try {
    await page.goto(`${broken.url}/about/`);
    await expect(page.getByRole('alert')).toContainText('content/about.md');
    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${broken.url}/`);
    await expect(plain.getByText('content/about.md').first()).toBeVisible();
    broken.edit('content/about.md', (text) => text.replace('title: [关于', 'title: 关于'));
    await expect(page.getByRole('heading', { level: 1, name: '关于', exact: true })).toBeVisible();
  } finally {
    await broken.close();
  }
});
