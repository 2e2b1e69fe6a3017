// Retries the write of a complete result while the disk is full. To fail would waste what was fetched for it.
import { setTimeout as wait } from 'node:timers/promises';
import { isWebloomError } from '../domain/system/errors.ts';

const TRY_EVERY_MS = 1_000;

/** Repeats `write` every second while there is no room; only `signal` ends it early. */
export async function whenRoom(write: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!isWebloomError(error) || error.code !== 'disk-full') throw error;
    }
    await wait(TRY_EVERY_MS, undefined, { signal });
  }
}
