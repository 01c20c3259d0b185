// Writing live: an edit to an article, a template and the style sheet each shows in the open page, which nobody
// touches; a fault shows in the page, its repair clears it.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FANGTAN, ROOT } from '../support/build.mjs';

test.describe.configure({ mode: 'serial' });

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

let folder, server, url;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fangtan-live-'));
  for (const part of ['content', 'templates', 'themes', 'fangtan.toml']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn(FANGTAN, ['--root', folder, 'serve', '--watch', '--port', `${port}`], { stdio: 'ignore' });
  await expect(async () => expect((await fetch(url)).status).toBe(200)).toPass();
});
test.afterAll(async () => {
  // It writes into the folder until it has ended.
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const edit = (path, change) => {
  const file = join(folder, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

test('an edit to an article shows', async ({ page }) => {
  await page.goto(`${url}/about/`);
  edit('content/about.md', (text) => `${text}\n\n刚刚写下的一段话。\n`);
  await expect(page.getByText('刚刚写下的一段话。')).toBeVisible();
});

test('an edit to a template shows', async ({ page }) => {
  await page.goto(`${url}/about/`);
  const base = readFileSync(join(folder, 'themes/default/templates/base.html'), 'utf8');
  writeFileSync(join(folder, 'templates/base.html'), base.replace('</body>', '<p id="added">模板里加的一行</p></body>'));
  await expect(page.locator('#added')).toBeVisible();
  rmSync(join(folder, 'templates/base.html'));
  await expect(page.locator('#added')).toHaveCount(0);
});

test('an edit to the style sheet shows without a reload', async ({ page }) => {
  await page.goto(`${url}/about/`);
  await page.evaluate(() => { window.untouched = true; });
  edit('themes/default/static/site.css', (text) => `${text}\nh1 { outline: 3px solid rgb(1, 2, 3) }\n`);
  await expect(page.locator('h1').first()).toHaveCSS('outline-color', 'rgb(1, 2, 3)');
  expect(await page.evaluate(() => window.untouched)).toBe(true);
});

test('a fault shows in the page, its repair clears it', async ({ page }) => {
  await page.goto(`${url}/about/`);
  const file = join(folder, 'content/about.md');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('title: 关于', 'title: [关于'));
  await expect(page.getByText('content/about.md').first()).toBeVisible();
  writeFileSync(file, good);
  await expect(page.getByText('content/about.md')).toHaveCount(0);
  await expect(page.locator('h1')).toHaveText('关于');
});
