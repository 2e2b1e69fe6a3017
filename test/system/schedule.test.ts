// A job that recurs: its runs come at their times, stay away while it is paused, and come again, each once.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { pauseJob, putSchedule, resumeJob } from '../../domain/job/verb/verbs.ts';
import type { Run } from '../../domain/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const EVERY_MS = 10_000;
/** Room for a slow machine around a run's time. */
const SLACK_MS = 5_000;

let pages: ManyPages;
let system: System;
let jobId: string;

beforeAll(async () => {
  pages = await startManyPages({ pages: 1 });
  system = await startSystem({
    services: inject('services'),
    name: 'recur',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
  jobId = await system.createJob({
    source: { kind: 'pages', urls: [pages.startUrl] },
    schedule: { kind: 'interval', everyMs: EVERY_MS },
  });
  const job = await system.mongo.jobs.get(jobId);
  if (job === null) throw new Error('the job is not there');
  await putSchedule(system.ports, job, false);
});

afterAll(async () => {
  await system?.ports.engine.deleteSchedule(jobId);
  await system?.close();
  await pages?.close();
});

function runs(): Promise<Run[]> {
  return system.mongo.runs.list({ jobId, limit: 100 });
}

function ended(count: number): Promise<boolean> {
  return eventually(
    async () => {
      const all = await runs();
      return all.filter(({ state }) => state === 'completed').length >= count;
    },
    count * EVERY_MS + SLACK_MS,
  );
}

test('runs come at their times, each once, and the job says when the next one is', async () => {
  await ended(2);
  const found = (await runs()).toReversed();
  const [first, second] = found;
  expect(found.every(({ trigger, slot }) => trigger === 'schedule' && slot !== undefined)).toBe(true);
  expect(new Set(found.map(({ slot }) => slot)).size).toBe(found.length);
  const apart = (second?.createdAt.getTime() ?? 0) - (first?.createdAt.getTime() ?? 0);
  expect(Math.abs(apart - EVERY_MS)).toBeLessThan(SLACK_MS);
  for (const run of found) expect((await recount(system, run)).faults).toEqual([]);
  const job = await eventually(async () => {
    const seen = await system.mongo.jobs.get(jobId);
    return seen?.state === 'scheduled' ? seen : null;
  });
  expect(job.nextRunAt?.getTime()).toBeGreaterThan(found.at(-1)?.createdAt.getTime() ?? 0);
});

test('no run comes while the job is paused, and they come again after it is resumed', async () => {
  expect((await pauseJob(system.ports, jobId)).state).toBe('paused');
  const before = (await runs()).length;
  const from = performance.now();
  await eventually(() => performance.now() - from > EVERY_MS + SLACK_MS, 2 * EVERY_MS);
  expect(await runs()).toHaveLength(before);
  expect((await resumeJob(system.ports, jobId)).state).toBe('scheduled');
  await ended(before + 1);
  expect(await runs()).toHaveLength(before + 1);
});

test('a stopped job has no schedule any more', async () => {
  expect((await stopJob(system.ports, jobId, { force: false })).state).toBe('stopped');
  expect(await system.ports.engine.scheduleState(jobId)).toBe('missing');
  expect((await system.mongo.jobs.get(jobId))?.nextRunAt).toBeNull();
});
