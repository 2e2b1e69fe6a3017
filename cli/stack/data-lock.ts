// One stack per data folder.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { WebloomError } from '../../domain/errors.ts';
import { closeToOthers } from './private-folder.ts';
import { lockFile } from './lock-file.ts';

export interface DataLock {
  release(): void;
}

/** Throws `conflict` with the holder's pid when a living process holds it. */
export function acquireDataLock(file: string): DataLock {
  const lock = lockFile(file);
  if (lock.held) return lock;
  const holder = lock.holderPid === undefined ? 'Another stack' : `Another stack (process ${lock.holderPid})`;
  throw new WebloomError(
    'conflict',
    `${holder} uses this data folder. Stop it first, or choose another folder.`,
    { facts: { title: 'This data folder is in use', lock: file, pid: lock.holderPid } },
  );
}

/**
 * Makes the folder, closes it to others and takes its lock; a folder that can't be written is the operator's to mend, not a
 * crash.
 */
export function openDataFolder(dataDir: string, log: (line: string) => void = () => undefined): DataLock {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const said = closeToOthers(dataDir);
    if (said !== null) log(said);
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    return acquireDataLock(join(dataDir, 'stack.lock'));
  } catch (cause) {
    if (cause instanceof WebloomError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WebloomError('configuration-invalid', `${dataDir}: ${reason}`, {
      facts: {
        title: 'The data folder can not be written',
        remedy: 'Give this user the right to write it, or name another one with --data-dir.',
      },
      cause,
    });
  }
}
