// The browser of the tests: the one named in CHROMIUM, one on PATH, or Debian's package, installed once as root.
import { execFileSync, spawnSync } from 'node:child_process';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALL_MS = 300_000;

export function findChromium(): string {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  const found = onPath();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) install();
  const installed = onPath();
  if (installed !== undefined) return installed;
  throw new Error(
    'The tests of the dashboard need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
  );
}

function onPath(): string | undefined {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

function install(): void {
  process.stderr.write('browser: installing chromium with apt-get (once)\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): void => {
    execFileSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=60', ...args], {
      env,
      timeout: INSTALL_MS,
      stdio: ['ignore', 'ignore', 2],
    });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
}
