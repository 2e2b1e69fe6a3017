// Decisions on a run's window: whether the run goes on, which chunk it launches, whether it plans or reads,
// how long it waits, what its next execution has to know, and how it ends.
import { type RunEnding, type RunState, mayFetch } from '../lifecycle.ts';
import type { EndingReason } from '../run.ts';
import { STOPPED_ON_REQUEST } from '../stop.ts';
import type { RunWindow, WindowCursor } from './window.ts';
import { given } from '../../system/given.ts';

/** With this many URLs waiting no more is read: hours of work for any host, some 20 MB in the store. */
const MAX_WAITING = 50_000;
/** Shortest wait for which a timer is worth setting. */
const LEAST_WAIT_MS = 1_000;

/** A paused run does not end before it is resumed or stopped, even when its last chunk is done. */
export function goesOn(window: RunWindow, state: RunState): boolean {
  return window.failure === null && (state === 'paused' || !isExhausted(window));
}

/** No chunk is queued or in flight, and nothing is left to read, to plan or to wait for. */
export function isExhausted(window: RunWindow): boolean {
  if (window.moreSource || window.newSeeds || window.leftOver) return false;
  return isIdle(window) && window.sources.length === 0 && window.nextPlanAt === null;
}

/** Neither a chunk nor the reading of the source is at work. */
export function isQuiet({ open, reading }: RunWindow): boolean {
  return open.length === 0 && !reading;
}

function isIdle({ open, queue }: RunWindow): boolean {
  return open.length === 0 && queue.length === 0;
}

/** The chunk to launch now; undefined: none. */
export function chunkToLaunch(window: RunWindow, state: RunState): number | undefined {
  if (!mayFetch(state) || window.failure !== null || window.open.length >= window.size) return undefined;
  return window.queue[0];
}

/** Whether a planning round could cut a chunk now. */
export function wantsRound(window: RunWindow, now: number): boolean {
  const { queue, sources, nextPlanAt } = window;
  if (queue.length >= window.size) return false;
  if (sources.length > 0 || window.newSeeds) return true;
  if (nextPlanAt !== null && nextPlanAt <= now) return true;
  if (queue.length > 0) return false;
  return (window.more && window.isOneDone) || (window.leftOver && window.open.length === 0);
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

/** The input of the next planning round; the event `planning` then removes it from the window. */
export function toRound(window: RunWindow): RoundRequest {
  return {
    round: window.round,
    firstChunkNo: window.nextChunkNo,
    sourceChunks: window.sources,
    openChunks: [...window.open, ...window.queue],
    flush: isIdle(window),
    ...given({ seedsFile: window.seedsFile }),
  };
}

/** So few of the URLs read so far wait for their visit that more of the source may be read. */
export function wantsSource(window: RunWindow, state: RunState): boolean {
  const { discovered, stored, unchanged, failed, skipped } = window.counts;
  const waiting = discovered - stored - unchanged - failed - skipped;
  return window.moreSource && !window.reading && waiting < MAX_WAITING && mayFetch(state);
}

/** How long the run waits for the next event, in ms. 0: not at all; null: without a timer. */
export function waitMs(window: RunWindow, now: number): number | null {
  const { queue, nextPlanAt } = window;
  if (isExhausted(window)) return 0;
  // A chunk was committed while the planner was at work; its news can be planned now.
  if (window.sources.length > 0 && queue.length < window.size) return 0;
  if (wantsRound(window, now) && (window.open.length === 0 || window.more)) return 0;
  if (nextPlanAt === null || queue.length > 0) return null;
  return Math.max(LEAST_WAIT_MS, nextPlanAt - now);
}

/** A chunk was committed, a reading has ended, or something has failed. */
export function hasMoved(before: RunWindow, now: RunWindow): boolean {
  const isRead = before.reading && !now.reading;
  return now.counts.chunks > before.counts.chunks || isRead || now.failure !== null;
}

/** Whether another execution may take over. A seeds file is not in the cursor: it is planned first. */
export function canContinue(window: RunWindow): boolean {
  return window.seedsFile === undefined;
}

export function toCursor(window: RunWindow, now: number): WindowCursor {
  return {
    round: window.round,
    nextChunkNo: window.nextChunkNo,
    queue: window.queue,
    sources: window.sources,
    // Entries that are left over are due already.
    nextPlanAt: window.leftOver || window.newSeeds ? now : window.nextPlanAt,
    counts: window.counts,
    ...(window.moreSource ? { moreSource: true } : {}),
  };
}

export interface Ending {
  readonly ending: RunEnding;
  readonly reason: EndingReason;
}

/** How the run ends, judged by the window as it is. */
export function endingOf({ failure, counts }: RunWindow, isStopped: boolean): Ending {
  if (failure !== null) return { ending: 'failed', reason: failure };
  if (isStopped) return { ending: 'stopped', reason: STOPPED_ON_REQUEST };
  if (counts.discovered === 0) {
    const detail = 'The source has no pages now.';
    return { ending: 'completed', reason: { code: 'nothing-to-do', detail } };
  }
  const detail = `Every URL was dealt with, ${counts.discovered} in all.`;
  return { ending: 'completed', reason: { code: 'all-done', detail } };
}
