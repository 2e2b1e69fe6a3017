// Times of a schedule that passed while everything was away: made up by the monitor and a real Temporal, each once, also
// when Temporal had fired them all and no process took them.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { slotWorkflowId } from '../../domain/run/ids.ts';
import type { Run } from '../../domain/run/run.ts';
import { nextTimes, slotOf } from '../../domain/config/schedule/schedule.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const DAY_MS = 86_400_000;
const SWEEPS_MS = 90_000;
const MISSED = 4;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 1 });
  system = await startSystem({
    services: inject('services'),
    name: 'missed',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

/** A daily job whose last four times nobody has dealt with; `fire` puts their workflows into Temporal. */
async function away(missed: unknown, fire: boolean): Promise<{ jobId: string; times: Date[] }> {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [pages.startUrl] },
    schedule: { kind: 'interval', everyMs: DAY_MS, missed },
  });
  const job = await system.mongo.jobs.get(jobId);
  if (job?.config.schedule === undefined) throw new Error('the job is not there');
  const after = new Date(Date.now() - MISSED * DAY_MS - 60_000);
  const times = nextTimes(job.config.schedule, jobId, after, MISSED);
  await system.mongo.jobs.control(job, { nextRunAt: times[0] ?? null }, null);
  if (fire)
    for (const time of times.toReversed()) {
      const owner = { workspaceId: 'default', jobId, jobName: job.name };
      const workflowId = slotWorkflowId(owner, time);
      await system.ports.engine.start({ ...owner, workflowId, trigger: 'schedule' });
    }
  return { jobId, times };
}

async function runsOf(jobId: string): Promise<Run[]> {
  const runs = await system.mongo.runs.list({ jobId, limit: 20 });
  return runs.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

// At once: each of them waits for the same sweeps.
test.concurrent.each([
  { policy: { all: 2 }, wanted: 2, fire: false },
  { policy: { all: 2 }, wanted: 2, fire: true },
  { policy: 'one', wanted: 1, fire: false },
  { policy: 'skip', wanted: 0, fire: true },
])('$policy makes $wanted runs; fired by Temporal meanwhile: $fire', async ({ policy, wanted, fire }) => {
  const { jobId, times } = await away(policy, fire);
  const job = await eventually(async () => {
    const seen = await system.mongo.jobs.get(jobId);
    const isDone = seen?.missed?.left === 0 && seen.activeRun === null;
    return isDone && seen.aggregates.runs === wanted ? seen : null;
  }, SWEEPS_MS);
  expect(job.missed).toMatchObject({ count: MISSED, madeUp: wanted, from: times[0], until: times.at(-1) });
  expect(job.nextRunAt?.getTime()).toBeGreaterThan(Date.now());
  const runs = await runsOf(jobId);
  const newest = wanted === 0 ? [] : times.slice(-wanted);
  expect(runs.map(({ slot }) => slot)).toEqual(newest.map((time) => slotOf(jobId, time)));
  expect(runs.every(({ state }) => state === 'completed')).toBe(true);
  const [first, second] = runs;
  if (first !== undefined && second !== undefined)
    expect(second.createdAt.getTime()).toBeGreaterThanOrEqual(first.finishedAt?.getTime() ?? Infinity);
});
