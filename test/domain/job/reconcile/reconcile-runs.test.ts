import { describe, expect, it } from 'vitest';
import { startJob } from '../../../../domain/job/verb/verbs.ts';
import { stopJob } from '../../../../domain/job/verb/stop-job.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { reconcileForced, reconcileRuns } from '../../../../domain/job/reconcile/reconcile-runs.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { createScene, jobOf, putJob, type Scene } from '../../../support/control-scene.ts';

async function started(): Promise<{ scene: Scene; runId: string; workflowId: string }> {
  const scene = createScene();
  await putJob(scene);
  const { run } = await startJob(scene.ports, 'job');
  if (run === null) throw new Error('no run');
  return { scene, runId: run._id, workflowId: run.workflowId };
}

function later(scene: Scene, seconds: number): void {
  scene.now = new Date(scene.now.getTime() + seconds * 1_000);
}

describe('a run that is looked after', () => {
  it('gets the workflow it was accepted without, however long the engine was away', async () => {
    const { scene, runId, workflowId } = await started();
    scene.noted.started.clear();
    later(scene, 600);
    await reconcileRuns(scene.ports);
    expect([...scene.noted.started.keys()]).toEqual([workflowId]);
    expect((await scene.stores.runs.get(runId))?.state).toBe('starting');
  });

  it('ends as failed(workflow-lost) when the engine has forgotten a workflow that had begun', async () => {
    const { scene, runId } = await started();
    await transitionRun(scene.ports, { runId, event: 'started', by: 'workflow' });
    scene.noted.started.clear();
    later(scene, 20);
    await reconcileRuns(scene.ports);
    expect((await scene.stores.runs.get(runId))?.state).toBe('running');
    later(scene, 20);
    await reconcileRuns(scene.ports);
    expect(await scene.stores.runs.get(runId)).toMatchObject({
      state: 'failed',
      endingReason: { code: 'workflow-lost' },
    });
    expect((await jobOf(scene)).activeRun).toBeNull();
  });

  it('ends as it was asked to when its workflow closed before it could', async () => {
    const { scene, runId, workflowId } = await started();
    await stopJob(scene.ports, 'job', { force: false });
    scene.noted.terminated.push(workflowId);
    await reconcileRuns(scene.ports);
    expect(await scene.stores.runs.get(runId)).toMatchObject({
      state: 'stopped',
      endingReason: { code: 'stopped-by-user' },
    });
    expect((await jobOf(scene)).state).toBe('stopped');
  });

  it('hears a gate again that its workflow has not acted on', async () => {
    const { scene, runId, workflowId } = await started();
    await transitionRun(scene.ports, { runId, event: 'pause', by: 'api' });
    later(scene, 5);
    await reconcileRuns(scene.ports);
    const heard = { workflowId, signal: { name: 'pause', gateSeq: 2 } };
    expect(scene.noted.signals).toEqual([heard, heard]);
    await scene.stores.runs.acknowledge(runId, 2);
    await reconcileRuns(scene.ports);
    expect(scene.noted.signals).toHaveLength(2);
  });

  it('is stopped as failed(time-limit) when it takes longer than its limit', async () => {
    const { scene, runId } = await started();
    await transitionRun(scene.ports, { runId, event: 'started', by: 'workflow' });
    later(scene, 25 * 3_600);
    await reconcileRuns(scene.ports);
    expect(await scene.stores.runs.get(runId)).toMatchObject({
      state: 'stopping',
      ending: 'failed',
      endingReason: { code: 'time-limit' },
    });
  });
});

describe('a run that can not be dealt with', () => {
  it('does not keep the others waiting', async () => {
    const { scene, runId, workflowId } = await started();
    await putJob(scene, { _id: 'other' });
    const { run } = await startJob(scene.ports, 'other');
    await stopJob(scene.ports, 'job', { force: false });
    await stopJob(scene.ports, 'other', { force: false });
    scene.noted.terminated.push(workflowId, run?.workflowId ?? '');
    const frontier = {
      ...scene.ports.frontier,
      count: (id: string) => (id === runId ? Promise.reject(new Error('broken')) : Promise.resolve(0)),
    };
    await reconcileRuns({ ...scene.ports, frontier });
    expect((await scene.stores.runs.get(runId))?.state).toBe('finalizing');
    expect((await scene.stores.runs.get(run?._id ?? ''))?.state).toBe('stopped');
  });

  it('does not hide behind many others', async () => {
    const { scene } = await started();
    for (let n = 0; n < 600; n++) {
      const id = `run_${String(n).padStart(4, '0')}`;
      await scene.stores.runs.insert(sampleRun(id, { createdAt: scene.now, state: 'running' }));
    }
    later(scene, 60);
    await reconcileRuns(scene.ports);
    expect(await scene.stores.runs.list({ states: ['running'], limit: 1_000 })).toEqual([]);
  });
});

