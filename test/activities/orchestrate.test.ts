// The start of a run by its workflow: what it takes from the decision, it does not read again.
import { describe, expect, it } from 'vitest';
import { createOrchestrate } from '../../activities/orchestrate.ts';
import { createRun } from '../../domain/job/execution/create-run.ts';
import { transitionRun } from '../../domain/job/execution/transition-run.ts';
import { createScene, putJob, type Scene } from '../support/control-scene.ts';
import { inActivity } from '../support/in-activity.ts';

const RUN = 'run_00000000000000000000000001';
const REQUEST = { workflowId: `run:job:${RUN.slice(4)}`, jobId: 'job', trigger: 'manual' } as const;

/** What the workflow is told, and how often its job was read for that. */
async function begin({ ports }: Scene) {
  let reads = 0;
  const jobs = { ...ports.jobs, get: (jobId: string) => ((reads += 1), ports.jobs.get(jobId)) };
  const activities = createOrchestrate({ ...ports, jobs, settings: { window: 4, historyLimit: 4_000 } });
  const created = await inActivity(() => activities.createRun(REQUEST));
  return { created, reads };
}

describe('the start of a run by its workflow', () => {
  it.each([
    ['that the workflow makes', false],
    ['that was made before its workflow began', true],
  ])('reads its job once for a run %s', async (_what, isThere) => {
    const scene = createScene();
    await putJob(scene, { name: 'Chairs' });
    if (isThere) await createRun(scene.ports, REQUEST);
    const { created, reads } = await begin(scene);
    expect(created).toMatchObject({ kind: 'run', runId: RUN, jobName: 'Chairs', state: 'starting' });
    expect(reads).toBe(1);
  });

  it('names the job of a run that has been paused before', async () => {
    const scene = createScene();
    await putJob(scene, { name: 'Chairs' });
    await createRun(scene.ports, REQUEST);
    await transitionRun(scene.ports, { runId: RUN, event: 'pause', by: 'api' });
    const { created, reads } = await begin(scene);
    expect(created).toMatchObject({ kind: 'run', jobName: 'Chairs', state: 'paused', gateSeq: 2 });
    expect(reads).toBe(1);
  });

  it('is told that there is no such job', async () => {
    const { created } = await begin(createScene());
    expect(created).toMatchObject({ kind: 'refused', reason: 'job-gone' });
  });
});
