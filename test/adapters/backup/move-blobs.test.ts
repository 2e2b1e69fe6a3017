// Blobs move between a folder and a bucket, and between two buckets: cut off and begun again, while others write, delete and replace.
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { createBlobIndexStore } from '../../../adapters/mongo/recovery/blob-index-store.ts';
import { openBucket } from '../../../adapters/s3/bucket.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import { archiveKey, entryKey } from '../../../domain/system/blob/archive.ts';
import { withTable } from '../../../domain/system/blob/archive-table.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';
import { createTwoPlaces } from '../../../domain/system/blob/two-places.ts';
import { type MoveReport, moveBlobs } from '../../../domain/upkeep/backup/move-blobs.ts';
import { blobStoreWith } from '../../support/blob-store-with.ts';
import { TEST_KEYS, startMoto } from '../../support/bucket/s3-server.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';
import { type Scene, openScene } from './scene.ts';

const found = await startMoto();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
const before = { ...process.env };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const SOME = 60;
let scene: Scene;
let opened = 0;

beforeAll(() => void Object.assign(process.env, TEST_KEYS));
afterAll(async () => {
  for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
  if ('close' in found) await found.close();
});
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

interface OpenBucket {
  readonly store: BlobStore;
  readonly place: BucketPlace;
}

async function bucket(): Promise<OpenBucket> {
  if ('reason' in found) throw new Error(found.reason);
  const place = await found.newPlace();
  const index = createBlobIndexStore(scene.db());
  return { store: await createS3BlobStore({ place, index, clock: systemClock }), place };
}

function folder(): Promise<BlobStore> {
  return scene.blobStore(`folder-${(opened += 1)}`);
}

async function fillSome(store: BlobStore): Promise<void> {
  for (let n = 0; n < SOME; n++) {
    await store.put(`runs/r1/${n % 7}/parse.${n}`, bytes(`rows of ${n}`));
    await store.put(`blobs/text-${n}`, bytes(`text ${n}`));
  }
  await store.putArchive(archiveKey('01J1'), ['one', '', 'three'].map(bytes));
  await store.put('runs-packed/r0', new Uint8Array(2_000_000).fill(7));
}

async function contentOf(store: BlobStore): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for await (const key of store.list(''))
    content[key] = Buffer.from((await store.get(key)) ?? []).toString('base64');
  return content;
}

interface Moving {
  readonly hold?: () => Promise<void>;
  readonly wait?: (ms: number) => Promise<void>;
  readonly said?: string[];
}

function move(from: BlobStore, to: BlobStore, moving: Moving = {}): Promise<MoveReport> {
  const { hold = async () => undefined, wait = async () => undefined, said = [] } = moving;
  return moveBlobs({ from, to, hold, wait, say: (line) => void said.push(line) });
}

const WHOLE = { rewritten: 0, gone: 0, differingCount: 0, missingCount: 0 };

