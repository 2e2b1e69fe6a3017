// The short steps of a run are tried in the orchestrator's own process first. Here they find a store that stands still or
// breaks its connections, and an orchestrator that dies in the middle of them: each is done again as an activity, or by the next orchestrator, and once in effect.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWorkflowId } from '../../domain/run/ids.ts';
import type { Run } from '../../domain/run/run.ts';
import type { jobRun } from '../../workflows/job-run.ts';
import { eventually } from '../support/eventually.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { pass } from '../support/fault/pass.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import { type TcpProxy, createTcpProxy } from '../support/tcp-proxy.ts';
import { type HistoryEvents, locallyDone, scheduled } from '../support/workflow-history.ts';

const RUN_MS = 90_000;
/** Runs during which the orchestrator dies, each a little later in the run than the one before. */
const DEATHS = 6;
const LATER_MS = 120;
/** Steps with a collection that each asks, and that no step before it does. */
const BROKEN = [
  ['createRun', 'jobs'],
  ['planChunks', 'frontier'],
] as const;
/** The driver asks a second time by itself. */
const BREAKS = 4;

let services: OwnServices;
let pages: ManyPages;
let system: System;
/** Of the orchestrators to the store. */
let way: TcpProxy;

beforeAll(async () => {
  services = await startOwnServices('local-activities');
  pages = await startManyPages({ pages: DEATHS + 1 + BROKEN.length, latencyMs: 20 });
  const store = new URL(services.addresses.mongoUri);
  way = await createTcpProxy({ host: store.hostname, port: Number(store.port) });
  store.port = String(way.port);
  system = await startSystem({
    services: services.addresses,
    name: 'local-activities',
    processes: { monitor: 1, orchestrator: 2 },
    ownHosts: [pages.host],
    envOf: (role) => (role === 'orchestrator' ? { MONGODB_URI: store.href } : {}),
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
  await services?.stop();
  await way?.close();
});

/** Starts a run by its workflow alone, as a schedule does, without asking the store. Returns the id of the workflow. */
async function startAtOnce(jobId: string): Promise<string> {
  const owner = { workspaceId: 'default', jobId, jobName: 'a test' };
  const workflowId = runWorkflowId(owner, system.ports.ids.ulid());
  await system.ports.engine.start({ ...owner, workflowId, trigger: 'manual' });
  return workflowId;
}

interface Ended {
  readonly run: Run;
  readonly events: HistoryEvents;
}

async function endOf(workflowId: string): Promise<Ended> {
  const handle = system.temporal.workflow.getHandle<typeof jobRun>(workflowId);
  await eventually(async () => (await handle.describe()).status.name !== 'RUNNING', RUN_MS);
  const { runId } = await handle.result();
  return { run: await system.run(runId ?? ''), events: (await handle.fetchHistory()).events ?? [] };
}

function jobOf(path: string): Promise<string> {
  return system.createJob({ source: { kind: 'pages', urls: [pages.site.url(path)] } });
}

async function expectStoredOnce({ run }: Ended): Promise<void> {
  const { faults, classes } = await recount(system, run);
  expect(run.state).toBe('completed');
  expect(faults).toEqual([]);
  expect(classes).toEqual({ stored: 1, unchanged: 0, failed: 0, skipped: 0 });
}

test('a step that meets a store which stands still is done again as an activity', async () => {
  const jobId = await jobOf(pages.paths[0] ?? '');
  await services.freeze('store');
  const workflowId = await startAtOnce(jobId);
  const handle = system.temporal.workflow.getHandle(workflowId);
  // People see in Temporal what the run waits for.
  await eventually(async () => {
    const { raw } = await handle.describe();
    return raw.pendingActivities?.some(({ activityType }) => activityType?.name === 'createRun') === true;
  }, 30_000);
  services.thaw('store');
  const ended = await endOf(workflowId);
  expect(locallyDone(ended.events)[0]).toBe('createRun');
  expect(scheduled(ended.events).get('createRun')).toBe(1);
  await expectStoredOnce(ended);
});

test.each(BROKEN)(
  '%s is done again as an activity where the store breaks its connection',
  async (step, asked) => {
    const path = pages.paths[DEATHS + 1 + BROKEN.findIndex(([name]) => name === step)];
    const jobId = await jobOf(path ?? '');
    way.breakRequests(asked, BREAKS);
    const ended = await endOf(await startAtOnce(jobId));
    expect(way.unbroken).toBe(0);
    expect(locallyDone(ended.events)).toContain(step);
    expect(scheduled(ended.events).get(step)).toBe(1);
    await expectStoredOnce(ended);
  },
);

test('runs whose orchestrator dies at any moment store their page once', async () => {
  const jobIds: string[] = [];
  for (const path of pages.paths.slice(1, DEATHS + 1)) jobIds.push(await jobOf(path));
  for (const [index, jobId] of jobIds.entries()) {
    const workflowId = await startAtOnce(jobId);
    await pass(index * LATER_MS);
    for (const orchestrator of system.all('orchestrator'))
      if (orchestrator.running) await orchestrator.kill9();
    const ended = await endOf(workflowId);
    expect(ended.run.state).toBe('completed');
    await expectStoredOnce(ended);
    for (const orchestrator of system.all('orchestrator'))
      await eventually(() => orchestrator.running, 30_000);
  }
}, 600_000);
