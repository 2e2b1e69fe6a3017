// The window of a run: its chunks that are queued, in flight and done, what the planner is to look at next, and how far the
// source is read. One value and one reducer: the workflow keeps the value and tells it what happened; `decisions.ts` says
// what follows from it.
import type { ChunkCounts } from '../chunk.ts';
import type { EndingReason } from '../run.ts';

export interface RunCounts {
  readonly chunks: number;
  readonly discovered: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  readonly changes: number;
}

/** What the next execution of the run has to know of its window. */
export interface WindowCursor {
  readonly round: number;
  readonly nextChunkNo: number;
  readonly queue: readonly number[];
  readonly sources: readonly number[];
  readonly nextPlanAt: number | null;
  readonly counts: RunCounts;
  /** The source is not read to its end. */
  readonly moreSource?: boolean;
}

export interface RunWindow {
  /** Chunks that may be in flight together. */
  readonly size: number;
  /** Number of the next planning round. */
  readonly round: number;
  readonly nextChunkNo: number;
  /** Planned chunks that are not launched yet, in their order. */
  readonly queue: readonly number[];
  /** Chunks in flight. */
  readonly open: readonly number[];
  /** Those of the open ones that are scraped: what they have must not get lost. */
  readonly scraped: readonly number[];
  /** Committed chunks with news for the planner. */
  readonly sources: readonly number[];
  /** File of seeds for the first round: of runs from before seeds were brought into the frontier at once. */
  readonly seedsFile?: string;
  /** Epoch ms at which visits that wait for their time can be planned. */
  readonly nextPlanAt: number | null;
  /** Due entries wait for company until something else moves. */
  readonly leftOver: boolean;
  /** Hosts with a pause have more to do: the next chunk is cut when one is done, before all are. */
  readonly more: boolean;
  /** A chunk was done since the last round was asked for. */
  readonly isOneDone: boolean;
  /** The source has more URLs than the frontier has got so far. */
  readonly moreSource: boolean;
  /** More of it is being read now. */
  readonly reading: boolean;
  /** The reading has brought URLs no planning round has seen. */
  readonly newSeeds: boolean;
  readonly counts: RunCounts;
  /** Why the visits of the chunk that was done last ended so. */
  readonly lastReasons: ChunkCounts['reasons'];
  /** First failure of a stage; ends the run. */
  readonly failure: EndingReason | null;
}

/** What a planning round answers. */
export interface PlannedRound {
  readonly chunks: readonly number[];
  readonly discovered: number;
  readonly nextPlanAt: number | null;
  readonly leftOver: boolean;
  readonly more?: true;
}

/** What a chunk has to show when it is committed. */
export interface CommittedChunk {
  readonly counts: Omit<RunCounts, 'chunks' | 'discovered'> & Pick<ChunkCounts, 'reasons'>;
  readonly news: boolean;
}

/** `seeds`: URLs of the run by now. */
interface SourceRead {
  readonly seeds: number;
  readonly more: boolean;
}

export type WindowEvent =
  /** The first seeds are in the frontier. */
  | ({ readonly type: 'discovered'; readonly seedsFile?: string | undefined } & SourceRead)
  /** A round is asked for (`toRound`). What is done from now on is for the one after it. */
  | { readonly type: 'planning' }
  | { readonly type: 'planned'; readonly planned: PlannedRound; readonly now: number }
  /** The first of the queue is on its way. */
  | { readonly type: 'launched' }
  | { readonly type: 'scraped'; readonly chunkNo: number }
  | { readonly type: 'committed'; readonly chunkNo: number; readonly chunk: CommittedChunk }
  | { readonly type: 'chunk-failed'; readonly chunkNo: number; readonly reason: EndingReason }
  | { readonly type: 'reading' }
  | ({ readonly type: 'read' } & SourceRead)
  | { readonly type: 'reading-failed'; readonly reason: EndingReason }
  /** A step of the run itself: the planner, a transition. */
  | { readonly type: 'failed'; readonly reason: EndingReason };

const NO_RUN_COUNTS: RunCounts = {
  chunks: 0,
  discovered: 0,
  stored: 0,
  unchanged: 0,
  failed: 0,
  skipped: 0,
  changes: 0,
};

