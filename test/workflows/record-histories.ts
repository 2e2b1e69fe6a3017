// Records the histories that the replay tests hold the workflows to: real runs on real services, from the build. Run it on
// purpose only, when the order of a run's steps was changed in a way that old runs needn't survive:
// `npm run build && npx tsx test/workflows/record-histories.ts`
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { startTestServices } from '../../cli/stack/test-services.ts';
import { stopJob } from '../../domain/control/stop-job.ts';
import { pauseJob, resumeJob } from '../../domain/control/verbs.ts';
import type { Run } from '../../domain/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';
import { mainOf } from '../support/webloom-processes.ts';
import { writeHistory } from '../support/workflow-history.ts';

const FOLDER = join(import.meta.dirname, 'histories');
const PAGES = 60;

interface Scene {
  readonly system: System;
  readonly pages: ManyPages;
}

async function main(): Promise<void> {
  const services = await startTestServices({ env: process.env, log: (line) => console.error(line) });
  const pages = await startManyPages({ pages: PAGES, latencyMs: 100 });
  const common = { services, name: 'record', ownHosts: [pages.host] };
  try {
    await withSystem({ ...common, env: { WEBLOOM_CHUNK_MAX: '30' } }, async (system) => {
      const scene = { system, pages };
      await recordOneUrl(scene);
      await recordSelectors(scene);
      await recordManyChunks(scene);
      await recordPauseAndResume(scene);
      await recordStop(scene);
      await recordFailure(scene);
    });
    const env = { WEBLOOM_CHUNK_MAX: '20', WEBLOOM_CHUNK_WINDOW: '2', WEBLOOM_HISTORY_LIMIT: '60' };
    await withSystem({ ...common, env }, (system) => recordContinuation({ system, pages }));
  } finally {
    await pages.close();
    await services.stop();
  }
}

async function withSystem(
  options: Parameters<typeof startSystem>[0],
  record: (system: System) => Promise<void>,
): Promise<void> {
  const system = await startSystem(options);
  try {
    await record(system);
  } finally {
    await system.close();
  }
}

function siteJob({ system, pages }: Scene): Promise<string> {
  return system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
}

async function recordOneUrl({ system, pages }: Scene): Promise<void> {
  const urls = [pages.site.url(pages.paths[0] ?? '/')];
  const run = await system.completed(await system.createJob({ source: { kind: 'pages', urls } }));
  await save(system, run, 'one-url');
}

/** A field that only has a name: the run ends with a search for its selector. */
async function recordSelectors({ system, pages }: Scene): Promise<void> {
  const source = { kind: 'pages', urls: [pages.site.url(pages.paths[0] ?? '/')] };
  const run = await system.completed(await system.createJob({ source, fields: [{ name: 'title' }] }));
  await save(system, run, 'selectors');
}

async function recordManyChunks(scene: Scene): Promise<void> {
  await save(scene.system, await scene.system.completed(await siteJob(scene)), 'many-chunks');
}

async function startMidway(scene: Scene): Promise<Run> {
  const before = scene.pages.requests().length;
  const run = await scene.system.start(await siteJob(scene));
  await eventually(() => scene.pages.requests().length > before + 10);
  return run;
}

/** The workflow has heard of the latest gate. */
async function acknowledged(system: System, runId: string): Promise<void> {
  await eventually(async () => {
    const { gateSeq, ackedGateSeq } = await system.run(runId);
    return gateSeq === ackedGateSeq;
  });
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
  await save(system, await system.ended(run._id), 'pause-and-resume');
}

async function recordStop(scene: Scene): Promise<void> {
  const run = await startMidway(scene);
  await stopJob(scene.system.ports, run.jobId, { force: false });
  await save(scene.system, await scene.system.ended(run._id), 'stop');
}

/** What was scraped is gone when the pipeline wants to read it: an activity fails for good. */
async function recordFailure({ system, pages }: Scene): Promise<void> {
  const before = pages.requests().length;
  const jobId = await system.createJob({ source: { kind: 'pages', urls: [pages.startUrl] } });
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length > before);
  await system.one('pipeline').down();
  await eventually(() => dropScraped(system, run._id));
  system.one('pipeline').start();
  const ended = await system.ended(run._id);
  if (ended.state !== 'failed') throw new Error(`the run was to fail and ended ${ended.state}`);
  await save(system, ended, 'activity-failure');
}

async function dropScraped({ blobs }: System, runId: string): Promise<boolean> {
  for await (const key of blobs.list(`runs/${runId}/`)) {
    if (!key.includes('/scrape.')) continue;
    await blobs.delete([key]);
    return true;
  }
  return false;
}

/** The first execution, which ends by continuing, and the one after it. */
async function recordContinuation(scene: Scene): Promise<void> {
  const { system } = scene;
  const run = await system.completed(await siteJob(scene));
  const executions: { runId: string; at: Date }[] = [];
  for await (const each of system.temporal.workflow.list({ query: `WorkflowId = "${run.workflowId}"` }))
    executions.push({ runId: each.runId, at: each.startTime });
  const [first, second] = executions.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (first === undefined || second === undefined) throw new Error('the run did not continue as new');
  await save(system, run, 'continue-as-new-before', first.runId);
  await save(system, run, 'continue-as-new-after', second.runId);
}

/** Names of this machine and of this recording are taken out. */
async function save(system: System, run: Run, name: string, executionId?: string): Promise<void> {
  const history = await system.temporal.workflow.getHandle(run.workflowId, executionId).fetchHistory();
  const hide = new Map([
    [dirname(dirname(dirname(mainOf('orchestrator')))), '/webloom'],
    // Source maps name the checkout.
    [`${join(import.meta.dirname, '../..')}/`, ''],
    [system.namespace, 'webloom'],
    [`${process.pid}@${hostname()}`, 'recorder'],
    [`:${hostname()}:`, ':host:'],
    [`@${hostname()}`, '@host'],
  ]);
  mkdirSync(FOLDER, { recursive: true });
  const { events, bytes } = writeHistory(join(FOLDER, `${name}.json`), history, hide);
  console.error(`${name}: ${events} events, ${Math.round(bytes / 1024)} KB`);
}

await main();
