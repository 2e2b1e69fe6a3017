// What the place of a backup does, be it a folder or a bucket.
import { randomBytes } from 'node:crypto';
import { serialize } from 'bson';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasher } from '../../adapters/clock/ids.ts';
import { BACKUP_FORMAT, BACKUP_KIND, type BackupManifest } from '../../domain/upkeep/backup/manifest.ts';
import {
  type BackupFiles,
  requireBackup,
  requireRoomForBackup,
} from '../../domain/upkeep/backup/backup-files.ts';
import type { BackupPlace } from '../../domain/upkeep/backup/backup-place.ts';
import { type FoundPlace, type Scene, contentsOf, fill, openScene } from '../adapters/backup/scene.ts';

export interface TestPlace {
  /** As each command does. */
  readonly find: () => Promise<FoundPlace>;
  /** Writes what stands there anew, past all rules; null: it is removed. */
  readonly change: (path: string, to: (before: Uint8Array) => Uint8Array | null) => Promise<void>;
  readonly put: (path: string, text: string) => Promise<void>;
  /** Paths of all that lies there. */
  readonly paths: () => Promise<string[]>;
}

/** What does not pack: larger than two parts of an upload. */
const LARGE = 3;
const LARGE_BYTES = 6_000_000;
/** On a machine that does much else. */
const BUSY_MS = 120_000;

async function* documentsOf(count: number, bytes: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) yield serialize({ n, bytes: randomBytes(bytes) });
}

async function allOf<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield* documentsOf(1, 100);
  throw new Error('the database is away');
}

/** With the files that it names. */
export async function emptyManifest(place: BackupPlace, backupId: string): Promise<BackupManifest> {
  const dump = await place.writeDocuments(`db-${backupId}/jobs.bson.gz`, documentsOf(2, 10));
  const { documents, ...file } = dump;
  const list = await place.writeBlobList(`db-${backupId}/blobs.list.gz`, noEntries());
  return {
    kind: BACKUP_KIND,
    format: BACKUP_FORMAT,
    backupId,
    version: '0.1.0',
    database: 'webloom',
    storeId: 'store',
    startedAt: new Date(0).toISOString(),
    finishedAt: new Date(1).toISOString(),
    migrations: [],
    collections: [{ name: 'jobs', documents, indexes: [], file }],
    blobs: { files: 0, bytes: 0, list },
    missing: 0,
    secretKey: null,
  };
}

async function* noEntries(): AsyncGenerator<never> {}

