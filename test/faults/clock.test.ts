// The wall clock of Webloom's machines is set in mid-run, an hour ahead and two back, while that of the store goes on: nothing is asked
// too early, nothing waits for an hour, and the run completes by itself.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ShiftedClock, createShiftedClock } from '../support/fault/shifted-clock.ts';
import { readMidway } from '../support/fault/midway.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import type { Role } from '../support/webloom-processes.ts';

const PAGES = 16;
/** Shorter pauses are kept on average only. */
const DELAY_MS = 1_000;
const HOUR_MS = 3_600_000;
/** At its pace the host needs 17 s for all pages; a clock that is believed costs an hour. */
const RUN_MS = 60_000;

let pages: ManyPages;
let clock: ShiftedClock;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES });
  clock = createShiftedClock();
  system = await startSystem({
    services: inject('services'),
    name: 'clock',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
    env: clock.env,
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
  clock?.close();
});

test.each<[string, readonly Role[], readonly number[]]>([
  ['all processes', ['orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor'], [HOUR_MS, -HOUR_MS]],
])('a run during which the clocks of %s are set completes at its pace', async (_who, roles, shifts) => {
  const jobId = await system.createJob({
    source: { kind: 'site', start: [pages.startUrl] },
    fetch: { delayMs: DELAY_MS },
  });
  const before = pages.requests().length;
  const asked = () => pages.requests().slice(before);
  const run = await system.start(jobId);
  const pids = roles.flatMap((role) => system.all(role).map(({ pid }) => pid));
  for (const [turn, shiftMs] of shifts.entries()) {
    await eventually(() => asked().length > ((turn + 1) * PAGES) / 4, RUN_MS);
    await clock.set(shiftMs, pids);
    expect((await readMidway(system, run._id)).left).toBeGreaterThan(0);
  }
  const ended = await system.ended(run._id, RUN_MS);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  const gaps = asked().map(({ atMs }, at) => atMs - (asked()[at - 1]?.atMs ?? Number.NEGATIVE_INFINITY));
  expect(gaps.filter((gap) => gap < DELAY_MS / 2)).toEqual([]);
});
