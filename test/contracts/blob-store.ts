// What every blob store must do; run on memory and on files.
import { expect, test } from 'vitest';
import type { BlobStore } from '../../domain/blob/blob-store.ts';

export function blobStoreContract(open: () => Promise<BlobStore>): void {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const keysOf = async (store: BlobStore, prefix: string): Promise<string[]> => {
    const keys: string[] = [];
    for await (const key of store.list(prefix)) keys.push(key);
    return keys.sort();
  };

  test('what was put is read back, whole and in part', async () => {
    const store = await open();
    await store.put('runs/r1/1/pack.s.01', bytes('hello world'));
    expect(Buffer.from((await store.get('runs/r1/1/pack.s.01')) ?? []).toString()).toBe('hello world');
    expect(Buffer.from((await store.slice('runs/r1/1/pack.s.01', 6, 5)) ?? []).toString()).toBe('world');
    expect((await store.slice('runs/r1/1/pack.s.01', 6, 50))?.length).toBe(5);
    expect(await store.has('runs/r1/1/pack.s.01')).toBe(true);
  });

  test('what is not there reads as null', async () => {
    const store = await open();
    expect(await store.get('runs/r1/1/none')).toBeNull();
    expect(await store.slice('runs/r1/1/none', 0, 1)).toBeNull();
    expect(await store.has('blobs/abcdefgh')).toBe(false);
    await store.touch('blobs/abcdefgh');
    await store.delete(['runs/r1/1/none', 'blobs/abcdefgh']);
  });

  test('a content-addressed blob may be put again', async () => {
    const store = await open();
    await store.put('blobs/abcdefgh', bytes('x'));
    await store.put('blobs/abcdefgh', bytes('x'));
    expect((await store.get('blobs/abcdefgh'))?.length).toBe(1);
  });

  test('a large blob survives the way', async () => {
    const store = await open();
    const large = new Uint8Array(3 * 1024 * 1024).fill(7);
    large[1_000_000] = 8;
    await store.put('runs/r1/1/pack.s.02', large);
    expect(
      Buffer.compare(Buffer.from((await store.get('runs/r1/1/pack.s.02')) ?? []), Buffer.from(large)),
    ).toBe(0);
  });

  test('keys are listed by prefix and go when deleted', async () => {
    const store = await open();
    const keys = [
      'runs/r1/1/parse.01',
      'runs/r1/1/parse.02',
      'runs/r1/2/parse.01',
      'runs/r2/1/parse.01',
      'blobs/abcdefgh',
    ];
    for (const key of keys) await store.put(key, bytes(key));
    expect(await keysOf(store, 'runs/r1/')).toEqual(keys.slice(0, 3));
    expect(await keysOf(store, 'runs/r1/1/parse.0')).toEqual(keys.slice(0, 2));
    expect(await keysOf(store, 'blobs/')).toEqual(['blobs/abcdefgh']);
    await store.delete(keys.slice(0, 2));
    expect(await keysOf(store, 'runs/')).toEqual(keys.slice(2, 4));
    await store.put('runs/r1/1/parse.03', bytes('again'));
    expect(await keysOf(store, 'runs/r1/1/')).toEqual(['runs/r1/1/parse.03']);
  });
}
