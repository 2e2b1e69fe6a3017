import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { packAgain } from '../../../../activities/compress-content.ts';
import { createMemoryBlobStore } from '../../../support/memory/blob-store.ts';
import { archiveKey, entryKey } from '../../../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../../../domain/system/blob/blob-store.ts';
import { putJobsAway, TAKE_BACK_MS } from '../../../../domain/upkeep/clean-up/put-away.ts';
import { archiveJob, restoreJob } from '../../../../domain/job/verb/archive-job.ts';
import type { Snapshot } from '../../../../domain/page/page.ts';
import { sampleChange, sampleSnapshot } from '../../../contracts/sample-documents.ts';
import { createScene, putJob, type Scene } from '../../../support/control-scene.ts';

const archive = archiveKey('one');
const texts = [1, 2, 3, 4].map((v) => `version ${v} `.repeat(500));
const key = (index: number): string => entryKey({ archive, index }, 'hash');
const always = async (): Promise<boolean> => true;

let scene: Scene;
let blobs: BlobStore;
let snapshots: Snapshot[];

beforeEach(async () => {
  scene = createScene();
  blobs = createMemoryBlobStore();
  await putJob(scene, { _id: 'job', state: 'stopped' });
  await blobs.putArchive(
    archive,
    texts.map((text) => brotliCompressSync(text, { params: { 1: 0 } })),
  );
  snapshots = texts.map((_, n) => {
    const keys = { blocksKey: key(n), bodyKey: key(n) };
    const at = new Date(scene.now.getTime() - (10 - n) * 60_000);
    return sampleSnapshot('job:p', n + 1, { ...keys, jobId: 'job', at });
  });
  await scene.stores.history.insertSnapshots(snapshots);
  const toSnapshot = snapshots[1]?._id ?? '';
  await scene.stores.history.insertChanges([sampleChange('job:p', 2, { state: 'confirmed', toSnapshot })]);
});

const putAway = (mayGoOn = always, mayDelete = always) => {
  const { jobs, versions, storage } = scene.stores;
  return putJobsAway({ ...scene.ports, jobs, versions, storage, blobs, mayDelete, pack: packAgain }, mayGoOn);
};

async function left(): Promise<number[]> {
  const found = await scene.stores.history.snapshots({ pageId: 'job:p', limit: 9 });
  return found.map(({ v }) => v).toReversed();
}

async function read(index: number): Promise<string | null> {
  const bytes = await blobs.get(key(index));
  return bytes === null ? null : brotliDecompressSync(bytes).toString();
}

function later(ms: number): void {
  scene.now = new Date(scene.now.getTime() + ms);
}

describe('an archived job', () => {
  it('is put away after some minutes: quiet versions go, the rest is packed and reads as before', async () => {
    const { note } = await archiveJob(scene.ports, 'job');
    expect(note).toContain('a restore before that keeps all');
    later(TAKE_BACK_MS - 1);
    await putAway();
    expect(await left()).toEqual([1, 2, 3, 4]);
    later(1);
    await putAway();
    expect(await left()).toEqual([1, 2, 4]);
    const job = await scene.stores.jobs.get('job');
    const done = job?.putAway;
    expect(done).toMatchObject({ phase: 'done', versions: 1, finishedAt: scene.now });
    expect(done?.bytesAfter).toBeLessThan(done?.bytesBefore ?? 0);
    expect(await Promise.all([0, 1, 3].map(read))).toEqual([texts[0], texts[1], texts[3]]);
    expect(await scene.stores.storage.get('job')).toMatchObject({ versions: 3, bytes: done?.bytesAfter });
    expect(scene.noted.published.filter(({ type }) => type === 'job.put-away')).toHaveLength(1);
    await putAway();
    expect(scene.noted.published.filter(({ type }) => type === 'job.put-away')).toHaveLength(1);
  });

  it('loses nothing when it is restored at once, and is whole when it comes back later', async () => {
    await archiveJob(scene.ports, 'job');
    await restoreJob(scene.ports, 'job');
    later(TAKE_BACK_MS);
    await putAway();
    expect(await left()).toEqual([1, 2, 3, 4]);
    await archiveJob(scene.ports, 'job');
    later(TAKE_BACK_MS);
    await putAway();
    const { job } = await restoreJob(scene.ports, 'job');
    expect([job.state, job.putAway]).toEqual(['stopped', null]);
    expect(await left()).toEqual([1, 2, 4]);
    expect(await read(3)).toBe(texts[3]);
  });

  it('is put away in the end wherever its process died, and stops being when it is restored', async () => {
    await archiveJob(scene.ports, 'job');
    later(TAKE_BACK_MS);
    let steps = 0;
    for (let turn = 0; turn < 9; turn += 1) {
      steps = 0;
      await putAway(async () => (steps += 1) <= 1);
    }
    expect((await scene.stores.jobs.get('job'))?.putAway).toMatchObject({ phase: 'done', versions: 1 });

    await restoreJob(scene.ports, 'job');
    await archiveJob(scene.ports, 'job');
    later(TAKE_BACK_MS);
    await putAway(async () => {
      await restoreJob(scene.ports, 'job');
      return true;
    });
    const job = await scene.stores.jobs.get('job');
    expect([job?.state, job?.putAway]).toEqual(['stopped', null]);
  });

  it('waits while a backup is taken', async () => {
    await archiveJob(scene.ports, 'job');
    later(TAKE_BACK_MS);
    await putAway(always, async () => false);
    expect(await left()).toEqual([1, 2, 3, 4]);
    await putAway();
    expect(await left()).toEqual([1, 2, 4]);
  });

  it('drops dead entries of archives that nothing has used for a day', async () => {
    await archiveJob(scene.ports, 'job');
    scene.now = new Date(Date.now() + 48 * 3_600_000);
    await putAway();
    expect(await read(2)).toBeNull();
    expect(await read(3)).toBe(texts[3]);
  });
});
