// The search page: finds all that is there, shows where, and says what it comes to.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { host } from '../support/host.mjs';
import { recall } from '../support/recall.mjs';

let site;
test.beforeAll(async () => { site = await host(); });
test.afterAll(() => site.close());

const input = (page) => page.getByRole('searchbox', { name: '搜索' });
const status = (page) => page.locator('form.search output');
const hits = (page) => page.locator('.hit');
const search = (query) => `${site.url}/search/?q=${encodeURIComponent(query)}`;

// A link from the index, and the site's number of articles.
async function articles(page) {
  return page.evaluate(async () => {
    const { articles, listed } = await catalogue();
    const lists = Math.ceil(articles / listed);
    const all = await Promise.all(Array.from({ length: lists }, (_, list) => load(`${folder}articles-${list}.json`)));
    return all.flat();
  });
}

test('every run of one to four characters and every word of every article finds it', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${site.url}/search/`);
  for (const [link] of await articles(page)) {
    const { asked, missed } = await recall(page, link, [1, 2, 3, 4]);
    expect(asked, link).toBeGreaterThan(20);
    expect(missed, link).toEqual([]);
  }
});

test('words longer than the index keeps are found, and so is every spelling', async ({ page }) => {
  await page.goto(`${site.url}/search/`);
  const runs = await page.evaluate(() => [
    'ＧＰＴ－４ｏ', 'GPT‑4o', 'AI安全', '「深度」学习，和', "don't", 'a+b C++', '😀！', '<b>', 'x'.repeat(40), '访-谈', 'node.js.',
  ].map(runsOf));
  expect(runs).toEqual([
    ['gpt-4o'], ['gpt-4o'], ['ai', '安全'], ['深度', '学习', '和'], ["don't"], ['a+', 'b', 'c++'], [], ['b'], ['x'.repeat(40)], ['访', '谈'], ['node.js'],
  ]);
});

test('results come as one types, with marks, names and the question', async ({ page }) => {
  await page.goto(`${site.url}/search/`);
  await expect(input(page)).toBeFocused();
  await input(page).pressSequentially('访谈');
  await expect(hits(page).first()).toBeVisible();
  await expect(status(page)).toHaveText(/^(约 )?\d+ 篇$/);
  await expect(page).toHaveURL(/\?q=%E8%AE%BF%E8%B0%88$/);
  for (const mark of await page.locator('.hit mark').all()) await expect(mark).toHaveText('访谈');
  const answer = page.locator('.hit .words:has(small)').first();
  if (await answer.count()) await expect(answer.locator('b')).not.toBeEmpty();
});

test('an address opens with its results, and Back comes back to them', async ({ page }) => {
  await page.goto(search('访谈'));
  await expect(input(page)).toHaveValue('访谈');
  await expect(hits(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.hit a').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('article')).toBeVisible();
  await page.goBack();
  await expect(input(page)).toHaveValue('访谈');
  await expect(hits(page).first()).toBeVisible();
});

test('a hit leads to its exchange', async ({ page }) => {
  await page.goto(search('访谈'));
  const words = page.locator('.hit a.words[href*="#"]').first();
  await expect(words).toBeVisible();
  const href = await words.getAttribute('href');
  await words.click();
  await expect(page.locator(`[id="${decodeURIComponent(href.split('#')[1])}"]`)).toBeInViewport();
});

test('the keyboard suffices', async ({ page }) => {
  await page.goto(search('访谈'));
  await expect(hits(page).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(input(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('/');
  await expect(input(page)).toBeFocused();
  await page.keyboard.press('/');
  await expect(input(page)).toHaveValue('访谈/');
  await page.keyboard.press('Escape');
  await expect(input(page)).toHaveValue('');
  await expect(hits(page)).toHaveCount(0);
  await input(page).pressSequentially('访谈');
  const first = page.locator('.hit a').first();
  await expect(first).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('article')).toBeVisible();
});

test('what cannot be found or searched for is said, with the archive as the way out', async ({ page }) => {
  await page.goto(search('龘靐齉'));
  await expect(status(page)).toContainText('没有找到');
  await expect(page.locator('.astray')).toBeVisible();
  await expect(page.locator('.astray a')).toHaveAttribute('href', /\/archive\/$/);
  await input(page).fill('😀 ！？');
  await expect(status(page)).toHaveText('没有可以搜的字');
  await input(page).fill('访谈');
  await expect(hits(page).first()).toBeVisible();
  await expect(page.locator('.astray')).toBeHidden();
});

for (const missing of ['index.json', '*.bin', 'articles-0.json']) {
  test(`a site without ${missing} says so, and searches again once it has it`, async ({ page }) => {
    await page.route(`**/search/${missing}`, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(search('访谈'));
    await expect(status(page)).toContainText('没能读到索引');
    await expect(page.locator('.astray')).toBeVisible();
    await page.unroute(`**/search/${missing}`);
    await input(page).fill('访谈 ');
    await expect(hits(page).first()).toBeVisible();
    await expect(page.locator('.astray')).toBeHidden();
  });
}

test('a shard that is cut short, and a browser that is offline, end in words', async ({ page, context }) => {
  await page.route('**/search/*.bin', (route) => route.fulfill({ body: Buffer.from([0, 1]) }));
  await page.goto(search('访谈'));
  await expect(status(page)).toContainText('没能读到索引');
  await page.unroute('**/search/*.bin');
  await context.setOffline(true);
  await input(page).fill('访谈录');
  await expect(status(page)).toContainText('没能读到索引');
  await context.setOffline(false);
  await input(page).fill('访谈');
  await expect(hits(page).first()).toBeVisible();
});

test('an older answer never takes the place of a newer one', async ({ page }) => {
  await page.goto(`${site.url}/search/`);
  let late;
  const slow = new Promise((done) => { late = done; });
  let first = true;
  await page.route('**/search/*.bin', async (route) => {
    if (first) { first = false; await slow; }
    await route.continue();
  });
  await input(page).fill('访谈');
  await input(page).fill('龘靐');
  late();
  await expect(status(page)).toContainText('没有找到');
  await expect(hits(page)).toHaveCount(0);
});

test('a query is text', async ({ page }) => {
  await page.goto(search('<img src=x onerror=alert(1)>访谈.*'));
  page.on('dialog', () => { throw new Error('a script of the query ran'); });
  await expect(status(page)).not.toBeEmpty();
  await expect(page.locator('main img')).toHaveCount(0);
});

test('a very long query is answered', async ({ page }) => {
  await page.goto(`${site.url}/search/`);
  await input(page).fill('访谈的问题是什么'.repeat(500));
  await expect(status(page)).toContainText(/没有找到|篇/);
});

test('the script is small and loaded here alone', async ({ page, request }) => {
  const { gzipSync } = await import('node:zlib');
  await page.goto(`${site.url}/search/`);
  const script = await page.locator('script[src*="search"]').getAttribute('src');
  const { pathname } = new URL(script, site.url);
  expect(gzipSync(await (await request.get(site.url + pathname)).body(), { level: 9 }).length).toBeLessThanOrEqual(5 * 1024);
  expect(await (await request.get(site.url)).text()).not.toContain(pathname);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says so, and names the archive', async ({ page }) => {
    await page.goto(`${site.url}/search/`);
    await expect(page.locator('form.search')).toBeHidden();
    await expect(page.locator('noscript a')).toBeVisible();
    await expect(page.locator('noscript a')).toHaveAttribute('href', /\/archive\/$/);
  });
});

for (const colorScheme of ['light', 'dark']) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [state, query] of [['hits', '访谈'], ['nothing', '龘靐齉'], ['empty', '']]) {
      test(`no fault that axe knows: ${state}`, async ({ page }) => {
        await page.goto(search(query));
        if (query) await expect(status(page)).not.toBeEmpty();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
      });
    }
  });
}

for (const width of [320, 390, 1280]) {
  test(`nothing sideways at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(search('访谈'));
    await expect(hits(page).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
