// The data directory: numbered log files, the snapshot that replaces all logs before its number, and the lock
// that keeps a second server out.
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export function logName(number: number): string {
  return `log-${String(number).padStart(8, '0')}.wes`;
}

export function snapshotName(number: number): string {
  return `snapshot-${String(number).padStart(8, '0')}.wes`;
}

export function logPath(directory: string, number: number): string {
  return join(directory, logName(number));
}

export function snapshotPath(directory: string, number: number): string {
  return join(directory, snapshotName(number));
}

export interface DirectoryContent {
  readonly snapshots: readonly number[];
  readonly logs: readonly number[];
}

/** Numbers of snapshots and logs, rising. Deletes incomplete files (`.tmp`) of a dead process. */
export function readDirectory(directory: string): DirectoryContent {
  const snapshots: number[] = [];
  const logs: number[] = [];
  for (const name of readdirSync(directory)) {
    if (name.endsWith('.tmp')) unlinkSync(join(directory, name));
    const match = /^(log|snapshot)-(\d{8})\.wes$/.exec(name);
    if (match === null) continue;
    (match[1] === 'log' ? logs : snapshots).push(Number(match[2]));
  }
  const rising = (a: number, b: number): number => a - b;
  return { snapshots: snapshots.sort(rising), logs: logs.sort(rising) };
}

/** Makes renames and new files in the directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

class LockedError extends Error {
  constructor(directory: string, pid: number) {
    super(
      `${directory} is in use by process ${pid}; one server per data directory. Stop it or choose another --data`,
    );
    this.name = 'LockedError';
  }
}

interface Holder {
  readonly pid: number;
  /** Start time of the process, if the system tells it, so that a reused pid is not taken for the holder. */
  readonly started: string;
}

/** Takes the lock, also from a dead process. Returns the function that gives it back. */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'lock');
  const own = join(directory, `lock.${randomUUID()}`);
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) });
  writeFileSync(own, mine, { flag: 'wx' });
  try {
    // A link is created complete or not at all, so no process ever reads half a lock.
    for (let attempt = 0; !tryLink(own, path); attempt++) {
      const text = readLock(path);
      const holder = parseHolder(text);
      if (attempt > 20 || (holder !== undefined && isAlive(holder)))
        throw new LockedError(directory, holder?.pid ?? 0);
      removeStale(path, text, `${own}.stale`);
    }
  } finally {
    unlinkSync(own);
  }
  return () => {
    if (readLock(path) === mine) unlinkSync(path);
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves a stale lock aside; moves it back if another process had replaced it in between. */
function removeStale(path: string, text: string | undefined, aside: string): void {
  try {
    renameSync(path, aside);
    if (readLock(aside) !== text) tryLink(aside, path);
    unlinkSync(aside);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string | undefined): Holder | undefined {
  const match = /^\{"pid":(\d+),"started":"([^"]*)"\}$/.exec(text ?? '');
  return match === null ? undefined : { pid: Number(match[1]), started: match[2] ?? '' };
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false;
  }
  return holder.started === '' || startOf(holder.pid) === holder.started;
}

/** Field 22 of /proc/<pid>/stat; empty without /proc. A zombie counts as gone. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'gone' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