describe.skipIf('reason' in found)(`a move of blobs${why}`, () => {
  describe('over a folder and a bucket', () => {
    blobStoreContract(async () => createTwoPlaces((await bucket()).store, await folder()));
  });

  it('brings all of a folder into a bucket, of that into another one, and of that into a folder', async () => {
    const [first, last] = [await folder(), await folder()];
    const [one, two] = [(await bucket()).store, (await bucket()).store];
    await fillSome(first);
    const blobs = 2 * SOME + 2;
    const report = await move(first, one);
    expect(report).toMatchObject({ ...WHOLE, blobs, inNew: blobs, copied: blobs });
    expect(report.copiedBytes).toBeGreaterThan(2_000_000);
    expect(await move(one, two)).toMatchObject({ ...WHOLE, blobs, inNew: blobs, copied: blobs });
    expect(await move(two, last)).toMatchObject({ ...WHOLE, blobs, inNew: blobs, copied: blobs });
    const content = await contentOf(first);
    expect(Object.keys(content).length).toBe(blobs);
    for (const store of [one, two, last]) expect(await contentOf(store)).toEqual(content);
  });

  it('that was cut off goes on where it was', async () => {
    const [from, { store: to }] = [await folder(), await bucket()];
    await fillSome(from);
    let calls = 0;
    const hold = async (): Promise<void> => {
      if ((calls += 1) === 3) throw new Error('killed');
    };
    await expect(move(from, to, { hold })).rejects.toThrow('killed');
    const brought = Object.keys(await contentOf(to)).length;
    expect(brought).toBeGreaterThan(0);
    expect(brought).toBeLessThan(2 * SOME);
    const said: string[] = [];
    expect(await move(from, to, { said })).toMatchObject({ ...WHOLE, copied: 2 * SOME + 2 - brought });
    expect(said).toEqual([
      `${2 * SOME + 2} blobs are in the old place; what the new one has already is left as it is`,
      `${2 * SOME + 2 - brought} blobs were copied, ${brought} were there; now both places are counted again`,
    ]);
    expect(await contentOf(to)).toEqual(await contentOf(from));
  });

  it('loses nothing that is written, replaced or deleted while it goes on, and brings nothing old back', async () => {
    const [from, { store: to }] = [await folder(), await bucket()];
    await fillSome(from);
    const both = createTwoPlaces(to, from);
    const archive = archiveKey('01J1');
    const expected = new Map<string, string | null>();
    let isOver = false;
    /** Whatever processes do with blobs, as fast as they can. */
    const process = async (own: number): Promise<void> => {
      for (let n = own; !isOver || n < 60; n += 3) {
        const key = `runs/r1/${n % 7}/parse.${n}`;
        const dropped = `blobs/text-${n}`;
        await both.put(key, bytes(`second attempt of ${n}`));
        expected.set(key, `second attempt of ${n}`);
        await both.put(`blobs/new-${n}`, bytes(`new ${n}`));
        expected.set(`blobs/new-${n}`, `new ${n}`);
        await both.delete([dropped]);
        expected.set(dropped, null);
        for (const each of [key, `blobs/new-${n}`])
          expect(Buffer.from((await both.get(each)) ?? []).toString()).toBe(expected.get(each));
        if (n === 9) await both.replaceArchive(archive, ['one', '', ''].map(bytes));
      }
    };
    const working = [0, 1, 2].map(process);
    const report = await move(from, to, { wait: setTimeout });
    isOver = true;
    await Promise.all(working);
    expect(report).toMatchObject({ differingCount: 0, missingCount: 0 });
    const leftBehind: string[] = [];
    for (const [key, text] of expected) {
      const content = await both.get(key);
      if (text !== null) expect(Buffer.from(content ?? []).toString()).toBe(text);
      else if (content !== null) leftBehind.push(key);
    }
    // Copied while it was deleted: eight are in hand at a time.
    expect(leftBehind.length).toBeLessThanOrEqual(8);
    expect(await both.entrySizes(archive)).toEqual([3, 0, 0]);
    expect(await both.get(entryKey({ archive, index: 2 }, 'h'))).toBeNull();
    // What was not touched is there, too.
    for (let n = 0; n < SOME; n++) {
      const key = `blobs/text-${n}`;
      if (!expected.has(key)) expect(Buffer.from((await to.get(key)) ?? []).toString()).toBe(`text ${n}`);
    }
  });

  it('tells what differs, what a clean-up thinned and what can not be brought', async () => {
    const [from, to] = [await folder(), await folder()];
    for (const key of ['runs/r1/1/parse.1', 'runs/r1/1/parse.2']) await from.put(key, bytes('old'));
    await to.put('runs/r1/1/parse.1', bytes('new'));
    const [thinned, other, cut] = [archiveKey('01JA'), archiveKey('01JB'), archiveKey('01JC')];
    for (const key of [thinned, other, cut]) await from.putArchive(key, ['one', 'two'].map(bytes));
    await to.putArchive(thinned, ['one', ''].map(bytes));
    await to.putArchive(other, ['one', 'TWO'].map(bytes));
    await to.put(cut, Buffer.concat(withTable(['one', 'two'].map(bytes))).subarray(0, 18));
    const deaf = blobStoreWith(to, { putNew: async () => false });
    expect(await move(from, deaf)).toMatchObject({
      blobs: 5,
      rewritten: 1,
      differing: expect.arrayContaining(['runs/r1/1/parse.1', other, cut]),
      differingCount: 3,
      missing: ['runs/r1/1/parse.2'],
      missingCount: 1,
    });
    expect(await move(from, to)).toMatchObject({ copied: 1, differingCount: 3, missingCount: 0 });
  });

  it('waits for who writes a blob again to take the old one away', async () => {
    const [from, to] = [await folder(), await folder()];
    const [again, never] = ['runs/r1/1/parse.1', 'runs/r1/1/parse.2'];
    for (const key of [again, never]) await from.put(key, bytes('old'));
    for (const key of [again, never]) await to.put(key, bytes('new'));
    let waits = 0;
    const wait = async (): Promise<void> => {
      if ((waits += 1) === 2) await from.delete([again]);
    };
    const report = await move(from, to, { wait });
    expect(report).toMatchObject({ ...WHOLE, blobs: 2, gone: 1, differingCount: 1, differing: [never] });
    expect(waits).toBeGreaterThan(2);
  });

  it('notes what a bucket has and its database does not know', async () => {
    const [from, { store: to, place }] = [await folder(), await bucket()];
    await from.put('runs/r1/1/parse.1', bytes('row'));
    const raw = await openBucket(place);
    for (const key of ['blobs/older', 'archives/01JOLDER'])
      await raw.put(`${place.prefix}${key}`, bytes('older than its database'));
    const listed: string[] = [];
    for (const prefix of ['blobs/', 'archives/']) for await (const key of to.list(prefix)) listed.push(key);
    expect(listed).toEqual([]);
    expect(await move(from, to)).toMatchObject({ ...WHOLE, blobs: 1, inNew: 3, copied: 1 });
    for (const prefix of ['blobs/', 'archives/']) for await (const key of to.list(prefix)) listed.push(key);
    expect(listed).toEqual(['blobs/older', 'archives/01JOLDER']);
    expect(await to.facts('blobs/older')).toMatchObject({ bytes: 23 });
  });
});
