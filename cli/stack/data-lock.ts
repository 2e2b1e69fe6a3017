// One stack per data folder.
import { WebloomError } from '../../domain/errors.ts';
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
    { facts: { lock: file, pid: lock.holderPid } },
  );
}
