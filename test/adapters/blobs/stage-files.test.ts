// Stage files: rows come back as they were written; what is remembered between stages is what the file says.
import { expect, test } from 'vitest';
import { createStageFiles } from '../../../adapters/blobs/stage-files.ts';
import { createMemoryBlobStore } from '../../../adapters/memory/blob-store.ts';

const KEY = 'runs/run/1/parse.01';
const rows = [{ title: 'one' }, null, { title: 'three', at: new Date(0), gone: undefined }];
const readBack = [{ title: 'one' }, null, { title: 'three', at: '1970-01-01T00:00:00.000Z' }];

test('rows come back as JSON has them', async () => {
  const files = createStageFiles(createMemoryBlobStore());
  await files.write(KEY, 'parse', rows);
  expect(await files.read(KEY, 'parse')).toEqual(readBack);
  await files.write(KEY.replace('01', '02'), 'parse', []);
  expect(await files.read(KEY.replace('01', '02'), 'parse')).toEqual([]);
});

test('a file that is missing, or of another stage, is refused, remembered or not', async () => {
  const blobs = createMemoryBlobStore();
  for (const files of [createStageFiles(blobs), createStageFiles(blobs, { rememberedChars: 10_000 })]) {
    await files.write(KEY, 'parse', rows);
    await files.read(KEY, 'parse');
    await expect(files.read(KEY, 'classify')).rejects.toThrow('is of stage parse, not classify');
    await expect(files.read('runs/run/1/parse.none', 'parse')).rejects.toThrow('is missing');
  }
});

test('the next stage reads what the last one read, and its changes stay its own', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 10_000 });
  await files.write(KEY, 'parse', rows);
  const first = await files.read(KEY, 'parse');
  first.length = 0;
  await blobs.delete([KEY]);
  expect(await files.read(KEY, 'parse')).toEqual(readBack);
});

test('no more is remembered than the bound says, the oldest go first', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 2_500 });
  const keys = ['a', 'b', 'c'].map((name) => `runs/run/1/parse.${name}`);
  for (const key of keys) {
    await files.write(key, 'parse', [{ text: 'x'.repeat(1_000) }]);
    await files.read(key, 'parse');
  }
  await blobs.delete(keys);
  await expect(files.read(keys[0] ?? '', 'parse')).rejects.toThrow('is missing');
  expect(await files.read(keys[1] ?? '', 'parse')).toHaveLength(1);
  expect(await files.read(keys[2] ?? '', 'parse')).toHaveLength(1);
});

test('what no stage reads again is forgotten and makes room', async () => {
  const blobs = createMemoryBlobStore();
  const files = createStageFiles(blobs, { rememberedChars: 1_500 });
  const [done = '', kept = '', next = ''] = ['a', 'b', 'c'].map((name) => `runs/run/1/parse.${name}`);
  for (const key of [done, kept]) {
    await files.write(key, 'parse', [{ text: 'x'.repeat(600) }]);
    await files.read(key, 'parse');
  }
  files.forget([done, 'runs/run/1/parse.never-read']);
  await files.write(next, 'parse', [{ text: 'x'.repeat(600) }]);
  await files.read(next, 'parse');
  await blobs.delete([done, kept, next]);
  await expect(files.read(done, 'parse')).rejects.toThrow('is missing');
  expect(await files.read(kept, 'parse')).toHaveLength(1);
  expect(await files.read(next, 'parse')).toHaveLength(1);
});
