// Small stage files in the database beside a blob store: the two together keep the contract of one, and small files never reach
// the blob store.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { SMALL_BYTES, withSmallFiles } from '../../../domain/run/stage/small-files.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function open(): Promise<{ both: BlobStore; large: BlobStore }> {
  const { smallFiles } = await database.open();
  const large = createMemoryBlobStore();
  return { both: withSmallFiles({ blobs: large, smallFiles, clock: systemClock }), large };
}

async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys.toSorted();
}

const SMALL = 'runs/run_1/1/scrape.a';
const LARGE = 'runs/run_1/1/parse.a';
const PACK = 'runs/run_1/1/pack.s.a';

describe('a blob store with small files beside it', () => {
  blobStoreContract(async () => (await open()).both);

  test('keeps small stage files out of the blob store, and nothing else', async () => {
    const { both, large } = await open();
    await both.put(SMALL, new Uint8Array(SMALL_BYTES).fill(1));
    await both.put(LARGE, [new Uint8Array(SMALL_BYTES).fill(2), new Uint8Array(1).fill(3)]);
    await both.put(PACK, Buffer.from('a body'));
    await both.put('blobs/abcdefgh', Buffer.from('a text'));
    expect(await keysOf(large, 'runs/')).toEqual([PACK, LARGE].toSorted());
    expect(await keysOf(both, 'runs/run_1/1/')).toEqual([PACK, LARGE, SMALL].toSorted());
    expect(await keysOf(both, 'runs/run_1/1/scrape.')).toEqual([SMALL]);
    expect(await keysOf(both, 'blobs/')).toEqual(['blobs/abcdefgh']);
    expect((await both.get(SMALL))?.length).toBe(SMALL_BYTES);
    expect((await both.get(LARGE))?.at(-1)).toBe(3);
    expect(await both.lend(SMALL, async (bytes) => bytes.every((byte) => byte === 1))).toBe(true);
    expect((await both.facts(SMALL))?.bytes).toBe(SMALL_BYTES);
  });

  test('deletes in both and counts in both', async () => {
    const { both, large } = await open();
    await both.put(SMALL, Buffer.from('small'));
    await both.put(PACK, Buffer.from('a body'));
    expect(await both.delete([SMALL, PACK, LARGE])).toEqual({ files: 2, bytes: 11 });
    expect([await both.has(SMALL), await both.has(PACK), await large.has(PACK)]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await keysOf(both, 'runs/')).toEqual([]);
  });

  test('reads what was written before small files stood apart', async () => {
    const { both, large } = await open();
    await large.put(SMALL, Buffer.from('from before'));
    expect(Buffer.from((await both.get(SMALL)) ?? []).toString()).toBe('from before');
    expect(await both.has(SMALL)).toBe(true);
    expect(await keysOf(both, 'runs/')).toEqual([SMALL]);
    expect(await both.delete([SMALL])).toMatchObject({ files: 1 });
  });

  test('lists keys of one prefix alone, whatever stands next to it', async () => {
    const { both } = await open();
    for (const key of ['runs/run_1/1/a.x', 'runs/run_1/10/a.x', 'runs/run_1/1~/a.x', 'runs/run_2/1/a.x'])
      await both.put(key, Buffer.from(key));
    expect(await keysOf(both, 'runs/run_1/1/')).toEqual(['runs/run_1/1/a.x']);
    expect(await keysOf(both, 'runs/run_1/')).toHaveLength(3);
    expect(await keysOf(both, 'runs/')).toHaveLength(4);
  });
});
