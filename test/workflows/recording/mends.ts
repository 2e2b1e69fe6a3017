// Histories of runs that fetch nothing and mend what is stored.
import { startMend } from '../../../domain/upkeep/mend-run/start-mend.ts';
import { stopJob } from '../../../domain/job/verb/stop-job.ts';
import { pauseJob, resumeJob } from '../../../domain/job/verb/verbs.ts';
import type { Mend } from '../../../domain/run/mend.ts';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../../support/eventually.ts';
import { type Recording, type Scene, acknowledged, pagesJob, withScene } from './scene.ts';

const ASKED = { by: 'Ann', why: 'for the recording' };
const VERIFY: Mend = { kind: 'verify', repair: false, ...ASKED };

export function recordMends(recording: Recording): Promise<void> {
  return withScene(recording, { name: 'mends' }, async (scene) => {
    const { system, pages } = scene;
    const jobId = await pagesJob(scene, {}, 9);
    await system.completed(jobId);
    for (const path of pages.paths.slice(0, 3)) pages.revise(path);
    const { _id: runId } = await system.completed(jobId);
    const back = await recordMend(scene, jobId, {
      kind: 'rollback',
      target: { kind: 'run', runId },
      ...ASKED,
    });
    await recordMend(scene, jobId, { kind: 'undo-rollback', runId: back._id, ...ASKED });
    await recordMend(scene, jobId, { kind: 'reparse', only: {}, ...ASKED });
    await recordMend(scene, jobId, VERIFY);
    await recordHeld(scene, jobId);
  });
}

async function recordMend(scene: Scene, jobId: string, mend: Mend): Promise<Run> {
  const { run } = await startMend(scene.system.ports, jobId, mend);
  const ended = await scene.system.ended(run._id);
  if (ended.state !== 'completed') throw new Error(`the ${mend.kind} ended ${ended.state}`);
  await scene.save(mend.kind, run.workflowId);
  return ended;
}

/** Nothing is mended while there is no pipeline, so the run is sure to be paused, and then stopped, on its way. */
async function recordHeld(scene: Scene, jobId: string): Promise<void> {
  const { system } = scene;
  const begin = async (): Promise<Run> => {
    await system.one('pipeline').down();
    const { run } = await startMend(system.ports, jobId, VERIFY);
    await eventually(async () => (await system.run(run._id)).state === 'running');
    await pauseJob(system.ports, jobId);
    system.one('pipeline').start();
    await acknowledged(system, run._id);
    return run;
  };
  const paused = await begin();
  await resumeJob(system.ports, jobId);
  await system.ended(paused._id);
  await scene.save('paused-mend', paused.workflowId);
  const stopped = await begin();
  await stopJob(system.ports, jobId, { force: false });
  await system.ended(stopped._id);
  await scene.save('stopped-mend', stopped.workflowId);
}
