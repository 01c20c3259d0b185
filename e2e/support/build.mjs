// Builds the sample site once for all tests, in both themes, each into a folder of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const FANGTAN = process.env.FANGTAN ?? join(ROOT, 'target/release/fangtan');
// A server that is running already (FANGTAN_BASE_URL) serves one folder (FANGTAN_DEFAULT), in the default theme.
export const THEMES = process.env.FANGTAN_BASE_URL ? ['default'] : ['default', 'broadsheet'];

const REDIRECTS = '\n[redirects]\n"/archives/" = "/archive/"\n"/tags/旧/" = "/tags/"\n"/feed.xml" = "/rss.xml"\n';

// The folder of the sample site in a theme.
export const folderOf = (theme) => process.env[`FANGTAN_${theme.toUpperCase()}`];

export default function build() {
  if (process.env.FANGTAN_BASE_URL && !process.env.FANGTAN_DEFAULT) throw new Error('FANGTAN_DEFAULT names the folder that is served');
  for (const theme of THEMES) {
    if (folderOf(theme)) continue;
    const folder = mkdtempSync(join(tmpdir(), `fangtan-e2e-${theme}-`));
    const config = join(folder, 'fangtan.toml');
    writeFileSync(config, `${readFileSync(join(ROOT, 'fangtan.toml'), 'utf8')}\n[theme]\nname = "${theme}"\n${REDIRECTS}`);
    const out = join(folder, 'public');
    execFileSync(FANGTAN, ['--config', config, 'build', '-q', '--future', '-o', out], { cwd: ROOT, stdio: 'inherit' });
    process.env[`FANGTAN_${theme.toUpperCase()}`] = out;
  }
}
