// A pause calls off a retry that waits; resuming, as the undo of a bulk pause does, gives it back.
import { expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { pauseJob, resumeJob } from '../../../../domain/job/verb/verbs.ts';
import { reconcileSchedules } from '../../../../domain/job/reconcile/reconcile-schedules.ts';
import { NO_AGGREGATES } from '../../../../domain/job/job.ts';
import type { RunStart } from '../../../../domain/run/run-engine.ts';
import { START } from '../../../contracts/sample-documents.ts';
import { HOURLY, type Scene, configOf, createScene, jobOf, putJob } from '../../../support/control-scene.ts';

const ULID = '01JZ0000000000000000000001';
const OLD = `run:kettles:job:${ULID}:retry`;

const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);

/** A run has failed, and is tried again after five minutes. */
async function failed(config: Record<string, unknown> = {}): Promise<Scene> {
  const scene = createScene();
  const aggregates = { ...NO_AGGREGATES, lastRunId: `run_${ULID}`, lastRunState: 'failed' };
  const retry = { state: 'failed', retryAt: after(300), retryEpoch: 3 } as const;
  await putJob(scene, { ...retry, aggregates, config: configOf(config) });
  return scene;
}

function retriesOf({ noted }: Scene): RunStart[] {
  return [...noted.started.values()].filter(({ trigger }) => trigger === 'retry');
}

async function begin({ ports }: Scene, { workflowId, jobId, trigger, retryEpoch }: RunStart) {
  const epoch = retryEpoch === undefined ? {} : { retryEpoch };
  return (await createRun(ports, { workflowId, jobId, trigger, ...epoch })).kind;
}

it.each([
  ['a one-off job', {}, 'failed'],
  ['a job with a schedule', { schedule: HOURLY }, 'scheduled'],
])('comes at its time when %s is resumed before', async (_what, config, state) => {
  const scene = await failed(config);
  await pauseJob(scene.ports, 'job');
  expect(await jobOf(scene)).toMatchObject({ state: 'paused', retryAt: null });
  scene.now = after(100);
  await resumeJob(scene.ports, 'job');
  expect(await jobOf(scene)).toMatchObject({ state, retryAt: after(300) });
  const [retry] = retriesOf(scene);
  expect(retry).toMatchObject({ delayMs: 200_000, retryEpoch: 4 });
  // The one from before the pause waits in the engine still.
  expect(retry?.workflowId).not.toBe(OLD);
  scene.now = after(300);
  expect(
    await begin(scene, {
      workflowId: OLD,
      workspaceId: 'default',
      jobId: 'job',
      jobName: '',
      trigger: 'retry',
      retryEpoch: 3,
    }),
  ).toBe('refused');
  expect(retry && (await begin(scene, retry))).toBe('run');
});

it('comes at once when its time has passed during the pause', async () => {
  const scene = await failed();
  await pauseJob(scene.ports, 'job');
  scene.now = after(900);
  await resumeJob(scene.ports, 'job');
  expect((await jobOf(scene)).retryAt).toEqual(after(900));
  const [retry] = retriesOf(scene);
  expect(retry).not.toHaveProperty('delayMs');
  expect(retry && (await begin(scene, retry))).toBe('run');
});

it('comes once where the engine was away at the resume, and where it was not', async () => {
  for (const engineDown of [true, false]) {
    const scene = await failed();
    await pauseJob(scene.ports, 'job');
    scene.engineDown = engineDown;
    await resumeJob(scene.ports, 'job');
    expect(retriesOf(scene)).toHaveLength(engineDown ? 0 : 1);
    scene.engineDown = false;
    scene.now = after(400);
    await reconcileSchedules(scene.ports, null, 10);
    const [retry, ...more] = retriesOf(scene);
    expect([more, retry && (await begin(scene, retry))]).toEqual([[], 'run']);
  }
});

it('is given back however often it is called off, and never where none waited', async () => {
  const scene = await failed();
  for (const seconds of [10, 20]) {
    await pauseJob(scene.ports, 'job');
    await pauseJob(scene.ports, 'job');
    scene.now = after(seconds);
    await resumeJob(scene.ports, 'job');
  }
  expect(await jobOf(scene)).toMatchObject({ retryAt: after(300), retryEpoch: 5 });
  expect(retriesOf(scene).map(({ retryEpoch }) => retryEpoch)).toEqual([4, 5]);

  const other = createScene();
  await putJob(other, { state: 'failed' });
  await pauseJob(other.ports, 'job');
  await resumeJob(other.ports, 'job');
  expect([(await jobOf(other)).retryAt, retriesOf(other)]).toEqual([null, []]);
});
