// The ledger of a run: discovered = stored + unchanged + failed + skipped + pending + in flight, at every instant.
// Totals are sums over chunk documents, never increments. A second look subtracts the class of the first
// look.
import { chunkId } from './chunk-id.ts';
import type { Chunk, ChunkCounts } from './chunk.ts';
import { sumFallbacks } from './fallback/fallback.ts';
import { sumByName, sumSeen } from './report/seen-counts.ts';

export interface Ledger {
  readonly discovered: number;
  readonly stored: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  readonly pending: number;
  readonly inFlight: number;
}

export interface RunTotals extends ChunkCounts {
  readonly chunks: number;
  readonly discovered: number;
  readonly durationMs: number;
  /** Pages that had answered and were not stored because the run ended before; absent: none. */
  readonly notKept?: number;
}

export const NO_COUNTS: ChunkCounts = {
  stored: 0,
  unchanged: 0,
  failed: 0,
  skipped: 0,
  deferred: 0,
  changes: 0,
  priceChanges: 0,
  pricePoints: 0,
  requests: 0,
  wireBytes: 0,
  waitMs: 0,
  cpuMs: 0,
  countedFailures: 0,
  reasons: {},
};

const NUMBERS = [
  'stored',
  'unchanged',
  'failed',
  'skipped',
  'deferred',
  'changes',
  'priceChanges',
  'pricePoints',
  'requests',
  'wireBytes',
  'waitMs',
  'cpuMs',
  'countedFailures',
] as const satisfies readonly (keyof ChunkCounts)[];

export function sumCounts(all: readonly ChunkCounts[]): ChunkCounts {
  const numbers: Record<string, number> = {};
  for (const name of NUMBERS) numbers[name] = all.reduce((sum, counts) => sum + counts[name], 0);
  const reasons = sumByName(all.map((counts) => counts.reasons));
  const missingFields = sumByName(all.map((counts) => counts.missingFields ?? {}));
  const isComplete = Object.keys(missingFields).length === 0;
  const fallbacks = sumFallbacks(all.flatMap((counts) => counts.fallbacks ?? []));
  const seen = all.flatMap((counts) => counts.seen ?? []);
  return {
    ...NO_COUNTS,
    ...numbers,
    reasons,
    ...(isComplete ? {} : { missingFields }),
    ...(fallbacks.length === 0 ? {} : { fallbacks }),
    ...(seen.length === 0 ? {} : { seen: sumSeen(seen) }),
  };
}

/** `openVisits` are the first visits of chunks that are cut but not committed. */
export function toLedger(discovered: number, counts: ChunkCounts, openVisits: number): Ledger {
  const { stored, unchanged, failed, skipped } = counts;
  const open = Math.max(0, discovered - stored - unchanged - failed - skipped);
  const inFlight = Math.min(openVisits, open);
  return { discovered, stored, unchanged, failed, skipped, pending: open - inFlight, inFlight };
}

/** No planner uses it. Its chunk counts the URLs that no other took before the run ended, so that chunks add up to the run. */
const UNCUT = 0;

export function isUncutChunk({ chunkNo }: Pick<Chunk, 'chunkNo'>): boolean {
  return chunkNo === UNCUT;
}

export type UncutChunk = Chunk & { readonly counts: ChunkCounts };

/** `rest`: discovered URLs that no other chunk counts: skipped (`stopped`), so that every URL ends in one class. */
export function uncutChunk(run: Pick<Chunk, 'runId' | 'workspaceId'>, rest: number, at: Date): UncutChunk {
  return {
    _id: chunkId(run.runId, UNCUT),
    ...run,
    chunkNo: UNCUT,
    round: 0,
    state: 'committed',
    planFile: '',
    visits: 0,
    firstVisits: 0,
    files: {},
    counts: { ...NO_COUNTS, skipped: rest, reasons: rest === 0 ? {} : { stopped: rest }, hosts: [] },
    plannedAt: at,
    committedAt: at,
  };
}
