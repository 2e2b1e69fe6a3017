// A run over its time limit is stopped by its own workflow: no monitor looks after this system.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const LIMIT_MS = 5_000;
/** On a loaded machine the last chunk takes its time through the stages. */
const SLACK_MS = 3_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 60 });
  system = await startSystem({ services: inject('services'), name: 'limit', ownHosts: [pages.host] });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

test('a run of 60 s with a limit of 5 s ends then, as failed, and keeps what it has', async () => {
  const urls = pages.paths.map((path) => pages.site.url(path));
  const jobId = await system.createJob({
    source: { kind: 'pages', urls },
    fetch: { delayMs: 1_000, obeyRobots: false },
    limits: { maxRunMs: LIMIT_MS },
  });
  const run = await system.ended((await system.start(jobId))._id);
  expect(run).toMatchObject({ state: 'failed', endingReason: { code: 'time-limit' } });
  const tookMs = (run.finishedAt?.getTime() ?? 0) - run.createdAt.getTime();
  expect(tookMs).toBeGreaterThanOrEqual(LIMIT_MS);
  expect(tookMs).toBeLessThan(LIMIT_MS + SLACK_MS);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBeGreaterThan(0);
  expect(run.history.find(({ to }) => to === 'stopping')?.by).toBe('workflow');
});
