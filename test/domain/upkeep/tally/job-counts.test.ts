import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { MAX_COUNTED_JOBS, jobCounts } from '../../../../domain/upkeep/tally/job-counts.ts';
import type { CountedRun } from '../../../../domain/upkeep/tally/tally.ts';

function run(jobId: string): CountedRun {
  const totals = { ...NO_COUNTS, stored: 2, changes: 1, chunks: 1, discovered: 2, durationMs: 3_000 };
  return { _id: `run_${jobId}`, jobId, trigger: 'manual', ending: 'completed', totals };
}

it('counts runs, time, pages and changes of a job', () => {
  expect(jobCounts({}, [run('a'), run('a'), run('b')])).toMatchObject({
    'jobRuns|a|completed': 2,
    'jobRunSeconds|a': 6,
    'jobPages|a|stored': 4,
    'jobChanges|a': 2,
    'jobRuns|b|completed': 1,
  });
});

it('counts further jobs together when there are very many', () => {
  const runs = Array.from({ length: MAX_COUNTED_JOBS + 3 }, (_, n) => run(`job_${n}`));
  const first = jobCounts({}, runs);
  expect(first).toMatchObject({ 'jobRuns|other|completed': 3, 'jobRuns|job_0|completed': 1 });
  const later = jobCounts(first, [run('new'), run('job_499'), run('job_500')]);
  expect(later).toMatchObject({ 'jobRuns|other|completed': 2, 'jobRuns|job_499|completed': 1 });
  expect(Object.keys(later).filter((key) => key.startsWith('jobRuns|'))).toHaveLength(2);
});
