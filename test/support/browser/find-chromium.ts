// The browsers of the tests: the one named in CHROMIUM, one on PATH, or Debian's package, installed once as root; and beside it the
// shell of Chromium, in which pages are rendered.
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];
const INSTALL_MS = 300_000;
const LOCK = join(tmpdir(), 'webloom-test-apt.lock');
/** Other tests fetch packages as well; the lists of packages know no waiting for their lock. */
const APT_SCRIPT = `
  dpkg-query --status "$1" 2> /dev/null | grep -q 'ok installed' && exit 0
  tries=0
  until apt-get -q update; do
    tries=$((tries + 1))
    [ $tries -lt 10 ] || exit 1
    sleep 3
  done
  exec apt-get -q -o DPkg::Lock::Timeout=60 install -y --no-install-recommends "$1"`;

export function findChromium(): string {
  const given = process.env['CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  const found = installed('chromium', NAMES);
  if (found !== undefined) return found;
  throw new Error(
    'The tests of the dashboard need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.',
  );
}

/** Every kind of browser that pages are rendered in, by name and path: each obeys other settings. */
export function findRenderers(): [name: 'the shell' | 'the whole browser', path: string][] {
  const shell = installed('chromium-headless-shell', SHELLS);
  if (shell === undefined)
    throw new Error(
      'The tests of rendering need the shell of Chromium. Install it (Debian: apt-get install chromium-headless-shell).',
    );
  return [
    ['the shell', shell],
    ['the whole browser', findChromium()],
  ];
}

function installed(debianPackage: string, names: readonly string[]): string | undefined {
  const found = onPath(names);
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) install(debianPackage);
  return onPath(names);
}

function onPath(names: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

/** One file of tests at a time: the second finds what the first installed. */
function install(debianPackage: string): void {
  process.stderr.write(`browser: installing ${debianPackage} with apt-get (once)\n`);
  execFileSync('flock', [LOCK, 'sh', '-c', APT_SCRIPT, 'sh', debianPackage], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: INSTALL_MS,
    stdio: ['ignore', 'ignore', 2],
  });
}
