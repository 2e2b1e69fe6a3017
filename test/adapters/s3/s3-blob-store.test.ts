// The blob store in a bucket, on two S3 servers, with what the database knows in the embedded store.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { archiveKey, entryKey } from '../../../domain/system/blob/archive.ts';
import type { BlobIndex } from '../../../domain/system/blob/blob-index.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';
import {
  type Missing,
  type S3Server,
  TEST_KEYS,
  startMoto,
  startVersitygw,
} from '../../support/bucket/s3-server.ts';
import { type TestDatabase, openTestDatabase } from '../mongo/test-database.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (read: Uint8Array | null): string | null =>
  read === null ? null : Buffer.from(read).toString();
const keysOf = async (keys: AsyncIterable<string>): Promise<string[]> => {
  const found: string[] = [];
  for await (const key of keys) found.push(key);
  return found.sort();
};

const servers = { moto: await startMoto(), versitygw: await startVersitygw() };
const before = { ...process.env };
let database: TestDatabase;

beforeAll(async () => {
  Object.assign(process.env, TEST_KEYS);
  database = await openTestDatabase();
});
afterAll(async () => {
  for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
  await database.close();
  for (const server of Object.values(servers)) if ('close' in server) await server.close();
});

for (const [name, server] of Object.entries(servers)) {
  const why = 'reason' in server ? `: left out, ${server.reason}` : '';
  describe.skipIf('reason' in server)(`the blob store in a bucket of ${name}${why}`, () => {
    ofServer(server);
  });
}

interface OpenStore {
  readonly store: BlobStore;
  readonly index: BlobIndex;
  readonly place: BucketPlace;
  /** Another process at the same place. */
  readonly again: () => Promise<BlobStore>;
}

async function openAt(server: S3Server | Missing): Promise<OpenStore> {
  if ('reason' in server) throw new Error(server.reason);
  const place = await server.newPlace();
  const { blobIndex: index } = await database.open();
  const again = (): Promise<BlobStore> => createS3BlobStore({ place, index, clock: systemClock });
  return { store: await again(), index, place, again };
}

