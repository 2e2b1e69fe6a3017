import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../domain/job/job.ts';
import { stopJob, stopRun } from '../../../../domain/job/verb/stop-job.ts';
import { getSituation, pauseJob, resumeJob, startJob } from '../../../../domain/job/verb/verbs.ts';
import { reconcileSchedules } from '../../../../domain/job/reconcile/reconcile-schedules.ts';
import { isWebloomError } from '../../../../domain/system/errors.ts';
import { reconcileRuns } from '../../../../domain/job/reconcile/reconcile-runs.ts';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import type { RunEnding } from '../../../../domain/run/lifecycle.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import {
  configOf,
  createScene,
  HOURLY,
  jobOf,
  putJob,
  type Scene,
  withEveryCut,
} from '../../../support/control-scene.ts';

async function idle(fields: Partial<Job> = {}): Promise<Scene> {
  const scene = createScene();
  await putJob(scene, { config: configOf({ schedule: HOURLY }), state: 'scheduled', ...fields });
  return scene;
}

async function running(fields: Partial<Job> = {}): Promise<{ scene: Scene; runId: string }> {
  const scene = await idle(fields);
  const { run } = await startJob(scene.ports, 'job');
  const runId = run?._id ?? '';
  await transitionRun(scene.ports, { runId, event: 'started', by: 'workflow' });
  return { scene, runId };
}

async function end(scene: Scene, runId: string, ending: RunEnding): Promise<void> {
  const reason = { code: 'all-done', detail: 'done' } as const;
  await finalizeRun(scene.ports, { runId, ending, reason, by: 'workflow' });
}

const stop = (scene: Scene) => stopJob(scene.ports, 'job', { force: false });

