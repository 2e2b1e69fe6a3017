// One job looked at closely: outlook, fields, values, pages, versions, copies.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import type { Page } from '../../domain/page/page.ts';
import { minutesLater, samplePage } from '../contracts/sample-documents.ts';
import { type Harness, HOURLY, PAGES, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const get = async <T = Record<string, unknown>>(url: string): Promise<T> =>
  (await harness.app.inject({ url })).json<T>();
const send = (method: 'POST' | 'PATCH', url: string, payload?: unknown) =>
  harness.app.inject({ method, url, ...(payload === undefined ? {} : { payload: payload as object }) });

interface List<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

describe('the outlook', () => {
  test('of a job without a run says how it gets one', async () => {
    const { _id } = await putJob(harness, 'created');
    expect(await get(`/v1/jobs/${_id}/outlook`)).toMatchObject({
      headline: 'Ready, and never run: start it when you like.',
      next: { kind: 'nobody', at: null },
      waiting: [],
      run: null,
      lastRun: null,
    });
    const job = await get<{ headline: string }>(`/v1/jobs/${_id}`);
    expect(job.headline).toMatch(/^Ready/);
  });

  test('of a run that nobody carries out names what is missing', async () => {
    const run = await putRun(harness, 'running', { discovered: 4, seq: 7 });
    const outlook = await get<{ headline: string; waiting: { remedy: string }[] }>(
      `/v1/jobs/${run.jobId}/outlook`,
    );
    expect(outlook).toMatchObject({ run: { seq: 7, discovered: 4, done: 0 }, next: { kind: 'run-end' } });
    expect(outlook.headline).toContain('Run 7 waits. No orchestrator');
    expect(outlook.waiting[0]?.remedy).toContain('webloom up');
  });

  test('tells the times that got no run of their own, and why', async () => {
    const job = await putJob(harness, 'scheduled', { recurring: true });
    const [from, until] = [minutesLater(-180), minutesLater(-60)];
    await harness.ports.jobs.control(job, { skipped: [{ from, until, count: 3, why: 'held' }] }, null);
    expect(await get(`/v1/jobs/${job._id}/outlook`)).toMatchObject({
      skipped: {
        text: '3 times of the schedule in the last 7 days got no run of their own: left out because a run was going on (overlap).',
        times: [{ from: from.toISOString(), until: until.toISOString(), count: 3, why: 'held' }],
      },
    });
  });

  test('tells the times that were missed, and which of them wait', async () => {
    const job = await putJob(harness, 'scheduled', { recurring: true });
    const [from, until] = [minutesLater(-180), minutesLater(-60)];
    const found = { from, until, count: 3, madeUp: 1, waiting: [until], left: 1 };
    await harness.ports.jobs.control(job, { missed: { ...found, foundAt: until, workflowId: null } }, null);
    expect(await get(`/v1/jobs/${job._id}/outlook`)).toMatchObject({
      missed: {
        text: '3 times of the schedule were missed while Webloom was away or late: one was made up, one is still to be made up.',
        from: from.toISOString(),
        until: until.toISOString(),
        count: 3,
        madeUp: 1,
        waiting: [until.toISOString()],
      },
    });
  });

  test('of an unknown job is 404', async () => {
    expect((await harness.app.inject({ url: '/v1/jobs/job_x/outlook' })).statusCode).toBe(404);
  });
});

const FIELD = { raw: '', source: 'selector', locator: '.p', confidence: 1 } as const;

async function putPages(job: Job): Promise<void> {
  const { baseline } = samplePage(job._id, 'x');
  if (baseline === undefined) throw new Error('the sample page has no baseline');
  const found = { ...baseline, fields: [{ ...FIELD, name: 'price', value: '9.90', healed: true as const }] };
  const lost = { ...baseline, fields: [{ ...FIELD, name: 'price', value: null, missing: true as const }] };
  const all: Page[] = [
    samplePage(job._id, 'a', { baseline: found, lastChangedAt: minutesLater(1) }),
    samplePage(job._id, 'b', {
      baseline: { ...lost, title: 'Lost & found' },
      lastChangedAt: minutesLater(2),
    }),
    samplePage(job._id, 'c', { baseline: found, state: 'removed' }),
  ];
  await harness.ports.pages.write(all.map((set) => ({ id: set._id, expectedV: 0, order: 1, set })));
}

describe('fields and values', () => {
  let job: Job;
  beforeAll(async () => {
    job = await putJob(harness, 'completed');
    await putPages(job);
  });

  test('a field has its hit rate over the live pages', async () => {
    expect(await get(`/v1/jobs/${job._id}/fields`)).toMatchObject({
      pages: 2,
      truncated: false,
      items: [
        {
          name: 'price',
          wanted: false,
          found: 1,
          absent: 1,
          missing: 1,
          healed: 1,
          hitRate: 0.5,
          samples: ['9.90'],
        },
      ],
    });
  });

  test('values come page by page, also those of pages without one of them', async () => {
    const all = await get<List<object>>(`/v1/jobs/${job._id}/values?limit=1`);
    expect(all.items).toMatchObject([{ fields: { price: '9.90' }, missing: [], healed: ['price'] }]);
    const rest = await get<List<object>>(`/v1/jobs/${job._id}/values?limit=1&cursor=${all.nextCursor}`);
    expect(rest).toMatchObject({
      items: [{ fields: { price: null }, missing: ['price'] }],
      nextCursor: null,
    });
    const lost = await get<List<object>>(`/v1/jobs/${job._id}/values?missing=price`);
    expect(lost.items).toMatchObject([{ title: 'Lost & found' }]);
  });

  test('the list of pages is filtered and ordered, and refuses what it does not know', async () => {
    const urls = async (query: string): Promise<string[]> =>
      (await get<List<{ urlKey: string }>>(`/v1/jobs/${job._id}/pages?${query}`)).items.map(
        ({ urlKey }) => urlKey,
      );
    expect(await urls('sort=-lastChanged')).toEqual(['b', 'a']);
    expect(await urls('q=found')).toEqual(['b']);
    expect(await urls(`changedSince=${minutesLater(2).toISOString()}`)).toEqual(['b']);
    expect(await urls('pageType=article')).toEqual([]);
    const first = await get<List<object>>(`/v1/jobs/${job._id}/pages?sort=-lastChanged&limit=1`);
    expect(await urls(`sort=-lastChanged&limit=1&cursor=${first.nextCursor}`)).toEqual(['a']);
    const other = await harness.app.inject({ url: `/v1/jobs/${job._id}/pages?cursor=${first.nextCursor}` });
    expect(other.json()).toMatchObject({ type: '/problems/cursor-invalid' });
    for (const query of ['colour=red', 'sort=name', 'changedSince=yesterday'])
      expect((await harness.app.inject({ url: `/v1/jobs/${job._id}/pages?${query}` })).statusCode).toBe(400);
  });

  test('a page without kept links has none', async () => {
    expect(await get(`/v1/pages/${job._id}:a/links`)).toEqual({ items: [], nextCursor: null, total: 0 });
  });
});

describe('versions', () => {
  const HEADERS = [{ name: 'authorization', value: 'Bearer 123' }];

  async function create(): Promise<string> {
    const config = { source: PAGES, fetch: { headers: HEADERS } };
    return (await send('POST', '/v1/jobs', { name: 'Tent prices', config })).json<{ jobId: string }>().jobId;
  }

  test('each change is kept with the members it touched, and never shows a secret', async () => {
    const jobId = await create();
    await send('PATCH', `/v1/jobs/${jobId}`, { config: { tolerance: 0.25, schedule: HOURLY } });
    await send('PATCH', `/v1/jobs/${jobId}`, { name: 'Tents' });
    const answer = await harness.app.inject({ url: `/v1/jobs/${jobId}/versions` });
    expect(answer.body).not.toContain('Bearer 123');
    expect(answer.json()).toMatchObject({
      items: [
        { version: 3, current: true, name: 'Tents', by: 'open', changed: ['name'] },
        { version: 2, current: false, by: 'open', changed: ['tolerance', 'schedule'] },
        { version: 1, name: 'Tent prices', by: 'unknown', changed: [] },
      ],
      nextCursor: null,
    });
    const first = await get<{ config: object }>(`/v1/jobs/${jobId}/versions/1`);
    expect(first).toMatchObject({ version: 1, config: { tolerance: expect.any(Number) } });
    const restored = await send('PATCH', `/v1/jobs/${jobId}`, {
      config: { ...first.config, schedule: null },
    });
    expect(restored.json()).toMatchObject({
      version: 4,
      schedule: null,
      config: { fetch: { headers: [{ value: '•••' }] } },
    });
  });

  test('the list goes on where it ended, and the present version is there before any change', async () => {
    const jobId = await create();
    expect(await get(`/v1/jobs/${jobId}/versions`)).toMatchObject({ items: [{ version: 1, current: true }] });
    await send('PATCH', `/v1/jobs/${jobId}`, { config: { tolerance: 0.25 } });
    const first = await get<List<object>>(`/v1/jobs/${jobId}/versions?limit=1`);
    expect(first.items).toMatchObject([{ version: 2 }]);
    expect(await get(`/v1/jobs/${jobId}/versions?limit=1&cursor=${first.nextCursor}`)).toMatchObject({
      items: [{ version: 1 }],
      nextCursor: null,
    });
    expect((await harness.app.inject({ url: `/v1/jobs/${jobId}/versions/9` })).statusCode).toBe(404);
  });

  test('a copy has the secrets of its source, another name, and no schedule unless that is asked for', async () => {
    const jobId = await create();
    await send('PATCH', `/v1/jobs/${jobId}`, { config: { schedule: HOURLY } });
    const copy = (await send('POST', `/v1/jobs/${jobId}/clone`)).json<{ jobId: string }>();
    expect(copy).toMatchObject({ name: 'Tent prices (copy)', state: 'created', schedule: null, version: 1 });
    const [source, made] = await Promise.all([jobId, copy.jobId].map((id) => harness.ports.jobs.get(id)));
    expect(made?.config.fetch.headers).toEqual(source?.config.fetch.headers);
    const named = await send('POST', `/v1/jobs/${jobId}/clone`, { name: 'Twin', keepSchedule: true });
    expect(named.json()).toMatchObject({ name: 'Twin', state: 'scheduled', schedule: HOURLY });
    expect((await send('POST', '/v1/jobs/job_x/clone')).statusCode).toBe(404);
    expect((await send('POST', `/v1/jobs/${jobId}/clone`, { colour: 'red' })).statusCode).toBe(422);
  });
});
