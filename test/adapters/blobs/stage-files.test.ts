// Stage files: rows come back as they were written; what is remembered between stages is what the file says.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createStageFiles } from '../../../adapters/blobs/stage-files.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import type { ParseRow } from '../../../domain/run/stage/stage-row.ts';

const KEY = 'runs/run/1/parse.01';
const rows = asRows([{ title: 'one' }, null, { title: 'three', at: new Date(0), gone: undefined }]);
const readBack = [{ title: 'one' }, null, { title: 'three', at: '1970-01-01T00:00:00.000Z' }];

/** What is in a row is nothing to the files. */
function asRows(values: readonly unknown[]): readonly ParseRow[] {
  return values as readonly ParseRow[];
}

test('rows come back as JSON has them', async () => {
  const files = createStageFiles(createMemoryBlobStore());
  await files.write('parse', KEY, rows);
  expect(await files.read('parse', KEY)).toEqual(readBack);
  await files.write('parse', KEY.replace('01', '02'), []);
  expect(await files.read('parse', KEY.replace('01', '02'))).toEqual([]);
});

test('a file that is missing, or of another stage, is refused, remembered or not', async () => {
  const blobs = createMemoryBlobStore();
  for (const files of [createStageFiles(blobs), createStageFiles(blobs, { rememberedChars: 10_000 })]) {
    await files.write('parse', KEY, rows);
    await files.read('parse', KEY);
    await expect(files.read('classify', KEY)).rejects.toThrow('is of stage parse, not classify');
    await expect(files.read('parse', 'runs/run/1/parse.none')).rejects.toThrow('is missing');
  }
});

test('the next stage reads what the last one read, and its changes stay its own', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 10_000 });
  await files.write('parse', KEY, rows);
  const first = await files.read('parse', KEY);
  first.length = 0;
  await blobs.delete([KEY]);
  expect(await files.read('parse', KEY)).toEqual(readBack);
});

test('no more is remembered than the bound says, the oldest go first', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 2_500 });
  const keys = ['a', 'b', 'c'].map((name) => `runs/run/1/parse.${name}`);
  for (const key of keys) {
    await files.write('parse', key, asRows([{ text: 'x'.repeat(1_000) }]));
    await files.read('parse', key);
  }
  await blobs.delete(keys);
  await expect(files.read('parse', keys[0] ?? '')).rejects.toThrow('is missing');
  expect(await files.read('parse', keys[1] ?? '')).toHaveLength(1);
  expect(await files.read('parse', keys[2] ?? '')).toHaveLength(1);
});

test('what no stage reads again is forgotten and makes room', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 1_500 });
  const [done = '', kept = '', next = ''] = ['a', 'b', 'c'].map((name) => `runs/run/1/parse.${name}`);
  for (const key of [done, kept]) {
    await files.write('parse', key, asRows([{ text: 'x'.repeat(600) }]));
    await files.read('parse', key);
  }
  files.forget([done, 'runs/run/1/parse.never-read']);
  await files.write('parse', next, asRows([{ text: 'x'.repeat(600) }]));
  await files.read('parse', next);
  await blobs.delete([done, kept, next]);
  await expect(files.read('parse', done)).rejects.toThrow('is missing');
  expect(await files.read('parse', kept)).toHaveLength(1);
  expect(await files.read('parse', next)).toHaveLength(1);
});

test('a file that was written under another key is noticed, whatever put it there', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs);
  const foreign = 'runs/other/7/parse.02';
  await files.write('parse', foreign, rows);
  await blobs.put(KEY, (await blobs.get(foreign)) ?? []);
  await expect(files.read('parse', KEY)).rejects.toMatchObject({ code: 'file-foreign', facts: { key: KEY } });
  await expect(files.read('parse', KEY)).rejects.toThrow(`holds what was written as ${foreign}`);
});

test('bytes that differ, or end too early, are noticed', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs);
  const text = Array.from({ length: 200 }, (_, index) => ({ title: `page ${index}` }));
  await files.write('parse', KEY, asRows(text));
  const whole = Buffer.from((await blobs.get(KEY)) ?? []);
  const flipped = Buffer.from(whole);
  flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 0x10;
  for (const damaged of [
    flipped,
    whole.subarray(0, whole.length - 3),
    Buffer.from('no gzip'),
    Buffer.alloc(0),
  ]) {
    await blobs.delete([KEY]);
    await blobs.put(KEY, damaged);
    await expect(files.read('parse', KEY)).rejects.toMatchObject({ code: 'file-foreign' });
  }
});

test('a file of the version before, which does not name its key, is read', async () => {
  const blobs = createMemoryBlobStore();
  const header = JSON.stringify({ format: 1, stage: 'parse', rows: 1 });
  await blobs.put(KEY, gzipSync(`${header}\n{"title":"old"}`));
  expect(await createStageFiles(blobs).read('parse', KEY)).toEqual([{ title: 'old' }]);
});
