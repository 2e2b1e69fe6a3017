import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../domain/job/job.ts';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { describeDecision, type RunRequest } from '../../../../domain/job/start-decision.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { minutesLater, sampleRun } from '../../../contracts/sample-documents.ts';
import {
  configOf,
  createScene,
  HOURLY,
  jobOf,
  putJob,
  type Scene,
  withEveryCut,
} from '../../../support/control-scene.ts';

function request(n: number, more: Partial<RunRequest> = {}): RunRequest {
  const workflowId = `run:job:${String(n).padStart(26, '0')}`;
  return { workflowId, jobId: 'job', trigger: 'manual', ...more };
}

/** The request of the slot at an hour, as the engine names its workflow. */
function slotted(hour: number): RunRequest {
  const time = `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`;
  return { workflowId: `run:job-${time}`, jobId: 'job', trigger: 'schedule', slot: `job@${time}` };
}

async function sceneWith(fields: Partial<Job> = {}): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, fields);
  return scene;
}

describe('a time outside the window of the schedule', () => {
  it('starts no run, says why, and is dealt with', async () => {
    const schedule = { kind: 'cron', cron: '0 * * * *', timezone: 'UTC', window: { to: '13:00' } };
    const scene = await sceneWith({ config: configOf({ schedule }), state: 'scheduled' });
    const refused = await createRun(scene.ports, slotted(14));
    expect(refused).toEqual({ kind: 'refused', reason: 'closed' });
    expect(describeDecision({ kind: 'refused', reason: 'closed' })).toContain('outside the window');
    const job = await jobOf(scene);
    expect(job.lastSlot).toBe('job@2026-03-01T14:00:00Z');
    expect(job.activeRun).toBeNull();
    expect(await createRun(scene.ports, slotted(12))).toMatchObject({ reason: 'slot-decided' });
  });
});

describe('a job that may run', () => {
  it('gets one run, with the lease, the next number and the job.start event', async () => {
    const scene = await sceneWith({ config: configOf({ schedule: HOURLY }), state: 'scheduled', runSeq: 4 });
    const decision = await createRun(scene.ports, request(1));
    expect(decision).toMatchObject({ kind: 'run', run: { seq: 5, state: 'starting', phase: 'discovering' } });
    const job = await jobOf(scene);
    expect(job).toMatchObject({ activeRun: 'run_00000000000000000000000001', runSeq: 5, state: 'starting' });
    expect(job.nextRunAt?.getTime()).toBeGreaterThan(scene.now.getTime());
    expect(scene.noted.published.map(({ type }) => type)).toEqual(['job.start']);
  });

  it('gets one run out of two starts at the same moment', async () => {
    const scene = await sceneWith();
    const decisions = await Promise.all([
      createRun(scene.ports, request(1)),
      createRun(scene.ports, request(2)),
    ]);
    expect(decisions.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'run']);
    expect(await scene.stores.runs.list({ jobId: 'job', limit: 10 })).toHaveLength(1);
    expect((await jobOf(scene)).runSeq).toBe(1);
  });

  it('gets the same run when a start is repeated, whatever became of the job meanwhile', async () => {
    const scene = await sceneWith();
    const first = await createRun(scene.ports, request(1));
    await transitionRun(scene.ports, { runId: 'run_00000000000000000000000001', event: 'pause', by: 'api' });
    const second = await createRun(scene.ports, request(1));
    expect(second).toMatchObject({ kind: 'run', run: { state: 'paused', seq: 1 } });
    expect(first.kind).toBe('run');
  });

  it('ends up the same with a power cut between any two writes', async () => {
    const { whole, cut } = await withEveryCut(
      () => sceneWith({ config: configOf({ schedule: HOURLY }), state: 'scheduled' }),
      (scene) => createRun(scene.ports, slotted(13)),
      async (scene) => ({
        job: await jobOf(scene),
        runs: await scene.stores.runs.list({ limit: 10 }),
        events: await scene.stores.events.since('default', scene.now, 10),
      }),
    );
    expect(whole.runs).toHaveLength(1);
    expect(whole.events.map(({ type }) => type)).toEqual(['job.start']);
    expect(cut.length).toBeGreaterThanOrEqual(3);
    for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
  });
});

