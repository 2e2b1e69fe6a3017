// Lets only one stack use a data folder.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';
import { readPlace } from './data-place.ts';
import { closeToOthers } from './private-folder.ts';
import { lockFile } from './process/lock-file.ts';

export interface DataLock {
  release(): void;
}

/** Throws `conflict` with the holder's pid if a living process holds the lock. */
export function acquireDataLock(file: string): DataLock {
  const lock = lockFile(file);
  if (lock.held) return lock;
  const { state, from } = readPlace(dirname(file));
  if (state === 'copied') throw liveCopy(file, from);
  const holder = lock.holderPid === undefined ? 'Another stack' : `Another stack (process ${lock.holderPid})`;
  throw new WebloomError(
    'conflict',
    `${holder} uses this data folder. Stop it first, or choose another folder.`,
    { facts: { title: 'This data folder is in use', lock: file, pid: lock.holderPid } },
  );
}

/** The lock was copied with the rest, and its holder lives: what was copied changed meanwhile. */
function liveCopy(file: string, from: string): WebloomError {
  const remedy = `Stop the stack on ${from} and copy it again, or take a backup while it works: webloom backup FOLDER --data-dir ${from}`;
  return new WebloomError(
    'conflict',
    `This data folder is a copy of ${from}, taken while a stack worked on it: such a copy is not whole.`,
    { facts: { title: 'This copy was taken of a working stack', remedy, lock: file } },
  );
}

/** Makes the folder, closes it to other users, takes its lock. Throws a remedy if it can't be written. */
export function openDataFolder(dataDir: string, log: (line: string) => void = () => undefined): DataLock {
  const logs = join(dataDir, 'logs');
  refuseOtherUser(dataDir, logs);
  const trouble = writeTrouble(dataDir);
  if (trouble !== null) {
    const remedy = 'Give this user the right to write it, or name another one with --data-dir.';
    throw new WebloomError('validation', `${dataDir}: ${trouble}`, {
      facts: { title: 'The data folder can not be written', remedy },
    });
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const said = closeToOthers(dataDir);
  if (said !== null) log(said);
  mkdirSync(logs, { recursive: true });
  return acquireDataLock(join(dataDir, 'stack.lock'));
}

/** Throws if the folder is another user's: with files of two users in it, neither could use it. */
function refuseOtherUser(dataDir: string, logs: string): void {
  const owner = ownerOf(logs);
  const self = process.getuid?.();
  if (owner === undefined || self === undefined || owner === self) return;
  throw new WebloomError('validation', `${dataDir} was made by user ${owner}, this is user ${self}.`, {
    facts: {
      title: 'The data folder belongs to another user',
      remedy: `Start as that user, name another folder with --data-dir, or take it over: chown -R ${self} ${dataDir}`,
    },
  });
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.uid;
  } catch {
    return undefined; // not readable; making the folder will say why
  }
}

/**
 * Why nothing can be written in the folder; null: something can. It tries, because rights alone do not tell.
 */
export function writeTrouble(folder: string): string | null {
  const probe = join(existingParent(folder), `.webloom-probe-${randomUUID()}`);
  try {
    mkdirSync(probe);
    try {
      writeFileSync(join(probe, 'file'), '');
    } finally {
      rmSync(probe, { recursive: true, force: true });
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The folder itself, or the nearest parent that exists. */
export function existingParent(folder: string): string {
  return existsSync(folder) ? folder : existingParent(dirname(folder));
}
