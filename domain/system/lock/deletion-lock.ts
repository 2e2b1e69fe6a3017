// One lease says what becomes of stored things. A clean-up that holds it deletes. A backup that holds it has read the documents
// and has yet to copy the blobs they name, so nothing that documents may name is deleted, by nobody.
import type { Clock } from '../clock.ts';
import { lockName } from './lock-name.ts';
import type { LockStore } from './lock-store.ts';

export const DELETION_LOCK = lockName('storage', 'deletion');
/** A backup that was killed holds up what deletes, and the next backup, for this long. */
export const BACKUP_LEASE_MS = 30_000;
const BACKUP = 'backup:';

export interface BackupLease {
  /** To be called all along the backup; renews when half of the lease is over. False: a clean-up or another backup holds it. */
  hold(): Promise<boolean>;
  /** At the end of the backup. */
  release(): Promise<void>;
}

interface LeasePorts {
  readonly locks: Pick<LockStore, 'acquire' | 'release'>;
  readonly clock: Clock;
  readonly backupId: string;
}

export function createBackupLease({ locks, clock, backupId }: LeasePorts): BackupLease {
  const holder = `${BACKUP}${backupId}`;
  let heldUntil = 0;
  return {
    async hold() {
      const now = clock.now().getTime();
      if (heldUntil - now > BACKUP_LEASE_MS / 2) return true;
      const until = now + BACKUP_LEASE_MS;
      if (!(await locks.acquire(DELETION_LOCK, holder, now, until))) return false;
      heldUntil = until;
      return true;
    },
    release: () => locks.release(DELETION_LOCK, holder),
  };
}

interface AskPorts {
  readonly locks: Pick<LockStore, 'holder'>;
  readonly clock: Clock;
}

/** Whether anything may be deleted now: no backup is being taken. */
export function createMayDelete({ locks, clock }: AskPorts): () => Promise<boolean> {
  return async () => {
    const holder = await locks.holder(DELETION_LOCK, clock.now().getTime());
    return holder === null || !holder.startsWith(BACKUP);
  };
}

/** The turn of work that deletes: left out while a backup is taken, and ended between two of its steps. */
export function whileMayDelete(
  ports: AskPorts,
  work: (mayGoOn: () => Promise<boolean>) => Promise<unknown>,
): (mayGoOn: () => Promise<boolean>) => Promise<void> {
  const mayDelete = createMayDelete(ports);
  return async (mayGoOn) => {
    if (!(await mayDelete())) return;
    await work(async () => (await mayGoOn()) && mayDelete());
  };
}
