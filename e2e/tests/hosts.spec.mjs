// What every host of the site has to do: the page for what is not there, slashes, former addresses, and headers.
// FANGTAN_BASE_URL and FANGTAN_DEFAULT (the folder) let these and the other tests walk a server that is running.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { folderOf } from '../support/build.mjs';
import { blocks, headersOf, host } from '../support/host.mjs';

let site;
test.beforeAll(async () => { site = await host(); });
test.afterAll(() => site.close());

test('what is not there is a page that says so', async ({ page }) => {
  for (const path of ['/nothing-here/', '/nothing-here', '/no/where.html', '/assets/none.css', '/_headers', '/_redirects']) {
    const answer = await page.goto(site.url + path);
    expect(answer.status(), path).toBe(404);
    await expect(page.locator('h1')).toBeVisible();
    const styled = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
    expect(styled, path).not.toContain('Times');
  }
});

test('an address without its last slash leads to the page', async ({ request }) => {
  const answer = await request.get(`${site.url}/archive`, { maxRedirects: 0 });
  expect([301, 308]).toContain(answer.status());
  expect(new URL(answer.headers().location, site.url).pathname).toBe('/archive/');
});

test('a former address leads to the article', async ({ page }) => {
  const lines = readFileSync(join(folderOf('default'), '_redirects'), 'utf8').trim().split('\n').filter(Boolean);
  expect(lines.length).toBeGreaterThan(0);
  for (const [from, to] of lines.map((line) => line.split(' '))) {
    await page.goto(site.url + from);
    await page.waitForURL((url) => url.pathname === new URL(to, site.url).pathname);
  }
});

test('every kind of file has the headers that _headers gives it', async ({ request }) => {
  const folder = folderOf('default');
  const found = blocks(folder);
  const assets = readdirSync(join(folder, 'assets')).map((name) => `/assets/${name}`);
  expect(assets.length).toBeGreaterThan(1);
  for (const path of ['/', '/archive/', '/rss.xml', '/feed.json', '/robots.txt', ...assets]) {
    const answer = await request.get(site.url + path);
    expect(answer.status(), path).toBe(200);
    for (const [name, value] of Object.entries(headersOf(found, path))) {
      expect(answer.headers()[name.toLowerCase()], `${name} of ${path}`).toBe(value);
    }
    if (!path.startsWith('/assets/')) expect(answer.headers()['cache-control'] ?? '', path).not.toContain('immutable');
  }
});

test('text is what its ending says, in UTF-8', async ({ request }) => {
  for (const [path, kind] of [['/', 'text/html'], ['/archive/', 'text/html'], ['/rss.xml', /xml/], ['/feed.json', /json/], ['/llms.txt', 'text/plain']]) {
    const type = (await request.get(site.url + path)).headers()['content-type'];
    expect(type, path).toMatch(kind);
    if (kind === 'text/html') expect(type.toLowerCase(), path).toContain('utf-8');
  }
});
