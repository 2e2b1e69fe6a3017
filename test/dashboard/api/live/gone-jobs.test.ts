import { expect, test } from 'vitest';
import { createGoneJobs } from '../../../../dashboard/api/live/gone-jobs.ts';

test('nothing is asked of a removed job any more; of others, and of lists, it is', () => {
  const gone = createGoneJobs();
  expect(gone.mayAsk(['job', 'job_1'])).toBe(true);
  gone.take({ type: 'job.state', jobId: 'job_1' });
  expect(gone.mayAsk(['job', 'job_1'])).toBe(true);
  gone.take({ type: 'job.removing', jobId: 'job_1' });
  expect(gone.mayAsk(['job', 'job_1'])).toBe(false);
  expect(gone.mayAsk(['job', 'job_1', 'outlook'])).toBe(false);
  expect(gone.mayAsk(['runs', 'job_1', { limit: '20' }])).toBe(false);
  expect(gone.mayAsk(['changes', { jobId: 'job_1' }, {}])).toBe(false);
  expect(gone.mayAsk(['changes', {}, null])).toBe(true);
  expect(gone.mayAsk(['job', 'job_2'])).toBe(true);
  expect(gone.mayAsk(['jobs'])).toBe(true);
});

test('a job whose removal was refused is asked for again', () => {
  const gone = createGoneJobs();
  gone.note('job_1');
  expect(gone.mayAsk(['job', 'job_1'])).toBe(false);
  gone.forget('job_1');
  expect(gone.mayAsk(['job', 'job_1'])).toBe(true);
});
