// Builds the sample site once for all tests, into a folder of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const FANGTAN = join(ROOT, 'target/release/fangtan');

export default function build() {
  const out = mkdtempSync(join(tmpdir(), 'fangtan-e2e-'));
  execFileSync(FANGTAN, ['build', '-q', '--future', '-o', out], { cwd: ROOT, stdio: 'inherit' });
  process.env.FANGTAN_SITE = out;
}
