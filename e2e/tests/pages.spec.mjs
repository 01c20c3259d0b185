// Every kind of page in both themes: no fault that axe knows, no request that leaves the site, no word on the console
// (the policy of `_headers` is in force), one h1, nothing sideways.
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { THEMES, folderOf } from '../support/build.mjs';
import { host, kinds } from '../support/host.mjs';

const KINDS = [
  'home', 'interview', 'plain', 'code', 'panel', 'speakers', 'speaker', 'questions', 'map', 'tags', 'tag', 'archive',
  'search', 'about', 'missing',
];
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
// What fingers need is a rule that axe leaves off.
const TARGETS = { 'target-size': { enabled: true } };

for (const theme of THEMES) {
  test.describe(theme, () => {
    let site, pages;
    test.beforeAll(async ({ playwright }) => {
      site = await host(folderOf(theme));
      const request = await playwright.request.newContext();
      pages = await kinds(request, site.url);
      await request.dispose();
    });
    test.afterAll(() => site.close());

    const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

    for (const [screen, viewport] of Object.entries(SCREENS)) {
      for (const kind of KINDS) {
        test(`${kind}, ${screen}`, async ({ page }) => {
          expect(pages[kind], `the sample site has a page of kind ${kind}`).toBeTruthy();
          const faults = [];
          page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
          page.on('pageerror', (error) => faults.push(`${error}`));
          page.on('request', (request) => !request.url().startsWith(site.url) && !request.url().startsWith('data:') && faults.push(`asked for ${request.url()}`));
          await page.setViewportSize(viewport);
          const response = await page.goto(site.url + pages[kind]);
          expect(response.headers()['content-security-policy']).toContain("default-src 'self'");
          if (kind === 'missing') faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')));
          expect(faults).toEqual([]);
          await expect(page.locator('h1')).toHaveCount(1);
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          // What is not laid out yet has places that are estimates.
          await page.$$eval('.exchange', (all) => all.forEach((it) => { it.style.contentVisibility = 'visible'; }));
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            const { violations } = await new AxeBuilder({ page }).options({ rules: TARGETS }).analyze();
            const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`);
            expect(said, colorScheme).toEqual([]);
          }
        });
      }
    }

    test('an article asks for little: 12 KiB of style, 6 KiB of script', async ({ page, request }) => {
      await page.goto(site.url + pages.interview);
      const links = await page.evaluate(() => ({
        styles: [...document.querySelectorAll('link[rel=stylesheet]')].map((it) => it.href),
        scripts: [...document.scripts].filter((it) => it.src).map((it) => it.src),
      }));
      const packed = async (urls) => {
        const bodies = await Promise.all(urls.map(async (url) => gzipSync(await (await request.get(url)).body(), { level: 9 })));
        return bodies.reduce((sum, body) => sum + body.length, 0);
      };
      expect(links.styles.length).toBeGreaterThan(0);
      expect(await packed(links.styles)).toBeLessThanOrEqual(12 * 1024);
      expect(await packed(links.scripts)).toBeLessThanOrEqual(6 * 1024);
    });

    test('320 pixels are wide enough', async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      for (const kind of KINDS) {
        await page.goto(site.url + pages[kind]);
        expect(await sideways(page), kind).toBeLessThanOrEqual(0);
      }
    });
  });
}
