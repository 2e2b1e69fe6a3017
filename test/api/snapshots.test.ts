import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/blob/blob-store.ts';
import { sampleSnapshot } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

test('a source is shown in the character set its site named in the header alone', async () => {
  // `Привет` in windows-1251.
  const body = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  const contentType = 'text/html; charset=windows-1251';
  await (harness.ports.blobs as BlobStore).put('body', brotliCompressSync(body));
  await putJob(harness, 'created', { jobId: 'job' });
  await harness.ports.history.insertSnapshots([sampleSnapshot('job:p', 1, { bodyKey: 'body', contentType })]);
  expect((await harness.app.inject('/v1/snapshots/job%3Ap%3A1%3A0a1b2c3d/content')).body).toBe('Привет');
});
