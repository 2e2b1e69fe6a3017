// Gets a real website on disk: Debian's PostgreSQL 15 manual, more than a thousand HTML pages made by others.
// As root the package is installed; without root, or where the image drops /usr/share/doc, it is only unpacked.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebloomError } from '../../domain/system/errors.ts';

const PACKAGE = 'postgresql-doc-15';
const HTML_FOLDER = `usr/share/doc/${PACKAGE}/html`;
const INSTALLED = `/${HTML_FOLDER}`;
const INSTALL_TIMEOUT_MS = 300_000;
/** Another package manager may be at work; wait for it instead of failing. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];

const execute = promisify(execFile);

export interface InstallOptions {
  /** Where it is unpacked when it cannot be installed. Default ~/.cache/webloom/real-site. */
  readonly cacheDir?: string;
  readonly say?: (line: string) => void;
}

function isComplete(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

async function apt(args: readonly string[], cwd = '/'): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await execute('apt-get', [...APT_OPTIONS, ...args], { cwd, env, timeout: INSTALL_TIMEOUT_MS });
}

/** Package lists may be missing or older than the archive; then one update helps. */
async function aptWithUpdate(args: readonly string[], cwd?: string): Promise<void> {
  try {
    await apt(args, cwd);
  } catch {
    await apt(['update', '-qq']).catch(() => undefined);
    await apt(args, cwd);
  }
}

async function unpack(cacheDir: string): Promise<string> {
  const target = join(cacheDir, PACKAGE);
  const folder = join(target, HTML_FOLDER);
  await mkdir(cacheDir, { recursive: true });
  const work = await mkdtemp(join(cacheDir, 'unpack-'));
  try {
    await aptWithUpdate(['download', PACKAGE], work);
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error(`apt-get download left no archive in ${work}`);
    await execute('dpkg', ['-x', join(work, archive), join(work, 'tree')]);
    await rm(target, { recursive: true, force: true });
    await rename(join(work, 'tree'), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** The folder with the manual's pages; index.html is its first page. */
export async function installDocs(options: InstallOptions = {}): Promise<string> {
  const { cacheDir = join(homedir(), '.cache', 'webloom', 'real-site'), say = () => undefined } = options;
  const present = [INSTALLED, join(cacheDir, PACKAGE, HTML_FOLDER)].find(isComplete);
  if (present !== undefined) return present;
  try {
    if (process.getuid?.() === 0) {
      say(`installing ${PACKAGE} with apt-get`);
      await aptWithUpdate(['install', '-y', '--no-install-recommends', PACKAGE]);
      if (isComplete(INSTALLED)) return INSTALLED;
    }
    say(`unpacking ${PACKAGE} into ${cacheDir}`);
    const folder = await unpack(cacheDir);
    if (isComplete(folder)) return folder;
    throw new Error(`${folder} has no index.html`);
  } catch (cause) {
    const message = `The package ${PACKAGE} could not be installed; on a Debian system run "apt-get install ${PACKAGE}" and try again.`;
    throw new WebloomError('dependency-unavailable', message, { facts: { cacheDir }, cause });
  }
}
