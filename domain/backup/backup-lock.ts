// The lease that is held while a backup is taken. Nothing that documents may name is deleted meanwhile: the backup has read
// the documents, and has yet to copy the blobs.
import type { Clock } from '../clock.ts';
import type { LockStore } from '../lock/lock-store.ts';

export const BACKUP_LOCK = 'backup';
/** A backup that was killed holds up the sweep, and the next backup, for this long. */
export const BACKUP_LEASE_MS = 30_000;

interface HoldPorts {
  readonly locks: Pick<LockStore, 'acquire'>;
  readonly clock: Clock;
  readonly holder: string;
}

/** To be called all along the backup; renews the lease when half of it is over. False: another backup holds it. */
export function holdSweeps({ locks, clock, holder }: HoldPorts): () => Promise<boolean> {
  let heldUntil = 0;
  return async () => {
    const now = clock.now().getTime();
    if (heldUntil - now > BACKUP_LEASE_MS / 2) return true;
    const until = now + BACKUP_LEASE_MS;
    const taken = await locks.acquire(BACKUP_LOCK, holder, now, until);
    if (taken) heldUntil = until;
    return taken;
  };
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
