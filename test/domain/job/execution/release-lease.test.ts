import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../domain/job/job.ts';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { afterRun, releaseLease } from '../../../../domain/job/execution/release-lease.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { sampleJob, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { configOf, HOURLY, jobOf } from '../../../support/control-scene.ts';
import { crawling, finalize, RUN } from '../../../support/crawling-run.ts';

describe('where the job goes', () => {
  const paused = { at: START, from: 'paused', to: 'finalizing', event: 'finalize', by: 'workflow' } as const;

  it.each<{
    when: string;
    recurring: boolean;
    run: Partial<Run>;
    job?: Partial<Job>;
    state: string;
    retry?: number;
  }>([
    { when: 'completed, recurring', recurring: true, run: { state: 'completed' }, state: 'scheduled' },
    { when: 'completed, one-off', recurring: false, run: { state: 'completed' }, state: 'completed' },
    {
      when: 'stopped as a job',
      recurring: true,
      run: { state: 'stopped', stopScope: 'job' },
      state: 'stopped',
    },
    {
      when: 'stopped as a run, recurring',
      recurring: true,
      run: { state: 'stopped', stopScope: 'run' },
      state: 'scheduled',
    },
    {
      when: 'stopped as a run, one-off',
      recurring: false,
      run: { state: 'stopped', stopScope: 'run' },
      state: 'stopped',
    },
    {
      when: 'completed although the job was stopped meanwhile',
      recurring: true,
      run: { state: 'completed', stopScope: 'job' },
      state: 'stopped',
    },
    {
      when: 'failed although the job was stopped meanwhile',
      recurring: true,
      run: { state: 'failed', stopScope: 'job' },
      state: 'stopped',
    },
    {
      when: 'failed, first of two retries',
      recurring: true,
      run: { state: 'failed' },
      state: 'failed',
      retry: 60_000,
    },
    {
      when: 'failed, second of two retries',
      recurring: true,
      run: { state: 'failed' },
      job: { failedInRow: 1 },
      state: 'failed',
      retry: 120_000,
    },
    {
      when: 'failed after the last retry, recurring',
      recurring: true,
      run: { state: 'failed' },
      job: { failedInRow: 2 },
      state: 'scheduled',
    },
    {
      when: 'failed after the last retry, one-off',
      recurring: false,
      run: { state: 'failed' },
      job: { failedInRow: 2 },
      state: 'failed',
    },
    {
      when: 'failed while paused',
      recurring: false,
      run: { state: 'failed', history: [paused] },
      state: 'paused',
    },
    {
      when: 'completing while paused, recurring',
      recurring: true,
      run: { state: 'completed', history: [paused] },
      state: 'paused',
    },
    {
      when: 'completing while paused, one-off',
      recurring: false,
      run: { state: 'completed', history: [paused] },
      state: 'completed',
    },
  ])('after a run that $when: $state', ({ recurring, run, job, state, retry }) => {
    const config = configOf({
      retry: { attempts: 2, afterMs: 60_000 },
      ...(recurring ? { schedule: HOURLY } : {}),
    });
    expect(afterRun(sampleJob('job', { config, ...job }), sampleRun(RUN, run))).toEqual({
      state,
      retryInMs: retry ?? null,
    });
  });
});

describe('a run that fails while the job is paused', () => {
  it('leaves the job paused, with nothing held and nothing started', async () => {
    const scene = await crawling({ schedule: HOURLY, retry: { attempts: 3 } });
    await transitionRun(scene.ports, { runId: RUN, event: 'pause', by: 'api' });
    await finalize(scene, 'failed');
    expect(await jobOf(scene)).toMatchObject({
      state: 'paused',
      activeRun: null,
      nextRunAt: null,
      retryAt: null,
    });
    expect(scene.noted.started.size).toBe(0);
  });
});

describe('what follows a run', () => {
  it('a retry waits, carries the epoch, and is refused after the user has stopped the job', async () => {
    const scene = await crawling({ retry: { attempts: 1, afterMs: 90_000 } });
    await finalize(scene, 'failed');
    const [retry] = scene.noted.started.values();
    expect(retry).toMatchObject({
      trigger: 'retry',
      delayMs: 90_000,
      retryEpoch: (await jobOf(scene)).retryEpoch,
    });
    const job = await jobOf(scene);
    await scene.stores.jobs.control(job, { retryEpoch: job.retryEpoch + 1 }, null);
    const { workflowId = '', retryEpoch = 0 } = retry ?? {};
    expect(
      await createRun(scene.ports, { workflowId, jobId: 'job', trigger: 'retry', retryEpoch }),
    ).toMatchObject({ reason: 'retry-outdated' });
  });

  it('a start that waited begins under its own trigger, once', async () => {
    const scene = await crawling({ overlap: 'buffer_one' });
    await createRun(scene.ports, { workflowId: 'run:job:other', jobId: 'job', trigger: 'dependency' });
    await finalize(scene);
    const [waited] = scene.noted.started.values();
    expect(waited).toMatchObject({ trigger: 'dependency' });
    const { workflowId = '', retryEpoch = 0 } = waited ?? {};
    const request = { workflowId, jobId: 'job', trigger: 'dependency', retryEpoch } as const;
    expect(await createRun(scene.ports, request)).toMatchObject({ kind: 'run', run: { seq: 2 } });
    expect(await createRun(scene.ports, request)).toMatchObject({ kind: 'run', run: { seq: 2 } });
  });

  it.each(['manual', 'dependency'] as const)(
    'a start that took the place of a one-off run begins (trigger %s)',
    async (trigger) => {
      const scene = await crawling({ overlap: 'cancel_other' });
      await createRun(scene.ports, { workflowId: 'run:job:other', jobId: 'job', trigger });
      await finalize(scene, 'stopped');
      const [waited] = scene.noted.started.values();
      const { workflowId = '', retryEpoch = 0 } = waited ?? {};
      const decision = await createRun(scene.ports, { workflowId, jobId: 'job', trigger, retryEpoch });
      expect(decision).toMatchObject({ kind: 'run', run: { seq: 2, trigger } });
    },
  );

  it('is not lost when the engine is away: the lease stays until it could be started', async () => {
    const scene = await crawling({ retry: { attempts: 1 } });
    scene.engineDown = true;
    await expect(finalize(scene, 'failed')).rejects.toThrow('the engine is down');
    expect((await jobOf(scene)).activeRun).toBe(RUN);
    scene.engineDown = false;
    const run = await scene.stores.runs.get(RUN);
    if (run !== null) await releaseLease(scene.ports, run);
    expect((await jobOf(scene)).activeRun).toBeNull();
    expect(scene.noted.started.size).toBe(1);
  });

  it('gives back only the lease of its own run', async () => {
    const scene = await crawling();
    await releaseLease(scene.ports, sampleRun('run_other', { jobId: 'job', state: 'completed' }));
    expect((await jobOf(scene)).activeRun).toBe(RUN);
  });
});
