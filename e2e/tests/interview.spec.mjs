// What a reader does with an interview: reads it without scripts, goes to a question, folds the answers, looks at a
// picture, walks it with the keyboard, prints it.
import { expect, test } from '@playwright/test';
import { host, kinds } from '../support/host.mjs';

const PHONE = { width: 390, height: 844 };

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

  test('the answers fold to a line, and a question that is asked for stays open', async ({ page }) => {
    await page.goto(site.url + pages.interview);
    const answers = page.locator('.exchange[id] > .turn:not([data-role="host"])');
    const lengths = (await answers.allTextContents()).map((text) => text.length);
    const turn = answers.nth(lengths.indexOf(Math.max(...lengths)));
    const height = async (it) => {
      await it.scrollIntoViewIfNeeded();
      return it.evaluate((element) => element.getBoundingClientRect().height);
    };
    await page.getByLabel('只看提问').check();
    expect(await height(turn)).toBeLessThan(90);
    const id = await turn.evaluate((it) => it.parentElement.id);
    await page.goto(`${site.url}${pages.interview}#${id}`);
    await page.getByLabel('只看提问').check();
    expect(await height(turn)).toBeGreaterThan(200);
    await page.getByLabel('只看提问').uncheck();
    expect(await height(turn)).toBeGreaterThan(200);
  });

  test('the foot of a phone leads to the questions, and nothing stays open', async ({ page }) => {
    await page.setViewportSize(PHONE);
    await page.goto(site.url + pages.interview);
    await page.locator('.foot a').click();
    const last = page.locator('nav.outline a').last();
    await last.click();
    const target = (await last.getAttribute('href')).slice(1);
    await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
    await expect(page.locator('.foot button')).toBeHidden();
  });

  test('search says that it needs scripts, and where else to look', async ({ page }) => {
    await page.goto(`${site.url}/search/`);
    await expect(page.locator('noscript').getByRole('link')).toHaveAttribute('href', '/archive/');
    await expect(page.locator('form.search')).toBeHidden();
  });

  test('the map says in words what it shows', async ({ page }) => {
    await page.goto(`${site.url}/map/`);
    const arcs = await page.locator('.chart .arcs [data-from]').count();
    expect(arcs).toBeGreaterThan(3);
    await page.locator('details.words summary').click();
    expect(await page.locator('details.words li').count()).toBeGreaterThan(3);
    await expect(page.getByRole('group', { name: '谈话之间的往来' })).toBeVisible();
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

test('a number copies the address of its question, and says so', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(site.url + pages.interview);
  await page.locator('a.number').nth(2).click();
  await expect(page.locator('[aria-live]')).toHaveText('已复制这一问的链接');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(page.url()).toContain('#q-');
});

test('the outline marks the question that one reads; on a phone the foot does', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  const fifth = page.locator('.exchange[id]').nth(4);
  await fifth.evaluate((it) => it.scrollIntoView());
  const id = await fifth.getAttribute('id');
  await expect(page.locator('nav.outline [aria-current]')).toHaveAttribute('href', `#${id}`);
  await page.setViewportSize(PHONE);
  await fifth.evaluate((it) => it.scrollIntoView());
  await expect(page.locator('.foot b').first()).toHaveText(/^5 \/ \d+$/);
  await page.locator('.foot button').click();
  await expect(page.locator('nav.outline')).toBeVisible();
  await page.locator('nav.outline a').last().click();
  await expect(page.locator('nav.outline')).toBeHidden();
});

test('a picture opens large by mouse and keyboard, and closes again', async ({ page }) => {
  await page.goto(site.url + pages.pictures);
  const picture = page.locator('.body figure img').first();
  const dialog = page.locator('dialog.large');
  await picture.click();
  await expect(dialog).toBeVisible();
  await expect(dialog.locator('img')).toHaveJSProperty('complete', true);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await picture.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(picture).toBeFocused();
});

test('a picture that does not come leaves its caption and no frame', async ({ page }) => {
  await page.route(/pictures\//, (route) => route.abort());
  await page.goto(site.url + pages.captions);
  const figure = page.locator('.body figure:has(figcaption):has(img)').first();
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('img')).toBeHidden();
  await expect(figure.locator('figcaption')).toBeVisible();
});

test('code is copied whole', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(site.url + pages.code);
  await page.getByRole('button', { name: '复制' }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await page.locator('.body pre').first().textContent());
});

