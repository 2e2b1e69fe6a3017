// Decisions on a run's flow: whether the run goes on, which chunk it launches, whether it plans or reads,
// how long it waits, what its next execution has to know, and how it ends.
import { type RunEnding, type RunState, mayFetch } from '../lifecycle.ts';
import type { EndingReason } from '../run.ts';
import { STOPPED_ON_REQUEST } from '../stop.ts';
import type { ChunkFlow, FlowCursor } from './flow.ts';
import { given } from '../../system/given.ts';

/** With this many URLs waiting no more is read: hours of work for any host, some 20 MB in the store. */
const MAX_WAITING = 50_000;
const MAX_SMALL_URLS = 10;
/** Shortest wait for which a timer is worth setting. */
const LEAST_WAIT_MS = 1_000;

/** A paused run does not end before it is resumed or stopped, even when its last chunk is done. */
export function goesOn(flow: ChunkFlow, state: RunState): boolean {
  return flow.failure === null && (state === 'paused' || !isExhausted(flow));
}

/** No chunk is queued or in flight, and nothing is left to read, to plan or to wait for. */
export function isExhausted(flow: ChunkFlow): boolean {
  if (flow.moreSource || flow.newSeeds || flow.leftOver) return false;
  return isIdle(flow) && flow.sources.length === 0 && flow.nextPlanAt === null;
}

/** Neither a chunk nor the reading of the source is at work. */
export function isQuiet({ open, reading }: ChunkFlow): boolean {
  return open.length === 0 && !reading;
}

function isIdle({ open, queue }: ChunkFlow): boolean {
  return open.length === 0 && queue.length === 0;
}

/** The chunk to launch now; undefined: none. */
export function chunkToLaunch(flow: ChunkFlow, state: RunState): number | undefined {
  if (!mayFetch(state) || flow.failure !== null || flow.open.length >= flow.size) return undefined;
  return flow.queue[0];
}

/** Whether a planning round could cut a chunk now. */
export function wantsRound(flow: ChunkFlow, now: number): boolean {
  const { queue, sources, nextPlanAt } = flow;
  if (queue.length >= flow.size) return false;
  if (sources.length > 0 || flow.newSeeds) return true;
  if (nextPlanAt !== null && nextPlanAt <= now) return true;
  if (queue.length > 0) return false;
  return (flow.more && flow.isOneDone) || (flow.leftOver && flow.open.length === 0);
}

/** Whether the next round has so little to do that its way over a queue would cost more than the round. */
export function isSmall({ seeds, counts, moreSource, manyLinks }: ChunkFlow): boolean {
  return !moreSource && !manyLinks && Math.max(seeds, counts.discovered) <= MAX_SMALL_URLS;
}

export interface RoundRequest {
  readonly round: number;
  readonly firstChunkNo: number;
  readonly sourceChunks: readonly number[];
  readonly openChunks: readonly number[];
  /** Cut small remainders too, because nothing else is in flight. */
  readonly flush: boolean;
  readonly seedsFile?: string;
}

/** The input of the next planning round; the event `planning` then removes it from the flow. */
export function toRound(flow: ChunkFlow): RoundRequest {
  return {
    round: flow.round,
    firstChunkNo: flow.nextChunkNo,
    sourceChunks: flow.sources,
    openChunks: [...flow.open, ...flow.queue],
    flush: isIdle(flow),
    ...given({ seedsFile: flow.seedsFile }),
  };
}

/** So few of the URLs read so far wait for their visit that more of the source may be read. */
export function wantsSource(flow: ChunkFlow, state: RunState): boolean {
  const { discovered, stored, unchanged, failed, skipped } = flow.counts;
  const waiting = discovered - stored - unchanged - failed - skipped;
  return flow.moreSource && !flow.reading && waiting < MAX_WAITING && mayFetch(state);
}

/** How long the run waits for the next event, in ms. 0: not at all; null: without a timer. */
export function waitMs(flow: ChunkFlow, now: number): number | null {
  const { queue, nextPlanAt } = flow;
  if (isExhausted(flow)) return 0;
  // A chunk was committed while the planner was at work; its news can be planned now.
  if (flow.sources.length > 0 && queue.length < flow.size) return 0;
  if (wantsRound(flow, now) && (flow.open.length === 0 || flow.more)) return 0;
  if (nextPlanAt === null || queue.length > 0) return null;
  return Math.max(LEAST_WAIT_MS, nextPlanAt - now);
}

/** A chunk was committed, a reading has ended, or something has failed. */
export function hasMoved(before: ChunkFlow, now: ChunkFlow): boolean {
  const isRead = before.reading && !now.reading;
  return now.counts.chunks > before.counts.chunks || isRead || now.failure !== null;
}

/** Whether another execution may take over. A seeds file is not in the cursor: it is planned first. */
export function canContinue(flow: ChunkFlow): boolean {
  return flow.seedsFile === undefined;
}

export function toCursor(flow: ChunkFlow, now: number): FlowCursor {
  return {
    round: flow.round,
    nextChunkNo: flow.nextChunkNo,
    queue: flow.queue,
    sources: flow.sources,
    // Entries that are left over are due already.
    nextPlanAt: flow.leftOver || flow.newSeeds ? now : flow.nextPlanAt,
    counts: flow.counts,
    ...(flow.moreSource ? { moreSource: true } : {}),
  };
}

export interface Ending {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

/** How the run ends, judged by the flow as it is. */
export function endingOf({ failure, counts }: ChunkFlow, isStopped: boolean): Ending {
  if (failure !== null) return { ending: 'failed', reason: failure };
  if (isStopped) return { ending: 'stopped', reason: STOPPED_ON_REQUEST };
  if (counts.discovered === 0) {
    const detail = 'The source has no pages now.';
    return { ending: 'completed', reason: { code: 'nothing-to-do', detail } };
  }
  const detail = `Every URL was dealt with, ${counts.discovered} in all.`;
  return { ending: 'completed', reason: { code: 'all-done', detail } };
}
