// The lease under which blobs are copied: nothing that deletes is at work meanwhile, and no other one that copies.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { Clock } from '../../domain/system/clock.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { createBackupLease } from '../../domain/system/lock/deletion-lock.ts';

interface Waiting {
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export interface CopyLease {
  /** To be called all along; throws when the command is ended. */
  readonly renew: () => Promise<void>;
  readonly release: () => Promise<void>;
}

const LOOK_AGAIN_MS = 1_000;
/** Below half of the lease, so that no look is missed. */
const RENEW_MS = 5_000;
const PATIENCE_MS = 10 * 60_000;

/** The lease of a backup that was killed runs out in half a minute; a clean-up may take longer. */
export async function takeCopyLease(
  ports: Parameters<typeof createBackupLease>[0],
  { interrupted, say }: Waiting,
): Promise<CopyLease> {
  const lease = createBackupLease(ports);
  const giveUpAt = Date.now() + PATIENCE_MS;
  let told = false;
  while (!(await lease.hold())) {
    interrupted.throwIfAborted();
    if (Date.now() > giveUpAt)
      throw new WebloomError(
        'conflict',
        'Another backup, a move of blobs or a clean-up of this installation is at work for ten minutes. Try again after its end: “webloom clean-up list”.',
      );
    if (!told) say('waiting for the end of another backup or of a clean-up');
    told = true;
    await sleep(LOOK_AGAIN_MS);
  }
  const renew = async (): Promise<void> => {
    interrupted.throwIfAborted();
    // A lost lease is no reason to stop: blobs that were deleted meanwhile are counted at the end.
    await lease.hold();
  };
  // One file may wait for a bucket for longer than the lease; a process that is frozen renews nothing.
  let renewal: Promise<unknown> = Promise.resolve();
  const renewing = setInterval(() => {
    renewal = lease.hold().catch(() => undefined);
  }, RENEW_MS).unref();
  return {
    renew,
    async release() {
      clearInterval(renewing);
      // Else it may be taken again after it was given back.
      await renewal;
      await lease.release();
    },
  };
}

/** Of the database's server, by which leases are measured. */
export async function clockOf(db: Db): Promise<Clock> {
  const { localTime } = await db.command({ hello: 1 });
  const aheadMs = new Date(localTime).getTime() - Date.now();
  return { now: () => new Date(Date.now() + aheadMs) };
}
