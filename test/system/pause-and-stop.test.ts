// Pause, resume and stop as the visited site sees them: no request later than a second after the answer.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { pauseJob, resumeJob } from '../../domain/job/verb/verbs.ts';
import type { Run } from '../../domain/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 200;
const ANSWERED_MS = 300;
const EFFECTIVE_MS = 1_000;
/** Long enough to see that nothing comes any more. */
const QUIET_MS = 2_500;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 200 });
  system = await startSystem({ services: inject('services'), name: 'control', ownHosts: [pages.host] });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

let seen = 0;
afterEach(() => {
  seen = pages.requests().length;
});

function requestsNow() {
  return pages.requests().slice(seen);
}

async function startMidway(enough = 40): Promise<Run> {
  seen = pages.requests().length;
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const run = await system.start(jobId);
  await eventually(() => requestsNow().length > enough, 30_000);
  return run;
}

/** Waits until the site has been left alone; returns how long after `since` the last request came. */
async function lastRequestAfter(since: number): Promise<number> {
  await eventually(() => performance.now() - since > QUIET_MS, QUIET_MS + 1_000);
  return Math.max(0, ...requestsNow().map(({ atMs }) => atMs - since));
}

test('a paused run asks for nothing a second later, is held, and goes on where it was', async () => {
  const run = await startMidway();
  const askedAt = performance.now();
  expect((await pauseJob(system.ports, run.jobId)).state).toBe('paused');
  const answeredAt = performance.now();
  expect(answeredAt - askedAt).toBeLessThan(ANSWERED_MS);
  expect(await lastRequestAfter(answeredAt)).toBeLessThan(EFFECTIVE_MS);
  const held = requestsNow().length;
  expect(held).toBeLessThan(PAGES);
  expect((await system.run(run._id)).state).toBe('paused');
  await eventually(async () => {
    const { gateSeq, ackedGateSeq } = await system.run(run._id);
    return gateSeq === ackedGateSeq;
  });
  await resumeJob(system.ports, run.jobId);
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  // What had been fetched was kept: nothing is asked for twice.
  expect(requestsNow().length).toBe(PAGES + 1);
});

test('a stopped run asks for nothing a second later and keeps what it had', async () => {
  const run = await startMidway();
  const { state } = await stopJob(system.ports, run.jobId, { force: false });
  const answeredAt = performance.now();
  expect(state).toBe('stopping');
  expect(await lastRequestAfter(answeredAt)).toBeLessThan(EFFECTIVE_MS);
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('stopped');
  expect(ended.endingReason?.code).toBe('stopped-by-user');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  const answered = requestsNow().length;
  expect(books.classes.stored).toBe(answered);
  expect(books.classes.skipped).toBe(PAGES + 1 - answered);
  expect(ended.totals?.reasons['stopped']).toBe(PAGES + 1 - answered);
  expect((await system.mongo.jobs.get(run.jobId))?.state).toBe('stopped');
});

test('signals sent by hand pause, resume and stop a run like the verbs do', async () => {
  const run = await startMidway();
  const workflow = system.temporal.workflow.getHandle(run.workflowId);
  const stateIs = (state: Run['state']) =>
    eventually(async () => (await system.run(run._id)).state === state, 20_000);
  await workflow.signal('pause');
  await stateIs('paused');
  const pausedAt = performance.now();
  expect(await lastRequestAfter(pausedAt)).toBeLessThan(EFFECTIVE_MS);
  const held = requestsNow().length;
  await workflow.signal('resume');
  await stateIs('running');
  await eventually(() => requestsNow().length > held, 20_000);
  await workflow.signal('stop');
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('stopped');
  expect(ended.history.map(({ event, by }) => `${event} by ${by}`)).toEqual(
    expect.arrayContaining(['pause by temporal', 'resume by temporal', 'stop by temporal']),
  );
  expect((await recount(system, ended)).faults).toEqual([]);
  // Only the run was stopped: a job without a schedule has nothing more to do.
  expect((await system.mongo.jobs.get(run.jobId))?.activeRun).toBeNull();
});

test('a pause survives the loss of every process and is lifted by resume', async () => {
  const run = await startMidway();
  await pauseJob(system.ports, run.jobId);
  await Promise.all(system.processes.map((each) => each.down()));
  const downAt = performance.now();
  for (const each of system.processes) each.start();
  await Promise.all(system.processes.map((each) => each.ready()));
  expect(await lastRequestAfter(downAt)).toBe(0);
  expect((await system.run(run._id)).state).toBe('paused');
  await resumeJob(system.ports, run.jobId);
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(PAGES + 1);
});

test('a pause while the last page is being read holds the run until it is resumed', async () => {
  seen = pages.requests().length;
  const jobId = await system.createJob({ source: { kind: 'pages', urls: [pages.startUrl] } });
  const run = await system.start(jobId);
  await eventually(() => requestsNow().length === 1, 20_000);
  await pauseJob(system.ports, jobId);
  await eventually(async () => (await system.mongo.chunks.get(run._id, 1))?.state === 'committed', 20_000);
  // The workflow tells that it acts on the pause only once nothing is left to do but to wait.
  await eventually(async () => {
    const { gateSeq, ackedGateSeq } = await system.run(run._id);
    return gateSeq === ackedGateSeq;
  }, 20_000);
  expect((await system.run(run._id)).state).toBe('paused');
  await resumeJob(system.ports, jobId);
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  expect(ended.history.map(({ event }) => event)).toEqual(['started', 'pause', 'resume', 'finalize', 'end']);
});
