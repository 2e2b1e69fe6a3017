// Finds the browser that renders pages: the one the operator names, else the lightest that is installed. What is not usable is told
// in words and never thrown, so that a doctor can ask as well.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

export type FoundBrowser = UsableBrowser | NoBrowser;

export interface UsableBrowser {
  readonly kind: 'found';
  readonly path: string;
  /** `156.0.8078.114` */
  readonly version: string;
}

export interface NoBrowser {
  readonly kind: 'none';
  /** What was looked at, and what it lacks. */
  readonly why: string;
  readonly remedy: string;
  /** There is one that may work: the machine was too busy to start it in time. */
  readonly isLate?: true;
}

export interface FindOptions {
  /** Path of WEBLOOM_BROWSER; nothing else is tried then. */
  readonly given?: string | undefined;
  /** Prints a path a line, the best first. Default: names on PATH, Debian's folder, the cache of Playwright. */
  readonly list?: string;
  /** How long a program may take to tell its version, in ms; for tests. */
  readonly versionMs?: number;
}

/** Older ones lack what is needed to keep a page to its proxy. */
const MIN_BROWSER_VERSION = 120;
/** It takes a tenth of a second; a machine whose cores are all taken needs a hundred times as long. */
const VERSION_MS = 30_000;
const LIST_MS = 5_000;
const INSTALL =
  'Install one (Debian: apt-get install chromium-headless-shell), or name one in WEBLOOM_BROWSER.';

/** Run by the shell, which knows PATH and the home folder. The headless shell takes a sixth of the processor time of a whole browser. */
const LIST = `
for name in chromium-headless-shell chrome-headless-shell; do command -v "$name"; done
ls /usr/lib/chromium/chromium-headless-shell
for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v "$name"; done
ls /usr/lib/chromium/chromium '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
for cache in "$PLAYWRIGHT_BROWSERS_PATH" "$HOME/.cache/ms-playwright" "$HOME/Library/Caches/ms-playwright"; do
  [ -d "$cache" ] || continue
  ls -d "$cache"/chromium_headless_shell-*/*/headless_shell "$cache"/chromium_headless_shell-*/*/chrome-headless-shell
  ls -d "$cache"/chromium-*/*/chrome
done
true`;

export async function findBrowser({
  given,
  list = LIST,
  versionMs = VERSION_MS,
}: FindOptions = {}): Promise<FoundBrowser> {
  if (given !== undefined && given !== '') return judgeGiven(given, versionMs);
  const faults: string[] = [];
  for (const path of await listed(list)) {
    const judged = await judge(path, versionMs);
    // A heavier one would be slower still.
    if (typeof judged !== 'string') return judged;
    faults.push(judged);
  }
  const why = faults.length === 0 ? 'no Chromium or Chrome is installed' : faults.join('; ');
  return { kind: 'none', why, remedy: INSTALL };
}

async function judgeGiven(path: string, versionMs: number): Promise<FoundBrowser> {
  const judged = await judge(path, versionMs);
  if (typeof judged !== 'string') return judged;
  const remedy =
    'Set WEBLOOM_BROWSER to the program of a Chromium or Chrome, or leave it out: the one that is installed is found.';
  return { kind: 'none', why: `WEBLOOM_BROWSER: ${judged}`, remedy };
}

async function listed(script: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { timeout: LIST_MS });
  return [...new Set(stdout.split('\n').filter((line) => line.startsWith('/')))];
}

/** A text is what it lacks. */
async function judge(path: string, versionMs: number): Promise<FoundBrowser | string> {
  const fault = await faultOfFile(path);
  if (fault !== null) return `${path} ${fault}`;
  const said = await saidVersion(path, versionMs);
  if (said === null) return tooLate(`${path} did not tell its version within ${versionMs / 1_000} s`);
  const version = /(?:^|\s)(\d+(?:\.\d+){1,3})/.exec(said)?.[1];
  if (version === undefined || !/chrom/i.test(said))
    return `${path} does not tell a version of Chromium or Chrome`;
  if (Number.parseInt(version, 10) < MIN_BROWSER_VERSION)
    return `${path} is version ${version}; ${MIN_BROWSER_VERSION} or later is needed`;
  return { kind: 'found', path, version };
}

async function faultOfFile(path: string): Promise<string | null> {
  try {
    if (!(await stat(path)).isFile()) return 'is no file';
    await access(path, constants.X_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'EACCES' ? 'may not be run' : 'is not there';
  }
}

/** Empty when it fails, null when it does not answer in time. */
async function saidVersion(path: string, versionMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: versionMs, killSignal: 'SIGKILL' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else resolve(error.killed === true ? null : '');
    });
  });
}

export function tooLate(why: string): NoBrowser {
  const remedy = 'The machine is too busy for a browser: give it more processors, or less to do at a time.';
  return { kind: 'none', why, remedy, isLate: true };
}
