// The run's bookkeeping: which chunks are queued, open and done, what the planner has to look at next.
import type { StoreResult } from '../activities/contract.ts';
import type { RunCounts, RunCursor } from './messages.ts';

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
  nextPlanAt: number | null;
  /** Due entries wait for company until something else moves. */
  leftOver = false;
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
  }

  /** Whether a planning round could cut anything now. */
  wantsPlan(window: number, now: number): boolean {
    if (this.queue.length >= window) return false;
    if (this.sources.length > 0) return true;
    if (this.nextPlanAt !== null && this.nextPlanAt <= now) return true;
    return this.leftOver && this.open.size === 0 && this.queue.length === 0;
  }

  get progress(): { round: number; nextChunkNo: number; openChunks: number[]; queuedChunks: number } {
    const { round, nextChunkNo } = this;
    return { round, nextChunkNo, openChunks: [...this.open], queuedChunks: this.queue.length };
  }

  get idle(): boolean {
    return this.open.size === 0 && this.queue.length === 0;
  }

  get exhausted(): boolean {
    return this.idle && this.sources.length === 0 && this.nextPlanAt === null && !this.leftOver;
  }

  finish(chunkNo: number, result: StoreResult): void {
    this.open.delete(chunkNo);
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
