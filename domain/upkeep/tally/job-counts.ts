// What the tally counts by job, where the operator asks for it. Jobs come and go and each is a label of its own, so a
// number of them is counted by name and all further ones together.
import { counterKey, parseCounterKey } from '../../run/tally/counter-key.ts';
import { type TallyCounts, addUp } from '../../run/tally/tally-counts.ts';
import type { CountedRun } from './tally.ts';

export const MAX_COUNTED_JOBS = 500;
const OTHER_JOBS = 'other';

const FIRST = 'jobRuns';

/** Each run by its job, as long as there is room for another job beside those in `counted`. */
export function jobCounts(counted: TallyCounts, runs: readonly CountedRun[]): TallyCounts {
  const known = new Set(
    Object.keys(counted).flatMap((key) => {
      const { name, labels } = parseCounterKey(key);
      return name === FIRST ? (labels[0] ?? []) : [];
    }),
  );
  known.delete(OTHER_JOBS);
  return addUp(
    runs.map((run) => {
      if (known.size < MAX_COUNTED_JOBS) known.add(run.jobId);
      return countsOf(known.has(run.jobId) ? run.jobId : OTHER_JOBS, run);
    }),
  );
}

function countsOf(job: string, { ending, totals }: CountedRun): TallyCounts {
  if (ending === undefined || totals === undefined) return {};
  const { stored, unchanged, failed, skipped, changes, priceChanges, requests, durationMs } = totals;
  return {
    [counterKey(FIRST, job, ending)]: 1,
    [counterKey('jobRunSeconds', job)]: durationMs / 1_000,
    [counterKey('jobPages', job, 'stored')]: stored,
    [counterKey('jobPages', job, 'unchanged')]: unchanged,
    [counterKey('jobPages', job, 'failed')]: failed,
    [counterKey('jobPages', job, 'skipped')]: skipped,
    [counterKey('jobChanges', job)]: changes,
    [counterKey('jobPriceChanges', job)]: priceChanges,
    [counterKey('jobRequests', job)]: requests,
  };
}
