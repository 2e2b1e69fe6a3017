// Whether the disk file of an earlier process can be used. It is never synced while it is written, so after the end of the
// machine parts of it may be missing and LMDB must not even open it. A file beside it says on which start of the system it
// was opened, and whether it was closed and synced.
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFile } from './disk-file.ts';

interface DiskState {
  /** Identity of the system's start; null where the system has none: only a clean end counts there. */
  readonly boot: string | null;
  readonly closed: boolean;
  /** It is to be made anew at the next start. */
  readonly stale?: boolean;
}

const FILE = 'index.mdb';
const LOCK = 'index.mdb-lock';
const STATE = 'index.json';

export function openDisk(directory: string): DiskFile {
  const boot = bootId();
  if (!isUsable(readState(directory), boot)) removeDisk(directory);
  noteOpened(directory, boot);
  // LMDB itself makes files that everybody may read.
  for (const name of [FILE, LOCK]) closeSync(openSync(join(directory, name), 'a', 0o600));
  return new DiskFile(diskPath(directory));
}

/** Without a state the next start makes the file anew: where it can't be written, as on a full disk, that is the safe one. */
function noteOpened(directory: string, boot: string | null): void {
  try {
    writeState(directory, { boot, closed: false });
  } catch {
    rmSync(join(directory, STATE), { force: true });
  }
}

/** Of the file in a data directory. */
export function diskPath(directory: string): string {
  return join(directory, FILE);
}

/** Makes the next start begin with an empty file. Only while it is closed. */
export function removeDisk(directory: string): void {
  for (const name of [STATE, FILE, LOCK]) rmSync(join(directory, name), { force: true });
}

/** From then on the file may be used after another start of the system too. */
export async function closeDisk(directory: string, disk: DiskFile): Promise<void> {
  await disk.close();
  syncFile(join(directory, FILE));
  const stale = readState(directory)?.stale === true;
  writeState(directory, { boot: bootId(), closed: true, stale });
}

/** LMDB leaves former texts in pages that it uses again some day: the next start makes the file anew, without them. */
export function makeAnewNextTime(directory: string): void {
  writeState(directory, { boot: bootId(), closed: false, stale: true });
}

function isUsable(state: DiskState | undefined, boot: string | null): boolean {
  return (
    state !== undefined && state.stale !== true && (state.closed || (boot !== null && state.boot === boot))
  );
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function readState(directory: string): DiskState | undefined {
  try {
    const value = JSON.parse(readFileSync(join(directory, STATE), 'utf8')) as Partial<DiskState> | null;
    const { boot, closed, stale = false } = value ?? {};
    return typeof closed === 'boolean' ? { boot: boot ?? null, closed, stale } : undefined;
  } catch {
    return undefined;
  }
}

/** On the disk when this returns. It is short, so half of it is no JSON and counts as none. */
function writeState(directory: string, state: DiskState): void {
  const path = join(directory, STATE);
  writeFileSync(path, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  syncFile(path);
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
