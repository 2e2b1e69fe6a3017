import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { blobStoreContract } from '../../contracts/blob-store.ts';

const root = mkdtempSync(join(tmpdir(), 'webloom-blobs-'));
let opened = 0;
const newFolder = (): string => join(root, String((opened += 1)));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the file blob store', () => {
  blobStoreContract(() => createFileBlobStore({ folder: newFolder() }));

  test('no key leads out of the store', async () => {
    const store = await createFileBlobStore({ folder: newFolder() });
    const keys = [
      '../x',
      'runs/../../x',
      '/etc/passwd',
      'runs//x',
      'runs/.hidden',
      'runs/a\0b',
      'runs',
      'blobs/a',
      'blobs/a/b/c',
      'runs\\..\\x/y',
      '',
    ];
    for (const key of keys) {
      await expect(store.put(key, new Uint8Array(1))).rejects.toMatchObject({ code: 'validation' });
      await expect(store.get(key)).rejects.toMatchObject({ code: 'validation' });
    }
  });

  test('processes that open one folder together agree on its id', async () => {
    const folder = newFolder();
    const stores = await Promise.all([1, 2, 3, 4].map(() => createFileBlobStore({ folder })));
    const again = await createFileBlobStore({ folder });
    expect(new Set([...stores, again].map((store) => store.storeId)).size).toBe(1);
    expect(again.storeId).not.toBe('');
  });

  test('nothing unfinished stays behind, and folders of a run go with their files', async () => {
    const folder = newFolder();
    const store = await createFileBlobStore({ folder, flush: 'data' });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.put(`runs/r1/${index % 3}/a.${index}`, new Uint8Array(index * 9_000)),
      ),
    );
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
    const keys: string[] = [];
    for await (const key of store.list('runs/r1/')) keys.push(key);
    expect(keys).toHaveLength(20);
    await store.delete(keys);
    expect(readdirSync(join(folder, 'runs'))).toEqual([]);
  });
});
