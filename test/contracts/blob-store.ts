// What every blob store must do; run on memory and on files.
import { expect, test } from 'vitest';
import { archiveKey, entryKey } from '../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';

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

  test('a place that is there answers, however often it is asked at once', async () => {
    const store = await open();
    const asked = [store.ping(), store.ping(), store.ping()];
    expect(await Promise.all(asked)).toEqual(asked.map(() => undefined));
    await store.ping();
  });

  test('what is not there reads as null', async () => {
    const store = await open();
    expect(await store.get('runs/r1/1/none')).toBeNull();
    expect(await store.slice('runs/r1/1/none', 0, 1)).toBeNull();
    expect(await store.has('blobs/abcdefgh')).toBe(false);
    await store.touch('blobs/abcdefgh');
    await store.delete(['runs/r1/1/none', 'blobs/abcdefgh']);
  });

  test('parts are put as one blob, small and large', async () => {
    const store = await open();
    const large = [1, 2, 3].map((fill) => new Uint8Array(60_000).fill(fill));
    await store.put('runs/r1/1/pack.s.03', large);
    await store.put('runs/r1/1/pack.s.04', [bytes('hello '), bytes(''), bytes('world')]);
    expect(Buffer.from((await store.get('runs/r1/1/pack.s.03')) ?? []).equals(Buffer.concat(large))).toBe(
      true,
    );
    expect(Buffer.from((await store.get('runs/r1/1/pack.s.04')) ?? []).toString()).toBe('hello world');
  });

  test('bytes that are lent are whole while they are used, by several at a time too', async () => {
    const store = await open();
    const sizes = [0, 10, 70_000, 1_500_000, 5_000_000];
    const key = (size: number): string => `runs/r1/1/pack.s.${size}`;
    for (const size of sizes) await store.put(key(size), new Uint8Array(size).fill(size % 251));
    const isWhole = (size: number) => async (lent: Uint8Array) => {
      const before = Buffer.from(lent);
      await store.lend(key(70_000), async (other) =>
        expect(other.every((byte) => byte === 70_000 % 251)).toBe(true),
      );
      return lent.length === size && before.equals(lent) && lent.every((byte) => byte === size % 251);
    };
    const twice = [...sizes, ...sizes];
    expect(await Promise.all(twice.map((size) => store.lend(key(size), isWhole(size))))).toEqual(
      twice.map(() => true),
    );
    expect(await store.lend('runs/r1/1/none', async () => true)).toBeNull();
    await expect(store.lend(key(10), () => Promise.reject(new Error('why')))).rejects.toThrow('why');
  });

  test('entries of an archive are read singly', async () => {
    const store = await open();
    const archive = archiveKey('01JARCHIVE');
    const texts = ['first', '', 'x'.repeat(90_000), 'last'];
    const key = (index: number): string => entryKey({ archive, index }, 'aHash-_');
    await store.putArchive(archive, texts.map(bytes));
    for (const [index, text] of texts.entries())
      expect(Buffer.from((await store.get(key(index))) ?? []).toString()).toBe(text);
    expect(await store.get(key(4))).toBeNull();
    expect(await store.has(archive)).toBe(true);
    expect(await store.has(key(2))).toBe(true);
    await store.touch(key(1));
    expect(await keysOf(store, 'archives/')).toEqual([archive]);
    await store.delete([archive]);
    expect(await store.get(key(0))).toBeNull();
    expect(await store.has(key(0))).toBe(false);
  });

  test('an archive holds as many entries as a chunk has pages', async () => {
    const store = await open();
    const archive = archiveKey('01JLARGE');
    await store.putArchive(
      archive,
      Array.from({ length: 500 }, (_, index) => bytes(`entry ${index}`)),
    );
    for (const index of [0, 250, 499]) {
      const entry = await store.get(entryKey({ archive, index }, 'h'));
      expect(Buffer.from(entry ?? []).toString()).toBe(`entry ${index}`);
    }
  });

  test('an archive is replaced in one step: its entries keep their numbers, and what is not kept reads as null', async () => {
    const store = await open();
    const archive = archiveKey('01JREPLACED');
    const key = (index: number): string => entryKey({ archive, index }, 'h');
    const texts = ['first', 'second', '', 'x'.repeat(70_000)];
    await store.putArchive(archive, texts.map(bytes));
    expect(await store.entrySizes(archive)).toEqual([5, 6, 0, 70_000]);
    const entries = (await store.readArchive(archive)) ?? [];
    expect(entries.map((entry) => Buffer.from(entry).toString())).toEqual(texts);
    await store.replaceArchive(
      archive,
      entries.map((entry, index) => (index === 1 ? new Uint8Array(0) : entry)),
    );
    expect(await store.entrySizes(archive)).toEqual([5, 0, 0, 70_000]);
    expect(await store.get(key(1))).toBeNull();
    expect(await store.get(key(2))).toBeNull();
    expect(Buffer.from((await store.get(key(0))) ?? []).toString()).toBe('first');
    expect((await store.get(key(3)))?.length).toBe(70_000);
    expect((await store.facts(archive))?.bytes).toBeLessThan(70_100);
    expect(await keysOf(store, 'archives/')).toEqual([archive]);
    expect(await store.entrySizes(archiveKey('01JNONE'))).toBeNull();
    expect(await store.readArchive(archiveKey('01JNONE'))).toBeNull();
  });

  test('whoever reads an archive while it is replaced sees the old one or the new one', async () => {
    const store = await open();
    const archive = archiveKey('01JBUSY');
    const large = 'y'.repeat(300_000);
    await store.putArchive(archive, ['a', large].map(bytes));
    const key = entryKey({ archive, index: 1 }, 'h');
    const replacing = Promise.all(
      Array.from({ length: 5 }, () => store.replaceArchive(archive, ['', large].map(bytes))),
    );
    const lengths = await Promise.all(Array.from({ length: 20 }, async () => (await store.get(key))?.length));
    expect(new Set(lengths)).toEqual(new Set([300_000]));
    await replacing;
    expect((await store.get(key))?.length).toBe(300_000);
  });

  test('a content-addressed blob may be put again', async () => {
    const store = await open();
    await store.put('blobs/abcdefgh', bytes('x'));
    await store.put('blobs/abcdefgh', bytes('x'));
    expect((await store.get('blobs/abcdefgh'))?.length).toBe(1);
  });

  test('a blob that is put only as a new one leaves what is there as it is, whoever comes first', async () => {
    const store = await open();
    const key = 'runs/r1/1/pack.s.05';
    expect(await store.putNew(key, bytes('first'))).toBe(true);
    expect(await store.putNew(key, bytes('second'))).toBe(false);
    expect(Buffer.from((await store.get(key)) ?? []).toString()).toBe('first');
    const raced = await Promise.all(
      Array.from({ length: 12 }, (_, at) => store.putNew('blobs/raced', bytes(`${at}`))),
    );
    expect(raced.filter(Boolean).length).toBe(1);
    expect(Buffer.from((await store.get('blobs/raced')) ?? []).toString()).toBe(`${raced.indexOf(true)}`);
    expect((await store.facts('blobs/raced'))?.bytes).toBe(`${raced.indexOf(true)}`.length);
  });

  test('the bytes of a whole archive are an archive at another place', async () => {
    const [store, other] = [await open(), await open()];
    const archive = archiveKey('01JCOPIED');
    await store.putArchive(archive, ['first', '', 'last'].map(bytes));
    expect(await other.putNew(archive, (await store.get(archive)) ?? new Uint8Array(0))).toBe(true);
    expect(await other.entrySizes(archive)).toEqual([5, 0, 4]);
    const entry = await other.get(entryKey({ archive, index: 2 }, 'h'));
    expect(Buffer.from(entry ?? []).toString()).toBe('last');
    expect(await keysOf(other, 'archives/')).toEqual([archive]);
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

  test('what is deleted is counted, and what there is has a size and a time of its last use', async () => {
    const store = await open();
    await store.put('runs/r/1/pack.a', bytes('four'));
    await store.putArchive(archiveKey('01JZ'), [bytes('text')]);
    expect((await store.facts('runs/r/1/pack.a'))?.bytes).toBe(4);
    const entry = entryKey({ archive: archiveKey('01JZ'), index: 0 }, 'hash');
    const used = await store.facts(entry);
    expect(Math.abs((used?.usedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(await store.facts('runs/r/1/pack.b')).toBeNull();
    expect(await store.delete(['runs/r/1/pack.a', 'runs/r/1/pack.b'])).toEqual({ files: 1, bytes: 4 });
  });
}
