// Every kind of page: no fault that axe knows, no request that leaves the site, one h1, nothing sideways.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { host, kinds } from '../support/host.mjs';

const KINDS = ['home', 'interview', 'plain', 'code', 'panel', 'speakers', 'speaker', 'tags', 'tag', 'archive', 'about', 'missing'];
const SETTINGS = [
  { name: 'phone light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'desktop dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
];

let site, pages;
test.beforeAll(async ({ playwright }) => {
  site = await host();
  const request = await playwright.request.newContext();
  pages = await kinds(request, site.url);
  await request.dispose();
});
test.afterAll(() => site.close());

for (const { name, ...setting } of SETTINGS) {
  test.describe(name, () => {
    test.use(setting);
    for (const kind of KINDS) {
      test(kind, async ({ page }) => {
        expect(pages[kind], `the sample site has a page of kind ${kind}`).toBeTruthy();
        const faults = [];
        page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
        page.on('request', (request) => !request.url().startsWith(site.url) && !request.url().startsWith('data:') && faults.push(`asked for ${request.url()}`));
        await page.goto(site.url + pages[kind]);
        if (kind !== 'missing') expect(faults).toEqual([]);
        await expect(page.locator('h1')).toHaveCount(1);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`)).toEqual([]);
      });
    }
  });
}

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  for (const kind of KINDS) {
    test(kind, async ({ page }) => {
      await page.goto(site.url + pages[kind]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }
});
