import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../domain/job/job.ts';
import { reconcileLeases, reconcileSlots } from '../../../../domain/job/reconcile/reconcile-jobs.ts';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { nextTimes, slotOf } from '../../../../domain/config/schedule/schedule.ts';
import type { RunRequest } from '../../../../domain/job/start-decision.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { configOf, createScene, HOURLY, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

const RECURRING = { config: configOf({ schedule: HOURLY }), state: 'scheduled' } as const;

async function sceneWith(fields: Partial<Job>): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, fields);
  return scene;
}

function later(scene: Scene, seconds: number): void {
  scene.now = new Date(scene.now.getTime() + seconds * 1_000);
}

describe('a scheduled time nobody started', () => {
  it('is started once, under the id the engine would have given it', async () => {
    const scene = await sceneWith(RECURRING);
    const due = new Date(scene.now.getTime() - 120_000);
    await scene.stores.jobs.control(await jobOf(scene), { nextRunAt: due }, null);
    await reconcileSlots(scene.ports);
    const [workflowId = ''] = scene.noted.started.keys();
    const time = slotOf('job', due).slice('job@'.length);
    expect(workflowId).toBe(`run:kettles:job-${time}`);
    const request = { workflowId, jobId: 'job', trigger: 'schedule', slot: `job@${time}` } as const;
    expect(await createRun(scene.ports, request)).toMatchObject({
      kind: 'run',
      run: { slot: `job@${time}` },
    });
    expect(scene.noted.started.size).toBe(1);
  });

  it('is left to the engine while it is hardly late', async () => {
    const scene = await sceneWith({ ...RECURRING, nextRunAt: new Date(createScene().now.getTime() - 5_000) });
    await reconcileSlots(scene.ports);
    expect(scene.noted.started.size).toBe(0);
  });
});

describe('a scheduled time that passes while a run is held', () => {
  it('moves on, so that it does not hide the times of other jobs', async () => {
    const scene = await sceneWith({ ...RECURRING, activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'paused' }));
    const due = new Date(scene.now.getTime() - 120_000);
    await scene.stores.jobs.control(await jobOf(scene), { nextRunAt: due }, null);
    await reconcileSlots(scene.ports);
    expect(scene.noted.started.size).toBe(0);
    expect((await jobOf(scene)).nextRunAt?.getTime()).toBeGreaterThan(scene.now.getTime());
  });

  it('moves on when its start waits for the held run', async () => {
    const config = configOf({ schedule: HOURLY, overlap: 'buffer_one' });
    const scene = await sceneWith({ ...RECURRING, config, activeRun: 'run_x', nextRunAt: createScene().now });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'running' }));
    const slot = slotOf('job', scene.now);
    const workflowId = `run:job-${slot.slice('job@'.length)}`;
    const decision = await createRun(scene.ports, { workflowId, jobId: 'job', trigger: 'schedule', slot });
    expect(decision.kind).toBe('buffered');
    expect((await jobOf(scene)).nextRunAt?.getTime()).toBeGreaterThan(scene.now.getTime());
  });
});

describe('a lease', () => {
  it('whose scheduled start was cut off is made whole: its slot is not lost', async () => {
    const scene = await sceneWith(RECURRING);
    const slot = slotOf('job', scene.now);
    const workflowId = `run:kettles:job-${slot.slice('job@'.length)}`;
    const request = { workflowId, jobId: 'job', trigger: 'schedule', slot } as const;
    // Power for the lease, none for the run document.
    scene.failAfter = scene.writes + 1;
    await expect(createRun(scene.ports, request)).rejects.toThrow('power cut');
    scene.failAfter = null;
    later(scene, 40);
    await reconcileLeases(scene.ports);
    expect(await createRun(scene.ports, request)).toMatchObject({ kind: 'run', run: { slot } });
    expect((await jobOf(scene)).runSeq).toBe(1);
  });

  it('whose scheduled start was cut off is made whole also where a later time was decided since', async () => {
    const scene = await sceneWith({
      ...RECURRING,
      config: configOf({ schedule: { ...HOURLY, everyMs: 60_000 } }),
    });
    const [first = scene.now, second = first] = nextTimes(
      { kind: 'interval', everyMs: 60_000 },
      'job',
      scene.now,
      2,
    );
    const requestOf = (at: Date): RunRequest => ({
      workflowId: `run:kettles:${slotOf('job', at).replace('@', '-')}`,
      jobId: 'job',
      trigger: 'schedule',
      slot: slotOf('job', at),
    });
    scene.now = first;
    scene.failAfter = scene.writes + 1;
    await expect(createRun(scene.ports, requestOf(first))).rejects.toThrow('power cut');
    scene.failAfter = null;
    scene.now = second;
    expect(await createRun(scene.ports, requestOf(second))).toMatchObject({ reason: 'held' });
    await reconcileLeases(scene.ports);
    const [run] = await scene.stores.runs.list({ jobId: 'job', limit: 10 });
    expect(run?.slot).toBe(slotOf('job', first));
    expect((await jobOf(scene)).skipped).toMatchObject([
      { from: second, until: second, count: 1, why: 'held' },
    ]);
  });

  it('of a run that has ended is given back', async () => {
    const scene = await sceneWith({ ...RECURRING, state: 'starting', activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'completed', ending: 'completed' }));
    await reconcileLeases(scene.ports);
    expect(await jobOf(scene)).toMatchObject({ activeRun: null, state: 'scheduled' });
  });

  it('of a run that is going on stays', async () => {
    const scene = await sceneWith({ ...RECURRING, state: 'starting', activeRun: 'run_x' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'running' }));
    later(scene, 3_600);
    await reconcileLeases(scene.ports);
    expect((await jobOf(scene)).activeRun).toBe('run_x');
  });

  it('whose run never came is given back after half a minute, not before', async () => {
    const scene = await sceneWith({ state: 'starting', activeRun: 'run_x' });
    const taken = { at: scene.now, from: 'created', to: 'starting', event: 'start', by: 'manual' } as const;
    await scene.stores.jobs.control(await jobOf(scene), {}, taken);
    later(scene, 10);
    await reconcileLeases(scene.ports);
    expect((await jobOf(scene)).activeRun).toBe('run_x');
    later(scene, 30);
    await reconcileLeases(scene.ports);
    expect(await jobOf(scene)).toMatchObject({ activeRun: null, state: 'failed' });
  });
});
