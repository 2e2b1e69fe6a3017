import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Chunk } from '../../domain/run/chunk.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putRun } from './harness.ts';

let harness: Harness;
let run: Run;

function row(urlKey: string, more: Partial<StoreRow> = {}): StoreRow {
  return {
    urlKey,
    url: `https://shop.example/${urlKey}`,
    visit: 1,
    outcome: 'unchanged',
    reason: 'same-text',
    attempts: 0,
    requests: 1,
    wireBytes: 900,
    elapsedMs: 100,
    waitMs: 0,
    fetchedAt: T0,
    status: 200,
    depth: 0,
    links: 0,
    why: [],
    changes: [],
    prices: [],
    ...more,
  };
}

const FAILED = { outcome: 'failed', reason: 'http-error', status: 403, detail: 'Answered 403.' } as const;

async function commit(
  of: Run,
  chunkNo: number,
  rows: readonly StoreRow[],
  more: Partial<Chunk> = {},
): Promise<void> {
  const { frontier, chunks, blobs } = harness.ports;
  await frontier.offer(of._id, 1, rows, T0);
  await frontier.stamp(
    of._id,
    1,
    chunkNo,
    rows.map(({ urlKey }) => urlKey),
  );
  const store = stageKey(of._id, chunkNo, 'store', `x${chunkNo}`);
  await createStageFiles(blobs as BlobStore).write('store', store, rows);
  const reasons: Record<string, number> = {};
  for (const { reason } of rows) reasons[reason] = (reasons[reason] ?? 0) + 1;
  await chunks.insert(
    sampleChunk(of._id, chunkNo, {
      state: 'committed',
      visits: rows.length,
      firstVisits: rows.length,
      files: { store },
      counts: { ...NO_COUNTS, reasons },
      plannedAt: new Date(T0),
      committedAt: new Date(T0 + 5_000),
      ...more,
    }),
  );
}

beforeAll(async () => {
  harness = await createHarness();
  const { ports } = harness;
  const earlier = await putRun(harness, 'completed', {
    createdAt: new Date(T0 - 60_000),
    finishedAt: new Date(T0 - 50_000),
  });
  await commit(earlier, 1, [row('kettle'), row('lamp'), row('gone')]);
  run = await putRun(harness, 'running', {
    jobId: earlier.jobId,
    seq: 2,
    startedAt: new Date(T0),
    discovered: 6,
  });
  await commit(run, 1, [row('kettle', { elapsedMs: 900 }), row('lamp', FAILED)], {
    hosts: ['shop.example'],
    hostCount: 1,
    times: {
      scrape: { startedAt: T0, finishedAt: T0 + 2_000, attempts: 2 },
      parse: { startedAt: T0 + 2_100, finishedAt: T0 + 3_000 },
      store: { startedAt: T0 + 4_000 },
    },
  });
  await commit(run, 2, [row('desk', { outcome: 'stored', reason: 'first-visit' }), row('door', FAILED)]);
  await ports.chunks.insert(sampleChunk(run._id, 3, { state: 'scraped', visits: 2 }));
  await ports.chunks.insert(sampleChunk(run._id, 4, { state: 'planned', visits: 2 }));
  await ports.agents.beat({
    _id: 'pipeline:here:7',
    role: 'pipeline',
    pid: 7,
    startedAt: new Date(T0),
    at: new Date(T0),
    storeId: '',
    version: 'test',
    load: {},
    work: [{ what: 'detectChange', runId: run._id, chunkNo: 3, since: T0 + 6_000 }],
  });
  await ports.failures.put(
    ['lamp', 'door'].map((urlKey) => ({
      _id: `${run._id}:${urlKey}`,
      runId: run._id,
      jobId: run.jobId,
      url: `https://shop.example/${urlKey}`,
      outcome: 'failed',
      reason: 'http-error',
      detail: 'Answered 403.',
      status: 403,
      attempts: 4,
      at: new Date(T0),
      dead: true,
    })),
  );
  harness.now = T0 + 10_000;
});
afterAll(() => harness.app.close());

const get = async (path: string) => (await harness.app.inject(`/v1/runs/${run._id}${path}`)).json();
const urlKeys = (list: { items: { urlKey: string }[] }): string[] => list.items.map(({ urlKey }) => urlKey);