describe('start', () => {
  it('makes a run and its workflow', async () => {
    const scene = await idle();
    const result = await startJob(scene.ports, 'job');
    expect(result).toMatchObject({ state: 'starting', same: false, run: { trigger: 'manual' } });
    expect([...scene.noted.started.keys()]).toEqual([result.run?.workflowId]);
  });

  it('accepts while the engine is away, and says so', async () => {
    const scene = await idle();
    scene.engineDown = true;
    const result = await startJob(scene.ports, 'job');
    expect(result.note).toContain('not reachable');
    expect((await jobOf(scene)).activeRun).toBe(result.run?._id);
  });

  it('is refused for a paused job with the way out', async () => {
    const scene = await idle({ state: 'paused' });
    await expect(startJob(scene.ports, 'job')).rejects.toMatchObject({
      code: 'transition-not-allowed',
      message: expect.stringContaining('Resume it instead'),
      facts: {
        state: 'paused',
        allowedTransitions: ['pause', 'resume', 'stop', 'force-stop'],
      },
    });
  });

  it('makes one run of two clicks', async () => {
    const scene = await idle();
    const results = await Promise.allSettled([startJob(scene.ports, 'job'), startJob(scene.ports, 'job')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(scene.noted.started.size).toBe(1);
  });

  it('of a stopped recurring job restarts it, with its schedule', async () => {
    const scene = await idle({ state: 'stopped' });
    scene.noted.schedules.clear();
    expect(await startJob(scene.ports, 'job')).toMatchObject({ run: { trigger: 'restart' } });
    expect(scene.noted.schedules.get('job')).toBe('active');
  });
});

describe('pause and resume', () => {
  it('of an idle job hold its schedule and compute the next time anew', async () => {
    const scene = await idle({ retryEpoch: 3 });
    expect(await pauseJob(scene.ports, 'job')).toMatchObject({ state: 'paused', same: false });
    expect(await jobOf(scene)).toMatchObject({ state: 'paused', nextRunAt: null, retryEpoch: 4 });
    expect(scene.noted.schedules.get('job')).toBe('paused');
    expect(await resumeJob(scene.ports, 'job')).toMatchObject({ state: 'scheduled' });
    expect((await jobOf(scene)).nextRunAt).not.toBeNull();
    expect(scene.noted.schedules.get('job')).toBe('active');
  });

  it('of a running job go on where the run was', async () => {
    const { scene } = await running();
    expect(await pauseJob(scene.ports, 'job')).toMatchObject({ state: 'paused' });
    expect(await pauseJob(scene.ports, 'job')).toMatchObject({ state: 'paused', same: true });
    expect(await resumeJob(scene.ports, 'job')).toMatchObject({ state: 'running', same: false });
  });

  it('work while the engine is away', async () => {
    const { scene } = await running();
    scene.engineDown = true;
    expect(await pauseJob(scene.ports, 'job')).toMatchObject({ state: 'paused' });
    expect(await resumeJob(scene.ports, 'job')).toMatchObject({ state: 'running' });
  });

  it('pause is refused while the run is ending', async () => {
    const { scene, runId } = await running();
    await transitionRun(scene.ports, { runId, event: 'finalize', by: 'workflow', ending: 'completed' });
    await expect(pauseJob(scene.ports, 'job')).rejects.toMatchObject({
      message: expect.stringContaining('over in a moment'),
    });
  });

  it('of a one-off job without a run leads back to created', async () => {
    const scene = await idle({ config: configOf(), state: 'paused' });
    expect(await resumeJob(scene.ports, 'job')).toMatchObject({ state: 'created' });
  });
});

describe('stop', () => {
  it('of an idle job takes its schedule and what waits away', async () => {
    const scene = await idle({ buffered: { trigger: 'manual', at: new Date(0) }, retryEpoch: 1 });
    expect(await stop(scene)).toMatchObject({ state: 'stopped' });
    expect(await jobOf(scene)).toMatchObject({
      state: 'stopped',
      nextRunAt: null,
      buffered: null,
      retryEpoch: 2,
    });
    expect(scene.noted.schedules.has('job')).toBe(false);
    expect(await stop(scene)).toMatchObject({ state: 'stopped', same: true });
  });

  it('of a running job ends in stopped', async () => {
    const { scene, runId } = await running();
    expect(await stop(scene)).toMatchObject({ state: 'stopping', same: false });
    await end(scene, runId, 'completed');
    expect(await jobOf(scene)).toMatchObject({ state: 'stopped', nextRunAt: null });
    expect((await scene.stores.runs.get(runId))?.state).toBe('stopped');
  });

  it('of the run alone keeps the schedule', async () => {
    const { scene, runId } = await running();
    await stopRun(scene.ports, runId, { force: false });
    await end(scene, runId, 'completed');
    expect((await jobOf(scene)).state).toBe('scheduled');
    expect(scene.noted.schedules.get('job')).toBe('active');
  });

  it('of the job counts although its run was being stopped alone', async () => {
    const { scene, runId } = await running();
    await stopRun(scene.ports, runId, { force: false });
    expect(await stop(scene)).toMatchObject({ state: 'stopping', same: true });
    await end(scene, runId, 'completed');
    expect((await jobOf(scene)).state).toBe('stopped');
  });

  it('of the job counts although its run was just completing', async () => {
    const { scene, runId } = await running();
    await transitionRun(scene.ports, { runId, event: 'finalize', by: 'workflow', ending: 'completed' });
    await stop(scene);
    await end(scene, runId, 'completed');
    expect((await scene.stores.runs.get(runId))?.state).toBe('completed');
    expect((await jobOf(scene)).state).toBe('stopped');
  });

  it('by force needs no workflow, and is final at once for the gate', async () => {
    const { scene, runId } = await running();
    const forced = await stopJob(scene.ports, 'job', { force: true });
    expect(forced).toMatchObject({ state: 'stopping', run: { state: 'finalizing', ending: 'stopped' } });
    expect(scene.noted.gates.at(-1)).toMatchObject({ runId, open: false });
  });

  it('of a run that has ended is refused, unless it was stopped', async () => {
    const { scene, runId } = await running();
    await end(scene, runId, 'completed');
    await expect(stopRun(scene.ports, runId, { force: false })).rejects.toMatchObject({
      code: 'transition-not-allowed',
    });
    const other = await running();
    await stopRun(other.scene.ports, other.runId, { force: false });
    await end(other.scene, other.runId, 'stopped');
    expect(await stopRun(other.scene.ports, other.runId, { force: false })).toMatchObject({ same: true });
  });

  it.each(['pause', 'stop', 'force'] as const)(
    '%s ends up the same with a power cut between any two writes',
    async (verb) => {
      const acts = {
        pause: (scene: Scene) => pauseJob(scene.ports, 'job'),
        stop,
        force: (scene: Scene) => stopJob(scene.ports, 'job', { force: true }),
      };
      for (const held of [true, false]) {
        const prepare = async (): Promise<Scene> => {
          return held ? (await running()).scene : await idle();
        };
        const { whole, cut } = await withEveryCut(prepare, acts[verb], async (scene) => ({
          job: await jobOf(scene),
          runs: await scene.stores.runs.list({ limit: 9 }),
          schedule: scene.noted.schedules.get('job'),
          gate: scene.noted.gates.at(-1),
        }));
        for (const { after, seen } of cut) expect(seen, `held ${held}, after ${after} writes`).toEqual(whole);
      }
    },
  );
});

describe('a resume that was cut off', () => {
  it.each([true, false])('is brought to its end by the monitor (run held: %s)', async (held) => {
    const prepare = async (): Promise<Scene> => {
      const scene = held ? (await running()).scene : await idle();
      await pauseJob(scene.ports, 'job');
      for (const run of await scene.stores.runs.open(9))
        await scene.stores.runs.acknowledge(run._id, run.gateSeq);
      return scene;
    };
    const act = async (scene: Scene): Promise<void> => {
      // Asked again after it went through it is refused: the job is not paused any more.
      await resumeJob(scene.ports, 'job').catch((error: unknown) => {
        if (!isWebloomError(error)) throw error;
      });
    };
    const { whole, cut } = await withEveryCut(prepare, act, async (scene) => {
      scene.now = new Date(scene.now.getTime() + 5_000);
      await reconcileRuns(scene.ports);
      await reconcileSchedules(scene.ports, null, 10);
      const { state, shownState } = await jobOf(scene);
      const schedule = scene.noted.schedules.get('job');
      return { state, shownState, schedule, signal: scene.noted.signals.at(-1)?.signal };
    });
    expect(whole).toMatchObject({ shownState: held ? 'running' : 'scheduled', schedule: 'active' });
    for (const { after, seen } of cut) expect(seen, `after ${after} writes`).toEqual(whole);
  });
});

describe('what a job shows', () => {
  it('is starting while its lease has no run document yet', async () => {
    const scene = await idle({ activeRun: 'run_x', state: 'starting' });
    expect(await getSituation(scene.ports, 'job')).toMatchObject({ state: 'starting', run: null });
  });

  it('finishes the release when it meets a run that has ended', async () => {
    const scene = await idle({ activeRun: 'run_x', state: 'starting' });
    await scene.stores.runs.insert(sampleRun('run_x', { state: 'completed', ending: 'completed' }));
    expect(await getSituation(scene.ports, 'job')).toMatchObject({ state: 'scheduled', run: null });
  });
});
