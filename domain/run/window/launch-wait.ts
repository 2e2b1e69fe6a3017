// How long the next chunk waits because reading and storing are slower than fetching: every place in the window is taken by
// a chunk that is fetched and not stored yet, so nothing is fetched.
import type { LaunchWait } from '../chunk.ts';
import type { RunWindow } from './window.ts';

export interface LaunchWaits {
  /** Since when a chunk waits; epoch ms, null: none does. */
  readonly since: number | null;
  /** A wait that is over, for the chunk that is launched next. */
  readonly over: LaunchWait | null;
}

export const NO_LAUNCH_WAIT: LaunchWaits = { since: null, over: null };

/** A shorter wait is the usual change from one chunk to the next. */
const LEAST_MS = 5_000;

/** After each event of the window. */
export function nextLaunchWait(waits: LaunchWaits, window: RunWindow, now: number): LaunchWaits {
  const { since, over } = waits;
  if (isHeldUp(window)) return since === null ? { since: now, over } : waits;
  if (since === null) return waits;
  const ms = now - since;
  return { since: null, over: ms < LEAST_MS ? over : { since, ms } };
}

function isHeldUp({ open, scraped, queue, size }: RunWindow): boolean {
  return queue.length > 0 && open.length >= size && open.every((chunkNo) => scraped.includes(chunkNo));
}
