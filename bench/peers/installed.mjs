// Installs the peers of npm into the cache, once for each manifest, so that files of one version never mix with those of another.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const MANIFEST = fileURLToPath(new URL('package.json', import.meta.url));
const INSTALL_TIMEOUT_MS = 300_000;

/** A `require` that finds the peers; throws where they can not be installed. */
export function installedRequire() {
  const digest = createHash('sha256').update(readFileSync(MANIFEST)).digest('hex').slice(0, 12);
  const folder = join(homedir(), '.cache', 'webloom', 'peers', digest);
  const require = createRequire(join(folder, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const isThere = (name) => existsSync(join(folder, 'node_modules', name, 'package.json'));
  if (!Object.keys(dependencies).every(isThere)) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(MANIFEST, join(folder, 'package.json'));
    const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
    // The browser is the one that is installed here.
    const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
    execFileSync('npm', args, { cwd: folder, env, stdio: ['ignore', 2, 2], timeout: INSTALL_TIMEOUT_MS });
  }
  return require;
}
