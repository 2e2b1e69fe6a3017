// Pause and stop at awkward moments: before a run has discovered anything, while it is held, and again and again while its
// workflow keeps continuing as new.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { pauseJob, resumeJob } from '../../domain/job/verb/verbs.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 300;
const HELD_MS = 1_500;
const PAUSES = 5;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 50 });
  system = await startSystem({
    services: inject('services'),
    name: 'phases',
    ownHosts: [pages.host],
    env: { WEBLOOM_HISTORY_LIMIT: '60', WEBLOOM_CHUNK_MAX: '20', WEBLOOM_CHUNK_WINDOW: '2' },
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

function siteJob(): Promise<string> {
  return system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
}

async function pass(forMs: number): Promise<void> {
  const from = performance.now();
  await eventually(() => performance.now() - from > forMs, forMs + 1_000);
}

test('a run that is paused as soon as it was started asks for nothing until it is resumed', async () => {
  const jobId = await siteJob();
  const before = pages.requests().length;
  const run = await system.start(jobId);
  expect((await pauseJob(system.ports, jobId)).state).toBe('paused');
  // Asking again changes nothing.
  expect(await pauseJob(system.ports, jobId)).toMatchObject({ state: 'paused', same: true });
  await pass(HELD_MS);
  expect(pages.requests().length).toBe(before);
  const { state } = await resumeJob(system.ports, jobId);
  expect(['starting', 'running']).toContain(state);
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(PAGES + 1);
});

test('a run that is stopped as soon as it was started ends with books that add up', async () => {
  const jobId = await siteJob();
  const run = await system.start(jobId);
  await stopJob(system.ports, jobId, { force: false });
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('stopped');
  expect((await recount(system, ended)).faults).toEqual([]);
  expect((await system.mongo.jobs.get(jobId))?.state).toBe('stopped');
});

test('a pause whose signal was lost is acted on as soon as the gate stops a chunk', async () => {
  const jobId = await siteJob();
  const before = pages.requests().length;
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length > before + 30);
  const engine = { ...system.ports.engine, signal: () => Promise.resolve(false) };
  const { state, run: paused } = await pauseJob({ ...system.ports, engine }, jobId);
  expect(state).toBe('paused');
  // Sooner than the monitor would signal again.
  await eventually(
    async () => (await system.mongo.runs.get(run._id))?.ackedGateSeq === paused?.gateSeq,
    2_500,
  );
  await resumeJob(system.ports, jobId);
  const ended = await system.ended(run._id);
  expect((await recount(system, ended)).faults).toEqual([]);
});

test('a paused run can be stopped, and what it had stays', async () => {
  const jobId = await siteJob();
  const before = pages.requests().length;
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length > before + 30);
  await pauseJob(system.ports, jobId);
  await pass(HELD_MS);
  const asked = pages.requests().length - before;
  await stopJob(system.ports, jobId, { force: false });
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('stopped');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(asked);
  await expect(resumeJob(system.ports, jobId)).rejects.toMatchObject({ code: 'transition-not-allowed' });
});

test('pauses between continuations of the workflow are neither lost nor kept', async () => {
  const jobId = await siteJob();
  const run = await system.start(jobId);
  for (let pauses = 0; pauses < PAUSES; pauses += 1) {
    const before = pages.requests().length;
    await eventually(() => pages.requests().length > before + 10, 20_000);
    await pauseJob(system.ports, jobId);
    // Sometimes at once, sometimes after the workflow has settled.
    await pass(pauses % 2 === 0 ? 50 : HELD_MS);
    await resumeJob(system.ports, jobId);
  }
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(PAGES + 1);
});
