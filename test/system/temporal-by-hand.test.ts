// What people see and do in Temporal's own screens: a failed run is a failed workflow with its reason, a schedule that is
// triggered, paused or resumed there is obeyed, and a start that was refused says why.
import { type ScheduleHandle, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import { putSchedule } from '../../domain/job/verb/verbs.ts';
import { scheduleId } from '../../domain/run/ids.ts';
import { REASON_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE } from '../../workflows/search-attributes.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const OBEYED_MS = 30_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 1 });
  system = await startSystem({
    services: inject('services'),
    name: 'by-hand',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

async function jobOf(jobId: string): Promise<Job> {
  const job = await system.mongo.jobs.get(jobId);
  if (job === null) throw new Error('the job is not there');
  return job;
}

/** A job whose schedule fires once a year, and that schedule. */
async function yearly(): Promise<{ jobId: string; schedule: ScheduleHandle }> {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [pages.startUrl] },
    schedule: { kind: 'cron', cron: '0 0 29 2 *' },
  });
  await putSchedule(system.ports, await jobOf(jobId), false);
  return { jobId, schedule: system.temporal.schedule.getHandle(scheduleId(jobId)) };
}

async function firstRun(jobId: string) {
  return eventually(async () => (await system.mongo.runs.list({ jobId, limit: 1 }))[0] ?? null, OBEYED_MS);
}

/** The workflow a trigger of the schedule has started. */
async function triggered(schedule: ScheduleHandle): Promise<string> {
  const { info } = await schedule.describe();
  await schedule.trigger();
  return eventually(async () => {
    const [latest] = (await schedule.describe()).info.recentActions.slice(info.recentActions.length);
    return latest?.action.workflow.workflowId ?? null;
  }, OBEYED_MS);
}

test('a run that failed is a failed workflow, with the code of the reason as type and the remedy in its message', async () => {
  const jobId = await system.createJob({
    source: { kind: 'sitemap', sitemaps: [pages.site.url('/no-such-sitemap.xml')] },
  });
  const run = await system.ended((await system.start(jobId))._id);
  expect(run.state).toBe('failed');
  const handle = system.temporal.workflow.getHandle(run.workflowId);
  const failure = await handle.result().catch((error: unknown) => error);
  if (!(failure instanceof WorkflowFailedError)) throw new Error(`it did not fail: ${String(failure)}`);
  const { cause } = failure;
  if (!(cause instanceof ApplicationFailure)) throw new Error(`another failure: ${String(cause)}`);
  const { code, detail = '', remedy = '' } = run.endingReason ?? {};
  expect([cause.type, cause.nonRetryable]).toEqual([code, true]);
  expect(cause.message).toContain(detail);
  expect(cause.message).toContain(remedy);
  const { status, typedSearchAttributes } = await handle.describe();
  expect(status.name).toBe('FAILED');
  expect([STATE_ATTRIBUTE, REASON_ATTRIBUTE].map((key) => typedSearchAttributes.get(key))).toEqual([
    'failed',
    code,
  ]);
});

test('a schedule triggered there starts a run, told as started there', async () => {
  const { jobId, schedule } = await yearly();
  const workflowId = await triggered(schedule);
  const run = await system.ended((await firstRun(jobId))._id);
  expect(run).toMatchObject({ state: 'completed', trigger: 'manual', startedBy: 'temporal', workflowId });
  expect(run.slot).toBeUndefined();
  const { typedSearchAttributes } = await system.temporal.workflow.getHandle(workflowId).describe();
  expect(typedSearchAttributes.get(TRIGGER_ATTRIBUTE)).toBe('manual');
});

test('a schedule paused there pauses its job and stays paused; resumed there, the job is scheduled again', async () => {
  const { jobId, schedule } = await yearly();
  await schedule.pause('holidays');
  await eventually(async () => (await jobOf(jobId)).state === 'paused', OBEYED_MS);
  expect((await jobOf(jobId)).history.at(-1)).toMatchObject({ event: 'pause', by: 'temporal' });
  await eventually(async () => (await schedule.describe()).state.note === 'paused by Webloom', OBEYED_MS);
  expect((await schedule.describe()).state.paused).toBe(true);
  const refused = await system.temporal.workflow.getHandle(await triggered(schedule)).result();
  expect(refused).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('The job is paused') });
  await schedule.unpause('back again');
  await eventually(async () => (await jobOf(jobId)).state === 'scheduled', OBEYED_MS);
  expect((await jobOf(jobId)).history.at(-1)).toMatchObject({ event: 'resume', by: 'temporal' });
  await eventually(async () => !(await schedule.describe()).state.paused, OBEYED_MS);
});