export function backupPlaceContract(make: () => Promise<TestPlace>): void {
  let there: TestPlace;
  beforeEach(async () => {
    there = await make();
  });

  const files = async (): Promise<BackupFiles> => (await there.find()).files;
  const open = async (): Promise<BackupPlace> => (await there.find()).open();

  test('one in which nothing lies takes a backup, and has none', async () => {
    const found = await there.find();
    await requireRoomForBackup(found.files);
    await expect(requireBackup(found.files)).rejects.toMatchObject({
      code: 'validation',
      message: expect.stringContaining(`${found.files.name} is empty, or not there`),
    });
    const place = await found.open();
    expect(await place.manifest()).toBeNull();
    expect(await allOf(place.blobs.list(''))).toEqual([]);
  });

  test('one of something else takes none, and says what lies there', async () => {
    await there.put('notes.txt', 'mine');
    await expect(requireRoomForBackup(await files())).rejects.toThrow('holds other files (notes.txt)');
    await expect(requireBackup(await files())).rejects.toThrow('holds no backup of Webloom');
  });

  test.each([
    ['none', 0, 0],
    ['few and small', 3, 100],
    ['more than two parts of an upload', LARGE, LARGE_BYTES],
  ])(
    'documents are read as they were written: %s',
    async (_what, count, bytes) => {
      const written = await allOf(documentsOf(count, bytes));
      const path = `db-bak_1/of-${count}-${bytes}.bson.gz`;
      const place = await open();
      const file = await place.writeDocuments(path, from(written));
      expect(file).toMatchObject({ path, documents: count });
      if (bytes > 0) expect(file.bytes).toBeGreaterThan(count * bytes);
      const again = await open();
      const read = await allOf(again.readDocuments(file));
      expect(read.map((one) => hasher.sha256(one))).toEqual(written.map((one) => hasher.sha256(one)));
      expect(await again.faultOf(file)).toBeNull();
    },
    BUSY_MS,
  );

  test('a list of blobs and a text are read as they were written', async () => {
    const place = await open();
    const entries = Array.from({ length: 2_000 }, (_, n) => ({
      key: `blobs/key-${n}`,
      at: `renewed/bak_1/blobs/key-${n}`,
      bytes: n,
      sha256: hasher.sha256(String(n)),
    }));
    const list = await place.writeBlobList('db-bak_1/blobs.list.gz', from(entries));
    expect(await allOf(place.readBlobList(list))).toEqual(entries);
    const text = await place.writeText('db-bak_1/secret.key', 'äkey\n');
    expect(text).toEqual({
      path: 'db-bak_1/secret.key',
      bytes: 6,
      sha256: hasher.sha256('äkey\n'),
    });
    expect(await place.readText(text)).toBe('äkey\n');
    expect([await place.faultOf(text), await place.faultOf(list)]).toEqual([null, null]);
  });

  test('what was cut off, changed or taken away is told as that', async () => {
    const place = await open();
    const file = await place.writeDocuments('db-bak_1/jobs.bson.gz', documentsOf(20, 500));
    await there.change(file.path, (bytes) => bytes.subarray(0, 1_000));
    expect(await place.faultOf(file)).toBe(
      `the file ${file.path} is cut off: 1000 bytes instead of ${file.bytes}`,
    );
    await expect(allOf(place.readDocuments(file))).rejects.toMatchObject({ code: 'data-corrupt' });
    await there.change(file.path, () => Buffer.alloc(file.bytes, 1));
    expect(await place.faultOf(file)).toBe(`the file ${file.path} was changed`);
    await there.change(file.path, () => null);
    expect(await place.faultOf(file)).toBe(`the file ${file.path} is missing`);
    await expect(allOf(place.readDocuments(file))).rejects.toMatchObject({ code: 'data-corrupt' });
  });

  test('documents that can not be read fail with what hindered that', async () => {
    const place = await open();
    await expect(place.writeDocuments('db-bak_1/jobs.bson.gz', failing())).rejects.toThrow(
      /^the database is away$/,
    );
  });

  test('it holds a backup when that is finished, and then the one before no more', async () => {
    const earlier = await open();
    await earlier.begin('bak_1');
    await requireRoomForBackup(await files());
    await requireBackup(await files());
    expect(await (await open()).manifest()).toBeNull();
    const first = await emptyManifest(earlier, 'bak_1');
    await earlier.finish(first);
    expect(await (await open()).manifest()).toEqual(first);
    const later = await open();
    expect(await later.manifest()).toEqual(first);
    await later.begin('bak_2');
    const second = await emptyManifest(later, 'bak_2');
    expect(await (await open()).manifest()).toEqual(first);
    await later.finish(second);
    expect(await (await open()).manifest()).toEqual(second);
    expect(await there.paths()).toEqual(['db-bak_2/blobs.list.gz', 'db-bak_2/jobs.bson.gz', 'manifest.json']);
  });

  test('its blobs are there once, for whoever opens it later', async () => {
    const place = await open();
    const large = randomBytes(17 * 1024 * 1024);
    await place.blobs.put('runs/r1/1/pack.s.01', large);
    await place.blobs.put('blobs/abcdefgh', Buffer.from('text'));
    await place.blobs.put('blobs/abcdefgh', Buffer.from('text'));
    await place.blobs.put('renewed/bak_1/archives/01J', Buffer.from('archive'));
    const { blobs } = await open();
    expect((await allOf(blobs.list(''))).toSorted()).toEqual([
      'blobs/abcdefgh',
      'renewed/bak_1/archives/01J',
      'runs/r1/1/pack.s.01',
    ]);
    expect(large.equals((await blobs.get('runs/r1/1/pack.s.01')) ?? new Uint8Array())).toBe(true);
    expect((await blobs.facts('runs/r1/1/pack.s.01'))?.bytes).toBe(large.length);
    expect([await blobs.get('blobs/none-here'), await blobs.facts('blobs/none-here')]).toEqual([null, null]);
    await blobs.delete(['runs/r1/1/pack.s.01', 'renewed/bak_1/archives/01J', 'blobs/none-here']);
    expect(await allOf(blobs.list(''))).toEqual(['blobs/abcdefgh']);
    expect(await blobs.facts('runs/r1/1/pack.s.01')).toBeNull();
    await expect(blobs.get('../../etc/passwd')).rejects.toMatchObject({ code: 'validation' });
  });

  describe('with an installation', () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await openScene(there.find);
      await fill(scene);
    });
    afterEach(() => scene.close());

    test(
      'it gives all of it back',
      async () => {
        const manifest = await scene.take();
        expect(manifest).toMatchObject({ missing: 0, blobs: { files: 32 } });
        const [target, blobs] = [scene.db('target'), await scene.blobStore('restored')];
        expect(await scene.restore(target, blobs)).toMatchObject({ heldDeliveries: 1, removedJobs: 1 });
        for (const name of ['jobs', 'pages', 'migrations'])
          expect(await contentsOf(target, name)).toEqual(await contentsOf(scene.db(), name));
        const keys = (await allOf(scene.blobs.list(''))).toSorted();
        expect((await allOf(blobs.list(''))).toSorted()).toEqual(keys);
        for (const key of keys) expect(await blobs.get(key)).toEqual(await scene.blobs.get(key));
      },
      BUSY_MS,
    );

    test(
      'a backup that was cut off leaves the one before in force, and goes on where it was',
      async () => {
        const first = await scene.take();
        for (let n = 0; n < 20; n++) await scene.blobs.put(`blobs/newer-${n}`, Buffer.from(`newer ${n}`));
        const { blobs } = scene;
        const cut = {
          storeId: blobs.storeId,
          facts: (key: string) => blobs.facts(key),
          get: (key: string) => blobs.get(key),
          async *list() {
            for (let n = 0; n < 10; n++) yield `blobs/newer-${n}`;
            throw new Error('killed');
          },
        };
        await expect(scene.take(undefined, cut)).rejects.toThrow('killed');
        const restored = await scene.restore(scene.db('target'), await scene.blobStore('restored'));
        expect(restored.manifest.backupId).toBe(first.backupId);
        scene.said.length = 0;
        await scene.take();
        expect(scene.said).toContain('blobs: 52 files, 10 of them new');
        const tops = (await there.paths()).map((path) => path.split('/')[0]);
        expect([...new Set(tops)]).toEqual(['blobs', expect.stringMatching(/^db-bak_/), 'manifest.json']);
      },
      BUSY_MS,
    );

    test(
      'what nobody names any more is dropped, and of a damaged backup nothing is restored',
      async () => {
        await scene.blobs.put('blobs/unnamed', Buffer.from('unnamed'));
        await scene.take();
        await scene.blobs.delete(['blobs/unnamed']);
        await scene.take();
        const kept = await allOf((await open()).blobs.list(''));
        expect(kept).not.toContain('blobs/unnamed');
        expect(kept).toHaveLength(32);
        const [path = ''] = (await there.paths()).filter((one) => one.includes('archives/'));
        await there.change(path, (bytes) => bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte)));
        const [target, blobs] = [scene.db('target'), await scene.blobStore('restored')];
        await expect(scene.restore(target, blobs)).rejects.toMatchObject({
          code: 'data-corrupt',
          message: expect.stringContaining('was changed'),
        });
        expect(await target.listCollections().toArray()).toEqual([]);
        expect(await allOf(blobs.list(''))).toEqual([]);
      },
      BUSY_MS,
    );
  });
}

async function* from<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values;
}