test('light and dark go round, and are there before anything is painted', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.getByRole('button', { name: /明暗/ });
  await button.click();
  expect(await paper()).toBe(light);
  await button.click();
  await expect(button).toHaveAttribute('aria-label', '明暗：深色');
  const dark = await paper();
  expect(dark).not.toBe(light);
  // The choice is made by a script that stands in the head before the style sheet, so that there is no flash.
  await page.reload({ waitUntil: 'commit' });
  await page.waitForSelector('body');
  expect(await paper()).toBe(dark);
  const head = await page.locator('head').evaluate((it) => [...it.children].map((child) => child.outerHTML));
  const early = head.findIndex((it) => it.includes('/early-') && !it.includes('defer'));
  expect(early).toBeGreaterThan(0);
  expect(early).toBeLessThan(head.findIndex((it) => it.includes('stylesheet')));
  await button.click();
  expect(await paper()).toBe(light);
});

test('the keyboard reaches everything, in reading order and always to be seen', async ({ page }) => {
  await page.goto(site.url + pages.interview);
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('跳到正文');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => Boolean(document.activeElement.closest('main')))).toBe(true);
  const stops = await page.locator('main :is(a[href], button, input, summary, [tabindex="0"])').count();
  const seen = new Set();
  for (let step = 0; step < stops + 40; step += 1) {
    const at = await page.evaluate(() => {
      const it = document.activeElement;
      if (!it.closest('main')) return null;
      const box = it.getBoundingClientRect();
      const style = getComputedStyle(it);
      window.stops ??= [];
      if (!window.stops.includes(it)) window.stops.push(it);
      const inside = box.bottom > 0 && box.top < innerHeight;
      return { place: window.stops.indexOf(it), shown: style.outlineStyle !== 'none' && inside };
    });
    if (!at) break;
    expect(at.shown, `stop ${at.place}`).toBe(true);
    seen.add(at.place);
    await page.keyboard.press('Tab');
  }
  expect(seen.size).toBeGreaterThan(stops * 0.9);
});

test('search finds from the first character, and the keyboard opens a hit', async ({ page }) => {
  await page.goto(`${site.url}/search/`);
  const input = page.getByRole('searchbox');
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await expect(input).toBeFocused();
  await page.keyboard.type('模');
  await expect(page.locator('.hits mark').first()).toHaveText('模');
  await page.keyboard.type('型');
  await expect(page.locator('.hits mark').first()).toHaveText('模型');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.hits a').first()).toBeFocused();
  const wanted = await page.locator('.hits a').first().getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === new URL(wanted, site.url).pathname);
  await page.goto(`${site.url}/search/?q=${encodeURIComponent('没有人说过的话')}`);
  await expect(page.locator('.hits mark')).toHaveCount(0);
});

test('questions are fewer with every letter', async ({ page }) => {
  await page.goto(`${site.url}/questions/`);
  const shown = page.locator('.asked li:visible');
  const all = await shown.count();
  const word = (await shown.nth(3).textContent()).trim().slice(0, 4);
  await page.getByRole('searchbox', { name: '筛选问题' }).fill(word);
  expect(await shown.count()).toBeLessThan(all);
  for (const text of await shown.allTextContents()) expect(text).toContain(word);
  await page.getByRole('searchbox', { name: '筛选问题' }).fill('没有人问过');
  await expect(shown).toHaveCount(0);
  await expect(page.locator('.filter output')).toHaveText('没有这样的问题');
});

test('the map lights what is tied', async ({ page }) => {
  await page.goto(`${site.url}/map/`);
  await page.locator('.chart li a').first().focus();
  expect(await page.locator('.chart li.tied').count()).toBeGreaterThan(1);
  expect(await page.locator('.arcs .tied').count()).toBeGreaterThan(0);
  const line = page.locator('.chart .lanes a').first();
  await line.focus();
  await expect(line).toBeFocused();
  expect(await line.getAttribute('href')).toContain('/speakers/');
});

test('print shows everything, whatever was folded, in light', async ({ page, browserName }) => {
  await page.goto(site.url + pages.interview);
  await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
  for (const turn of await page.locator('.exchange .turn').all()) {
    await expect(turn).toBeVisible();
  }
  await page.emulateMedia({ media: null });
  await page.getByLabel('只看提问').check();
  await page.emulateMedia({ media: 'print' });
  const last = page.locator('.exchange .turn:not([data-role="host"]) > p:last-child').last();
  await expect(last).toBeVisible();
  test.skip(browserName !== 'chromium', 'only Chromium writes PDF');
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(50_000);
});

test('forced colours and still pictures leave everything usable', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(site.url + pages.interview);
  const id = await page.locator('.exchange[id]').nth(3).getAttribute('id');
  await page.goto(`${site.url}${pages.interview}#${id}`);
  const target = page.locator(`[id="${id}"]`);
  await expect(target).toHaveCSS('animation-name', 'none');
  await expect(target).toHaveCSS('outline-style', 'solid');
  await expect(page.getByLabel('只看提问')).toBeVisible();
});