function ofServer(server: S3Server | Missing): void {
  blobStoreContract(async () => (await openAt(server)).store);

  test('all processes of a place see one id, whoever made it', async () => {
    const { place, index } = await openAt(server);
    const other = { ...place, prefix: 'another/' };
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => createS3BlobStore({ place: other, index, clock: systemClock })),
    );
    expect(new Set(opened.map(({ storeId }) => storeId)).size).toBe(1);
  });

  test('a shared blob stands in the index before it is in the bucket, and goes from there after it', async () => {
    const { store, index } = await openAt(server);
    await store.put('blobs/abcdefgh', bytes('x'));
    await store.putArchive(archiveKey('01J1'), [bytes('one')]);
    await store.put('runs/r1/1/parse.01', bytes('y'));
    expect(await keysOf(index.list(''))).toEqual([archiveKey('01J1'), 'blobs/abcdefgh']);
    expect(await index.facts('blobs/abcdefgh')).toMatchObject({ bytes: 1 });
    expect(await keysOf(store.list(''))).toEqual([
      archiveKey('01J1'),
      'blobs/abcdefgh',
      'runs/r1/1/parse.01',
    ]);
    expect(await store.delete([archiveKey('01J1'), 'blobs/abcdefgh'])).toMatchObject({ files: 2 });
    expect(await keysOf(index.list(''))).toEqual([]);
    expect(await keysOf(store.list('archives/'))).toEqual([]);
  });

  test('what was noted and never written is dropped by the sweep all the same', async () => {
    const { store, index } = await openAt(server);
    await index.note('blobs/neverput', { bytes: 3, usedAt: new Date(0) });
    expect(await keysOf(store.list('blobs/'))).toEqual(['blobs/neverput']);
    expect(await store.has('blobs/neverput')).toBe(false);
    expect(await store.delete(['blobs/neverput'])).toEqual({ files: 0, bytes: 0 });
    expect(await keysOf(store.list('blobs/'))).toEqual([]);
  });

  test('a blob that the index does not know is marked as used in it', async () => {
    const { store, index } = await openAt(server);
    await store.putArchive(archiveKey('01J2'), [bytes('one')]);
    await index.forget([archiveKey('01J2')]);
    expect((await store.facts(archiveKey('01J2')))?.bytes).toBe(15);
    await store.touch(entryKey({ archive: archiveKey('01J2'), index: 0 }, 'h'));
    expect(await index.facts(archiveKey('01J2'))).toMatchObject({ bytes: 15 });
  });

  test('a repeated attempt writes again what it had written, or what it writes now', async () => {
    const { store } = await openAt(server);
    await store.put('runs/r1/1/parse.01', bytes('first'));
    await store.put('runs/r1/1/parse.01', bytes('first'));
    expect(textOf(await store.get('runs/r1/1/parse.01'))).toBe('first');
    await store.put('runs/r1/1/parse.01', bytes('second'));
    expect(textOf(await store.get('runs/r1/1/parse.01'))).toBe('second');
  });

  test('a reader that remembers an archive as it was never mixes it with the one in its place', async () => {
    const { store, again } = await openAt(server);
    const reader = await again();
    const archive = archiveKey('01J3');
    const key = (index: number): string => entryKey({ archive, index }, 'h');
    await store.putArchive(archive, ['first', 'second', 'third'].map(bytes));
    expect(textOf(await reader.get(key(2)))).toBe('third');
    await store.replaceArchive(archive, [bytes(''), bytes('second'), bytes('third')]);
    expect(textOf(await reader.get(key(2)))).toBe('third');
    expect(textOf(await reader.get(key(1)))).toBe('second');
    expect(await reader.get(key(0))).toBeNull();
    await store.delete([archive]);
    expect(await reader.get(key(1))).toBeNull();
  });

  test('who replaces an archive that another one has replaced since it was read is refused', async () => {
    const { store, again } = await openAt(server);
    const other = await again();
    const archive = archiveKey('01J4');
    await store.putArchive(archive, ['first', 'second'].map(bytes));
    await store.readArchive(archive);
    await other.replaceArchive(archive, [bytes(''), bytes('second')]);
    const late = store.replaceArchive(archive, [bytes('first'), bytes('')]);
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.entrySizes(archive)).toEqual([0, 6]);
    await store.readArchive(archive);
    await store.replaceArchive(archive, [bytes(''), bytes('')]);
    expect(await other.entrySizes(archive)).toEqual([0, 0]);
  });

  test('a blob of more than 16 MB goes in parts and comes back whole', async () => {
    const { store } = await openAt(server);
    const large = Buffer.alloc(
      20 * 1024 * 1024,
      Uint8Array.from({ length: 251 }, (_, at) => at),
    );
    await store.put('runs/r1/1/pack.s.09', large);
    expect(Buffer.from((await store.get('runs/r1/1/pack.s.09')) ?? []).equals(large)).toBe(true);
    await store.put('runs/r1/1/pack.s.09', large);
    expect((await store.slice('runs/r1/1/pack.s.09', 17_000_000, 3))?.at(1)).toBe(17_000_001 % 251);
  });

  test('more objects than a page of a list has are listed and deleted', async () => {
    const { store } = await openAt(server);
    const keys = Array.from({ length: 1_020 }, (_, at) => `runs/r1/1/parse.${String(at).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 60)
      await Promise.all(keys.slice(from, from + 60).map((key) => store.put(key, bytes('four'))));
    expect(await keysOf(store.list('runs/r1/'))).toEqual(keys);
    expect(await store.delete(keys)).toEqual({ files: 1_020, bytes: 4_080 });
    expect(await keysOf(store.list('runs/'))).toEqual([]);
  });

  test('a slice behind the end is empty, one of no bytes too', async () => {
    const { store } = await openAt(server);
    await store.put('runs/r1/1/pack.s.01', bytes('hello'));
    expect((await store.slice('runs/r1/1/pack.s.01', 9, 3))?.length).toBe(0);
    expect((await store.slice('runs/r1/1/pack.s.01', 0, 0))?.length).toBe(0);
  });

  test('what is missing is not taken for gone while the place is another one, or its id is away', async () => {
    const { store, place } = await openAt(server);
    await store.put('runs/r1/1/parse.01', bytes('kept'));
    const { openBucket } = await import('../../../adapters/s3/bucket.ts');
    const bucket = await openBucket(place);
    await bucket.remove([`${place.prefix}store-id`]);
    const away = { code: 'dependency-unavailable', facts: { reason: 'blob-store-away' } };
    for (const look of [
      () => store.get('runs/r1/1/parse.02'),
      () => store.has('runs/r1/1/parse.02'),
      () => store.facts('archives/01J5'),
      () => store.entrySizes('archives/01J5'),
      () => keysOf(store.list('runs/r2/')),
    ])
      await expect(look()).rejects.toMatchObject(away);
    expect(textOf(await store.get('runs/r1/1/parse.01'))).toBe('kept');
  });

  test('a bucket that is not there is told as that, when it is opened', async () => {
    const { place, index } = await openAt(server);
    const nowhere = { ...place, bucket: 'webloom-test-nowhere' };
    await expect(createS3BlobStore({ place: nowhere, index, clock: systemClock })).rejects.toMatchObject({
      code: 'configuration-invalid',
      facts: { reason: 'no-such-bucket' },
      message: expect.stringContaining('there is no bucket webloom-test-nowhere'),
    });
  });
}
