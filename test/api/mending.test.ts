// Mending over the API: what would go, what is refused and why, and what lists say afterwards.
import { brotliCompressSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { mendOn, type MendPorts } from '../../domain/upkeep/mend-run/mend-on.ts';
import { finalizeRun } from '../../domain/job/execution/finalize-run.ts';
import type { Run } from '../../domain/run/run.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import {
  sampleChange,
  sampleChunk,
  samplePage,
  samplePrice,
  sampleSnapshot,
} from '../contracts/sample-documents.ts';
import { storeRow } from '../support/visit-context.ts';
import { createHarness, type Harness, putRun, T0 } from './harness.ts';

let harness: Harness;
let run: Run;
let pageId: string;
const AT = new Date(T0 - 60_000);
const version = (v: number): string => `${pageId}:${v}:0a1b2c3d`;

beforeEach(async () => {
  harness = await createHarness();
  const { ports } = harness;
  run = await putRun(harness, 'completed', { seq: 2 });
  const job = await ports.jobs.get(run.jobId);
  if (job !== null) await ports.jobs.control(job, { runSeq: 2 }, null);
  pageId = `${run.jobId}:kettle`;
  const owner = { jobId: run.jobId, runId: run._id, at: AT };
  const page = samplePage(run.jobId, 'kettle', {
    price: { minor: 100, currency: 'EUR', availability: 'InStock', at: AT },
  });
  await ports.pages.write([{ id: pageId, expectedV: 0, order: 11, set: page }]);
  const baseline = page.baseline && { ...page.baseline, snapshotId: version(2) };
  await ports.pages.write([{ id: pageId, expectedV: 1, order: 21, set: { ...(baseline && { baseline }) } }]);
  const snapshot = sampleSnapshot(pageId, 2, owner);
  await ports.history.insertSnapshots([
    sampleSnapshot(pageId, 1, { jobId: run.jobId, at: new Date(T0 - 120_000) }),
    snapshot,
  ]);
  const change = sampleChange(pageId, 2, { ...owner, state: 'confirmed', summary: 'The price fell.' });
  const price = samplePrice(pageId, 21, { ...owner, minor: 100 });
  await ports.history.insertChanges([change]);
  await ports.history.insertPrices([
    samplePrice(pageId, 11, { jobId: run.jobId, at: new Date(T0 - 120_000) }),
    price,
  ]);
  const key = stageKey(run._id, 1, 'store', 'x');
  const write = { id: pageId, expectedV: 1, order: 21, set: { lastCheckedAt: AT } };
  const row = storeRow({ snapshot, changes: [change], prices: [price], write });
  await createStageFiles(ports.blobs as BlobStore).write('store', key, [row]);
  await ports.chunks.insert(sampleChunk(run._id, 1, { state: 'committed', files: { store: key } }));
});

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await harness.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

/** What the pipeline and the workflow do with the run. */
async function work(runId: string): Promise<void> {
  const ports = { ...harness.ports, files: harness.ports.stageFiles, drainOutboxes: async () => undefined };
  const { done = '' } = await mendOn(ports as unknown as MendPorts, { runId }, new AbortController().signal);
  const reason = { code: 'all-done', detail: done } as const;
  const ending = { runId, ending: 'completed', reason, by: 'workflow' } as const;
  const ended = { completeChunk: async () => undefined, dropFiles: async () => undefined };
  await finalizeRun({ ...harness.ports, ...ended }, ending);
}

test('a preview names what would go and changes nothing', async () => {
  const { status, body } = await ask('GET', `/v1/runs/${run._id}/rollback`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    counts: { pages: 1, changes: 1, prices: 1, versions: 1 },
    pages: [
      { pageId, changes: ['The price fell.'], price: { from: '€1.00', to: '€24.90' }, laterToo: false },
    ],
    truncated: false,
  });
  const ofPage = await ask('GET', `/v1/pages/${encodeURIComponent(pageId)}/rollback`);
  expect(ofPage.body.counts).toMatchObject({ pages: 1, versions: 1 });
  expect(harness.calls).toEqual([]);
});

test('a run is rolled back, lists say so, and the undo brings it back', async () => {
  const started = await ask('POST', `/v1/runs/${run._id}/rollback`, { why: 'Test prices.' });
  expect(started.status).toBe(202);
  const { runId } = started.body;
  expect(harness.calls.at(-1)).toContain('start run:');
  await work(runId);
  const after = await ask('GET', `/v1/runs/${runId}`);
  expect(after.body.mend).toMatchObject({
    kind: 'rollback',
    target: { kind: 'run', runId: run._id },
    why: 'Test prices.',
    done: true,
    counts: { pages: 1, changes: 1, prices: 1, versions: 1 },
  });
  const change = await ask('GET', `/v1/changes/${encodeURIComponent(`${pageId}:2`)}`);
  expect(change.body).toMatchObject({ state: 'withdrawn', rolledBack: { runId, why: 'Test prices.' } });
  const versions = await ask('GET', `/v1/pages/${encodeURIComponent(pageId)}/versions`);
  const marks = versions.body.items.map((one: { rolledBack: unknown }) => one.rolledBack !== null);
  expect(marks).toEqual([true, false]);
  const prices = await ask('GET', `/v1/jobs/${run.jobId}/prices`);
  expect(prices.body.items.map((one: { price: { minor: number } }) => one.price.minor)).toEqual([2_490]);
  const done = await ask('GET', `/v1/runs/${runId}/mended-pages`);
  expect(done.body.items).toMatchObject([{ pageId, changed: true, changes: 1, prices: 1, undoneBy: null }]);

  const again = await ask('POST', `/v1/runs/${runId}/rollback`, {});
  expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('undo it instead')]);
  const undone = await ask('POST', `/v1/runs/${runId}/undo-rollback`, {});
  expect(undone.status).toBe(202);
  await work(undone.body.runId);
  expect((await ask('GET', `/v1/jobs/${run.jobId}/prices`)).body.items).toHaveLength(2);
  expect((await ask('GET', `/v1/pages/${encodeURIComponent(pageId)}`)).body.price).toMatchObject({
    minor: 100,
  });
  const twice = await ask('POST', `/v1/runs/${runId}/undo-rollback`, {});
  expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining('was undone by run_')]);
});

