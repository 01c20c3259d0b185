// How eight pages look in four settings: a change of look is seen in review. The pictures are half size and in few
// colours, so that they stay small; `e2e/run --update-snapshots looks` renews them.
import { expect, test } from '@playwright/test';
import { host, kinds } from '../support/host.mjs';
import { poster } from '../support/poster.mjs';

const KINDS = ['home', 'interview', 'panel', 'plain', 'speaker', 'questions', 'map', 'archive'];
const SETTINGS = {
  'phone-light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'phone-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'desktop-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'desktop-dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
};

let site, pages;
test.beforeAll(async ({ playwright }) => {
  site = await host();
  const request = await playwright.request.newContext();
  pages = await kinds(request, site.url);
  await request.dispose();
});
test.afterAll(() => site.close());

for (const [name, setting] of Object.entries(SETTINGS)) {
  test.describe(name, () => {
    test.use({ ...setting, deviceScaleFactor: 0.5 });
    for (const kind of KINDS) {
      test(kind, async ({ page }) => {
        await page.goto(site.url + pages[kind]);
        await page.evaluate(() => document.fonts.ready);
        const picture = poster(await page.screenshot({ animations: 'disabled' }));
        expect(picture).toMatchSnapshot(`${kind}-${name}.png`, { maxDiffPixelRatio: 0.02, threshold: 0.25 });
      });
    }
  });
}