test('chunks are listed newest first with the times of their stages and where each is now', async () => {
  const { items } = await get('/chunks');
  expect(items.map(({ chunkNo }: { chunkNo: number }) => chunkNo)).toEqual([4, 3, 2, 1]);
  expect(items[3]).toMatchObject({
    state: 'committed',
    hosts: ['shop.example'],
    working: null,
    stages: [
      { stage: 'scrape', attempts: 2, finishedAt: new Date(T0 + 2_000).toISOString() },
      { stage: 'parse', attempts: 1 },
      {
        stage: 'store',
        startedAt: new Date(T0 + 4_000).toISOString(),
        finishedAt: new Date(T0 + 5_000).toISOString(),
      },
    ],
  });
  const since = new Date(T0 + 6_000).toISOString();
  expect(items[1].working).toEqual({ stage: 'detect-change', agentId: 'pipeline:here:7', since });
  expect(items[0].working).toEqual({ stage: 'scrape', agentId: null, since: null });
});

test('chunks come a page at a time, and of one state alone', async () => {
  const first = await get('/chunks?limit=3');
  const rest = await get(`/chunks?limit=3&cursor=${first.nextCursor}`);
  expect(rest).toMatchObject({ items: [{ chunkNo: 1 }], nextCursor: null });
  expect((await get('/chunks?state=planned,scraped')).items).toHaveLength(2);
});

test('the rate shows the pages of each chunk in the time they were fetched', async () => {
  const rate = await get('/rate');
  expect(rate).toMatchObject({ bucketMs: 1_000, from: new Date(T0).toISOString() });
  expect(rate.buckets).toHaveLength(10);
  // Chunk 1 had two seconds for its two pages, chunk 2 is known by its begin and end alone.
  expect(rate.buckets[0].pagesPerSecond).toBeCloseTo(1.4);
  expect(rate.peak).toBeCloseTo(1.4);
});

test('each reason stands with its meaning, its remedy and pages it happened to', async () => {
  const { items } = await get('/reasons');
  expect(items[0]).toMatchObject({
    code: 'http-error',
    count: 2,
    means: 'The site answered with an error status.',
    remedy: expect.stringContaining('browser'),
    examples: [{ urlKey: 'door', status: 403, detail: 'Answered 403.' }, { urlKey: 'lamp' }],
  });
  expect(items.find(({ code }: { code: string }) => code === 'same-text')).toMatchObject({
    remedy: null,
    examples: [{ urlKey: 'kettle' }],
  });
});

test('a run is compared with the one before, page by page', async () => {
  const { before, after, pages, whole } = await get('/compare');
  expect([before.seq, after.seq, whole]).toEqual([1, 2, true]);
  expect(pages.added).toMatchObject({
    count: 2,
    pages: [{ urlKey: 'desk', before: null }, { urlKey: 'door' }],
  });
  // The run goes on, so the page that is missing may still come.
  expect(pages.removed).toEqual({ count: 0, pages: [] });
  expect(pages.nowFailing).toMatchObject({
    count: 1,
    pages: [{ urlKey: 'lamp', after: { reason: 'http-error' } }],
  });
  expect(pages.slower).toMatchObject({ count: 1, pages: [{ urlKey: 'kettle', before: { elapsedMs: 100 } }] });
});

test('a comparison says when there is nothing to compare with, and refuses a run of another job', async () => {
  const { before } = await get('/compare');
  const first = (await harness.app.inject(`/v1/runs/${before.runId}/compare`)).json();
  expect(first).toMatchObject({ before: null, pages: null });
  const foreign = await putRun(harness, 'completed');
  expect(await get(`/compare?with=${foreign._id}`)).toMatchObject({
    status: 400,
    type: '/problems/unknown-parameter',
  });
  expect(await get('/compare?with=run_none')).toMatchObject({ status: 404 });
});

