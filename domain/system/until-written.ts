// The loop around every write under a condition: read, decide, write if nobody else has written in between, and else again.
import { WebloomError } from './errors.ts';

/** What an attempt returns whose write found another state than the one it was decided on. */
export const OUTRUN = Symbol('outrun');
export type Outrun = typeof OUTRUN;

/** Each lost race is somebody else's write, so this many in a row mean a fault and not a crowd. */
const MAX_ATTEMPTS = 200;

/** Repeats `attempt`, which reads anew each time, until it is not outrun; `onGivenUp` decides what that many losses mean. */
export async function untilWritten<T>(attempt: () => Promise<T | Outrun>, onGivenUp: () => T): Promise<T> {
  for (let race = 0; race < MAX_ATTEMPTS; race += 1) {
    const result = await attempt();
    if (result !== OUTRUN) return result;
  }
  return onGivenUp();
}

/** Throws a retryable conflict; `what` is named at the start of a sentence. */
export function keepsChanging(what: string, facts: Readonly<Record<string, string | number>>): never {
  throw new WebloomError('conflict', `${what} keeps changing; try again.`, { facts });
}
