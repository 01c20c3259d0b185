// Pictures of articles: copied from a host that refuses other pages, then shown without it; and those that never come.
import { test, expect } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { FANGTAN } from '../support/build.mjs';
import { host } from '../support/host.mjs';

const chunk = (kind, body) => {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length);
  out.write(kind, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
};

// A PNG of one grey.
function png(width, height, grey) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  const rows = Buffer.concat(Array.from({ length: height }, () => Buffer.from([0, ...Array(width).fill(grey)])));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

// A picture host that answers whoever names another page with a placeholder, and wants nothing but `/640`.
async function pictureHost() {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (request.headers.referer) return response.writeHead(403).end('placeholder');
    if (request.url.includes('gone')) return response.writeHead(404).end('gone');
    if (new URL(request.url, 'http://x').pathname.endsWith('/0')) return response.writeHead(404).end();
    const number = Number(/(\d+)\/640/.exec(request.url)?.[1] ?? 0);
    response.writeHead(200, { 'content-type': 'image/png' }).end(png(640, 300 + 10 * number, 20 + number));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked: () => asked,
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

// A site of articles as an exporter writes them.
function site(url, articles, extra = '') {
  const folder = mkdtempSync(join(tmpdir(), 'fangtan-e2e-pictures-'));
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'fangtan.toml'), 'title = "图"\nbase_url = "https://example.org/"\n');
  for (let number = 0; number < articles; number += 1) {
    const name = '甲乙丙丁戊己庚辛壬癸'[number];
    const picture = (at) => `![](${url}/mmbiz_png/${number}-${10 * number + at}/640?wx_fmt=png)`;
    writeFileSync(join(folder, `content/${number}.md`), `# ${name}篇

文章作者: 号
发布时间: 2026-01-${String(number + 1).padStart(2, '0')} 10:00
封面图链接: ${url}/mmbiz_jpg/${number}-${10 * number}/640

${name}篇的导语，讲这次谈话从哪里来。

${picture(1)}

###### △ ${name}图

**记者：** ${name}为什么？

**林若川：** 因为${name}。

${picture(2)} ${picture(3)}

**记者：** 然后${name}呢？

**林若川：** 没有了，${name}就是这样。

${extra}
`);
  }
  return folder;
}

// What the command says, and how it ends. The picture host is in this process, so nothing may block it.
const fangtan = (folder, ...args) => new Promise((done) => {
  const child = spawn(FANGTAN, ['--root', folder, ...args], { env: { ...process.env, LC_ALL: 'C' } });
  let said = '';
  child.stderr.on('data', (text) => { said += text; });
  child.on('close', (code) => done({ code, said }));
});

test('after mirror every picture shows, on pages and in the feed, and nothing is asked elsewhere', async ({ page }) => {
  const pictures = await pictureHost();
  const folder = site(pictures.url, 10);
  const first = await fangtan(folder, 'mirror', '--allow-private');
  expect(first.said).toContain('40 copied');
  expect(first.code).toBe(0);
  const asked = pictures.asked();
  const second = await fangtan(folder, 'mirror', '--allow-private');
  expect(second.said).toContain('0 copied (0 KiB), 40 there before, 0 failed');
  expect(pictures.asked()).toBe(asked);
  pictures.close();

  expect((await fangtan(folder, 'build', '-q')).code).toBe(0);
  const server = await host(join(folder, 'public'));
  const elsewhere = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  const shown = async (path) => {
    await page.goto(server.url + path);
    await page.evaluate(() => { for (const img of document.images) img.loading = 'eager'; });
    await page.waitForFunction(() => [...document.images].every((img) => img.complete));
    return page.evaluate(() => [...document.images].map((img) => ({
      there: img.naturalWidth > 0,
      sized: img.hasAttribute('width') && img.hasAttribute('height'),
    })));
  };
  for (let number = 0; number < 10; number += 1) {
    const images = await shown(`/${number}/`);
    expect(images.length).toBeGreaterThanOrEqual(4);
    expect(images.filter((img) => !img.there || !img.sized)).toEqual([]);
  }
  const home = await shown('/');
  expect(home.length).toBeGreaterThanOrEqual(10);
  expect(home.filter((img) => !img.there)).toEqual([]);
  expect(elsewhere).toEqual([]);

  // The feed as a reader shows it: its items in a page of another origin, with the site's own address standing in.
  const feed = JSON.parse(readFileSync(join(folder, 'public/feed.json'), 'utf8'));
  expect(feed.items).toHaveLength(10);
  for (const item of feed.items) expect(item.image).toMatch(/^https:\/\/example\.org\/pictures\//);
  const html = feed.items.map((item) => item.content_html).join('').replaceAll('https://example.org/', `${server.url}/`);
  await page.setContent(html);
  await page.waitForFunction(() => [...document.images].every((img) => img.complete));
  expect(await page.evaluate(() => [...document.images].filter((img) => img.naturalWidth > 0).length)).toBe(30);
  expect(elsewhere).toEqual([]);
  server.close();
  rmSync(folder, { recursive: true });
});

test('nothing moves while pictures of unknown size come, and one that does not come leaves its caption', async ({ page }) => {
  const pictures = await pictureHost();
  const gone = `![](${pictures.url}/gone/640)\n\n###### △ 没有来的图\n\n结尾一句话。`;
  const folder = site(pictures.url, 1, gone);
  expect((await fangtan(folder, 'build', '-q')).code).toBe(0);
  const server = await host(join(folder, 'public'));
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${server.url}/0/`);
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    for (let at = 0; at < document.body.scrollHeight; at += 200) {
      scrollTo(0, at);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  });
  const caption = page.getByText('没有来的图');
  await expect(caption).toBeVisible();
  await expect(page.locator('figure:has-text("没有来的图") img')).toBeHidden();
  await page.waitForFunction(() => [...document.querySelectorAll('.body img:not([data-failed])')].every((img) => img.naturalWidth > 0));
  expect(await page.evaluate(() => window.moved)).toBeLessThan(0.1);
  pictures.close();
  server.close();
  rmSync(folder, { recursive: true });
});