/** The window of a run that begins, or goes on where its previous execution left off. */
export function openWindow(size: number, cursor?: WindowCursor): RunWindow {
  return {
    size,
    round: cursor?.round ?? 1,
    nextChunkNo: cursor?.nextChunkNo ?? 1,
    queue: cursor?.queue ?? [],
    open: [],
    scraped: [],
    sources: cursor?.sources ?? [],
    nextPlanAt: cursor?.nextPlanAt ?? null,
    leftOver: false,
    more: false,
    isOneDone: false,
    moreSource: cursor?.moreSource ?? false,
    reading: false,
    newSeeds: false,
    counts: cursor?.counts ?? NO_RUN_COUNTS,
    lastReasons: {},
    failure: null,
  };
}

/** The window after something has happened. */
export function nextWindow(window: RunWindow, event: WindowEvent): RunWindow {
  switch (event.type) {
    case 'discovered':
      return withFirstSeeds(window, event);
    case 'planning':
      return handedOver(window);
    case 'planned':
      return withRound(window, event.planned, event.now);
    case 'launched':
      return { ...window, queue: window.queue.slice(1), open: [...window.open, ...window.queue.slice(0, 1)] };
    case 'scraped':
      return { ...window, scraped: [...window.scraped, event.chunkNo] };
    case 'committed':
      return withChunk(without(window, event.chunkNo), event.chunkNo, event.chunk);
    case 'chunk-failed':
      return withFailure(without(window, event.chunkNo), event.reason);
    case 'reading':
      return { ...window, reading: true };
    case 'read':
      return withSeeds({ ...window, reading: false, moreSource: event.more }, event.seeds);
    case 'reading-failed':
      return withFailure({ ...window, reading: false }, event.reason);
    case 'failed':
      return withFailure(window, event.reason);
  }
}

function withFirstSeeds(
  window: RunWindow,
  { seeds, more, seedsFile }: Extract<WindowEvent, { type: 'discovered' }>,
): RunWindow {
  const file = seedsFile === undefined ? {} : { seedsFile };
  return { ...window, ...file, leftOver: seeds > 0, moreSource: more };
}

function handedOver({ seedsFile: _seedsFile, ...window }: RunWindow): RunWindow {
  return { ...window, sources: [], newSeeds: false, isOneDone: false };
}

function withRound(window: RunWindow, planned: PlannedRound, now: number): RunWindow {
  const { counts } = window;
  return {
    ...window,
    round: window.round + 1,
    nextChunkNo: window.nextChunkNo + planned.chunks.length,
    queue: [...window.queue, ...planned.chunks],
    // The planner's clock is the database's: this one may be ahead of it.
    nextPlanAt: planned.nextPlanAt === null ? null : Math.max(planned.nextPlanAt, now + 1_000),
    leftOver: planned.leftOver,
    more: planned.more === true,
    counts: { ...counts, discovered: Math.max(counts.discovered, planned.discovered) },
  };
}

function without(window: RunWindow, chunkNo: number): RunWindow {
  const isOther = (other: number): boolean => other !== chunkNo;
  return { ...window, open: window.open.filter(isOther), scraped: window.scraped.filter(isOther) };
}

function withChunk(window: RunWindow, chunkNo: number, { news, counts }: CommittedChunk): RunWindow {
  const { reasons } = counts;
  return {
    ...window,
    isOneDone: true,
    sources: news ? [...window.sources, chunkNo] : window.sources,
    lastReasons: Object.keys(reasons).length > 0 ? reasons : window.lastReasons,
    counts: {
      ...window.counts,
      chunks: window.counts.chunks + 1,
      stored: window.counts.stored + counts.stored,
      unchanged: window.counts.unchanged + counts.unchanged,
      failed: window.counts.failed + counts.failed,
      skipped: window.counts.skipped + counts.skipped,
      changes: window.counts.changes + counts.changes,
    },
  };
}

function withSeeds(window: RunWindow, seeds: number): RunWindow {
  if (seeds <= window.counts.discovered) return window;
  return { ...window, newSeeds: true, counts: { ...window.counts, discovered: seeds } };
}

function withFailure(window: RunWindow, reason: EndingReason): RunWindow {
  return window.failure === null ? { ...window, failure: reason } : window;
}
