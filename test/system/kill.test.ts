// Every process is killed in mid-run, one kind a test. The run completes by itself, every URL ends in exactly one class,
// and nothing is stored, changed or priced twice.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import type { Role } from '../support/webloom-processes.ts';

const PAGES = 150;
const REVISED = 30;

let pages: ManyPages;
let system: System;
let jobId: string;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  system = await startSystem({ services: inject('services'), name: 'kill', ownHosts: [pages.host] });
  jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

test('a first run completes undisturbed', async () => {
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(PAGES + 1);
});

test.each<Role>(['scraper', 'pipeline', 'dispatcher', 'orchestrator'])(
  'a run during which the %s is killed completes by itself and finds what changed once',
  async (role) => {
    const revised = pages.paths.slice(0, REVISED);
    for (const path of revised) pages.revise(path);
    const before = pages.requests().length;
    const victim = system.one(role);
    const run = await system.start(jobId);
    await eventually(() => pages.requests().length - before > PAGES / 3, 30_000);
    await victim.kill9();
    const halfway = pages.requests().length - before;
    const ended = await system.ended(run._id);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    // The kill hit the run, not its end.
    expect(halfway).toBeLessThan(PAGES);
    const books = await recount(system, ended);
    expect(books.faults).toEqual([]);
    expect(books.classes).toEqual({
      stored: REVISED,
      unchanged: PAGES + 1 - REVISED,
      failed: 0,
      skipped: 0,
    });
    const query = { runId: run._id, jobId, limit: 1_000 };
    const changes = await system.mongo.history.changes(query);
    expect(changes.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(revised.toSorted());
    const points = await system.mongo.history.prices(query);
    expect(points.filter(({ changed }) => changed)).toHaveLength(REVISED / 3);
  },
);
