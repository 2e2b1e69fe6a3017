// How long the next chunk waits because reading and storing are slower than fetching: every place in the flow is taken by
// a chunk that is fetched and not stored yet, so nothing is fetched.
import type { LaunchWait } from '../chunk.ts';
import type { ChunkFlow } from './flow.ts';

export interface LaunchWaits {
  /** Since when a chunk waits; epoch ms, null: none does. */
  readonly since: number | null;
  /** A wait that is over, for the chunk that is launched next. */
  readonly over: LaunchWait | null;
}

export const NO_LAUNCH_WAIT: LaunchWaits = { since: null, over: null };

/** A shorter wait is the usual change from one chunk to the next. */
const LEAST_MS = 5_000;

/** After each event of the flow. */
export function nextLaunchWait(waits: LaunchWaits, flow: ChunkFlow, now: number): LaunchWaits {
  const { since, over } = waits;
  if (isHeldUp(flow)) return since === null ? { since: now, over } : waits;
  if (since === null) return waits;
  const ms = now - since;
  return { since: null, over: ms < LEAST_MS ? over : { since, ms } };
}

function isHeldUp({ open, scraped, queue, size }: ChunkFlow): boolean {
  return queue.length > 0 && open.length >= size && open.every((chunkNo) => scraped.includes(chunkNo));
}