describe('a job that may not run', () => {
  it.each(['paused', 'archived'] as const)('refuses in %s and names the possible moves', async (state) => {
    const scene = await sceneWith({ state });
    const decision = await createRun(scene.ports, request(1));
    expect(decision).toMatchObject({ kind: 'refused', reason: 'state', state });
    expect(decision.kind === 'refused' && decision.allowed?.length).toBeGreaterThan(0);
    expect((await jobOf(scene)).activeRun).toBeNull();
  });

  it.each(['schedule', 'dependency', 'retry', 'confirm'] as const)(
    'stays stopped when asked by trigger %s',
    async (trigger) => {
      const scene = await sceneWith({ state: 'stopped' });
      expect(await createRun(scene.ports, request(1, { trigger }))).toMatchObject({
        kind: 'refused',
        reason: 'state',
      });
    },
  );

  it('leaves stopped when a user restarts it', async () => {
    const scene = await sceneWith({ state: 'stopped' });
    expect(await createRun(scene.ports, request(1, { trigger: 'restart' }))).toMatchObject({ kind: 'run' });
  });

  it('is told apart from a job that is gone', async () => {
    expect(await createRun(createScene().ports, request(1))).toEqual({ kind: 'refused', reason: 'job-gone' });
  });
});

describe('a retry', () => {
  it('starts while the epoch is the one it was arranged in', async () => {
    const scene = await sceneWith({ state: 'failed', retryEpoch: 7 });
    const decision = await createRun(scene.ports, request(1, { trigger: 'retry', retryEpoch: 7 }));
    expect(decision.kind).toBe('run');
    expect((await jobOf(scene)).retryEpoch).toBe(8);
  });

  it('does not start after anything else has started, stopped or paused the job', async () => {
    const scene = await sceneWith({ state: 'failed', retryEpoch: 8 });
    expect(await createRun(scene.ports, request(1, { trigger: 'retry', retryEpoch: 7 }))).toMatchObject({
      kind: 'refused',
      reason: 'retry-outdated',
    });
  });
});

describe('slots of a schedule', () => {
  const scheduled = { config: configOf({ schedule: HOURLY }), state: 'scheduled' } as const;

  it('are decided once: a later start for the same or an earlier slot is refused', async () => {
    const scene = await sceneWith({ ...scheduled, lastSlot: 'job@2026-03-01T13:00:00Z' });
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ reason: 'slot-decided' });
    expect(await createRun(scene.ports, slotted(12))).toMatchObject({ reason: 'slot-decided' });
    expect(await createRun(scene.ports, slotted(14))).toMatchObject({ kind: 'run' });
  });

  it('move up also when they are refused', async () => {
    const scene = await sceneWith({ ...scheduled, state: 'paused' });
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'refused', reason: 'state' });
    expect((await jobOf(scene)).lastSlot).toBe('job@2026-03-01T13:00:00Z');
  });

  it('that the schedule does not have are refused: an hour that a zone has twice counts once', async () => {
    const schedule = { kind: 'cron', cron: '30 2 * * *', timezone: 'Europe/Berlin' };
    const scene = await sceneWith({ config: configOf({ schedule }), state: 'scheduled' });
    const at = (time: string): RunRequest => ({
      ...slotted(0),
      workflowId: `run:job-${time}`,
      slot: `job@${time}`,
    });
    expect(await createRun(scene.ports, at('2026-10-25T00:30:00Z'))).toMatchObject({ kind: 'run' });
    expect(await createRun(scene.ports, at('2026-10-25T01:30:00Z'))).toMatchObject({ reason: 'not-a-slot' });
    expect((await jobOf(scene)).lastSlot).toBe('job@2026-10-25T00:30:00Z');
  });

  it('never move down', async () => {
    const scene = await sceneWith({ ...scheduled, state: 'paused', lastSlot: 'job@2026-03-01T14:00:00Z' });
    await createRun(scene.ports, slotted(13));
    expect((await jobOf(scene)).lastSlot).toBe('job@2026-03-01T14:00:00Z');
  });
});

