import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
      'archives/a/b/c',
      'archives/a/1',
      'archives/a/../1.x',
      'runs\\..\\x/y',
      '',
    ];
    for (const key of keys) {
      await expect(store.put(key, new Uint8Array(1))).rejects.toMatchObject({ code: 'validation' });
      await expect(store.get(key)).rejects.toMatchObject({ code: 'validation' });
    }
  });

  test('what is missing is not taken for gone while the whole folder is away', async () => {
    const folder = newFolder();
    const store = await createFileBlobStore({ folder });
    const key = 'runs/run_1/1/scrape.a';
    await store.put(key, Buffer.from('kept'));
    renameSync(folder, `${folder}-away`);
    const away = { code: 'dependency-unavailable', message: expect.stringContaining(folder) };
    await expect(store.ping()).rejects.toMatchObject(away);
    await expect(store.get(key)).rejects.toMatchObject(away);
    await expect(store.slice(key, 0, 1)).rejects.toMatchObject(away);
    await expect(store.lend(key, async () => 1)).rejects.toMatchObject(away);
    await expect(store.has(key)).rejects.toMatchObject(away);
    await expect(store.facts(key)).rejects.toMatchObject(away);
    await expect(store.delete([key])).rejects.toMatchObject(away);
    await expect(store.list('runs/run_1/')[Symbol.asyncIterator]().next()).rejects.toMatchObject(away);
    await expect(store.put('runs/run_1/1/parse.a', Buffer.from('new'))).rejects.toMatchObject(away);
    expect(existsSync(folder)).toBe(false);
    renameSync(`${folder}-away`, folder);
    expect(await store.get(key)).toEqual(Buffer.from('kept'));
    expect(await store.get('runs/run_1/9/scrape.a')).toBeNull();
    await store.ping();
  });

  test('another folder under the name of the store is no answer to its ping', async () => {
    const folder = newFolder();
    const store = await createFileBlobStore({ folder });
    renameSync(folder, `${folder}-away`);
    await createFileBlobStore({ folder });
    await expect(store.ping()).rejects.toMatchObject({
      code: 'dependency-unavailable',
      message: `The blob folder ${folder} is away: its store-id is that of another one. Mount its disk, or put the folder back; all goes on by itself then.`,
    });
  });

  test('a file that is no archive is said to be none', async () => {
    const folder = newFolder();
    const store = await createFileBlobStore({ folder });
    await store.putArchive('archives/01A', [new Uint8Array(3)]);
    writeFileSync(join(folder, 'archives', 'A', '01A'), 'nonsense instead');
    await expect(store.get('archives/01A/0.h')).rejects.toMatchObject({ code: 'data-corrupt' });
    writeFileSync(join(folder, 'archives', 'A', '01A'), Buffer.from('WLA1\x01\0\0\0\xff\0\0\0', 'latin1'));
    await expect(store.get('archives/01A/0.h')).rejects.toThrow('cut off');
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
