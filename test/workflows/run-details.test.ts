import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { nextFlow, openFlow } from '../../domain/run/flow/flow.ts';
import { describeRun } from '../../workflows/run-details.ts';

const RUN = { runId: 'run_1', jobName: 'Shop' };

it('a run tells its state, counts, rate and last reasons', () => {
  const reasons = { 'first-visit': 20, 'not-found': 1 };
  const chunk = { news: false, counts: { ...NO_COUNTS, stored: 20, failed: 1, reasons } };
  const open = { ...openFlow(3), open: [1] };
  const flow = nextFlow(open, { type: 'committed', chunkNo: 1, chunk });
  const text = describeRun(RUN, { state: 'running' }, flow, 10_000);
  expect(text).toContain('**Shop** is **running**');
  expect(text).toContain('20 stored, 0 unchanged, 1 failed, 0 skipped, 2.1 pages/s');
  expect(text).toContain('last reasons: 20 × first-visit, 1 × not-found');
  expect(text).toContain('chunks: 1 done, 0 in flight');
});

it('a run that has done nothing yet says so', () => {
  expect(describeRun(RUN, { state: 'starting' }, openFlow(3), 0)).toContain('last reasons: none yet');
});
