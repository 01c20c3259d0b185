// A copy of the sample site with a server of its own that watches it.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { FANGTAN, ROOT } from './build.mjs';

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Site {
  // With `spoil`, a file is changed before the first build.
  static async start(spoil) {
    const site = new Site();
    site.folder = mkdtempSync(join(tmpdir(), 'fangtan-live-'));
    for (const part of ['content', 'templates', 'themes', 'fangtan.toml']) {
      cpSync(join(ROOT, part), join(site.folder, part), { recursive: true });
    }
    if (spoil) site.edit(...spoil);
    site.port = await freePort();
    site.url = `http://127.0.0.1:${site.port}`;
    await site.run();
    return site;
  }

  async run() {
    this.server = spawn(FANGTAN, ['--root', this.folder, 'serve', '--watch', '--port', `${this.port}`], { stdio: 'ignore' });
    await expect(async () => expect((await fetch(this.url)).status).toBeGreaterThan(0)).toPass();
  }

  async halt() {
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill('SIGINT');
    return ended;
  }

  async close() {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  file(path) { return join(this.folder, path); }
  read(path) { return readFileSync(this.file(path), 'utf8'); }
  write(path, text) { writeFileSync(this.file(path), text); }
  edit(path, change) { this.write(path, change(this.read(path))); }
}
