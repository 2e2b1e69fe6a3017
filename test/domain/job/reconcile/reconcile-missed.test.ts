import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import { reconcileLeases, reconcileSlots } from '../../../../domain/job/reconcile/reconcile-jobs.ts';
import { reconcileMissed } from '../../../../domain/job/reconcile/reconcile-missed.ts';
import type { Job } from '../../../../domain/job/job.ts';
import { scheduledTimeOf } from '../../../../domain/run/ids.ts';
import { slotOf } from '../../../../domain/config/schedule/schedule.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import {
  configOf,
  createScene,
  jobOf,
  putJob,
  type Scene,
  withEveryCut,
} from '../../../support/control-scene.ts';

const AT_HOURS = { kind: 'cron', cron: '0 * * * *', timezone: 'UTC' };
const NOW = new Date('2026-03-02T05:30:00Z');
const hour = (n: number): Date => new Date(`2026-03-02T0${n}:00:00Z`);

/** A job whose times of 02:00 to 05:00 nobody has started. */
async function missing(missed: object | string | undefined, fields: Partial<Job> = {}): Promise<Scene> {
  const scene = createScene();
  const config = configOf({ schedule: { ...AT_HOURS, ...(missed === undefined ? {} : { missed }) } });
  await putJob(scene, { config, state: 'scheduled', shownState: 'scheduled', nextRunAt: hour(2), ...fields });
  scene.now = NOW;
  return scene;
}

async function sweep(scene: Scene): Promise<void> {
  await reconcileSlots(scene.ports);
  await reconcileMissed(scene.ports);
}

/** Begins the workflows that were started, as the orchestrator does. */
async function begin(scene: Scene): Promise<string[]> {
  const answers: string[] = [];
  for (const { workflowId, jobId, trigger } of scene.noted.started.values()) {
    const time = scheduledTimeOf(workflowId);
    const slot = time === null ? {} : { slot: slotOf(jobId, time) };
    const decision = await createRun(scene.ports, { workflowId, jobId, trigger, ...slot });
    answers.push(decision.kind === 'refused' ? decision.reason : decision.kind);
  }
  return answers;
}

const DONE = { code: 'all-done', detail: 'Every page was dealt with.' } as const;

async function endRun(scene: Scene): Promise<void> {
  const { activeRun } = await jobOf(scene);
  if (activeRun === null || (await scene.stores.runs.get(activeRun)) === null) return;
  await finalizeRun(scene.ports, { runId: activeRun, ending: 'completed', reason: DONE, by: 'workflow' });
}

async function slots(scene: Scene): Promise<string[]> {
  const runs = await scene.stores.runs.list({ jobId: 'job', limit: 20 });
  return runs.map(({ slot }) => slot?.slice('job@2026-03-02T'.length) ?? '–').toSorted();
}

/** Minutes of the monitor, with each run ending at once. */
async function goOn(scene: Scene): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await sweep(scene);
    await begin(scene);
    await endRun(scene);
  }
}

