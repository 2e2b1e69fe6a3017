import { describe, expect, it } from 'vitest';
import { type Job, NO_AGGREGATES } from '../../../../domain/job/job.ts';
import {
  wantedSchedule,
  reconcileHandledSchedules,
  reconcileSchedules,
} from '../../../../domain/job/reconcile/reconcile-schedules.ts';
import { scanSchedules } from '../../../../domain/job/reconcile/scan-schedules.ts';
import { pauseJob, resumeJob } from '../../../../domain/job/verb/verbs.ts';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { sampleJob, sampleRun } from '../../../contracts/sample-documents.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

const RECURRING = { config: configOf({ schedule: HOURLY }), state: 'scheduled' } as const;

async function sceneWith(fields: Partial<Job>): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, fields);
  return scene;
}

describe('the schedule the engine should have', () => {
  it.each([
    ['created', false, 'missing'],
    ['scheduled', false, 'active'],
    ['paused', false, 'paused'],
    ['failed', false, 'active'],
    ['completed', false, 'active'],
    ['stopped', false, 'missing'],
    ['archived', false, 'missing'],
    ['starting', false, 'active'],
    ['starting', true, 'paused'],
  ] as const)('of a job that is %s (its run paused: %s) is %s', (state, heldPaused, wanted) => {
    const held = state === 'starting' ? ({ state: heldPaused ? 'paused' : 'running' } as const) : null;
    expect(wantedSchedule(sampleJob('job', { ...RECURRING, state }), held)).toBe(wanted);
  });

  it('is none while a stop of the whole job lets its run end, one while only the run is stopped', () => {
    const job = sampleJob('job', { ...RECURRING, state: 'starting' });
    expect(wantedSchedule(job, { state: 'stopping', stopScope: 'job' })).toBe('missing');
    expect(wantedSchedule(job, { state: 'stopping', stopScope: 'run' })).toBe('active');
  });

  it('is none for a job without one', () => {
    expect(wantedSchedule(sampleJob('job', { state: 'completed' }), null)).toBe('missing');
  });

  it.each([
    ['stopped', 'active', undefined],
    ['scheduled', undefined, 'active'],
    ['paused', 'active', 'paused'],
    ['scheduled', 'paused', 'active'],
    ['scheduled', 'outdated', 'active'],
    ['paused', 'outdated', 'paused'],
  ] as const)('is brought in line: %s, the engine has %s', async (state, has, wanted) => {
    const scene = await sceneWith({ ...RECURRING, state });
    if (has === undefined) scene.noted.schedules.clear();
    else scene.noted.schedules.set('job', has);
    expect(await reconcileSchedules(scene.ports, null, 10)).toBeNull();
    expect(scene.noted.schedules.get('job')).toBe(wanted);
  });
});

