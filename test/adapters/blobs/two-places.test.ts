// The store over two places, while blobs move: the contract with everything in the new one, with everything in the old one, and what
// happens between the two. On folders; the move itself, folder and bucket, is tried in test/adapters/backup/.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { archiveKey, entryKey } from '../../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { createTwoPlaces } from '../../../domain/system/blob/two-places.ts';
import { blobStoreWith } from '../../support/blob-store-with.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';

const root = mkdtempSync(join(tmpdir(), 'webloom-places-'));
let opened = 0;
const newStore = (): Promise<BlobStore> => createFileBlobStore({ folder: join(root, String((opened += 1))) });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (read: Uint8Array | null): string | null =>
  read === null ? null : Buffer.from(read).toString();
const KEY = 'runs/r1/1/parse.01';

interface Places {
  readonly fresh: BlobStore;
  readonly old: BlobStore;
  readonly both: BlobStore;
}

async function open(): Promise<Places> {
  const [fresh, old] = [await newStore(), await newStore()];
  return { fresh, old, both: createTwoPlaces(fresh, old) };
}

/** As if all that is put had been put before the move began. */
function puttingBefore({ both, old }: Places): BlobStore {
  return blobStoreWith(both, {
    put: (key, content) => old.put(key, content),
    putArchive: (key, entries) => old.putArchive(key, entries),
  });
}

describe('a store over two places, at the begin of a move', () => {
  blobStoreContract(async () => (await open()).both);
});

describe('a store over two places, with all blobs in the old one', () => {
  blobStoreContract(async () => puttingBefore(await open()));
});

describe('a store over two places', () => {
  test('writes to the new one alone, and takes what it writes again out of the old one', async () => {
    const { fresh, old, both } = await open();
    await old.put(KEY, bytes('of the first attempt'));
    await both.put(KEY, bytes('of the second'));
    expect([textOf(await fresh.get(KEY)), await old.has(KEY)]).toEqual(['of the second', false]);
    expect(textOf(await both.get(KEY))).toBe('of the second');
  });

  test('deletes in both, and lists a blob of both once', async () => {
    const { fresh, old, both } = await open();
    for (const place of [fresh, old]) await place.put(KEY, bytes('four'));
    await old.put('runs/r1/1/parse.02', bytes('old'));
    const listed: string[] = [];
    for await (const key of both.list('runs/r1/')) listed.push(key);
    expect(listed.sort()).toEqual([KEY, 'runs/r1/1/parse.02']);
    await both.delete(listed);
    expect([await fresh.has(KEY), await old.has(KEY), await both.has('runs/r1/1/parse.02')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('an entry that a clean-up took out of the new one does not come back from the old one', async () => {
    const { fresh, old, both } = await open();
    const archive = archiveKey('01JTHINNED');
    await old.putArchive(archive, ['kept', 'erased'].map(bytes));
    await fresh.putArchive(archive, ['kept', ''].map(bytes));
    expect(await both.get(entryKey({ archive, index: 1 }, 'h'))).toBeNull();
    expect(textOf(await both.get(entryKey({ archive, index: 0 }, 'h')))).toBe('kept');
  });

  test('a blob that goes from the old one to the new one while it is looked for is found', async () => {
    const { fresh, old, both } = await open();
    await old.put(KEY, bytes('here'));
    // Between the look in the new one and that in the old one.
    const moving = blobStoreWith(old, {
      get: async (key) => {
        await both.put(KEY, bytes('there'));
        return old.get(key);
      },
    });
    expect(textOf(await createTwoPlaces(fresh, moving).get(KEY))).toBe('there');
  });
});
