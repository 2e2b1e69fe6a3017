import { expect, test } from 'vitest';
import { withState } from '../../../dashboard/verb/shown-state.ts';

const job = { jobId: 'job_1', state: 'running', name: 'Kettles' };
const other = { jobId: 'job_2', state: 'running', name: 'Lamps' };

test('the state of a job changes wherever the job is shown, and nothing else does', () => {
  expect(withState(job, 'job_1', 'paused')).toEqual({ ...job, state: 'paused' });
  expect(withState({ items: [other, job], nextCursor: null }, 'job_1', 'paused')).toEqual({
    items: [other, { ...job, state: 'paused' }],
    nextCursor: null,
  });
  expect(withState({ pages: [{ items: [other] }, { items: [job] }] }, 'job_1', 'paused')).toEqual({
    pages: [{ items: [other] }, { items: [{ ...job, state: 'paused' }] }],
  });
});

test('a run of the job moves with it, unless it has ended', () => {
  const run = { runId: 'run_2', jobId: 'job_1', state: 'running' };
  const ended = { runId: 'run_1', jobId: 'job_1', state: 'failed' };
  expect(withState({ items: [run, ended] }, 'job_1', 'paused')).toEqual({
    items: [{ ...run, state: 'paused' }, ended],
  });
});

test('what is not about the job stays the very same value, so that nothing is drawn again', () => {
  const list = { items: [other], counts: null };
  expect(withState(list, 'job_1', 'paused')).toBe(list);
  expect(withState(null, 'job_1', 'paused')).toBeNull();
  expect(withState('text', 'job_1', 'paused')).toBe('text');
});
