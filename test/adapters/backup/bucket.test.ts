// A backup goes from a folder into a bucket and from a bucket into a folder: so do installations that change the place of their blobs.
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { createBlobIndexStore } from '../../../adapters/mongo/recovery/blob-index-store.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { TEST_KEYS, startMoto } from '../../support/bucket/s3-server.ts';
import { type Scene, fill, openScene } from './scene.ts';

const found = await startMoto();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
const before = { ...process.env };
let scene: Scene;

beforeAll(() => void Object.assign(process.env, TEST_KEYS));
afterAll(async () => {
  for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
  if ('close' in found) await found.close();
});
beforeEach(async () => {
  scene = await openScene();
  await fill(scene);
});
afterEach(() => scene.close());

async function openBucketOf(database: string): Promise<BlobStore> {
  if ('reason' in found) throw new Error(found.reason);
  const index = createBlobIndexStore(scene.db(database));
  return createS3BlobStore({ place: await found.newPlace(), index, clock: systemClock });
}

async function contentOf(blobs: BlobStore): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for await (const key of blobs.list(''))
    content[key] = Buffer.from((await blobs.get(key)) ?? []).toString('base64');
  return content;
}

describe.skipIf('reason' in found)(`a backup and a bucket${why}`, () => {
  it('takes all blobs there and back, and leaves out what the database knows of one bucket', async () => {
    await scene.take();
    const bucket = await openBucketOf('target');
    await scene.restore(scene.db('target'), bucket);
    const blobs = await contentOf(scene.blobs);
    expect(Object.keys(blobs).length).toBeGreaterThan(30);
    expect(await contentOf(bucket)).toEqual(blobs);
    const shared = Object.keys(blobs).filter((key) => !key.startsWith('runs/'));
    expect(await scene.db('target').collection('blobIndex').countDocuments()).toBe(shared.length);

    // A folder takes the backups of one installation.
    rmSync(scene.place, { recursive: true });
    await createBlobIndexStore(scene.db()).note('blobs/known', { bytes: 1, usedAt: new Date() });
    const manifest = await scene.take(undefined, bucket);
    expect(manifest.missing).toBe(0);
    expect(manifest.collections.map(({ name }) => name)).not.toContain('blobIndex');
    const folder = await scene.blobStore('back');
    await scene.restore(scene.db('third'), folder);
    expect(await contentOf(folder)).toEqual(blobs);
  });

  it('goes into no bucket that holds blobs', async () => {
    await scene.take();
    const bucket = await openBucketOf('other');
    await bucket.put('runs/run_1/1/parse.01', Buffer.from('mine'));
    await expect(scene.restore(scene.db('target'), bucket)).rejects.toThrow('the blob store holds blobs');
  });
});
