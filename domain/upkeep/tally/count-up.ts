// Adds what ended to the tally: the counters of each run, chunk, message and attempt, and the turn that counts them once.
import { REASONS, isReasonCode } from '../../run/outcome.ts';
import { counterKey } from '../../run/tally/counter-key.ts';
import { timed } from '../../run/tally/histogram.ts';
import { jobCounts } from './job-counts.ts';
import { type TallyCounts, addUp } from '../../run/tally/tally-counts.ts';
import {
  type CountedChunk,
  type CountedDelivery,
  type CountedIncident,
  type CountedRun,
  type TallyStore,
  batchOf,
} from './tally.ts';

export function runCounts({ trigger, ending, totals, degradation, gateHits = [] }: CountedRun): TallyCounts {
  if (ending === undefined || totals === undefined) return {};
  const { stored, unchanged, failed, skipped, durationMs } = totals;
  const run = {
    [counterKey('runs', ending, trigger)]: 1,
    [counterKey('runSeconds', ending)]: durationMs / 1_000,
    ...timed('runDuration', durationMs, ending),
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
  const fallbacks = (counts.fallbacks ?? []).map(({ kind, count }) => ({
    [counterKey('fallbacks', kind)]: count,
  }));
  const work = {
    chunks: 1,
    requests: counts.requests,
    wireBytes: counts.wireBytes,
    waitSeconds: counts.waitMs / 1_000,
    cpuSeconds: counts.cpuMs / 1_000,
    changes: counts.changes,
    priceChanges: counts.priceChanges,
  };
  return addUp([...visits, ...fallbacks, counts.fetchTimes ?? {}, work]);
}

function incidentCounts({ tellingMs }: CountedIncident): TallyCounts {
  return tellingMs === undefined ? {} : timed('changeToMessage', tellingMs);
}

/** Those that are kept no longer are not counted. */
function deliveryCounts({ made = 0, counted = 0, attempts }: CountedDelivery): TallyCounts {
  const fresh = made > counted ? attempts.slice(counted - made) : [];
  return addUp(fresh.map(({ result, tookMs }) => timed('deliveryAttempt', tookMs, result)));
}

const BATCH = 500;

/**
 * Counts what nobody has counted yet; true when more is left. A process that dies between adding a batch and marking it
 * leaves its ids in the tally, and the next one marks them before it looks for more: everything is counted once.
 */
export async function countUp(
  store: TallyStore,
  { byJob = false }: { readonly byJob?: boolean } = {},
): Promise<boolean> {
  const { seq, batch, counts: before } = await store.read();
  if (batch.length > 0) await store.settle(batch);
  const found = await store.uncounted(BATCH);
  const names = batchOf(found);
  if (names.length === 0) return false;
  const counts = addUp([
    ...found.runs.map(runCounts),
    ...found.chunks.map(chunkCounts),
    ...found.incidents.map(incidentCounts),
    ...found.deliveries.map(deliveryCounts),
    byJob ? jobCounts(before, found.runs) : {},
  ]);
  if (!(await store.add(seq, counts, names))) return false;
  await store.settle(names);
  return Object.values(found).some((some: readonly unknown[]) => some.length === BATCH);
}
