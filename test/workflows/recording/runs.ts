// Histories of runs that nobody interferes with.
import { decideRelease } from '../../../domain/job/gate/release-changes.ts';
import { type Recording, type Scene, executionsOf, pagesJob, siteJob, withScene } from './scene.ts';

export async function recordRuns(recording: Recording): Promise<void> {
  await withScene(recording, { name: 'runs', env: { WEBLOOM_CHUNK_MAX: '30' } }, async (scene) => {
    await recordOneUrl(scene);
    await recordSelectors(scene);
    await recordManyChunks(scene);
    await recordHeldChanges(scene);
  });
  const env = { WEBLOOM_CHUNK_MAX: '10', WEBLOOM_CHUNK_WINDOW: '2', WEBLOOM_HISTORY_LIMIT: '60' };
  await withScene(recording, { name: 'continuation', env }, recordContinuation);
}

/** Its first run and one that finds nothing changed. */
async function recordOneUrl(scene: Scene): Promise<void> {
  const jobId = await pagesJob(scene);
  await scene.save('one-url', (await scene.system.completed(jobId)).workflowId);
  await scene.save('one-url-again', (await scene.system.completed(jobId)).workflowId);
}

/** A field that only has a name: the run ends with a search for its selector. */
async function recordSelectors(scene: Scene): Promise<void> {
  const jobId = await pagesJob(scene, { fields: [{ name: 'title' }] });
  await scene.save('selectors', (await scene.system.completed(jobId)).workflowId);
}

async function recordManyChunks(scene: Scene): Promise<void> {
  await scene.save('many-chunks', (await scene.system.completed(await siteJob(scene))).workflowId);
}

/** One run whose changes are confirmed, one whose changes are withdrawn, and the run after them. */
async function recordHeldChanges(scene: Scene): Promise<void> {
  const { system, pages } = scene;
  const gates = [{ when: { kind: 'failures', above: 0.3 }, action: 'hold-changes' }];
  const jobId = await pagesJob(scene, { fetch: { maxAttempts: 1 }, gates }, 9);
  await system.completed(jobId);
  for (const state of ['confirmed', 'withdrawn'] as const) {
    for (const path of pages.paths.slice(0, 4)) pages.refuse(path, 500, 1);
    for (const path of pages.paths.slice(5, 8)) pages.revise(path);
    const run = await system.completed(jobId);
    if (run.hold?.state !== 'held') throw new Error('the run was to hold its changes');
    await decideRelease({ ...system.ports, ...system.mongo }, run._id, { state, by: 'Ann' });
    await scene.save(`held-changes-${state}`, run.workflowId);
  }
  await scene.save('after-held-changes', (await system.completed(jobId)).workflowId);
}

async function recordContinuation(scene: Scene): Promise<void> {
  const { system } = scene;
  const { workflowId } = await system.completed(await siteJob(scene));
  const executions = await executionsOf(system, workflowId, 3);
  const last = executions.length - 1;
  await scene.save('continue-as-new-first', workflowId, executions[0]);
  await scene.save('continue-as-new-second', workflowId, executions[1]);
  await scene.save('continue-as-new-last', workflowId, executions[last]);
}
