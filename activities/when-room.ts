// A result that is complete waits for room on the disk where it is: to fail would throw away what was fetched for it.
import { setTimeout as wait } from 'node:timers/promises';
import { isWebloomError } from '../domain/errors.ts';

const TRY_EVERY_MS = 1_000;

/** Writes, again and again while there is no room; ends early only when it is cancelled. */
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
