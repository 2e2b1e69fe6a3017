// Exports over HTTP: rows as in the lists, whole or visibly cut.
import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../domain/job/job.ts';
import { sampleChange, samplePage, samplePrice } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
let job: Job;
const PAGES = 450;

beforeAll(async () => {
  harness = await createHarness();
  job = await putJob(harness, 'completed');
  await putRun(harness, 'completed', { jobId: job._id });
  const { baseline } = samplePage(job._id, 'x');
  const titled = baseline && { ...baseline, title: '=1+1' };
  const pages = Array.from({ length: PAGES }, (_, n) => samplePage(job._id, String(n).padStart(4, '0'))).map(
    (page) => ({ ...page, ...(titled && { baseline: titled }) }),
  );
  const orphan = samplePage('job_gone', 'a');
  await harness.ports.pages.write(
    [...pages, orphan].map((set) => ({ id: set._id, expectedV: 0, order: 1, set })),
  );
  const of = { jobId: job._id, runId: 'run_1' };
  await harness.ports.history.insertPrices([
    samplePrice(`${job._id}:0000`, 11, of),
    samplePrice('job_gone:a', 11, { jobId: 'job_gone' }),
  ]);
  await harness.ports.history.insertChanges([
    { ...sampleChange(`${job._id}:0000`, 1, of), workspaceId: 'default', inbox: 'unread' },
    {
      ...sampleChange(`${job._id}:0001`, 2, of),
      workspaceId: 'default',
      inbox: 'unread',
      detail: {
        kind: 'text',
        severity: 'notable',
        summary: 'Two lines changed',
        blocks: [
          { op: 'replaced', path: 'body/p', before: 'Open, on Mondays', after: 'Closed' },
          { op: 'added', path: 'body/p', after: '=1+1' },
        ],
        fields: [{ name: 'price', before: '€ 12', after: null }],
      },
    },
  ]);
  await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const get = (url: string) => harness.app.inject({ url });

describe('an export', () => {
  test('has every row of the list as CSV, formulas as text, under stable names', async () => {
    const answer = await get(`/v1/exports/pages.csv?jobId=${job._id}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="webloom-pages.csv"',
    });
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toBe(
      'pageId,jobId,url,title,state,pageType,price,currency,availability,firstSeenAt,lastCheckedAt,lastChangedAt,removedAt,checks,missingFields',
    );
    expect(lines).toHaveLength(PAGES + 2);
    expect(lines[1]).toContain(",'=1+1,");
    expect(answer.trailers).toMatchObject({ 'webloom-rows': String(PAGES) });
  });

  test('has them as JSON lines with an end', async () => {
    const answer = await get(`/v1/exports/pages.ndjson?jobId=${job._id}&q=000`);
    const rows = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows.at(-1)).toEqual({ end: true, rows: rows.length - 1 });
    expect(rows[0]).toMatchObject({ pageId: `${job._id}:0000`, title: '=1+1' });
    expect(rows.length).toBeGreaterThan(2);
  });

  test('of changes has what was before and what is after, without opening the summary', async () => {
    const { body } = await get('/v1/exports/changes.csv');
    expect(body.split('\r\n')[0]).toMatch(/,inbox,before,after$/);
    expect(body).toContain('"€ 12\nOpen, on Mondays","Closed\n=1+1"');
  });

  test('leaves out rows of removed jobs', async () => {
    for (const kind of ['pages', 'prices'])
      expect((await get(`/v1/exports/${kind}.ndjson`)).body).not.toContain('job_gone');
  });

  test.each(['jobs', 'pages', 'changes', 'prices', 'runs'])('of %s has at least one row', async (kind) => {
    const csv = await get(`/v1/exports/${kind}.csv?bom=true`);
    expect(csv.statusCode).toBe(200);
    expect(csv.body.startsWith('\uFEFF')).toBe(true);
    expect(csv.body.split('\r\n').length).toBeGreaterThan(2);
    expect((await get(`/v1/exports/${kind}.ndjson`)).body).toMatch(/\n\{"end":true,"rows":\d+\}\n$/);
  });

  test('of values has the columns of the job’s fields, and needs a job', async () => {
    const answer = await get(`/v1/exports/values.csv?jobId=${job._id}`);
    expect(answer.body.split('\r\n')[0]).toBe('pageId,url,title,pageType,lastCheckedAt');
    expect((await get('/v1/exports/values.csv')).statusCode).toBe(400);
    expect((await get('/v1/exports/values.csv?jobId=job_x')).statusCode).toBe(404);
    expect((await get('/v1/exports/pages.csv?jobId=job_x')).statusCode).toBe(404);
  });

  test('of contents needs one run, whose details are still kept', async () => {
    const old = await putJob(harness, 'completed');
    const details = { state: 'gone', at: new Date('2026-11-01T00:00:00Z') } as const;
    const { _id: runId } = await putRun(harness, 'completed', { jobId: old._id, details });
    const path = '/v1/exports/contents.ndjson';
    for (const query of ['', `?runId=${runId}&jobId=${old._id}`])
      expect((await get(path + query)).statusCode).toBe(400);
    for (const query of [`?runId=${runId}`, `?jobId=${old._id}`]) {
      const answer = await get(path + query);
      expect([answer.statusCode, answer.json().detail]).toEqual([
        404,
        expect.stringMatching(/was kept until 2026-11-01/),
      ]);
    }
    expect((await get(`${path}?runId=run_x`)).statusCode).toBe(404);
  });

  test('is not read for a HEAD, which would give none of it', async () => {
    const answer = await harness.app.inject({ method: 'HEAD', url: '/v1/exports/pages.csv' });
    expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'GET, OPTIONS']);
  });

  test('refuses filters that its list does not have', async () => {
    for (const query of ['limit=5', 'cursor=abcdefghijklmnopqrst', 'colour=red', 'bom=yes'])
      expect((await get(`/v1/exports/jobs.csv?${query}`)).statusCode).toBe(400);
  });

  test('that fails on its way breaks the connection', async () => {
    const list = harness.ports.pages.list.bind(harness.ports.pages);
    const { port } = harness.app.server.address() as { port: number };
    let reads = 0;
    harness.ports.pages.list = async (jobId, query) => {
      reads += 1;
      if (reads > 1) throw new Error('the store is away');
      return list(jobId, query);
    };
    const outcome = await new Promise<{ complete: boolean; body: string }>((resolve) => {
      ask({ port, path: `/v1/exports/pages.ndjson?jobId=${job._id}` }, (answer) => {
        let body = '';
        answer.on('data', (piece: Buffer) => (body += String(piece)));
        answer.on('error', () => undefined);
        answer.on('close', () => resolve({ complete: answer.complete, body }));
      }).end();
    });
    harness.ports.pages.list = list;
    expect(outcome.complete).toBe(false);
    expect(outcome.body).not.toContain('"end"');
  });
});