describe('times that passed while Webloom was away', () => {
  it.each([
    ['skip', []],
    ['one', ['05:00:00Z']],
    [undefined, ['05:00:00Z']],
    [{ all: 3 }, ['03:00:00Z', '04:00:00Z', '05:00:00Z']],
    [{ all: 50 }, ['02:00:00Z', '03:00:00Z', '04:00:00Z', '05:00:00Z']],
  ] as const)('with %j', async (policy, wanted) => {
    const scene = await missing(policy);
    await goOn(scene);
    expect(await slots(scene)).toEqual(wanted);
    expect(await jobOf(scene)).toMatchObject({
      nextRunAt: hour(6),
      missed: { count: 4, from: hour(2), until: hour(5), madeUp: wanted.length, left: 0 },
    });
  });

  it('run one after the other, never beside a run that goes on', async () => {
    const scene = await missing({ all: 3 });
    await sweep(scene);
    await begin(scene);
    const { activeRun } = await jobOf(scene);
    await sweep(scene);
    await begin(scene);
    expect(await jobOf(scene)).toMatchObject({ activeRun, missed: { left: 2 } });
    expect(await slots(scene)).toEqual(['03:00:00Z']);
  });

  it.each(['skip', { all: 2 }] as const)(
    'that the engine fires all at once when the processes are back: %j',
    async (policy) => {
      const scene = await missing(policy);
      for (const n of [4, 5, 3, 2]) {
        const workflowId = `run:kettles:job-${hour(n).toISOString().slice(0, 19)}Z`;
        await scene.ports.engine.start({
          workflowId,
          workspaceId: 'default',
          jobId: 'job',
          jobName: 'kettles',
          trigger: 'schedule',
        });
      }
      const answers = await begin(scene);
      expect(answers.filter((answer) => answer === 'run')).toHaveLength(policy === 'skip' ? 0 : 1);
      await endRun(scene);
      await goOn(scene);
      expect(await slots(scene)).toEqual(policy === 'skip' ? [] : ['04:00:00Z', '05:00:00Z']);
    },
  );

  it.each([
    ['skip', []],
    [{ all: 2 }, ['04:00:00Z', '05:00:00Z']],
  ] as const)(
    'while the monitor and the engine worked and nobody began the runs: %j',
    async (policy, wanted) => {
      const scene = await missing(policy);
      for (const n of [2, 3, 4, 5]) {
        scene.now = new Date(hour(n).getTime() + 90_000);
        const workflowId = `run:kettles:job-${hour(n).toISOString().slice(0, 19)}Z`;
        await scene.ports.engine.start({
          workflowId,
          workspaceId: 'default',
          jobId: 'job',
          jobName: 'kettles',
          trigger: 'schedule',
        });
        await reconcileSlots(scene.ports);
      }
      scene.now = NOW;
      await begin(scene);
      await endRun(scene);
      await goOn(scene);
      expect(await slots(scene)).toEqual(wanted);
      expect((await jobOf(scene)).missed).toMatchObject({ count: 4, madeUp: wanted.length });
    },
  );

  it('are none that were decided, though the next time was not set anew', async () => {
    const scene = await missing({ all: 9 }, { lastSlot: slotOf('job', hour(4)) });
    await reconcileSlots(scene.ports);
    expect((await jobOf(scene)).missed).toMatchObject({ count: 1, from: hour(5) });
  });

  it('wait for the end of a run that was held meanwhile', async () => {
    const scene = await missing({ all: 2 }, { activeRun: 'run_x', state: 'starting', shownState: 'running' });
    await scene.stores.runs.insert(sampleRun('run_x', { jobId: 'job', state: 'running' }));
    await sweep(scene);
    expect(scene.noted.started.size).toBe(0);
    expect((await jobOf(scene)).missed).toMatchObject({ count: 4, left: 2 });
    await endRun(scene);
    await goOn(scene);
    expect((await slots(scene)).filter((slot) => slot !== '–')).toEqual(['04:00:00Z', '05:00:00Z']);
  });

  it('are noted when the held run ends before anybody looks', async () => {
    const scene = await missing('one', { activeRun: 'run_x', state: 'starting', shownState: 'running' });
    await scene.stores.runs.insert(
      sampleRun('run_x', { jobId: 'job', state: 'completed', ending: 'completed' }),
    );
    await reconcileLeases(scene.ports);
    expect(await jobOf(scene)).toMatchObject({ activeRun: null, missed: { count: 4, left: 1 } });
  });

  it('are made up by a start by hand where one run is wanted for all', async () => {
    const scene = await missing('one');
    const workflowId = `run:job:${'0'.repeat(26)}`;
    await createRun(scene.ports, { workflowId, jobId: 'job', trigger: 'manual' });
    expect((await jobOf(scene)).missed).toMatchObject({ count: 4, madeUp: 1, left: 0 });
    await endRun(scene);
    await goOn(scene);
    expect(await slots(scene)).toEqual(['–']);
  });

  it('are noted while the engine is away, and made up when it is back', async () => {
    const scene = await missing({ all: 2 });
    scene.engineDown = true;
    await reconcileSlots(scene.ports);
    await expect(reconcileMissed(scene.ports)).rejects.toThrow('engine');
    expect((await jobOf(scene)).missed).toMatchObject({ count: 4, left: 2 });
    scene.engineDown = false;
    await goOn(scene);
    expect(await slots(scene)).toEqual(['04:00:00Z', '05:00:00Z']);
  });

  it.each(['paused', 'stopped'] as const)('are not made up for a job that was %s since', async (state) => {
    const scene = await missing({ all: 3 });
    await reconcileSlots(scene.ports);
    const job = await jobOf(scene);
    const moved = { at: scene.now, from: job.state, to: state, event: 'test', by: 'test' };
    await scene.stores.jobs.control(job, { nextRunAt: null }, moved);
    await goOn(scene);
    expect(await slots(scene)).toEqual([]);
    expect((await jobOf(scene)).missed).toMatchObject({ count: 4, left: 0 });
  });

  it('are none for a paused job', async () => {
    const scene = await missing({ all: 3 }, { state: 'paused', shownState: 'paused' });
    await reconcileSlots(scene.ports);
    expect((await jobOf(scene)).missed).toBeUndefined();
  });

  it.each(['skip', 'one', { all: 3 }] as const)(
    'are made up each once with a power cut before any write: %j',
    async (policy) => {
      const { whole, cut } = await withEveryCut(
        () => missing(policy),
        async (scene) => {
          await sweep(scene);
          await begin(scene);
          // A start that was cut off after it took the lease is finished by the monitor.
          scene.now = new Date(scene.now.getTime() + 40_000);
          await reconcileLeases(scene.ports);
          await endRun(scene);
          await goOn(scene);
        },
        async (scene) => ({ slots: await slots(scene), missed: withoutTimes(await jobOf(scene)) }),
      );
      expect(whole.slots).toHaveLength(policy === 'skip' ? 0 : policy === 'one' ? 1 : 3);
      for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
    },
  );
});

function withoutTimes({ missed }: Job): unknown {
  return { count: missed?.count, madeUp: missed?.madeUp, left: missed?.left };
}