test('a page is gone once the run without it is complete, and not when it was only left out', async () => {
  const first = await putRun(harness, 'completed', { createdAt: new Date(T0) });
  await commit(first, 1, [row('kettle'), row('gone'), row('left')]);
  const second = await putRun(harness, 'completed', { jobId: first.jobId, seq: 2 });
  await commit(second, 1, [row('kettle')]);
  const left = { urlKey: 'left', url: 'https://shop.example/left', depth: 0 };
  await harness.ports.frontier.offer(second._id, 1, [left], T0);
  const { pages } = (await harness.app.inject(`/v1/runs/${second._id}/compare`)).json();
  expect(pages.removed).toMatchObject({ count: 1, pages: [{ urlKey: 'gone', after: null }] });
});

test('pages that a run never came to are skipped once it is over, and found as such', async () => {
  const over = await putRun(harness, 'stopped', { ending: 'stopped' });
  await commit(over, 1, [row('kettle')]);
  const left = { urlKey: 'left', url: 'https://shop.example/left', depth: 0 };
  await harness.ports.frontier.offer(over._id, 2, [left], T0);
  const list = async (query: string) =>
    (await harness.app.inject(`/v1/runs/${over._id}/pages${query}`)).json();
  for (const query of ['?outcome=skipped', '?reason=stopped', '?outcome=skipped&reason=stopped'])
    expect((await list(query)).items).toMatchObject([
      { urlKey: 'left', outcome: 'skipped', reason: 'stopped', dueAt: null },
    ]);
  expect(urlKeys(await list('?outcome=pending,in-flight'))).toEqual([]);
});

test('the comparison says that outcomes are not kept any more', async () => {
  const job = await putRun(harness, 'completed', { createdAt: new Date(T0) });
  await harness.ports.chunks.insert(
    sampleChunk(job._id, 1, { state: 'committed', files: { store: 'runs/x/1/store.y' } }),
  );
  const next = await putRun(harness, 'completed', { jobId: job.jobId, seq: 2 });
  const answer = (await harness.app.inject(`/v1/runs/${next._id}/compare`)).json();
  expect(answer).toMatchObject({ before: { runId: job._id }, pages: null });
});

test('the pages of a run are found by outcome, by reason and by a part of their address', async () => {
  expect(urlKeys(await get('/pages?outcome=failed'))).toEqual(['lamp', 'door']);
  expect(urlKeys(await get('/pages?reason=first-visit'))).toEqual(['desk']);
  expect(urlKeys(await get('/pages?outcome=failed&q=LAMP'))).toEqual(['lamp']);
  expect(urlKeys(await get('/pages?q=d'))).toEqual(['desk', 'door']);
  expect(urlKeys(await get('/pages?outcome=pending,failed'))).toEqual(['door', 'lamp']);
  expect(urlKeys(await get('/pages?outcome=skipped'))).toEqual([]);
});

test('pages found by outcome come a page at a time, each once', async () => {
  const first = await get('/pages?outcome=failed&limit=1');
  const second = await get(`/pages?outcome=failed&limit=1&cursor=${first.nextCursor}`);
  expect([urlKeys(first), urlKeys(second), second.nextCursor]).toEqual([['lamp'], ['door'], null]);
  expect(await get(`/pages?outcome=skipped&cursor=${first.nextCursor}`)).toMatchObject({ status: 404 });
});

test('a page that waits for another look is not listed under its first outcome', async () => {
  await harness.ports.frontier.reopen(run._id, [
    { urlKey: 'door', fromChunk: 2, visit: 2, attempts: 0, dueAt: T0 },
  ]);
  expect(urlKeys(await get('/pages?outcome=failed'))).toEqual(['lamp']);
  expect(urlKeys(await get('/pages?outcome=pending'))).toEqual(['door']);
});

test('a stop says what becomes of the pages in flight and when the grace ends', async () => {
  const stop = await harness.app.inject({ method: 'POST', url: `/v1/runs/${run._id}/stop` });
  const graceEndsAt = new Date(T0 + 40_000).toISOString();
  expect(stop.json()).toMatchObject({
    state: 'stopping',
    inFlight: 4,
    graceEndsAt,
    effects: ['4 pages are in flight and get 30 s; what is fetched by then is stored.'],
  });
  expect(await get('')).toMatchObject({ state: 'stopping', graceMs: 30_000, graceEndsAt });
});