describe('the overlap policy', () => {
  async function held(overlap: string): Promise<Scene> {
    const scene = await sceneWith({ config: configOf({ overlap, schedule: HOURLY }), state: 'scheduled' });
    await createRun(scene.ports, request(1));
    return scene;
  }

  it('skip refuses while a run is held', async () => {
    const scene = await held('skip');
    const decision = await createRun(scene.ports, slotted(13));
    expect(decision).toMatchObject({ reason: 'held', heldBy: 'run_00000000000000000000000001' });
    expect(await jobOf(scene)).toMatchObject({ buffered: null, lastSlot: 'job@2026-03-01T13:00:00Z' });
  });

  it('buffer_one lets one start wait, however many come', async () => {
    const scene = await held('buffer_one');
    for (const hour of [13, 14]) {
      expect(await createRun(scene.ports, slotted(hour))).toMatchObject({ kind: 'buffered' });
    }
    expect((await jobOf(scene)).buffered).toMatchObject({ slot: 'job@2026-03-01T14:00:00Z' });
    expect(await scene.stores.runs.list({ limit: 10 })).toHaveLength(1);
  });

  it('buffer_one lets a repeated start wait once: not again after the waiting one has begun', async () => {
    const scene = await held('buffer_one');
    await createRun(scene.ports, slotted(13));
    const job = await jobOf(scene);
    await scene.stores.jobs.control(job, { buffered: null, activeRun: 'run_later' }, null);
    await scene.stores.runs.insert(sampleRun('run_later', { jobId: 'job' }));
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ reason: 'slot-decided' });
    expect((await jobOf(scene)).buffered).toBeNull();
  });

  it('cancel_other stops the run that is going on, and waits for its end', async () => {
    const scene = await held('cancel_other');
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'buffered' });
    const holder = await scene.stores.runs.get('run_00000000000000000000000001');
    expect(holder).toMatchObject({ state: 'stopping', stopScope: 'run', ending: 'stopped' });
    expect(scene.noted.signals.map(({ signal }) => signal.name)).toEqual(['stop']);
  });

  it('cancel_other ends up the same with a power cut between any two writes', async () => {
    const { whole, cut } = await withEveryCut(
      () => held('cancel_other'),
      (scene) => createRun(scene.ports, slotted(13)),
      async (scene) => ({
        buffered: (await jobOf(scene)).buffered,
        lastSlot: (await jobOf(scene)).lastSlot,
        holder: (await scene.stores.runs.get('run_00000000000000000000000001'))?.state,
      }),
    );
    expect(whole).toMatchObject({ holder: 'stopping', buffered: { slot: 'job@2026-03-01T13:00:00Z' } });
    for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
  });

  it('finishes the release of a run that has ended, then takes the lease', async () => {
    const scene = await sceneWith({ activeRun: 'run_old', state: 'starting', runSeq: 1 });
    const ended = { state: 'completed', ending: 'completed', finishedAt: minutesLater(1) } as const;
    await scene.stores.runs.insert(sampleRun('run_old', ended));
    expect(await createRun(scene.ports, request(2))).toMatchObject({ kind: 'run', run: { seq: 2 } });
    expect((await jobOf(scene)).aggregates.lastRunId).toBe('run_old');
  });
});

describe('slots that nobody has begun before the one that is asked for', () => {
  const schedule = { kind: 'cron', cron: '0 * * * *', timezone: 'UTC' } as const;
  const undecided = {
    config: configOf({ schedule }),
    state: 'scheduled',
    shownState: 'scheduled',
    lastSlot: 'job@2026-03-01T10:00:00Z',
    nextRunAt: new Date('2026-03-01T11:00:00Z'),
  } as const;

  /** At this time the first of them is late, and not missed by itself yet. */
  async function lateScene(fields: Partial<Job> = {}): Promise<Scene> {
    const scene = await sceneWith({ ...undecided, ...fields });
    scene.now = new Date('2026-03-01T11:04:00Z');
    return scene;
  }

  it('are missed ones, and this run is the one that makes up for them', async () => {
    const scene = await lateScene();
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'run' });
    const { missed, lastSlot } = await jobOf(scene);
    expect(missed).toMatchObject({ count: 2, madeUp: 1, left: 0 });
    expect(missed?.from).toEqual(new Date('2026-03-01T11:00:00Z'));
    expect(missed?.until).toEqual(new Date('2026-03-01T12:00:00Z'));
    expect(lastSlot).toBe('job@2026-03-01T13:00:00Z');
  });

  it('wait for their own runs where all are wanted', async () => {
    const scene = await lateScene({ config: configOf({ schedule: { ...schedule, missed: { all: 5 } } }) });
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'run' });
    expect((await jobOf(scene)).missed).toMatchObject({ count: 2, madeUp: 0, left: 2 });
  });

  it('are left out while a run goes on, which takes the times that pass', async () => {
    const scene = await lateScene({ activeRun: 'run_1', state: 'running', shownState: 'running' });
    await scene.stores.runs.insert(sampleRun('run_1', { jobId: 'job', state: 'running' }));
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'refused', reason: 'held' });
    expect((await jobOf(scene)).missed ?? null).toBeNull();
  });

  it('are none where the one before was decided', async () => {
    const scene = await lateScene({ lastSlot: 'job@2026-03-01T12:00:00Z' });
    expect(await createRun(scene.ports, slotted(13))).toMatchObject({ kind: 'run' });
    expect((await jobOf(scene)).missed ?? null).toBeNull();
  });
});

describe('a slot of a job that was renamed', () => {
  it('is run by one workflow: the other, of the other name, is refused', async () => {
    const scene = await sceneWith({ config: configOf({ schedule: HOURLY }), state: 'scheduled' });
    const first = slotted(13);
    expect(await createRun(scene.ports, first)).toMatchObject({ kind: 'run', run: { seq: 1 } });
    const renamed = { ...first, workflowId: first.workflowId.replace('run:', 'run:teapots:') };
    expect(await createRun(scene.ports, renamed)).toMatchObject({ kind: 'refused', reason: 'slot-decided' });
    expect(await createRun(scene.ports, first)).toMatchObject({ kind: 'run', run: { seq: 1 } });
  });
});
