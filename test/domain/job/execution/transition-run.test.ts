import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { transitionRun, type TransitionRequest } from '../../../../domain/job/execution/transition-run.ts';
import { createScene, jobOf, putJob, type Scene, withEveryCut } from '../../../support/control-scene.ts';

const RUN = 'run_00000000000000000000000001';

async function running(): Promise<Scene> {
  const scene = createScene();
  await putJob(scene);
  await createRun(scene.ports, {
    workflowId: 'run:job:00000000000000000000000001',
    jobId: 'job',
    trigger: 'manual',
  });
  await transitionRun(scene.ports, { runId: RUN, event: 'started', by: 'workflow' });
  return scene;
}

const byApi = (event: TransitionRequest['event']): TransitionRequest => ({ runId: RUN, event, by: 'api' });

async function runOf(scene: Scene) {
  return await scene.stores.runs.get(RUN);
}

describe('a transition of a run', () => {
  it('is stored, shown on the job, told to gate, workflow and watchers', async () => {
    const scene = await running();
    const result = await transitionRun(scene.ports, byApi('pause'));
    expect(result).toMatchObject({ ok: true, same: false, run: { state: 'paused', gateSeq: 3 } });
    expect((await jobOf(scene)).shownState).toBe('paused');
    expect(scene.noted.gates.at(-1)).toEqual({ runId: RUN, gateSeq: 3, open: false });
    expect(scene.noted.signals.at(-1)?.signal).toEqual({ name: 'pause', gateSeq: 3 });
    expect(scene.noted.published.at(-1)?.type).toBe('run.state');
  });

  it('does not signal the workflow what the workflow did itself', async () => {
    const scene = await running();
    await transitionRun(scene.ports, { ...byApi('pause'), by: 'temporal', workflowKnows: true });
    expect(scene.noted.signals).toEqual([]);
    // A schedule paused by hand is news to the workflow.
    await transitionRun(scene.ports, { ...byApi('resume'), by: 'temporal' });
    expect(scene.noted.signals.map(({ signal }) => signal.name)).toEqual(['resume']);
  });

  it('that changes nothing raises no gateSeq, but is told again', async () => {
    const scene = await running();
    await transitionRun(scene.ports, byApi('pause'));
    const again = await transitionRun(scene.ports, byApi('pause'));
    expect(again).toMatchObject({ ok: true, same: true, run: { gateSeq: 3 } });
    expect(scene.noted.signals.map(({ signal }) => signal.gateSeq)).toEqual([3, 3]);
    const ids = scene.noted.published.map(({ id }) => id);
    expect(ids.at(-1)).toBe(ids.at(-2));
  });

  it('that is not allowed names what is, and changes nothing', async () => {
    const scene = await running();
    await transitionRun(scene.ports, byApi('stop'));
    const refused = await transitionRun(scene.ports, byApi('pause'));
    expect(refused).toMatchObject({ ok: false, allowed: ['stop', 'finalize'], run: { state: 'stopping' } });
  });

  it('stays stored when engine and broker are away', async () => {
    const scene = await running();
    scene.engineDown = true;
    expect(await transitionRun(scene.ports, byApi('stop'))).toMatchObject({ ok: true });
    expect((await runOf(scene))?.state).toBe('stopping');
  });

  it('is decided once out of several at the same moment', async () => {
    const scene = await running();
    const results = await Promise.all(
      [byApi('pause'), byApi('stop'), byApi('pause')].map((request) => transitionRun(scene.ports, request)),
    );
    const run = await runOf(scene);
    expect(run?.state).toBe('stopping');
    expect(run?.history.map(({ to }) => to)).toEqual(
      results.some((result) => !result.ok) ? ['running', 'stopping'] : ['running', 'paused', 'stopping'],
    );
    expect(run?.gateSeq).toBe(1 + (run?.history.length ?? 0));
  });

  it('ends up the same with a power cut between any two writes', async () => {
    const { whole, cut } = await withEveryCut(
      running,
      (scene) => transitionRun(scene.ports, byApi('pause')),
      async (scene) => ({
        run: await runOf(scene),
        shown: (await jobOf(scene)).shownState,
        gate: scene.noted.gates.at(-1),
        signal: scene.noted.signals.at(-1),
        events: (await scene.stores.events.since('default', scene.now, 10)).map(({ _id }) => _id),
      }),
    );
    expect(whole).toMatchObject({ shown: 'paused', gate: { open: false } });
    expect(cut).toHaveLength(5);
    for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
  });

  it('of a run that is not there is an error that says so', async () => {
    await expect(transitionRun(createScene().ports, byApi('stop'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the first ending that was asked for', () => {
  const stop = {
    ending: 'stopped',
    endingReason: { code: 'stopped-by-user', detail: 'by the user' },
  } as const;

  it('stays, whatever comes later', async () => {
    const scene = await running();
    await transitionRun(scene.ports, { ...byApi('stop'), ...stop });
    const lost = { code: 'workflow-lost', detail: 'gone' } as const;
    await transitionRun(scene.ports, { ...byApi('finalize'), ending: 'failed', endingReason: lost });
    expect(await runOf(scene)).toMatchObject({ state: 'finalizing', ...stop });
  });

  it('widens from the run to the job when the job is stopped too', async () => {
    const scene = await running();
    await transitionRun(scene.ports, { ...byApi('stop'), ...stop, stopScope: 'run' });
    const wider = await transitionRun(scene.ports, { ...byApi('stop'), ...stop, stopScope: 'job' });
    expect(wider).toMatchObject({ ok: true, run: { state: 'stopping', stopScope: 'job' } });
  });

  it('does not narrow from the job to the run', async () => {
    const scene = await running();
    await transitionRun(scene.ports, { ...byApi('stop'), ...stop, stopScope: 'job' });
    await transitionRun(scene.ports, { ...byApi('stop'), ...stop, stopScope: 'run' });
    expect(await runOf(scene)).toMatchObject({ stopScope: 'job' });
  });
});
