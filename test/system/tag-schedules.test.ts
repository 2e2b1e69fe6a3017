// A schedule by tag reaches Temporal: those of all jobs of the tag come, change and go with it, and a job that says its own keeps it.
import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { scheduleId } from '../../domain/run/ids.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

/** Long, so that no start falls due while the test runs: where one of twelve jobs is due is drawn by its id. */
const DAY_MS = 86_400_000;
const JOBS = 12;
const TAG = 'sale';
const SETTLED_MS = 60_000;

let served: ServedWebloom;
let connection: Connection;
let temporal: Client;
/** Of the tag, without a schedule of their own. */
let jobIds: string[];
let ownId: string;

beforeAll(async () => {
  served = await serveWebloom(inject('services'), { name: 'tag-schedules', host: '127.0.0.1' });
  connection = await Connection.connect({ address: inject('services').temporalAddress });
  temporal = new Client({ connection });
  jobIds = [];
  for (let n = 0; n < JOBS; n += 1) jobIds.push(await make(`Kettle ${n}`));
  ownId = await make('Own', { schedule: { kind: 'interval', everyMs: 7 * DAY_MS } });
});

afterAll(async () => {
  for (const jobId of [...(jobIds ?? []), ownId]) await served?.api.removeJob(jobId);
  await connection?.close();
  await served?.close();
});

async function make(name: string, config: object = {}): Promise<string> {
  const source = { kind: 'pages' as const, urls: ['http://127.0.0.1:9/kettle'] };
  return (await served.api.createJob({ name, tags: [TAG], config: { source, ...config } })).jobId;
}

/** As Temporal has it; null: it has none. */
async function scheduleOf(jobId: string) {
  try {
    const { spec, state } = await temporal.schedule.getHandle(scheduleId(jobId)).describe();
    const [every] = spec.intervals?.map((interval) => Number(interval.every)) ?? [];
    return { every, calendars: spec.calendars?.length ?? 0, paused: state.paused };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

async function set(schedule: object): Promise<void> {
  await served.api.saveTagSettings(TAG, { settings: { schedule } }, { dryRun: false });
  await eventually(async () => (await served.api.tagSettings(TAG)).jobs.due === 0, SETTLED_MS);
}

test('a schedule that comes by tag is begun in Temporal, for each job without one of its own', async () => {
  expect(await Promise.all(jobIds.map(scheduleOf))).toEqual(Array(JOBS).fill(null));
  await set({ kind: 'interval', everyMs: 30 * DAY_MS });
  const begun = await Promise.all(jobIds.map(scheduleOf));
  expect(begun).toEqual(Array(JOBS).fill({ every: 30 * DAY_MS, calendars: 0, paused: false }));
  expect(await scheduleOf(ownId)).toMatchObject({ every: 7 * DAY_MS });
});

test('another schedule of the tag takes its place, and a job that is paused stays so', async () => {
  const [paused = '', ...others] = jobIds;
  await served.api.act(paused, 'pause');
  await set({ kind: 'interval', everyMs: 60 * DAY_MS });
  for (const jobId of others)
    expect(await scheduleOf(jobId)).toMatchObject({ every: 60 * DAY_MS, paused: false });
  expect(await scheduleOf(paused)).toMatchObject({ every: 60 * DAY_MS, paused: true });
  const times = (await served.api.job(others[0] ?? '')).nextTimes.map((time) => Date.parse(time));
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(60 * DAY_MS);
  await served.api.act(paused, 'resume');
  await set({ kind: 'cron', cron: '0 8 1 * *', timezone: 'Europe/Berlin' });
  for (const jobId of jobIds) {
    const now = await scheduleOf(jobId);
    expect([now?.every, now?.paused]).toEqual([undefined, false]);
    expect(now?.calendars).toBeGreaterThan(0);
  }
  expect(await scheduleOf(ownId)).toMatchObject({ every: 7 * DAY_MS });
});

test('settings that are cleared take the schedule out of Temporal, and only that of the tag', async () => {
  await served.api.removeTagSettings(TAG, { dryRun: false });
  await eventually(async () => {
    const left = await Promise.all(jobIds.map(scheduleOf));
    return left.every((one) => one === null);
  }, SETTLED_MS);
  for (const jobId of jobIds)
    expect(await served.api.job(jobId)).toMatchObject({ state: 'created', nextRunAt: null });
  expect(await scheduleOf(ownId)).toMatchObject({ every: 7 * DAY_MS });
  expect(await served.api.job(ownId)).toMatchObject({ state: 'scheduled' });
});
