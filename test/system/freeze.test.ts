// One of two processes of each kind is frozen in mid-run for longer than its heartbeats may be missing, then goes on with what it
// was doing. Others have done its work by then; what it does late changes nothing.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import type { Role } from '../support/webloom-processes.ts';

const PAGES = 150;
const REVISED = 30;
/** Heartbeats may be missing for 10 s. */
const FROZEN_MS = 12_500;
/** Time for what was thawed to do harm. */
const AFTERMATH_MS = 3_000;

let pages: ManyPages;
let system: System;
let jobId: string;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 100 });
  system = await startSystem({
    services: inject('services'),
    name: 'freeze',
    ownHosts: [pages.host],
    processes: { orchestrator: 2, dispatcher: 2, pipeline: 2, scraper: 2 },
  });
  jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  await system.completed(jobId);
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

async function pass(forMs: number): Promise<void> {
  const from = performance.now();
  await eventually(() => performance.now() - from > forMs, forMs + 1_000);
}

test.each<[Role, Role]>([
  ['dispatcher', 'pipeline'],
  ['scraper', 'orchestrator'],
])(
  'a run during which one %s and one %s are frozen and thawed stores and tells everything once',
  async (...roles) => {
    const revised = pages.paths.slice(0, REVISED);
    for (const path of revised) pages.revise(path);
    const before = pages.requests().length;
    const run = await system.start(jobId);
    await eventually(() => pages.requests().length - before > PAGES / 3, 30_000);
    const victims = roles.map((role) => system.one(role));
    for (const victim of victims) victim.freeze();
    await pass(FROZEN_MS);
    for (const victim of victims) victim.thaw();
    const ended = await system.ended(run._id);
    await pass(AFTERMATH_MS);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    const books = await recount(system, await system.run(run._id));
    expect(books.faults).toEqual([]);
    expect(books.classes).toEqual({
      stored: REVISED,
      unchanged: PAGES + 1 - REVISED,
      failed: 0,
      skipped: 0,
    });
    const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 1_000 });
    expect(changes).toHaveLength(REVISED);
    const stored = await system.mongo.pages.list(jobId, { after: null, limit: 1_000 });
    expect(stored).toHaveLength(PAGES + 1);
  },
);
