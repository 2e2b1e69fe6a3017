// The tally: how much work was done since it is kept, by kind. It only grows: neither the end of a process nor the
// removal of a job takes anything from it.
import type { Chunk } from '../run/chunk.ts';
import { REASONS, isReasonCode } from '../run/outcome.ts';
import type { FindingKind } from '../run/degradation/finding.ts';
import type { Run } from '../run/run.ts';
import { counterKey } from './counter-key.ts';

/** Counters by key (`counter-key.ts`), the labels in the order of the metric's. */
export type TallyCounts = Readonly<Record<string, number>>;

export interface Tally {
  readonly counts: TallyCounts;
  /** Rises with every batch: of several processes one adds it. */
  readonly seq: number;
  /** Ids of the last batch, which may not be marked as counted yet. */
  readonly batch: readonly string[];
}

export const NO_TALLY: Tally = { counts: {}, seq: 0, batch: [] };

export type CountedRun = Pick<Run, '_id' | 'trigger' | 'ending' | 'totals' | 'gateHits'> & {
  readonly degradation?: { readonly findings: readonly { readonly kind: FindingKind }[] };
};
export type CountedChunk = Pick<Chunk, '_id' | 'counts'>;

export interface TallyStore {
  read(): Promise<Tally>;
  /** Ended runs and committed chunks that nobody has counted, `limit` of each at most. */
  uncounted(limit: number): Promise<{ readonly runs: CountedRun[]; readonly chunks: CountedChunk[] }>;
  /** False when the tally is no longer at `seq`: another process has added its batch. */
  add(seq: number, counts: TallyCounts, batch: readonly string[]): Promise<boolean>;
  /** Marks runs and chunks as counted. */
  settle(batch: readonly string[]): Promise<void>;
}

export function runCounts({ trigger, ending, totals, degradation, gateHits = [] }: CountedRun): TallyCounts {
  if (ending === undefined || totals === undefined) return {};
  const { stored, unchanged, failed, skipped, durationMs } = totals;
  const run = {
    [counterKey('runs', ending, trigger)]: 1,
    [counterKey('runSeconds', ending)]: durationMs / 1_000,
    [counterKey('pages', 'stored')]: stored,
    [counterKey('pages', 'unchanged')]: unchanged,
    [counterKey('pages', 'failed')]: failed,
    [counterKey('pages', 'skipped')]: skipped,
    gatesClosed: gateHits.length,
  };
  // Of several lost fields each is one.
  const findings = (degradation?.findings ?? []).map(({ kind }) => ({
    [counterKey('runFindings', kind)]: 1,
  }));
  return addUp([run, ...findings]);
}

/** What a second look takes back is no part of it: each visit counts, by the reason of its end. */
export function chunkCounts({ counts }: CountedChunk): TallyCounts {
  if (counts === undefined) return {};
  const visits = Object.entries(counts.reasons).map(([code, count]) => {
    // A reason of a newer version has no label of its own: labels are few.
    const [outcome, reason] = isReasonCode(code) ? [REASONS[code].outcome, code] : ['unknown', 'unknown'];
    return { [counterKey('visits', outcome, reason)]: count };
  });
  const work = {
    chunks: 1,
    requests: counts.requests,
    wireBytes: counts.wireBytes,
    waitSeconds: counts.waitMs / 1_000,
    cpuSeconds: counts.cpuMs / 1_000,
    changes: counts.changes,
    priceChanges: counts.priceChanges,
  };
  return addUp([...visits, work]);
}

export function addUp(all: readonly TallyCounts[]): TallyCounts {
  const sums: Record<string, number> = {};
  // A counter never falls.
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) if (count > 0) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

const BATCH = 500;

/**
 * Counts what nobody has counted yet; true when more is left. A process that dies between adding a batch and marking it
 * leaves its ids in the tally, and the next one marks them before it looks for more: everything is counted once.
 */
export async function countUp(store: TallyStore): Promise<boolean> {
  const { seq, batch } = await store.read();
  if (batch.length > 0) await store.settle(batch);
  const { runs, chunks } = await store.uncounted(BATCH);
  if (runs.length + chunks.length === 0) return false;
  const ids = [...runs, ...chunks].map(({ _id }) => _id);
  const counts = addUp([...runs.map(runCounts), ...chunks.map(chunkCounts)]);
  if (!(await store.add(seq, counts, ids))) return false;
  await store.settle(ids);
  return runs.length === BATCH || chunks.length === BATCH;
}
