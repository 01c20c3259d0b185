// Debian's Chromium, headless; no name resolves but loopback, so a page that asks for anything else shows it.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  workers: process.env.CI ? 2 : undefined,
  retries: 0,
  timeout: 30_000,
  reporter: [['list']],
  globalSetup: './support/build.mjs',
  snapshotPathTemplate: 'looks/{arg}{ext}',
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      ],
    },
  },
});
