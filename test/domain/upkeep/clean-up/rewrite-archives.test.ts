import { describe, expect, it } from 'vitest';
import { createMemoryBlobStore } from '../../../support/memory/blob-store.ts';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { archiveKey, entryKey } from '../../../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../../../domain/system/blob/blob-store.ts';
import { WebloomError } from '../../../../domain/system/errors.ts';
import type { PassOrder } from '../../../../domain/upkeep/clean-up/pass.ts';
import {
  createRewriteArchivesPass,
  type RewritePorts,
} from '../../../../domain/upkeep/clean-up/rewrite-archives.ts';
import { samplePage, sampleSnapshot } from '../../../contracts/sample-documents.ts';

const HOUR = 3_600_000;
const ALL = { cursor: null, dryRun: false, limit: 10 };
const SIZES = [100, 200, 300, 400];

function key(name: string, index: number): string {
  return entryKey({ archive: archiveKey(name), index }, 'hash');
}

function createScene() {
  const stores = createMemoryStores();
  const blobs: BlobStore = createMemoryBlobStore();
  const scene = {
    stores,
    blobs,
    jobs: ['a', 'b', 'c'] as readonly string[],
    lastRun: 'run_1' as string | null,
    hoursLater: 25,
    isBackedUp: false,
    ports: {} as RewritePorts,
    /** An archive with entries of 100, 200, 300 and 400 bytes. */
    put: (name: string) =>
      blobs.putArchive(
        archiveKey(name),
        SIZES.map((size) => new Uint8Array(size).fill(7)),
      ),
    name: (jobId: string, v: number, [blocksKey, bodyKey]: readonly [string, string]) =>
      stores.history.insertSnapshots([sampleSnapshot(`${jobId}:p`, v, { jobId, blocksKey, bodyKey })]),
    sizes: (name: string) => blobs.entrySizes(archiveKey(name)),
    async run(order: PassOrder = ALL): Promise<{ bytes: number; seen: number }> {
      const pass = createRewriteArchivesPass(scene.ports);
      let done = { bytes: 0, seen: 0 };
      let next = order.cursor;
      do {
        const step = await pass.step({ ...order, cursor: next });
        next = step.next;
        done = { bytes: done.bytes + step.freed.bytes, seen: done.seen + step.seen };
      } while (next !== null);
      return done;
    },
  };
  scene.ports = {
    versions: stores.versions,
    blobs,
    jobBefore: async (jobId) =>
      scene.jobs.filter((one) => jobId === null || one < jobId).toSorted((x, y) => (x < y ? 1 : -1))[0] ??
      null,
    lastRun: async () => scene.lastRun,
    mayDelete: async () => !scene.isBackedUp,
    clock: { now: () => new Date(Date.now() + scene.hoursLater * HOUR) },
  };
  return scene;
}

