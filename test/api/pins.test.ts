// Stored versions over HTTP that are pinned, or that a clean-up has thinned.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { VersionStore } from '../../domain/upkeep/clean-up/version-store.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { minutesLater, sampleChange, samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

const OWNED = { jobId: 'job', blocksKey: 'texts/a' };
const snapshots = [1, 2, 3].map((v) => sampleSnapshot('job:p', v, { ...OWNED, at: minutesLater(v) }));
const [first, second, third] = snapshots.map(({ _id }) => encodeURIComponent(_id));
let harness: Harness;

beforeAll(async () => {
  harness = await createHarness();
  const { blobs, history, pages } = harness.ports;
  await putJob(harness, 'completed', { jobId: 'job' });
  await pages.write([{ id: 'job:p', expectedV: 0, order: 1, set: samplePage('job', 'p') }]);
  const text = brotliCompressSync(writeBlocks([{ path: 'p', text: 'A line.' }]));
  await (blobs as BlobStore).put(OWNED.blocksKey, text);
  await history.insertSnapshots(snapshots);
  const [from, to] = snapshots.map(({ _id }) => _id);
  const sides = { jobId: 'job', fromSnapshot: from ?? '', toSnapshot: to ?? '' };
  await history.insertChanges([sampleChange('job:p', 2, { ...sides, state: 'confirmed' })]);
});
afterAll(() => harness.app.close());

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string) {
  const answer = await harness.app.inject({ method, url });
  return { status: answer.statusCode, body: answer.json() };
}

test('a version is pinned by somebody and stays so until it is unpinned', async () => {
  const pinned = await ask('POST', `/v1/snapshots/${first}/pin`);
  expect(pinned).toMatchObject({ status: 200, body: { pinned: { by: expect.any(String) } } });
  expect(await ask('POST', `/v1/snapshots/${first}/pin`)).toEqual(pinned);
  const list = await ask('GET', '/v1/pages/job%3Ap/versions');
  expect(list.body.items.map((one: { pinned: object | null }) => one.pinned !== null)).toEqual([
    false,
    false,
    true,
  ]);
  expect(await ask('DELETE', `/v1/snapshots/${first}/pin`)).toMatchObject({ body: { pinned: null } });
  expect(await ask('GET', `/v1/snapshots/${first}`)).toMatchObject({ body: { pinned: null } });
  expect((await ask('POST', '/v1/snapshots/job%3Ap%3A9%3Anone/pin')).status).toBe(404);
});

test('a version that was thinned says so, and when, wherever it is named', async () => {
  const { _id, pageId, jobId, at, textHash } = snapshots[1] as Snapshot;
  const thinnedAt = new Date('2026-06-15T00:00:00.000Z');
  await (harness.ports.versions as VersionStore).thin([{ _id, pageId, jobId, at, textHash, thinnedAt }]);
  const detail = expect.stringContaining('version of 2026-03-01 12:02 UTC was thinned on 2026-06-15');
  const gone = { status: 410, body: { type: '/problems/gone', detail } };
  expect(await ask('GET', `/v1/snapshots/${second}`)).toMatchObject(gone);
  expect(await ask('GET', `/v1/snapshots/${second}/content`)).toMatchObject(gone);
  expect(await ask('POST', `/v1/snapshots/${second}/pin`)).toMatchObject(gone);
  expect(await ask('GET', `/v1/pages/job%3Ap/diff?from=${second}&to=${third}`)).toMatchObject(gone);
  const diff = await ask('GET', '/v1/changes/job%3Ap%3A2/diff');
  expect(diff).toMatchObject({ status: 200, body: { to: null, missing: detail } });
  expect((await ask('GET', '/v1/pages/job%3Ap/diff')).body.from.snapshotId).toBe(snapshots[0]?._id);
});
