// The folder of one browser: its home, its temporary files and, by name, the profile that the driver made for it. What a process
// that was killed left behind, the next one removes.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const PREFIX = 'webloom-browser-';
/** Which process this is: in a container that is started again on its old folders, the next one has the same number and host. */
const THIS_PROCESS = randomUUID();
/** As the driver names its profiles: nothing else is ever removed on the word of a file. */
const PROFILE = /^playwright_\w+dev_profile-\w+$/;

export interface BrowserFolder {
  readonly path: string;
  /** Notes the profile, so that it does not outlive this process. */
  claim(profile: string): Promise<void>;
  remove(): Promise<void>;
}

export async function makeBrowserFolder(): Promise<BrowserFolder> {
  const path = await mkdtemp(join(tmpdir(), PREFIX));
  const owner = { pid: process.pid, host: hostname(), process: THIS_PROCESS };
  await writeFile(join(path, 'owner.json'), JSON.stringify(owner));
  return {
    path,
    claim: (profile) => writeFile(join(path, 'owner.json'), JSON.stringify({ ...owner, profile })),
    remove: () => removeFolder(path),
  };
}

/** Removes the folders of processes that are gone. */
export async function sweepBrowserFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(tmpdir(), name);
    const profile = await leftProfile(path);
    if (profile === null) continue;
    if (profile !== '') await removeFolder(profile);
    await removeFolder(path);
  }
}

/** The profile of a folder whose process is gone, empty if none was noted; null: the folder is in use, or another machine's. */
async function leftProfile(path: string): Promise<string | null> {
  let owner: unknown;
  try {
    owner = JSON.parse(await readFile(join(path, 'owner.json'), 'utf8'));
  } catch {
    return null; // just being made, or just being removed: by its owner, which is alive
  }
  if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('host' in owner)) return null;
  if (typeof owner.pid !== 'number' || owner.host !== hostname()) return null;
  const isOurs = 'process' in owner && owner.process === THIS_PROCESS;
  if (owner.pid === process.pid ? isOurs : isAlive(owner.pid)) return null;
  const profile = 'profile' in owner && typeof owner.profile === 'string' ? owner.profile : '';
  return dirname(profile) === tmpdir() && PROFILE.test(basename(profile)) ? profile : '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
