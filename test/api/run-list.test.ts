import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { type Harness, T0, createHarness, putRun } from './harness.ts';

const MINUTE = 60_000;

let harness: Harness;
let ids: Record<'done' | 'broken' | 'long', string>;
let jobs: Record<'done' | 'broken' | 'long', string>;

/** One run that completed by schedule, one that failed, one that goes on for an hour. */
beforeAll(async () => {
  harness = await createHarness();
  const totals = { ...NO_COUNTS, chunks: 1, discovered: 1, durationMs: 2 * MINUTE };
  const done = await putRun(harness, 'completed', {
    ending: 'completed',
    trigger: 'schedule',
    totals,
    createdAt: new Date(T0 - 10 * MINUTE),
    finishedAt: new Date(T0 - 8 * MINUTE),
  });
  const broken = await putRun(harness, 'failed', {
    ending: 'failed',
    endingReason: { code: 'source-unreachable', detail: 'The sitemap answered 503.' },
    totals: { ...totals, durationMs: 500 },
    createdAt: new Date(T0 - 5 * MINUTE),
    finishedAt: new Date(T0 - 5 * MINUTE + 500),
  });
  const long = await putRun(harness, 'running', { createdAt: new Date(T0 - 60 * MINUTE) });
  ids = { done: done._id, broken: broken._id, long: long._id };
  jobs = { done: done.jobId, broken: broken.jobId, long: long.jobId };
});
afterAll(() => harness.app.close());

const get = async (query: string) => (await harness.app.inject(`/v1/runs${query}`)).json();

async function listed(query: string): Promise<string[]> {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  const { items } = await get(query);
  return items.map(({ runId }: { runId: string }) => names.get(runId));
}

test.each([
  ['?state=running', ['long']],
  ['?ending=failed,completed', ['broken', 'done']],
  ['?trigger=schedule', ['done']],
  ['?reason=source-unreachable', ['broken']],
  ['?reason=too-many-failures', []],
  [`?startedFrom=${new Date(T0 - 6 * MINUTE).toISOString()}`, ['broken']],
  [`?startedTo=${new Date(T0 - 6 * MINUTE).toISOString()}`, ['long', 'done']],
  [`?endedFrom=${new Date(T0 - 6 * MINUTE).toISOString()}`, ['broken']],
  [`?endedTo=${new Date(T0 - 6 * MINUTE).toISOString()}`, ['done']],
  ['?minDurationMs=60000', ['long', 'done']],
  ['?minDurationMs=600000', ['long']],
])('runs are filtered by %s', async (query, names) => {
  expect(await listed(query)).toEqual(names);
});

test('runs are found by a part of the name of their job, and say that name', async () => {
  const name = (await harness.ports.jobs.get(jobs.broken))?.name ?? '';
  expect(await listed(`?q=${encodeURIComponent(name.toUpperCase())}`)).toEqual(['broken']);
  expect((await get(`?q=${encodeURIComponent(name)}`)).items[0]).toMatchObject({ jobName: name });
  expect(await listed('?q=no-such-name')).toEqual([]);
  expect(await listed(`?q=${encodeURIComponent(name)}&jobId=${jobs.done}`)).toEqual([]);
});

test('the number of runs in each state comes when it is asked for, whatever the filters', async () => {
  expect((await get('?state=running')).counts).toBeNull();
  expect((await get('?state=running&counts=true')).counts).toMatchObject({
    running: 1,
    completed: 1,
    failed: 1,
    paused: 0,
  });
  const ofOne = await harness.app.inject(`/v1/jobs/${jobs.broken}/runs?counts=true`);
  expect(ofOne.json().counts).toMatchObject({ running: 0, failed: 1 });
});

test('a row of the list says what people look for, and leaves the configuration out', async () => {
  const [row] = (await get('?state=failed')).items;
  expect(row).toMatchObject({
    durationMs: 500,
    endingReason: { code: 'source-unreachable', means: 'The source itself could not be read.' },
  });
  expect(row).not.toHaveProperty('fields');
});

test.each(['?state=asleep', '?reason=NO', '?startedFrom=yesterday', '?minDurationMs=-1', '?colour=red'])(
  'the list refuses %s and says what is wrong',
  async (query) => {
    expect(await get(query)).toMatchObject({ status: 400 });
  },
);
