// The lease that is held while a backup is taken. Nothing that documents may name is deleted meanwhile: the backup has read
// the documents, and has yet to copy the blobs.
import { CLEAN_UP_LOCK } from '../clean-up/clean-up-lock.ts';
import type { Clock } from '../clock.ts';
import type { LockStore } from '../lock/lock-store.ts';

export const BACKUP_LOCK = 'backup';
/** A clean-up goes on over many steps, under a lease of its own. */
const LOCKS = [BACKUP_LOCK, CLEAN_UP_LOCK];
/** A backup that was killed holds up the sweep, and the next backup, for this long. */
export const BACKUP_LEASE_MS = 30_000;

interface HoldPorts {
  readonly locks: Pick<LockStore, 'acquire'>;
  readonly clock: Clock;
  readonly holder: string;
}

/** To be called all along the backup; renews the leases when half of them is over. False: somebody else holds one. */
export function holdSweeps({ locks, clock, holder }: HoldPorts): () => Promise<boolean> {
  let heldUntil = 0;
  return async () => {
    const now = clock.now().getTime();
    if (heldUntil - now > BACKUP_LEASE_MS / 2) return true;
    const until = now + BACKUP_LEASE_MS;
    for (const lock of LOCKS) if (!(await locks.acquire(lock, holder, now, until))) return false;
    heldUntil = until;
    return true;
  };
}

/** At the end of the backup. */
export async function releaseSweeps(locks: Pick<LockStore, 'release'>, holder: string): Promise<void> {
  for (const lock of LOCKS) await locks.release(lock, holder);
}

/** The turn of work that deletes: left out while a backup is taken, and ended between two of its steps. */
export function unlessBackup(
  { locks, clock }: { readonly locks: Pick<LockStore, 'isHeld'>; readonly clock: Clock },
  work: (mayGoOn: () => Promise<boolean>) => Promise<unknown>,
): (mayGoOn: () => Promise<boolean>) => Promise<void> {
  const isTaken = (): Promise<boolean> => locks.isHeld(BACKUP_LOCK, clock.now().getTime());
  return async (mayGoOn) => {
    if (await isTaken()) return;
    await work(async () => (await mayGoOn()) && !(await isTaken()));
  };
}
