// A force-stop while no orchestrator lives: the verb answers, fetching ends, and the monitor ends the run.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 200;
const EFFECTIVE_MS = 1_000;
const FINALIZED_MS = 5_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 200 });
  system = await startSystem({
    services: inject('services'),
    name: 'force',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

test('a run is stopped by force though its orchestrator is down', async () => {
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length > 60, 30_000);
  await system.one('orchestrator').down();
  const { state } = await stopJob(system.ports, jobId, { force: true });
  const answeredAt = performance.now();
  expect(['stopped', 'stopping']).toContain(state);
  const ended = await system.ended(run._id, FINALIZED_MS);
  expect(ended.state).toBe('stopped');
  expect(ended.endingReason?.code).toBe('forced');
  const { notKept = 0 } = ended.totals ?? {};
  expect(ended.endingReason?.detail.includes(`${notKept} page`)).toBe(notKept > 0);
  expect((await system.mongo.jobs.get(jobId))?.state).toBe('stopped');
  await eventually(() => performance.now() - answeredAt > 3 * EFFECTIVE_MS);
  const last = Math.max(...pages.requests().map(({ atMs }) => atMs - answeredAt));
  expect(last).toBeLessThan(EFFECTIVE_MS);
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.skipped).toBeGreaterThan(0);
});

test('the job starts again once an orchestrator lives, and finds what it had', async () => {
  system.one('orchestrator').start();
  const [job] = await system.mongo.jobs.list({ workspaceId: 'default', limit: 1 });
  const run = await system.completed(job?._id ?? '');
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored + books.classes.unchanged).toBe(PAGES + 1);
});
