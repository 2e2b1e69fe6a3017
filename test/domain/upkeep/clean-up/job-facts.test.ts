import { expect, it } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { createJobFacts } from '../../../../domain/upkeep/clean-up/job-facts.ts';
import { sampleJob, START } from '../../../contracts/sample-documents.ts';

it('tells jobs one after the other, their last run unless one goes on, and which are archived', async () => {
  const { jobs } = createMemoryStores();
  await jobs.insert(sampleJob('job_a', { runSeq: 7 }));
  await jobs.insert(sampleJob('job_b', { state: 'archived' }));
  await jobs.insert(sampleJob('job_c', { activeRun: 'run_1' }));
  const facts = createJobFacts(jobs);
  expect(await facts.jobBefore(null)).toBe('job_c');
  expect(await facts.jobBefore('job_b')).toBe('job_a');
  expect(await facts.jobBefore('job_a')).toBeNull();
  expect([await facts.lastRun('job_a'), await facts.lastRun('job_c'), await facts.lastRun('job_x')]).toEqual([
    '7',
    null,
    null,
  ]);
  const step = { at: START, from: 'stopped', to: 'running', event: 'mend', by: 'api' } as const;
  await jobs.insert(sampleJob('job_d', { activeRun: 'run_2', history: [step] }));
  expect([await facts.isBeingMended('job_c'), await facts.isBeingMended('job_d')]).toEqual([false, true]);
  expect([await facts.isArchived('job_a'), await facts.isArchived('job_b')]).toEqual([false, true]);
});