describe('the pass that writes archives again', () => {
  it('empties dead entries where half of the bytes is dead, and leaves all keys as they are', async () => {
    const scene = createScene();
    for (const name of ['half', 'less']) await scene.put(name);
    await scene.name('a', 1, [key('half', 0), key('half', 3)]);
    await scene.name('a', 2, [key('less', 2), key('less', 3)]);
    expect(await scene.run()).toEqual({ bytes: 500, seen: 2 });
    expect(await scene.sizes('half')).toEqual([100, 0, 0, 400]);
    expect(await scene.sizes('less')).toEqual(SIZES);
    expect((await scene.blobs.get(key('half', 3)))?.length).toBe(400);
    expect(await scene.run()).toEqual({ bytes: 0, seen: 2 });
  });

  it('leaves archives that were written or used a day ago or later', async () => {
    const scene = createScene();
    await scene.put('young');
    await scene.name('a', 1, [key('young', 0), key('young', 0)]);
    scene.hoursLater = 23;
    expect((await scene.run()).bytes).toBe(0);
    scene.hoursLater = 25;
    expect((await scene.run()).bytes).toBe(900);
  });

  it('stops where it is while a backup is taken', async () => {
    const scene = createScene();
    await scene.put('half');
    await scene.name('a', 1, [key('half', 0), key('half', 0)]);
    scene.isBackedUp = true;
    const step = await createRewriteArchivesPass(scene.ports).step({ ...ALL, jobId: 'a' });
    expect(step).toMatchObject({ seen: 0, freed: { bytes: 0 }, next: 'a ' });
    scene.isBackedUp = false;
    expect((await scene.run({ ...ALL, cursor: step.next, jobId: 'a' })).bytes).toBe(900);
  });

  it('spares what the baseline of a page alone names', async () => {
    const scene = createScene();
    await scene.put('base');
    await scene.name('a', 1, [key('base', 0), key('base', 0)]);
    const { baseline, ...bare } = samplePage('a', 'p');
    const newer = { blocksKey: key('base', 1), outlinksKey: key('base', 2) };
    const set = { ...bare, ...(baseline && { baseline: { ...baseline, ...newer } }) };
    await scene.stores.pages.write([{ id: 'a:p', expectedV: 0, order: 11, set }]);
    expect((await scene.run()).bytes).toBe(0);
    expect(await scene.sizes('base')).toEqual(SIZES);
  });

  it('leaves a job alone while a run goes on, and when one has come while it looked', async () => {
    const scene = createScene();
    await scene.put('busy');
    await scene.name('a', 1, [key('busy', 0), key('busy', 0)]);
    scene.lastRun = null;
    expect(await scene.run()).toEqual({ bytes: 0, seen: 0 });
    let asked = 0;
    const ports = { ...scene.ports, lastRun: async () => `run_${(asked += 1)}` };
    const step = await createRewriteArchivesPass(ports).step({ ...ALL, jobId: 'a' });
    expect(step).toMatchObject({ seen: 0, next: null });
    expect(await scene.sizes('busy')).toEqual(SIZES);
  });

  it('loses nothing of a run that stores while it writes', async () => {
    const scene = createScene();
    await scene.put('shared');
    await scene.name('a', 1, [key('shared', 0), key('shared', 1)]);
    const replaceArchive: BlobStore['replaceArchive'] = async (archive, entries) => {
      // A run has begun: it stores a version whose text is that of the version before, and its body is new.
      await scene.put('new');
      await scene.name('a', 2, [key('shared', 0), key('new', 3)]);
      return scene.blobs.replaceArchive(archive, entries);
    };
    scene.ports = { ...scene.ports, blobs: { ...scene.blobs, replaceArchive } };
    expect((await scene.run()).bytes).toBe(700);
    for await (const named of scene.stores.versions.namedKeys('a'))
      for (const one of named)
        if (one.startsWith('archives/')) expect(await scene.blobs.get(one)).not.toBeNull();
  });

  it('goes job by job in bounded steps, and tells in a dry run what it would do', async () => {
    for (const limit of [1, 2, 10]) {
      const scene = createScene();
      for (const jobId of scene.jobs) {
        for (const n of [1, 2, 3]) {
          await scene.put(`${jobId}${n}`);
          await scene.name(jobId, n, [key(`${jobId}${n}`, 0), key(`${jobId}${n}`, 0)]);
        }
      }
      expect(await scene.run({ ...ALL, limit, dryRun: true })).toEqual({ bytes: 8_100, seen: 9 });
      expect(await scene.run({ ...ALL, limit, jobId: 'b' })).toEqual({ bytes: 2_700, seen: 3 });
      expect(await scene.run({ ...ALL, limit })).toEqual({ bytes: 5_400, seen: 9 });
    }
  });

  it('leaves a damaged archive as it is and sees to the others', async () => {
    const scene = createScene();
    await scene.put('one');
    await scene.put('two');
    await scene.name('a', 1, [key('one', 0), key('two', 0)]);
    const { blobs } = scene;
    const damaged: BlobStore = {
      ...blobs,
      entrySizes: async (archive) => {
        if (archive === archiveKey('one')) throw new WebloomError('data-corrupt', 'It is cut off.');
        return blobs.entrySizes(archive);
      },
    };
    scene.ports = { ...scene.ports, blobs: damaged };
    expect(await scene.run()).toEqual({ bytes: 900, seen: 2 });
    expect(await scene.sizes('one')).toEqual(SIZES);
    expect(await scene.sizes('two')).toEqual([100, 0, 0, 0]);
  });
});
