// The flow of a run: its chunks that are queued, in flight and done, what the planner is to look at next,
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

/** What the next execution of the run has to know of its flow. */
export interface FlowCursor {
  readonly round: number;
  readonly nextChunkNo: number;
  readonly queue: readonly number[];
  readonly sources: readonly number[];
  readonly nextPlanAt: number | null;
  readonly counts: RunCounts;
  /** The source is not read to its end. */
  readonly moreSource?: boolean;
}

export interface ChunkFlow {
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
  /** One of `sources` may have found very many links. */
  readonly manyLinks: boolean;
  /** URLs that the first reading of the source brought. */
  readonly seeds: number;
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
  /** Its news are few links, or none. */
  readonly fewLinks?: true;
}

/** `seeds`: URLs in the run's frontier by now. */
interface SourceRead {
  readonly seeds: number;
  readonly more: boolean;
}

export type FlowEvent =
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

/** The flow of a new run, or of one that goes on where its previous execution left off. */
export function openFlow(size: number, cursor?: FlowCursor): ChunkFlow {
  return {
    size,
    round: cursor?.round ?? 1,
    nextChunkNo: cursor?.nextChunkNo ?? 1,
    queue: cursor?.queue ?? [],
    open: [],
    scraped: [],
    sources: cursor?.sources ?? [],
    // Nothing is known of the chunks of the execution before.
    manyLinks: cursor !== undefined,
    seeds: 0,
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

/** The flow after an event. */
export function nextFlow(flow: ChunkFlow, event: FlowEvent): ChunkFlow {
  switch (event.type) {
    case 'discovered':
      return withFirstSeeds(flow, event);
    case 'planning':
      return handedOver(flow);
    case 'planned':
      return withRound(flow, event.planned, event.now);
    case 'launched':
      return { ...flow, queue: flow.queue.slice(1), open: [...flow.open, ...flow.queue.slice(0, 1)] };
    case 'scraped':
      return { ...flow, scraped: [...flow.scraped, event.chunkNo] };
    case 'committed':
      return withChunk(without(flow, event.chunkNo), event.chunkNo, event.chunk);
    case 'chunk-failed':
      return withFailure(without(flow, event.chunkNo), event.reason);
    case 'reading':
      return { ...flow, reading: true };
    case 'read':
      return withSeeds({ ...flow, reading: false, moreSource: event.more }, event.seeds);
    case 'reading-failed':
      return withFailure({ ...flow, reading: false }, event.reason);
    case 'failed':
      return withFailure(flow, event.reason);
  }
}

function withFirstSeeds(
  flow: ChunkFlow,
  { seeds, more, seedsFile }: Extract<FlowEvent, { type: 'discovered' }>,
): ChunkFlow {
  const file = seedsFile === undefined ? {} : { seedsFile };
  return { ...flow, ...file, seeds, leftOver: seeds > 0, moreSource: more };
}

function handedOver({ seedsFile: _seedsFile, ...flow }: ChunkFlow): ChunkFlow {
  return { ...flow, sources: [], manyLinks: false, newSeeds: false, isOneDone: false };
}

function withRound(flow: ChunkFlow, planned: PlannedRound, now: number): ChunkFlow {
  const { counts } = flow;
  return {
    ...flow,
    round: flow.round + 1,
    nextChunkNo: flow.nextChunkNo + planned.chunks.length,
    queue: [...flow.queue, ...planned.chunks],
    // `nextPlanAt` is by the database's clock, which may be behind the workflow's clock `now`.
    nextPlanAt: planned.nextPlanAt === null ? null : Math.max(planned.nextPlanAt, now + 1_000),
    leftOver: planned.leftOver,
    more: planned.more === true,
    counts: { ...counts, discovered: Math.max(counts.discovered, planned.discovered) },
  };
}

function without(flow: ChunkFlow, chunkNo: number): ChunkFlow {
  const isOther = (other: number): boolean => other !== chunkNo;
  return { ...flow, open: flow.open.filter(isOther), scraped: flow.scraped.filter(isOther) };
}

function withChunk(flow: ChunkFlow, chunkNo: number, { news, fewLinks, counts }: CommittedChunk): ChunkFlow {
  const { reasons } = counts;
  return {
    ...flow,
    isOneDone: true,
    sources: news ? [...flow.sources, chunkNo] : flow.sources,
    manyLinks: flow.manyLinks || (news && fewLinks !== true),
    lastReasons: Object.keys(reasons).length > 0 ? reasons : flow.lastReasons,
    counts: {
      ...flow.counts,
      chunks: flow.counts.chunks + 1,
      stored: flow.counts.stored + counts.stored,
      unchanged: flow.counts.unchanged + counts.unchanged,
      failed: flow.counts.failed + counts.failed,
      skipped: flow.counts.skipped + counts.skipped,
      changes: flow.counts.changes + counts.changes,
    },
  };
}

function withSeeds(flow: ChunkFlow, seeds: number): ChunkFlow {
  if (seeds <= flow.counts.discovered) return flow;
  return { ...flow, newSeeds: true, counts: { ...flow.counts, discovered: seeds } };
}

function withFailure(flow: ChunkFlow, reason: EndingReason): ChunkFlow {
  return flow.failure === null ? { ...flow, failure: reason } : flow;
}
