// Histories of runs that are held, ended, or hit by something on their way.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopJob } from '../../../domain/job/verb/stop-job.ts';
import { pauseJob, resumeJob } from '../../../domain/job/verb/verbs.ts';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../../support/eventually.ts';
import type { System } from '../../support/system.ts';
import {
  type Recording,
  type Scene,
  acknowledged,
  pagesJob,
  siteJob,
  startMidway,
  withScene,
} from './scene.ts';

export async function recordControl(recording: Recording): Promise<void> {
  const processes = { monitor: 1 };
  await withScene(
    recording,
    { name: 'control', env: { WEBLOOM_CHUNK_MAX: '30' }, processes },
    async (scene) => {
      await recordPauseAndResume(scene);
      await recordStopWhilePaused(scene);
      await recordStop(scene);
      await recordForcedStop(scene);
      await recordCancelled(scene);
      await recordTimeLimit(scene);
      await recordNoSource(scene);
      await recordKills(scene);
      await recordFailure(scene);
    },
  );
  const folder = mkdtempSync(join(tmpdir(), 'webloom-plans-'));
  const file = join(folder, 'plans.json');
  writeFileSync(file, JSON.stringify({ small: { pagesPerMonth: 40 } }));
  try {
    const env = { WEBLOOM_CHUNK_MAX: '10', WEBLOOM_PLANS_FILE: file };
    await withScene(recording, { name: 'plan', env, processes }, recordPlanLimit);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function recordPauseAndResume(scene: Scene): Promise<void> {
  const { system } = scene;
  const run = await startMidway(scene);
  await pauseJob(system.ports, run.jobId);
  await acknowledged(system, run._id);
  // By hand: the workflow makes the transition itself.
  await system.temporal.workflow.getHandle(run.workflowId).signal('resume');
  await eventually(async () => (await system.run(run._id)).state === 'running');
  await pauseJob(system.ports, run.jobId);
  await acknowledged(system, run._id);
  await resumeJob(system.ports, run.jobId);
  await scene.save('pause-and-resume', endedAs(await system.ended(run._id), 'completed'));
}

async function recordStopWhilePaused(scene: Scene): Promise<void> {
  const { system } = scene;
  const run = await startMidway(scene);
  await pauseJob(system.ports, run.jobId);
  await acknowledged(system, run._id);
  await stopJob(system.ports, run.jobId, { force: false });
  await scene.save('stop-while-paused', endedAs(await system.ended(run._id), 'stopped'));
}

async function recordStop(scene: Scene): Promise<void> {
  const run = await startMidway(scene);
  await stopJob(scene.system.ports, run.jobId, { force: false });
  await scene.save('stop', endedAs(await scene.system.ended(run._id), 'stopped'));
}

async function recordForcedStop(scene: Scene): Promise<void> {
  const run = await startMidway(scene);
  await stopJob(scene.system.ports, run.jobId, { force: true });
  await scene.save('forced-stop', endedAs(await scene.system.ended(run._id), 'stopped'));
}

/** In Temporal's own screens. */
async function recordCancelled(scene: Scene): Promise<void> {
  const { system } = scene;
  const run = await startMidway(scene);
  await system.temporal.workflow.getHandle(run.workflowId).cancel();
  await scene.save('cancelled', endedAs(await system.ended(run._id), 'stopped'));
}

async function recordTimeLimit(scene: Scene): Promise<void> {
  const slow = { fetch: { delayMs: 1_000, obeyRobots: false }, limits: { maxRunMs: 3_000 } };
  const run = await scene.system.start(await siteJob(scene, slow));
  await scene.save('time-limit', endedAs(await scene.system.ended(run._id), 'failed'));
}

async function recordNoSource({ system, pages, save }: Scene): Promise<void> {
  const sitemaps = [pages.site.url('/no-such-sitemap.xml')];
  const run = await system.start(await system.createJob({ source: { kind: 'sitemap', sitemaps } }));
  await save('no-source', endedAs(await system.ended(run._id), 'failed'));
}

/** Attempts that were cut off are in the history, and so are tasks of a workflow whose process was gone. */
async function recordKills(scene: Scene): Promise<void> {
  const { system } = scene;
  const run = await startMidway(scene);
  for (const role of ['dispatcher', 'pipeline', 'orchestrator'] as const) await system.one(role).kill9();
  await scene.save('kills', endedAs(await system.ended(run._id), 'completed'));
}

/** What was scraped is gone when the pipeline wants to read it: an activity fails for good. */
async function recordFailure(scene: Scene): Promise<void> {
  const { system, pages } = scene;
  const before = pages.requests().length;
  const run = await system.start(await pagesJob(scene));
  await eventually(() => pages.requests().length > before);
  await system.one('pipeline').down();
  await eventually(() => dropScraped(system, run._id));
  system.one('pipeline').start();
  await scene.save('activity-failure', endedAs(await system.ended(run._id), 'failed'));
}

async function dropScraped({ blobs }: System, runId: string): Promise<boolean> {
  for await (const key of blobs.list(`runs/${runId}/`)) {
    if (!key.includes('/scrape.')) continue;
    await blobs.delete([key]);
    return true;
  }
  return false;
}

/** The pages of the month are used up on the way. */
async function recordPlanLimit(scene: Scene): Promise<void> {
  const { system } = scene;
  await system.mongo.workspaces.change('default', { plan: 'small' });
  const run = await system.ended((await system.start(await siteJob(scene)))._id);
  if (run.endingReason?.code !== 'limit-reached') throw new Error('the run was to reach the limit');
  await scene.save('plan-limit', run.workflowId);
}

function endedAs({ state, workflowId }: Run, wanted: Run['state']): string {
  if (state !== wanted) throw new Error(`the run was to end ${wanted} and ended ${state}`);
  return workflowId;
}
