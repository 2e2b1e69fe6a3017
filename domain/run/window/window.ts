// The window of a run: its chunks that are queued, in flight and done, what the planner is to look at next,
// and how much of the source is read. One value and one reducer: the workflow keeps the value and reports
// events to it; `decisions.ts` says what follows from it.
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
  /** The open chunks that are scraped: their fetched pages must not be lost. */
  readonly scraped: readonly number[];
  /** Committed chunks that found links or reopened entries, for the planner to read. */
  readonly sources: readonly number[];
  /**
   * File with the seeds of the first round; only in runs started before seeds went into the frontier at once.
   */
  readonly seedsFile?: string;
  /** Epoch ms at which visits that are not due yet can be planned. */
  readonly nextPlanAt: number | null;
  /** Due entries were left uncut: they wait for more entries, or until a chunk in flight is done. */
  readonly leftOver: boolean;
  /**
   * Hosts with a pause have more visits due: the next chunk is cut as soon as one is done, not when all are.
   */
  readonly more: boolean;
  /** A chunk was committed since the last round was asked for. */
  readonly isOneDone: boolean;
  /** The source has more URLs than the frontier has got so far. */
  readonly moreSource: boolean;
  /** A reading of the source is under way. */
  readonly reading: boolean;
  /** The reading has brought URLs that no planning round has seen. */
  readonly newSeeds: boolean;
  readonly counts: RunCounts;
  /** Reasons of the visits in the chunk that was committed last. */
  readonly lastReasons: ChunkCounts['reasons'];
  /** First failure of a stage; ends the run. */
  readonly failure: EndingReason | null;
}

/** Result of a planning round. */
export interface PlannedRound {
  readonly chunks: readonly number[];
  readonly discovered: number;
  readonly nextPlanAt: number | null;
  readonly leftOver: boolean;
  readonly more?: true;
}

/** Result of a committed chunk. */
export interface CommittedChunk {
  readonly counts: Omit<RunCounts, 'chunks' | 'discovered'> & Pick<ChunkCounts, 'reasons'>;
  readonly news: boolean;
}

/** `seeds`: URLs in the run's frontier by now. */
interface SourceRead {
  readonly seeds: number;
  readonly more: boolean;
}

export type WindowEvent =
  /** The first seeds are in the frontier. */
  | ({ readonly type: 'discovered'; readonly seedsFile?: string | undefined } & SourceRead)
  /** A round is asked for (`toRound`). Chunks committed from now on belong to the round after it. */
  | { readonly type: 'planning' }
  | { readonly type: 'planned'; readonly planned: PlannedRound; readonly now: number }
  /** The first chunk of the queue is launched. */
  | { readonly type: 'launched' }
  | { readonly type: 'scraped'; readonly chunkNo: number }
  | { readonly type: 'committed'; readonly chunkNo: number; readonly chunk: CommittedChunk }
  | { readonly type: 'chunk-failed'; readonly chunkNo: number; readonly reason: EndingReason }
  | { readonly type: 'reading' }
  | ({ readonly type: 'read' } & SourceRead)
  | { readonly type: 'reading-failed'; readonly reason: EndingReason }
  /** The planner or a transition of the run failed. */
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

/** The window of a new run, or of one that goes on where its previous execution left off. */
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

/** The window after an event. */
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
    // `nextPlanAt` is by the database's clock, which may be behind the workflow's clock `now`.
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
