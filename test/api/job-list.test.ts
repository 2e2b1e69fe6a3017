import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobTrouble } from '../../domain/job/job-trouble.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject(url)).json();
const patch = (jobId: string, payload: unknown) =>
  harness.app.inject({
    method: 'PATCH',
    url: `/v1/jobs/${jobId}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

const troubleOf = (kind: JobTrouble['kind']): JobTrouble => ({
  kind,
  since: new Date(T0),
  runId: 'run_0',
  subject: 'it',
  text: 'It is so.',
  remedy: null,
});

describe('a row of the list', () => {
  test('shows the ledger of the run that goes on', async () => {
    const run = await putRun(harness, 'running', { discovered: 10, startedAt: new Date(T0) });
    await harness.ports.chunks.insert({
      _id: `${run._id}:1`,
      runId: run._id,
      chunkNo: 1,
      round: 1,
      state: 'planned',
      planFile: 'plan',
      visits: 4,
      firstVisits: 4,
      files: {},
      plannedAt: new Date(T0),
    });
    const { items } = await get(`/v1/jobs?q=id:${run.jobId}`);
    expect(items).toMatchObject([
      { progress: { runId: run._id, ledger: { discovered: 10, inFlight: 4, pending: 6, stored: 0 } } },
    ]);
  });

  test('shows its last change, and the price of its one page with its move', async () => {
    const job = await putJob(harness, 'completed');
    const at = new Date(T0);
    await harness.ports.jobs.noteFindings(job._id, {
      change: {
        changeId: 'c',
        pageId: 'p',
        at,
        kind: 'price',
        severity: 'major',
        summary: '129.95 → 109.95 €',
      },
      price: { at, pageId: 'p', minor: 10_995, currency: 'EUR', amount: 109.95, availability: 'in-stock' },
      move: { at, beforeMinor: 12_995, minor: 10_995, percent: -15.4 },
    });
    const { items } = await get(`/v1/jobs?q=id:${job._id}`);
    expect(items).toMatchObject([
      {
        host: 'shop.example',
        lastChange: { severity: 'major', summary: '129.95 → 109.95 €' },
        price: { amount: '109.95', currency: 'EUR', move: { minor: -2_000, percent: -15.4 } },
        recentRuns: [],
        progress: null,
      },
    ]);
  });
});

describe('a job with nothing to watch', () => {
  test('needs attention in the list, its search and its counts, though its run completed', async () => {
    const trouble = troubleOf('nothing-to-watch');
    const job = await putJob(harness, 'completed', { trouble });
    const rested = await putJob(harness, 'stopped', { trouble });
    const { items } = await get('/v1/jobs?q=is:attention');
    expect(items).toMatchObject([
      { jobId: job._id, trouble: { kind: 'nothing-to-watch', text: 'It is so.' } },
    ]);
    expect(await get(`/v1/jobs/counts?q=id:${job._id}`)).toMatchObject({ attention: 1 });
    expect(await get(`/v1/jobs/counts?q=id:${rested._id}`)).toMatchObject({ attention: 0 });
    expect((await get(`/v1/jobs?q=id:${rested._id}`)).items).toMatchObject([{ trouble: null }]);
  });
});

describe('searching', () => {
  test('a search that can not be read is refused with the place of each fault', async () => {
    const response = await harness.app.inject('/v1/jobs?q=stat:running%20price:cheap');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      type: '/problems/unknown-parameter',
      errors: [
        { pointer: '/q', at: 0, length: 4, code: 'unknown-key' },
        { pointer: '/q', at: 19, length: 5, code: 'not-a-number' },
      ],
    });
  });

  test('pages of a sorted search go through all of it, and a cursor of another order is refused', async () => {
    for (const tag of ['x', 'y', 'z']) {
      const job = await putJob(harness, 'stopped');
      await patch(job._id, { tags: ['paged', tag] });
    }
    const first = await get('/v1/jobs?q=tag:paged&sort=-name&limit=2&count=exact');
    expect(first).toMatchObject({ total: 3 });
    const rest = await get(`/v1/jobs?q=tag:paged&sort=-name&limit=2&cursor=${first.nextCursor}`);
    const names = [...first.items, ...rest.items].map(({ name }: { name: string }) => name);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? 1 : -1)));
    expect(new Set(names).size).toBe(3);
    expect(rest).toMatchObject({ nextCursor: null, total: null });
    const other = await harness.app.inject(`/v1/jobs?q=tag:paged&sort=name&cursor=${first.nextCursor}`);
    expect(other.statusCode).toBe(404);
  });

  test('an order by something unknown is refused', async () => {
    const response = await harness.app.inject('/v1/jobs?sort=colour');
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0]).toMatchObject({ pointer: '/sort' });
  });

  test('jobs are counted by state, with those that need attention', async () => {
    const job = await putJob(harness, 'failed', { trouble: troubleOf('failed') });
    await patch(job._id, { tags: ['counted'] });
    expect(await get('/v1/jobs/counts?q=tag:counted')).toMatchObject({
      total: 1,
      attention: 1,
      states: { failed: 1, running: 0 },
    });
  });
});

describe('tags', () => {
  test('come with a new job and leave the version of the configuration as it is', async () => {
    const created = await harness.app.inject({
      method: 'POST',
      url: '/v1/jobs',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        name: 'tagged',
        tags: ['Kitchen  Sale', 'kitchen sale', 'b'],
        config: { source: { kind: 'pages', urls: ['https://shop.example/t'] } },
      }),
    });
    const job = created.json();
    expect(job.tags).toEqual(['kitchen sale', 'b']);
    const changed = (await patch(job.jobId, { tags: ['c'] })).json();
    expect(changed).toMatchObject({ tags: ['c'], version: job.version });
    const both = (await patch(job.jobId, { name: 'renamed', tags: null })).json();
    expect(both).toMatchObject({ name: 'renamed', tags: [], version: job.version + 1 });
  });

  test('of a wrong form are refused at their place, and nothing is changed', async () => {
    const job = await putJob(harness, 'created');
    const response = await patch(job._id, { tags: ['fine', 'a,b'], name: 'other' });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ errors: [{ pointer: '/tags/1', code: 'invalid-tag' }] });
    expect((await patch(job._id, { tags: 'x' })).json()).toMatchObject({ errors: [{ pointer: '/tags' }] });
    expect(await harness.ports.jobs.get(job._id)).toMatchObject({ name: job.name, version: 1 });
  });

  test('can be put on an archived job', async () => {
    const job = await putJob(harness, 'archived');
    expect((await patch(job._id, { tags: ['kept'] })).statusCode).toBe(200);
  });

  test('and hosts are listed with how many jobs have them', async () => {
    const job = await putJob(harness, 'created');
    await patch(job._id, { tags: ['unique'] });
    expect((await get('/v1/tags')).items).toContainEqual({ tag: 'unique', jobs: 1 });
    const hosts = (await get('/v1/job-hosts')).items as { host: string; jobs: number }[];
    expect(hosts[0]).toMatchObject({ host: 'shop.example' });
  });
});