describe('a schedule set by hand in the engine', () => {
  it.each([
    ['scheduled', 'paused-by-hand', 'paused', 'paused'],
    ['failed', 'paused-by-hand', 'paused', 'paused'],
    ['paused', 'paused-by-hand', 'paused', 'paused'],
    ['paused', 'resumed-by-hand', 'scheduled', 'active'],
    ['scheduled', 'resumed-by-hand', 'scheduled', 'active'],
    ['stopped', 'paused-by-hand', 'stopped', undefined],
    ['archived', 'resumed-by-hand', 'archived', undefined],
  ] as const)('of a job that is %s, %s, leaves it %s', async (state, byHand, after, schedule) => {
    const scene = await sceneWith({ ...RECURRING, state });
    scene.noted.schedules.set('job', byHand);
    await reconcileHandledSchedules(scene.ports);
    expect((await jobOf(scene)).state).toBe(after);
    // Signed again: what was done by hand counts as seen.
    expect(scene.noted.schedules.get('job')).toBe(schedule);
  });

  it('is told as the doing of somebody in Temporal: in the history and in the event', async () => {
    const scene = await sceneWith(RECURRING);
    scene.noted.schedules.set('job', 'paused-by-hand');
    await reconcileHandledSchedules(scene.ports);
    const job = await jobOf(scene);
    expect(job.history.at(-1)).toMatchObject({
      from: 'scheduled',
      to: 'paused',
      event: 'pause',
      by: 'temporal',
    });
    expect(job.nextRunAt).toBeNull();
    const [event] = await scene.stores.events.since('default', new Date(0), 10);
    expect(event).toMatchObject({ type: 'job.state', data: { state: 'paused', by: 'temporal' } });
  });

  it('pauses and resumes the run that is going on, with a signal to its workflow', async () => {
    const scene = await sceneWith({ ...RECURRING, state: 'starting', activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'running', phase: 'crawling' }));
    scene.noted.schedules.set('job', 'paused-by-hand');
    await reconcileHandledSchedules(scene.ports);
    expect(await scene.stores.runs.get('run_x')).toMatchObject({ state: 'paused' });
    scene.noted.schedules.set('job', 'resumed-by-hand');
    await reconcileHandledSchedules(scene.ports);
    const run = await scene.stores.runs.get('run_x');
    expect(run).toMatchObject({ state: 'running' });
    expect(run?.history.map(({ event, by }) => `${event} by ${by}`)).toEqual([
      'pause by temporal',
      'resume by temporal',
    ]);
    expect(scene.noted.signals.map(({ signal }) => signal.name)).toEqual(['pause', 'resume']);
  });

  it('of a run that is ending waits for that, and pauses the job then', async () => {
    const scene = await sceneWith({ ...RECURRING, state: 'starting', activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'finalizing', ending: 'completed' }));
    scene.noted.schedules.set('job', 'paused-by-hand');
    await reconcileHandledSchedules(scene.ports);
    expect(scene.noted.schedules.get('job')).toBe('paused-by-hand');
    const ended = { at: scene.now, from: 'running', to: 'scheduled', event: 'complete', by: 'run' } as const;
    await scene.stores.jobs.control(await jobOf(scene), { activeRun: null }, ended);
    await reconcileHandledSchedules(scene.ports);
    expect((await jobOf(scene)).state).toBe('paused');
  });

  it('is not undone by the sweep, and a verb asked for later wins', async () => {
    const scene = await sceneWith(RECURRING);
    scene.noted.schedules.set('job', 'paused-by-hand');
    await reconcileSchedules(scene.ports, null, 10);
    expect((await jobOf(scene)).state).toBe('paused');
    await resumeJob(scene.ports, 'job');
    await reconcileHandledSchedules(scene.ports);
    expect([(await jobOf(scene)).state, scene.noted.schedules.get('job')]).toEqual(['scheduled', 'active']);
    await pauseJob(scene.ports, 'job');
    expect(scene.noted.schedules.get('job')).toBe('paused');
  });

  it('that belongs to another installation is left alone', async () => {
    const scene = await sceneWith(RECURRING);
    scene.noted.schedules.set('somebody-elses', 'paused-by-hand');
    await reconcileHandledSchedules(scene.ports);
    expect(scene.noted.schedules.get('somebody-elses')).toBe('paused-by-hand');
  });
});

it('schedules that are lost are all put back at once, paused ones paused', async () => {
  const scene = await sceneWith(RECURRING);
  const ids = Array.from({ length: 450 }, (_, n) => `job-${String(n).padStart(4, '0')}`);
  for (const [n, id] of ids.entries()) {
    const state = n % 3 === 0 ? 'paused' : n % 3 === 1 ? 'scheduled' : 'stopped';
    await scene.stores.jobs.insert(sampleJob(id, { ...RECURRING, state }));
  }
  scene.noted.schedules.clear();
  expect(await scanSchedules(scene.ports)).toBe(451);
  const states = [...scene.noted.schedules.values()];
  expect([states.filter((one) => one === 'paused').length, states.length]).toEqual([150, 301]);
});

describe('a retry that waits in the engine', () => {
  const ULID = '01JZ0000000000000000000001';

  async function sceneWithRetry(retryInS: number): Promise<Scene> {
    const scene = createScene();
    const aggregates = { ...NO_AGGREGATES, lastRunId: `run_${ULID}`, lastRunState: 'failed' };
    const retryAt = new Date(scene.now.getTime() + retryInS * 1_000);
    await putJob(scene, { state: 'failed', retryAt, retryEpoch: 3, aggregates });
    return scene;
  }

  it('is started by the sweep when it is long overdue: the engine has lost it', async () => {
    const scene = await sceneWithRetry(-90);
    await reconcileSchedules(scene.ports, null, 10);
    const workflowId = `run:kettles:job:${ULID}:retry`;
    expect(scene.noted.started.get(workflowId)).toMatchObject({ trigger: 'retry', retryEpoch: 3 });
    expect(
      await createRun(scene.ports, { workflowId, jobId: 'job', trigger: 'retry', retryEpoch: 3 }),
    ).toMatchObject({
      kind: 'run',
    });
    await reconcileSchedules(scene.ports, null, 10);
    expect(scene.noted.started.size).toBe(1);
  });

  it.each([300, -5])('is left to the engine when it is due in %d s', async (retryInS) => {
    const scene = await sceneWithRetry(retryInS);
    await reconcileSchedules(scene.ports, null, 10);
    expect(scene.noted.started.size).toBe(0);
  });
});
