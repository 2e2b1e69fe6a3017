import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';
import { runCli } from '../cli/harness.ts';

let harness: Harness;
let job: Job;

const TOTALS = { ...NO_COUNTS, chunks: 1, discovered: 10, durationMs: 4_000, stored: 10 };

function ended(seq: number, daysAgo: number, more: Partial<Run> = {}): Promise<Run> {
  const at = new Date(T0 - daysAgo * 86_400_000);
  return putRun(harness, 'completed', {
    jobId: job._id,
    workspaceId: job.workspaceId,
    seq,
    createdAt: at,
    finishedAt: at,
    totals: TOTALS,
    ...more,
  });
}

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'scheduled');
  await ended(1, 200);
  await ended(2, 3, { totals: { ...TOTALS, changes: 3, priceChanges: 1 } });
  const reasons = { timeout: 7, changed: 2 };
  const endingReason = { code: 'too-many-failures', detail: '7 of 10.' } as const;
  await ended(3, 1, { state: 'failed', endingReason, totals: { ...TOTALS, stored: 3, failed: 7, reasons } });
  await putRun(harness, 'running', { jobId: job._id, workspaceId: job.workspaceId, seq: 4 });
});
afterAll(() => harness.app.close());

test('the metrics of a job are the sums of its runs of ninety days, and of no other', async () => {
  const metrics = (await harness.app.inject(`/v1/jobs/${job._id}/metrics`)).json();
  expect(metrics).toMatchObject({
    runs: 2,
    completedRuns: 1,
    failedRuns: 1,
    successRate: 0.5,
    meanDurationMs: 4_000,
    pages: 13,
    changes: 3,
    priceChanges: 1,
    changesPerDay: 0.75,
    failures: [{ code: 'timeout', count: 7, means: 'The page took longer than the deadline.' }],
    endings: [{ code: 'too-many-failures', count: 1 }],
    whole: true,
  });
  expect(metrics.days).toHaveLength(90);
  expect(metrics.days.at(-4)).toMatchObject({ runs: 1, changes: 3 });
});

test('a job that is not there has none', async () => {
  const answer = await harness.app.inject('/v1/jobs/job_nobody/metrics');
  expect(answer.statusCode).toBe(404);
});

test('the command prints them with a line for each day that had runs', async () => {
  const api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const { out, code } = await runCli(['metrics', job._id, '--wide', '--api', api]);
  expect(code).toBe(0);
  expect(out).toContain('runs      2 = 1 completed + 1 failed + 0 stopped, 50 % well');
  expect(out).toContain('changes   3, 0.8 a day; 1 of prices and stock');
  expect(out).toContain('7 × timeout');
  expect(out).toMatch(/2026-01-12 +1 +0 +10 +3 +1/);
});