describe('many runs that go on', () => {
  /** 40 runs of which the workflow of one is gone; counts what the engine is asked. */
  async function manyRuns() {
    const scene = createScene();
    const ids = Array.from({ length: 40 }, (_, n) => `run_${String(n).padStart(4, '0')}`);
    for (const _id of ids) {
      await scene.stores.runs.insert(sampleRun(_id, { createdAt: scene.now, state: 'running' }));
      const start = {
        workflowId: `run-${_id}`,
        jobId: 'job',
        workspaceId: 'default',
        jobName: 'Kettles',
        trigger: 'manual',
      } as const;
      if (_id !== 'run_0007') await scene.ports.engine.start(start);
    }
    later(scene, 60);
    const asked: string[] = [];
    let lists = 0;
    const { engine } = scene.ports;
    const counting = {
      ...engine,
      status: async (workflowId: string) => (asked.push(workflowId), engine.status(workflowId)),
      openRuns: async () => ((lists += 1), engine.openRuns()),
    };
    return { scene, asked, lists: () => lists, ports: { ...scene.ports, engine: counting } };
  }

  it('are asked for by one list, and only one that it does not have by itself', async () => {
    const { scene, asked, lists, ports } = await manyRuns();
    await reconcileRuns(ports, 1);
    expect([lists(), asked]).toEqual([1, ['run-run_0007']]);
    expect((await scene.stores.runs.get('run_0007'))?.endingReason).toMatchObject({ code: 'workflow-lost' });
    expect((await scene.stores.runs.get('run_0008'))?.state).toBe('running');
  });

  it('are each asked for in turn as well, as a list may be wrong for long', async () => {
    const { scene, asked, ports } = await manyRuns();
    const wrong = { ...ports, engine: { ...ports.engine, openRuns: async () => new Set(['run-run_0007']) } };
    for (let turn = 0; turn < 60; turn++) await reconcileRuns(wrong, turn);
    expect(asked).toContain('run-run_0007');
    expect((await scene.stores.runs.get('run_0007'))?.endingReason).toMatchObject({ code: 'workflow-lost' });
  });

  it('are asked for one by one where the list can not be had', async () => {
    const { asked, ports } = await manyRuns();
    const away = { ...ports, engine: { ...ports.engine, openRuns: () => Promise.reject(new Error('away')) } };
    await reconcileRuns(away, 1);
    expect(asked).toHaveLength(40);
  });
});

describe('a run ended by force', () => {
  it('is finalized by the monitor alone, with its workflow terminated', async () => {
    const { scene, runId, workflowId } = await started();
    scene.engineDown = true;
    const { state } = await stopJob(scene.ports, 'job', { force: true });
    expect(state).toBe('stopping');
    scene.engineDown = false;
    await reconcileForced(scene.ports);
    expect(scene.noted.terminated).toEqual([workflowId]);
    expect(await scene.stores.runs.get(runId)).toMatchObject({
      state: 'stopped',
      endingReason: { code: 'forced' },
    });
    expect(await jobOf(scene)).toMatchObject({ state: 'stopped', activeRun: null });
  });

  it('is finalized in the same way when a stop came first', async () => {
    const { scene, runId, workflowId } = await started();
    await stopJob(scene.ports, 'job', { force: false });
    scene.engineDown = true;
    await stopJob(scene.ports, 'job', { force: true });
    scene.engineDown = false;
    await reconcileForced(scene.ports);
    expect(scene.noted.terminated).toEqual([workflowId]);
    expect(await scene.stores.runs.get(runId)).toMatchObject({
      state: 'stopped',
      endingReason: { code: 'forced' },
    });
  });

  it('closes the gate at once', async () => {
    const { scene, runId } = await started();
    await stopJob(scene.ports, 'job', { force: true });
    expect(scene.noted.gates.at(-1)).toMatchObject({ runId, open: false });
  });
});
