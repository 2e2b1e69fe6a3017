import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { releaseLease } from '../../../../domain/job/execution/release-lease.ts';
import { noteStart } from '../../../../domain/job/execution/start-dependents.ts';
import type { Job } from '../../../../domain/job/job.ts';
import type { RunOrigin } from '../../../../domain/run/chain.ts';
import type { Run } from '../../../../domain/run/run.ts';
import type { RunRequest } from '../../../../domain/job/start-decision.ts';
import { sampleChange, sampleJob, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { configOf, jobOf, type Scene, withEveryCut } from '../../../support/control-scene.ts';
import { crawling, finalize, RUN } from '../../../support/crawling-run.ts';

const WHEN_CHANGED = { job: 'other', when: 'changes', pages: 'changed' } as const;
const AFTER = `run:kettles:other:${RUN.slice(4)}:after`;

async function chained(dependent: unknown, other: Partial<Job> = {}): Promise<Scene> {
  const scene = await crawling({ dependents: [dependent] });
  await scene.stores.jobs.insert(sampleJob('other', other));
  return scene;
}

function found(scene: Scene, pageId: string, kind: 'text' | 'added' | 'removed'): Promise<void> {
  const change = { runId: RUN, state: 'confirmed', kind, url: `http://shop.test/${pageId}` } as const;
  return scene.stores.history.insertChanges([sampleChange(pageId, 1, change)]);
}

const noted = async (scene: Scene) => (await scene.stores.runs.get(RUN))?.dependents?.['other'];

function asked(scene: Scene): RunRequest {
  const start = scene.noted.started.get(AFTER);
  if (start === undefined) throw new Error('the dependent was not started');
  const { workflowId, jobId, trigger, origin } = start;
  return { workflowId, jobId, trigger, ...(origin === undefined ? {} : { origin }) };
}

describe('a dependent with a condition', () => {
  it('is not started by a run without confirmed changes, and the run says why', async () => {
    const scene = await chained(WHEN_CHANGED);
    const pending = sampleChange('job:a', 1, { runId: RUN });
    await scene.stores.history.insertChanges([pending]);
    await finalize(scene);
    expect(scene.noted.started.size).toBe(0);
    expect(await noted(scene)).toMatchObject({
      code: 'no-changes',
      detail: 'Not started: the run found no changes.',
      runId: null,
      jobName: 'Kettles',
    });
  });

  it('is started for the pages that changed, and visits those alone', async () => {
    const scene = await chained(WHEN_CHANGED);
    await found(scene, 'job:a', 'text');
    await found(scene, 'job:b', 'added');
    await found(scene, 'job:c', 'removed');
    await finalize(scene);
    const decision = await createRun(scene.ports, asked(scene));
    expect(decision).toMatchObject({
      kind: 'run',
      run: {
        trigger: 'dependency',
        onlyUrls: ['http://shop.test/job:a', 'http://shop.test/job:b'],
        origin: { parentRunId: RUN, rootRunId: RUN, depth: 1, pages: 'changed' },
      },
    });
    expect(await noted(scene)).toMatchObject({
      code: 'started',
      detail: 'Started: the run found changes on 3 pages. It visits 2 changed pages.',
      runId: decision.kind === 'run' ? decision.run._id : '',
    });
  });

  it('is not started with pages when its source finds pages itself by now', async () => {
    const source = { kind: 'site', start: ['http://shop.test/'] };
    const scene = await chained(WHEN_CHANGED, { config: configOf({ source }) });
    await found(scene, 'job:a', 'text');
    await finalize(scene);
    expect(scene.noted.started.size).toBe(0);
    expect(await noted(scene)).toMatchObject({ code: 'not-pages' });
  });

  it('is started once, with the same told, whatever write the power is cut before', async () => {
    const prepare = async (): Promise<Scene> => {
      const scene = await chained(WHEN_CHANGED);
      await found(scene, 'job:a', 'text');
      return scene;
    };
    const { whole, cut } = await withEveryCut(
      prepare,
      (scene) => finalize(scene),
      async (scene) => ({
        started: [...scene.noted.started.values()],
        noted: await noted(scene),
        job: await jobOf(scene),
      }),
    );
    expect(whole.started).toHaveLength(1);
    expect(cut.length).toBeGreaterThan(6);
    for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
  });
});

describe('a chain of runs', () => {
  const deep = (depth: number): RunOrigin => ({ parentRunId: 'run_up', rootRunId: 'run_top', depth });

  async function endOf(run: Partial<Run>): Promise<Scene> {
    const scene = await chained('other');
    const job = await jobOf(scene);
    const ended = sampleRun(RUN, { state: 'completed', finishedAt: START, config: job.config, ...run });
    await scene.stores.runs.insert({ ...ended, _id: 'run_00000000000000000000000002' });
    const present = await scene.stores.runs.get('run_00000000000000000000000002');
    if (present === null) throw new Error('no run');
    await scene.stores.jobs.control(job, { activeRun: present._id }, null);
    await releaseLease(scene.ports, present);
    return scene;
  }

  it('keeps its first run and counts its depth', async () => {
    const scene = await endOf({ origin: deep(9) });
    expect([...scene.noted.started.values()][0]?.origin).toEqual({
      parentRunId: 'run_00000000000000000000000002',
      rootRunId: 'run_top',
      depth: 10,
    });
  });

  it('ends at the tenth run behind the first, and the last run says why', async () => {
    const scene = await endOf({ origin: deep(10) });
    expect(scene.noted.started.size).toBe(0);
    const last = await scene.stores.runs.get('run_00000000000000000000000002');
    expect(last?.dependents?.['other']).toMatchObject({ code: 'too-deep' });
  });

  it('goes on through the retry of a run', async () => {
    const scene = await crawling({ retry: { attempts: 1 } });
    const run = await scene.stores.runs.get(RUN);
    if (run === null) throw new Error('no run');
    await scene.stores.runs.move(run, { origin: deep(3) }, null);
    await finalize(scene, 'failed');
    expect([...scene.noted.started.values()]).toMatchObject([{ trigger: 'retry', origin: deep(3) }]);
  });
});

describe('a dependent that another run of its job holds up', () => {
  async function held(overlap: 'skip' | 'buffer_one'): Promise<Scene> {
    const scene = await chained('other', { config: configOf({ overlap }) });
    await finalize(scene);
    await createRun(scene.ports, {
      workflowId: 'run:other:00000000000000000000000009',
      jobId: 'other',
      trigger: 'manual',
    });
    const request = asked(scene);
    const decision = await createRun(scene.ports, request);
    const other = await jobOf(scene, 'other');
    await noteStart(scene.ports, other, { request, decision });
    return scene;
  }

  it('is told to the run that started it when it is skipped', async () => {
    const scene = await held('skip');
    expect(await noted(scene)).toMatchObject({ code: 'refused', runId: null });
    expect((await noted(scene))?.detail).toContain('run_00000000000000000000000009 is going on');
  });

  it('waits with its place in the chain, and is told when it starts', async () => {
    const scene = await held('buffer_one');
    expect(await noted(scene)).toMatchObject({ code: 'waits', runId: null });
    const holder = await scene.stores.runs.get('run_00000000000000000000000009');
    if (holder === null) throw new Error('no run');
    await releaseLease(scene.ports, { ...holder, state: 'completed', finishedAt: START });
    const start = scene.noted.started.get('run:kettles:other:00000000000000000000000009:buffered');
    expect(start).toMatchObject({ trigger: 'dependency', origin: { parentRunId: RUN, depth: 1 } });
    const request = { ...asked(scene), workflowId: start?.workflowId ?? '' };
    const decision = await createRun(scene.ports, request);
    await noteStart(scene.ports, null, { request, decision });
    expect(await noted(scene)).toMatchObject({
      code: 'started',
      runId: decision.kind === 'run' ? decision.run._id : '',
    });
  });

  it('is told to the run when it waited in vain because its job was stopped', async () => {
    const scene = await held('buffer_one');
    const holder = await scene.stores.runs.get('run_00000000000000000000000009');
    if (holder === null) throw new Error('no run');
    await releaseLease(scene.ports, { ...holder, state: 'stopped', stopScope: 'job', finishedAt: START });
    expect(await noted(scene)).toMatchObject({
      code: 'refused',
      detail: 'Not started: its job is stopped by now.',
    });
  });
});
