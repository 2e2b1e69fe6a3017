// Every process is killed while it holds work of a run, one kind a test. The run completes by itself, every URL ends in exactly
// one class, and nothing is stored, changed or priced twice.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freezeAtWork } from '../support/fault/held-work.ts';
import { PAGES, expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import type { Role } from '../support/webloom-processes.ts';

let pages: ManyPages;
let system: System;
let jobId: string;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  system = await startSystem({
    services: inject('services'),
    name: 'kill',
    ownHosts: [pages.host],
    processes: { monitor: 1, api: 1 },
  });
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

test.each<Role>(['scraper', 'pipeline', 'dispatcher', 'orchestrator', 'monitor', 'api'])(
  'a run during which the %s is killed completes by itself and finds what changed once',
  async (role) => {
    const started = await startRevised({ system, pages }, jobId);
    const victim = system.one(role);
    const held = await freezeAtWork({ system, site: pages.site }, started.run, victim);
    await victim.kill9();
    expect(held).not.toEqual([]);
    await expectMidway(system, started.run);
    await expectWhole(system, started);
    await victim.ready();
  },
);
