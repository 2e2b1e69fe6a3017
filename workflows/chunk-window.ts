// The run's bookkeeping: which chunks are queued, open and done, what the planner has to look at next.
import type { PlanResult, StoreResult } from '../activities/contract.ts';
import type { RunCounts, RunCursor } from './messages.ts';

/** URLs that wait in the frontier before more of the source is read: hours of work for any host, some 20 MB in the store. */
const MOST_WAITING = 50_000;

const NO_RUN_COUNTS: RunCounts = {
  chunks: 0,
  discovered: 0,
  stored: 0,
  unchanged: 0,
  failed: 0,
  skipped: 0,
  changes: 0,
};

export class ChunkWindow {
  round: number;
  nextChunkNo: number;
  readonly queue: number[];
  /** Committed chunks with news for the planner. */
  sources: number[];
  readonly open = new Set<number>();
  /** Those of the open ones that are scraped: what they have must not get lost. */
  readonly scraped = new Set<number>();
  nextPlanAt: number | null;
  /** Due entries wait for company until something else moves. */
  leftOver = false;
  /** The source has more URLs than the frontier has got so far. */
  moreSource: boolean;
  /** More of it is being read now. */
  reading = false;
  /** The reading has brought URLs no planning round has seen. */
  newSeeds = false;
  /** Hosts with a pause have more to do: the next chunk is cut when one is done, before all are. */
  more = false;
  /** A chunk was done since the last round. */
  #isOneDone = false;
  counts: RunCounts;
  /** Why the visits of the chunk that ended last ended so. */
  lastReasons: StoreResult['counts']['reasons'] = {};
  /** First failure of a stage; ends the run. */
  failure: unknown;

  constructor(cursor?: RunCursor) {
    this.round = cursor?.round ?? 1;
    this.nextChunkNo = cursor?.nextChunkNo ?? 1;
    this.queue = [...(cursor?.queue ?? [])];
    this.sources = [...(cursor?.sources ?? [])];
    this.nextPlanAt = cursor?.nextPlanAt ?? null;
    this.counts = cursor?.counts ?? NO_RUN_COUNTS;
    this.moreSource = cursor?.moreSource ?? false;
  }

  /** Whether a planning round could cut anything now. */
  wantsPlan(window: number, now: number): boolean {
    if (this.queue.length >= window) return false;
    if (this.sources.length > 0 || this.newSeeds) return true;
    if (this.nextPlanAt !== null && this.nextPlanAt <= now) return true;
    if (this.queue.length > 0) return false;
    return (this.more && this.#isOneDone) || (this.leftOver && this.open.size === 0);
  }

  get progress(): { round: number; nextChunkNo: number; openChunks: number[]; queuedChunks: number } {
    const { round, nextChunkNo } = this;
    return { round, nextChunkNo, openChunks: [...this.open], queuedChunks: this.queue.length };
  }

  get idle(): boolean {
    return this.open.size === 0 && this.queue.length === 0;
  }

  get exhausted(): boolean {
    if (this.moreSource || this.newSeeds) return false;
    return this.idle && this.sources.length === 0 && this.nextPlanAt === null && !this.leftOver;
  }

  /** Few enough of the URLs read so far are left to visit. */
  get wantsSource(): boolean {
    const { discovered, stored, unchanged, failed, skipped } = this.counts;
    const waiting = discovered - stored - unchanged - failed - skipped;
    return this.moreSource && !this.reading && waiting < MOST_WAITING;
  }

  /** `seeds`: URLs of the run by now. */
  takeSeeds(seeds: number, more: boolean): void {
    this.reading = false;
    this.moreSource = more;
    if (seeds <= this.counts.discovered) return;
    this.newSeeds = true;
    this.counts = { ...this.counts, discovered: seeds };
  }

  /** A round was planned: its chunks are queued. */
  take(planned: PlanResult, now: number): void {
    this.round += 1;
    this.nextChunkNo += planned.chunks.length;
    this.queue.push(...planned.chunks);
    // The planner's clock is the database's: this one may be ahead of it.
    this.nextPlanAt = planned.nextPlanAt === null ? null : Math.max(planned.nextPlanAt, now + 1_000);
    this.leftOver = planned.leftOver;
    this.more = planned.more === true;
    this.counts = { ...this.counts, discovered: Math.max(this.counts.discovered, planned.discovered) };
  }

  /** What a round is to look at; what is done from now on is for the next one. */
  handOver(): { sourceChunks: number[]; openChunks: number[]; flush: boolean } {
    const sourceChunks = this.sources;
    this.sources = [];
    this.newSeeds = false;
    this.#isOneDone = false;
    return { sourceChunks, openChunks: [...this.open, ...this.queue], flush: this.idle };
  }

  /** Done, or failed. */
  leave(chunkNo: number): void {
    this.open.delete(chunkNo);
    this.scraped.delete(chunkNo);
  }

  finish(chunkNo: number, result: StoreResult): void {
    this.leave(chunkNo);
    this.#isOneDone = true;
    if (result.news) this.sources.push(chunkNo);
    if (Object.keys(result.counts.reasons).length > 0) this.lastReasons = result.counts.reasons;
    const { counts } = this;
    this.counts = {
      ...counts,
      chunks: counts.chunks + 1,
      stored: counts.stored + result.counts.stored,
      unchanged: counts.unchanged + result.counts.unchanged,
      failed: counts.failed + result.counts.failed,
      skipped: counts.skipped + result.counts.skipped,
      changes: counts.changes + result.counts.changes,
    };
  }
}
