// A run of many chunks whose history may grow only a little: it continues as new, several times, and counts everything once.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 200;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES });
  system = await startSystem({
    services: inject('services'),
    name: 'again',
    ownHosts: [pages.host],
    env: { WEBLOOM_HISTORY_LIMIT: '60', WEBLOOM_CHUNK_MAX: '20', WEBLOOM_CHUNK_WINDOW: '2' },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

test('a run that continues as new ends with the right counts', async () => {
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  const executions = new Set<string>();
  for await (const { runId } of system.temporal.workflow.list({ query: `WorkflowId = "${run.workflowId}"` }))
    executions.add(runId);
  expect(executions.size).toBeGreaterThan(2);
  expect(await system.temporal.workflow.getHandle(run.workflowId).result()).toMatchObject({
    runId: run._id,
    outcome: 'completed',
    counts: { discovered: PAGES + 1, stored: PAGES + 1, failed: 0 },
  });
  // Every page was asked for once, however often the workflow began again.
  expect(pages.requests()).toHaveLength(PAGES + 1);
});
