// Runs that start each other, while the process that decides it is killed at each step: every run that found changes
// starts its dependents once, with the pages that changed, and says why another did not start.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Run } from '../../domain/run/run.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { eventually } from '../support/eventually.ts';
import { type System, startSystem } from '../support/system.ts';

const LOOK_MS = 2;
const CHAIN_MS = 90_000;

let site: Server;
let origin: string;
let revision = 0;
let system: System;
let jobs: Record<'list' | 'details' | 'report' | 'arrivals', string>;

beforeAll(async () => {
  site = createServer(({ url = '' }, response) => {
    const text =
      url === '/a' ? `The kettle has price list number ${revision} today.` : 'The lamp is as it was.';
    response.setHeader('content-type', 'text/html');
    response.end(
      `<html><title>${url}</title><body><main><h1>Ware ${url}</h1><p>${text}</p></main></body></html>`,
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  system = await startSystem({
    services: inject('services'),
    name: 'chains',
    ownHosts: [`127.0.0.1:${port}`],
    processes: { monitor: 1 },
  });
  const own = (...paths: string[]) => ({ kind: 'pages', urls: paths.map((path) => `${origin}${path}`) });
  const report = await system.createJob({ source: own('/report') });
  const arrivals = await system.createJob({ source: own('/new') });
  const details = await system.createJob({ source: own('/none'), dependents: [report] });
  const list = await system.createJob({
    source: own('/a', '/b'),
    dependents: [
      { job: details, when: 'changes', pages: 'changed' },
      { job: arrivals, when: 'new-pages' },
    ],
  });
  jobs = { list, details, report, arrivals };
});

afterAll(async () => {
  await system?.close();
  await new Promise((resolve) => site?.close(resolve));
});

const runsOf = (jobId: string): Promise<Run[]> => system.mongo.runs.list({ jobId, limit: 50 });
const childrenOf = async (jobId: string, parentRunId: string): Promise<Run[]> =>
  (await runsOf(jobId)).filter((run) => run.origin?.parentRunId === parentRunId);

test('a run that changed nothing starts nothing, and says so', async () => {
  const run = await system.completed(jobs.list);
  const { dependents = {} } = await system.run(run._id);
  expect(dependents[jobs.details]).toMatchObject({ code: 'no-changes', runId: null });
  expect(dependents[jobs.arrivals]).toMatchObject({ code: 'no-new-pages', runId: null });
});

/** Looks as often as the store answers: what it waits for lasts milliseconds. */
async function seen(isThere: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + CHAIN_MS;
  while (!(await isThere())) {
    if (Date.now() > giveUpAt) throw new Error('the step never came');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const STEPS: readonly (readonly [string, (run: Run) => Promise<boolean>])[] = [
  ['the run is being ended', async ({ _id }) => (await system.run(_id)).state !== 'running'],
  ['the run has ended', async ({ _id }) => isTerminal((await system.run(_id)).state)],
  ['its dependent is noted', async ({ _id }) => (await system.run(_id)).dependents !== undefined],
  ['its dependent has its run', async ({ _id }) => (await childrenOf(jobs.details, _id)).length > 0],
  [
    'the last run of the chain has begun',
    async ({ _id }) => {
      const [details] = await childrenOf(jobs.details, _id);
      return details !== undefined && (await childrenOf(jobs.report, details._id)).length > 0;
    },
  ],
];

test.each(STEPS)('the orchestrator is killed when %s: the chain runs once', async (_step, isThere) => {
  revision += 1;
  const run = await system.start(jobs.list);
  await seen(async () => (await system.run(run._id)).state === 'running');
  await seen(() => isThere(run));
  await system.one('orchestrator').kill9();
  await system.ended(run._id, CHAIN_MS);
  const details = await eventually(
    async () => (await childrenOf(jobs.details, run._id))[0] ?? null,
    CHAIN_MS,
  );
  await system.ended(details._id, CHAIN_MS);
  const report = await eventually(
    async () => (await childrenOf(jobs.report, details._id))[0] ?? null,
    CHAIN_MS,
  );
  await system.ended(report._id, CHAIN_MS);
  expect(await childrenOf(jobs.details, run._id)).toHaveLength(1);
  expect(await childrenOf(jobs.report, details._id)).toHaveLength(1);
  expect(details).toMatchObject({ trigger: 'dependency', onlyUrls: [`${origin}/a`], origin: { depth: 1 } });
  expect(report.origin).toEqual({ parentRunId: details._id, rootRunId: run._id, depth: 2 });
  const { dependents = {} } = await system.run(run._id);
  expect(dependents[jobs.details]).toMatchObject({ code: 'started', runId: details._id });
  expect(dependents[jobs.arrivals]).toMatchObject({ code: 'no-new-pages', runId: null });
  expect(await runsOf(jobs.arrivals)).toEqual([]);
  await system.one('orchestrator').ready();
});

test('Temporal finds the runs of a chain by its first run', async () => {
  const [report] = await runsOf(jobs.report);
  const root = report?.origin?.rootRunId ?? '';
  const ids = await eventually(async () => {
    const found: string[] = [];
    for await (const { workflowId } of system.temporal.workflow.list({ query: `WebloomChain = '${root}'` }))
      found.push(workflowId);
    return found.length >= 2 ? found : null;
  });
  const [details] = await childrenOf(jobs.details, root);
  expect(ids.toSorted()).toEqual([report?.workflowId ?? '', details?.workflowId ?? ''].toSorted());
});
