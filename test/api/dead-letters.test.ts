// Dead letters over the API: lists, filters, what a replay would do and does, discarding, editing, the rerun of a run.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { DeadLetter } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import { sampleLetter } from '../contracts/dead-letter-store.ts';
import { sampleDelivery } from '../contracts/alert-stores.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
let jobId: string;
beforeEach(async () => {
  harness = await createHarness();
  jobId = (await putJob(harness, 'completed'))._id;
});
afterEach(() => harness.app.close());

const ask = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object, headers = {}) => {
  const answer = await harness.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};

async function put(...letters: readonly (readonly [string, Partial<DeadLetter>?])[]): Promise<void> {
  await harness.ports.deadLetters.note(
    letters.map(([id, fields]) => sampleLetter(id, { jobId, url: `https://shop.example/${id}`, ...fields })),
  );
}

function storeRow(urlKey: string, reason: StoreRow['reason']): StoreRow {
  return {
    urlKey,
    url: `https://shop.example/${urlKey}`,
    visit: 1,
    outcome: reason === 'same-text' ? 'unchanged' : 'failed',
    reason,
    attempts: 0,
    requests: 1,
    wireBytes: 900,
    elapsedMs: 100,
    waitMs: 0,
    fetchedAt: T0,
    depth: 0,
    links: 0,
    why: [],
    changes: [],
    prices: [],
  };
}

const idsOf = ({ items }: { items: { letterId: string }[] }): string[] =>
  items.map(({ letterId }) => letterId);

test('lists letters by their filters, page by page, with words and links', async () => {
  await put(['a'], ['b', { reason: 'timeout', host: 'other.test', lastAt: new Date('2027-01-01') }]);
  await put(['c', { origin: 'broker', reason: 'undecodable', jobId: null, workspaceId: 'others' }]);
  const first = (await ask('GET', '/v1/dead-letters?limit=1')).body;
  expect(idsOf(first)).toEqual(['b']);
  const next = await ask('GET', `/v1/dead-letters?limit=1&cursor=${first.nextCursor}`);
  expect(idsOf(next.body)).toEqual(['a']);
  expect(next.body.nextCursor).toBeNull();
  for (const query of ['host=other.test', 'reason=timeout,dns', 'since=2027-01-01T00:00:00Z'])
    expect([query, idsOf((await ask('GET', `/v1/dead-letters?${query}`)).body)]).toEqual([query, ['b']]);
  expect(idsOf((await ask('GET', '/v1/dead-letters?origin=broker')).body)).toEqual([]);
  expect(first.items[0]).toMatchObject({
    means: 'The page took longer than the deadline.',
    jobName: expect.stringContaining('job'),
    links: { why: '/v1/runs/run_1/pages/b' },
  });
  expect((await ask('GET', '/v1/dead-letters/a')).body.payload).toMatchObject({ encoding: 'text' });
  expect((await ask('GET', '/v1/dead-letters/c')).status).toBe(404);
  expect((await ask('GET', '/v1/dead-letters/counts')).body).toEqual({
    open: 2,
    replayed: 0,
    byOrigin: { url: 2, delivery: 0, broker: 0 },
  });
});

test('tells before a replay how long it takes, and starts one run however often it is asked', async () => {
  await put(['a'], ['b'], ['c', { origin: 'broker', url: null, urlKey: null, jobId: null }]);
  const forecast = (await ask('POST', '/v1/dead-letters/forecast', { all: true })).body;
  expect(forecast).toMatchObject({
    pages: 2,
    expectedMs: 2_000,
    detail: 'shop.example is asked once every 1 s: about 2 s for 2 pages.',
    jobs: [{ jobId, pages: 2, left: 0, refusal: null }],
    refused: [{ letterId: 'c' }],
  });
  expect((await harness.ports.runs.list({ jobId, limit: 9 })).length).toBe(0);
  const key = { 'idempotency-key': 'again' };
  const answer = await ask('POST', '/v1/dead-letters/replay', { jobId }, key);
  expect(answer).toMatchObject({ status: 202, body: { pages: 2, jobs: [{ jobId, note: null }] } });
  expect((await ask('POST', '/v1/dead-letters/replay', { jobId }, key)).body).toEqual(answer.body);
  const runs = await harness.ports.runs.list({ jobId, limit: 9 });
  expect(runs.map(({ _id, trigger }) => [_id, trigger])).toEqual([[answer.body.jobs[0].runId, 'replay']]);
  expect((await ask('GET', '/v1/dead-letters/a')).body).toMatchObject({
    state: 'replayed',
    replayRunId: runs[0]?._id,
  });
  const audit = (await ask('GET', '/v1/audit')).body.items;
  expect(audit.map(({ action }: { action: string }) => action)).toContain('replayDeadLetters');
});