const wrong: readonly (readonly [() => string, object, number, string])[] = [
  [() => `/v1/runs/${run._id}/undo-rollback`, {}, 409, 'is no roll-back'],
  [() => `/v1/pages/${encodeURIComponent(pageId)}/rollback`, { version: 'nothing' }, 422, 'is no version'],
  [() => `/v1/runs/${run._id}/rollback`, { wy: 'x' }, 422, ''],
  [() => '/v1/runs/run_nothing/rollback', {}, 404, ''],
];

test.each(wrong)(
  'what is not there or wrong is answered with what to do (%#)',
  async (url, body, status, words) => {
    const answer = await ask('POST', url(), body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(words)]);
  },
);

test('a preview of reading again names what differs and what is left, and a run does it', async () => {
  const left = await ask('GET', `/v1/jobs/${run.jobId}/reparse`);
  expect(left.body).toMatchObject({
    looked: 1,
    differ: 0,
    pages: [{ left: 'left: its body is not kept any more' }],
  });
  const { bodyKey } = samplePage(run.jobId, 'kettle').baseline ?? { bodyKey: '' };
  const html =
    '<!doctype html><title>The kettle</title><h1>The kettle</h1><p>It boils two litres of water.</p>';
  await (harness.ports.blobs as BlobStore).put(bodyKey, brotliCompressSync(html));
  const { body } = await ask('GET', `/v1/jobs/${run.jobId}/reparse`);
  expect(body.differ).toBe(1);
  expect(body.pages[0].differences).toContainEqual({
    at: null,
    what: 'title',
    before: 'A kettle',
    after: 'The kettle',
  });
  expect((await ask('GET', `/v1/jobs/${run.jobId}/reparse?pageType=article`)).body.looked).toBe(0);
  const started = await ask('POST', `/v1/jobs/${run.jobId}/reparse`, {});
  expect(started.status).toBe(202);
  const again = await ask('GET', `/v1/runs/${started.body.runId}`);
  expect(again.body.mend).toMatchObject({ kind: 'reparse', versions: 'last', done: false, target: null });
});

test('all versions are read again: the preview names each, and a run does it', async () => {
  const { bodyKey } = sampleSnapshot(pageId, 1);
  const html =
    '<!doctype html><title>The kettle</title><h1>The kettle</h1><p>It boils two litres of water.</p>';
  await (harness.ports.blobs as BlobStore).put(bodyKey, brotliCompressSync(html));
  const url = `/v1/jobs/${run.jobId}/reparse`;
  const { body } = await ask('GET', `${url}?versions=all`);
  expect(body).toMatchObject({ looked: 1, versions: 2, differ: 1, truncated: false });
  const title = { what: 'title', before: 'A kettle', after: 'The kettle' };
  expect(body.pages[0].differences).toContainEqual({ at: new Date(T0 - 120_000).toISOString(), ...title });
  expect(body.pages[0].differences).toContainEqual({ at: AT.toISOString(), ...title });
  const since = new Date(T0 - 90_000).toISOString();
  expect((await ask('GET', `${url}?since=${since}`)).body).toMatchObject({ looked: 1, versions: 1 });
  expect((await ask('GET', `${url}?since=yesterday`)).status).toBe(400);
  const started = await ask('POST', url, { since });
  const { mend } = (await ask('GET', `/v1/runs/${started.body.runId}`)).body;
  expect(mend).toMatchObject({ kind: 'reparse', versions: 'all', since, done: false });
});

test('what is stored is looked at by a run, which says what can not be read', async () => {
  const { status, body } = await ask('POST', `/v1/jobs/${run.jobId}/verify`, {});
  expect(status).toBe(202);
  expect((await ask('GET', `/v1/runs/${body.runId}`)).body.mend).toMatchObject({
    kind: 'verify',
    done: false,
  });
  const refused = await ask('POST', `/v1/runs/${body.runId}/rollback`, {});
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    expect.stringContaining('verified what is stored'),
  ]);
});

test('a run that is rolled back is not rolled back again, and the answer names the run that did it', async () => {
  const first = await ask('POST', `/v1/runs/${run._id}/rollback`);
  const { ports } = harness;
  const rollback = await ports.runs.get(first.body.runId);
  if (rollback === null) throw new Error('no roll-back');
  await ports.runs.move(rollback, { state: 'completed' }, null);
  const again = await ask('POST', `/v1/runs/${run._id}/rollback`);
  expect([again.status, again.body.rolledBackBy]).toEqual([409, first.body.runId]);
  expect(again.body.detail).toContain(`undo-rollback ${first.body.runId}`);
});
