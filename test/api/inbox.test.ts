// The inbox over HTTP: filters, counts, marks and their undoing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { minutesLater, sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
const told: EventMessage[] = [];

beforeAll(async () => {
  harness = await createHarness();
  await harness.ports.onEvent((event) => void told.push(event));
  await putJob(harness, 'completed', { jobId: 'job_a' });
  await putJob(harness, 'completed', { jobId: 'job_b' });
  const changes = [1, 2, 3, 4, 5].map((v) =>
    sampleChange(v === 5 ? 'job_b:p' : 'job_a:p', v, {
      jobId: v === 5 ? 'job_b' : 'job_a',
      at: minutesLater(v),
      state: v === 4 ? 'withdrawn' : 'confirmed',
      kind: v % 2 === 0 ? 'price' : 'text',
      severity: v === 5 ? 'major' : 'minor',
      summary: `Change number ${v}`,
    }),
  );
  await harness.ports.history.insertChanges([
    ...changes,
    sampleChange('job_a:q', 1, { jobId: 'job_a', workspaceId: 'other' }),
    sampleChange('job_gone:p', 1, { jobId: 'job_gone', kind: 'moved' }),
  ]);
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject(url)).json();
const list = async (query: string): Promise<string[]> =>
  (await get(`/v1/changes?${query}`)).items.map(({ summary }: { summary: string }) => summary.slice(-1));
const send = (method: 'PATCH' | 'POST', url: string, payload: object) =>
  harness.app.inject({ method, url, payload });

test.each([
  ['', ['5', '4', '3', '2', '1']],
  ['severity=major', ['5']],
  ['kind=price', ['4', '2']],
  ['jobId=job_a&state=confirmed', ['3', '2', '1']],
  ['q=NUMBER%203', ['3']],
  ['since=2026-03-01T12:02:00Z&until=2026-03-01T13:04:00%2B01:00', ['3', '2']],
  ['pageId=job_b:p', ['5']],
  ['inbox=seen,ignored', []],
])('the list with %s', async (query, expected) => {
  expect(await list(query)).toEqual(expected);
});

test('a change names its job, and that it was taken back', async () => {
  const { items } = await get('/v1/changes?state=withdrawn');
  expect(items).toMatchObject([{ state: 'withdrawn', inbox: 'unread', marked: null }]);
  expect(items[0].jobName).toMatch(/^job \d+$/);
});

test('pages of the list follow each other, and a cursor belongs to its filter', async () => {
  const first = await get('/v1/changes?limit=2');
  const second = await get(`/v1/changes?limit=2&cursor=${first.nextCursor}`);
  const summaries = [...first.items, ...second.items].map(({ summary }) => summary.slice(-1));
  expect(summaries).toEqual(['5', '4', '3', '2']);
  expect((await harness.app.inject(`/v1/changes?kind=price&cursor=${first.nextCursor}`)).statusCode).toBe(
    404,
  );
});

test.each([
  ['/v1/changes?inbox=new', 400],
  ['/v1/changes?since=yesterday', 400],
  ['/v1/changes?colour=red', 400],
  ['/v1/changes/counts?limit=3', 400],
  ['/v1/changes/job_a%3Aq%3A1', 404],
  ['/v1/changes/job_gone%3Ap%3A1', 404],
])('%s is refused with %d', async (url, status) => {
  expect((await harness.app.inject(url)).statusCode).toBe(status);
});

describe('marks', () => {
  test('one change is seen, says by whom and when, and is told to the other tabs', async () => {
    told.length = 0;
    const answer = await send('PATCH', '/v1/changes/job_a%3Ap%3A1', { inbox: 'seen' });
    expect(answer.json()).toMatchObject({
      inbox: 'seen',
      marked: { by: 'open', at: new Date(harness.now).toISOString() },
    });
    expect(told).toMatchObject([
      { type: 'change.marked', data: { inbox: 'seen', marked: 1, changeIds: ['job_a:p:1'] } },
    ]);
    // Again: nothing to do, nothing to tell.
    await send('PATCH', '/v1/changes/job_a%3Ap%3A1', { inbox: 'seen' });
    expect(told).toHaveLength(1);
    const { items } = await get('/v1/changes?inbox=seen');
    expect(items).toHaveLength(1);
  });

  test('all that fit a filter are marked, and marking the groups of the answer back undoes it', async () => {
    const answer = await send('POST', '/v1/changes/mark', { inbox: 'ignored', filter: { jobId: 'job_a' } });
    expect(answer.json()).toEqual({
      marked: 4,
      more: false,
      nextCursor: null,
      before: [
        { inbox: 'unread', changeIds: ['job_a:p:4', 'job_a:p:3', 'job_a:p:2'] },
        { inbox: 'seen', changeIds: ['job_a:p:1'] },
      ],
    });
    const counts = '/v1/changes/counts?jobId=job_a';
    expect(await get(counts)).toMatchObject({ byInbox: { unread: 0, seen: 0, ignored: 4 } });
    for (const { inbox, changeIds } of answer.json<{ before: { inbox: string; changeIds: string[] }[] }>()
      .before)
      await send('POST', '/v1/changes/mark', { inbox, changeIds });
    expect(await get(counts)).toMatchObject({ byInbox: { unread: 3, seen: 1, ignored: 0 } });
  });

  test('changes of another workspace and unknown ones are left alone', async () => {
    const changeIds = ['job_a:q:1', 'job_a:none:1'];
    const answer = await send('POST', '/v1/changes/mark', { inbox: 'seen', changeIds });
    expect(answer.json()).toEqual({ marked: 0, more: false, nextCursor: null, before: [] });
    expect(await harness.ports.history.change('job_a:q:1')).toMatchObject({ inbox: 'unread' });
  });

  test.each([
    [{ inbox: 'seen' }],
    [{ inbox: 'seen', changeIds: ['a'], filter: {} }],
    [{ inbox: 'read', changeIds: ['a'] }],
    [{ inbox: 'seen', filter: { colour: 'red' } }],
    [{ inbox: 'seen', changeIds: ['a'], cursor: 'abcdefghijklmnopqrst' }],
  ])('%j is refused', async (payload) => {
    expect((await send('POST', '/v1/changes/mark', payload)).statusCode).toBe(422);
  });
});

test('counts fit the list, by severity and kind, and know what is unread beside the filter', async () => {
  expect(await get('/v1/changes/counts?kind=text&inbox=unread')).toEqual({
    total: 2,
    unread: 2,
    byInbox: { unread: 2, seen: 1, ignored: 0 },
    bySeverity: { minor: 1, notable: 0, major: 1 },
    byKind: { text: 2 },
    atLeast: false,
  });
});

test('what one request can not mark is marked by the next, which goes on at its cursor', async () => {
  await putJob(harness, 'completed', { jobId: 'job_c' });
  const many = Array.from({ length: 1_005 }, (_, v) => sampleChange('job_c:p', v, { jobId: 'job_c' }));
  await harness.ports.history.insertChanges(many);
  const body = { inbox: 'seen', filter: { jobId: 'job_c' } };
  const first = (await send('POST', '/v1/changes/mark', body)).json();
  expect(first).toMatchObject({ marked: 1_000, more: true });
  const { nextCursor: cursor } = first;
  const second = (await send('POST', '/v1/changes/mark', { ...body, cursor })).json();
  expect(second).toMatchObject({ marked: 5, more: false, nextCursor: null });
  const foreign = await send('POST', '/v1/changes/mark', { ...body, inbox: 'ignored', cursor });
  expect(foreign.statusCode).toBe(404);
});