test('says why nothing can be replayed now', async () => {
  await put(['a'], ['b']);
  expect((await ask('POST', '/v1/dead-letters/replay', { ids: ['a'] })).status).toBe(202);
  const held = await ask('POST', '/v1/dead-letters/replay', { ids: ['b'] });
  expect(held.status).toBe(409);
  expect(held.body.detail).toContain('Replay again when it has ended');
  const none = await ask('POST', '/v1/dead-letters/replay', { ids: ['z'] });
  expect([none.status, none.body.detail]).toEqual([409, expect.stringContaining('No letter that fits')]);
  const vague = await ask('POST', '/v1/dead-letters/replay', {});
  expect([vague.status, JSON.stringify(vague.body)]).toEqual([
    422,
    expect.stringContaining('Say which letters'),
  ]);
});

test('sends deliveries again, discards, and edits', async () => {
  const delivery = { origin: 'delivery', url: null, urlKey: null, deliveryId: 'dlv_1' } as const;
  await harness.ports.deliveries.insert(sampleDelivery('dlv_1', { state: 'dead' }));
  await put(['a'], ['b'], ['d', { ...delivery, channelId: 'chn_1' }]);
  expect((await ask('POST', '/v1/dead-letters/replay', { origin: ['delivery'] })).body).toMatchObject({
    pages: 0,
    deliveries: 1,
  });
  expect(harness.calls).toContain('deliver dlv_1 2');
  expect((await ask('POST', '/v1/dead-letters/discard', { ids: ['b', 'd'] })).body).toEqual({ discarded: 1 });
  expect((await ask('POST', '/v1/dead-letters/discard', { all: true })).body).toEqual({ discarded: 1 });
  const url = 'https://shop.example/moved';
  expect((await ask('PATCH', '/v1/dead-letters/b', { url })).body).toMatchObject({ url, isEdited: true });
  const bad = await ask('PATCH', '/v1/dead-letters/b', { url: 'nothing' });
  expect([bad.status, bad.body.errors[0].pointer]).toEqual([422, '/url']);
  // A letter that was discarded is replayed when it is named.
  expect((await ask('POST', '/v1/dead-letters/replay', { ids: ['b'] })).body).toMatchObject({ pages: 1 });
});

test('fetches only the failed pages of a run again', async () => {
  const run = await putRun(harness, 'completed', { jobId, finishedAt: new Date(T0) });
  const { frontier, chunks, blobs, jobs } = harness.ports;
  const job = await jobs.get(jobId);
  if (job !== null) await jobs.control(job, { runSeq: run.seq }, null);
  const rows = [storeRow('kettle', 'same-text'), storeRow('lamp', 'http-error'), storeRow('desk', 'timeout')];
  await frontier.offer(run._id, 1, rows, T0);
  await frontier.stamp(run._id, 1, 1, ['kettle', 'lamp', 'desk']);
  const store = stageKey(run._id, 1, 'store', 'x1');
  await createStageFiles(blobs as BlobStore).write('store', store, rows);
  const counts = { ...NO_COUNTS, reasons: { 'same-text': 1, 'http-error': 1, timeout: 1 } };
  await chunks.insert(sampleChunk(run._id, 1, { state: 'committed', files: { store }, counts }));
  const path = `/v1/runs/${run._id}/rerun`;
  expect((await ask('POST', `${path}-forecast`, {})).body).toMatchObject({ pages: 2, expectedMs: 2_000 });
  const none = await ask('POST', path, { reasons: ['dns'] });
  expect([none.status, none.body.detail]).toEqual([
    409,
    expect.stringContaining('No page of this run ended so'),
  ]);
  const again = await ask('POST', path, { reasons: ['timeout'] });
  expect(again).toMatchObject({ status: 202, body: { pages: 1, ofRunId: run._id } });
  const started = await harness.ports.runs.get(again.body.runId);
  expect(started).toMatchObject({ trigger: 'replay', onlyUrls: ['https://shop.example/desk'] });
});
