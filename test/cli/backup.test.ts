// What `webloom backup` says of folders that are no backups, and that it makes nothing then.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { startStore } from '../../embedded-store/start.ts';
import { type Ran, runCli } from './harness.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CASES: readonly [what: string, files: Readonly<Record<string, string>>, code: number, words: string][] =
  [
    ['an empty folder', {}, 2, 'is empty, or not there'],
    ['a folder of something else', { 'notes.txt': 'x' }, 2, 'holds no backup of Webloom'],
    ['a backup that was cut off', { 'unfinished.json': '{}' }, 1, 'was cut off before its end'],
    ['a manifest cut in half', { 'manifest.json': '{"kind":"webloom-ba' }, 1, 'cut off or no JSON'],
    ['a foreign manifest', { 'manifest.json': '{"kind":"npm"}' }, 2, 'not of a backup of Webloom'],
    [
      'a newer format',
      { 'manifest.json': '{"kind":"webloom-backup","format":9,"version":"3.0"}' },
      2,
      'has format 9',
    ],
  ];

test.each(CASES)('%s is neither verified nor restored', async (_what, files, code, words) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(await runCli(['backup', 'verify', folder])).toMatchObject({
    code,
    err: expect.stringContaining(words),
  });
  const target = join(folder, 'new');
  expect(await runCli(['backup', 'restore', folder, '--data-dir', target])).toMatchObject({
    code,
    out: '',
    err: expect.stringContaining(words),
  });
  expect(existsSync(target)).toBe(false);
});

test('a name that turns the text around is printed as its code', async () => {
  writeFileSync(join(folder, 'gpj\u202eexe.txt'), 'x');
  const { err } = await runCli(['backup', folder, '--data-dir', join(folder, 'data')]);
  expect(err).toContain('holds other files (gpj\\u202eexe.txt)');
});

test('a backup is not mixed with other files', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'x');
  const dataDir = join(folder, 'data');
  const { code, err } = await runCli(['backup', folder, '--data-dir', dataDir]);
  expect([code, err, existsSync(dataDir)]).toEqual([2, expect.stringContaining('holds other files'), false]);
});

test.each([
  ['a bucket', ['s3://my-bucket/webloom/backup'], 's3://my-bucket/webloom'],
  ['the bucket of all', ['s3://my-bucket'], 's3://my-bucket/webloom'],
])('no backup goes among the blobs of %s', async (_what, args, blobs) => {
  const dataDir = join(folder, 'data');
  const env = { WEBLOOM_BLOBS: blobs, WEBLOOM_S3_ENDPOINT: 'http://127.0.0.1:9' };
  const words = `that is among the blobs, which are in ${blobs} at http://127.0.0.1:9. Name a place of its own.`;
  const taken = await runCli(['backup', ...args, '--data-dir', dataDir], { env });
  expect(taken).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  const restored = await runCli(['backup', 'restore', ...args, '--data-dir', dataDir], { env });
  expect(restored).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  expect(existsSync(dataDir)).toBe(false);
});

test('no backup goes among the blobs of a folder', async () => {
  const [blobs, dataDir] = [join(folder, 'blobs'), join(folder, 'data')];
  const env = { WEBLOOM_BLOB_DIR: blobs };
  for (const place of [blobs, join(blobs, 'backup')])
    expect(await runCli(['backup', place, '--data-dir', dataDir], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        `that is among the blobs, which are in ${blobs}. Name a place of its own.`,
      ),
    });
  expect([existsSync(blobs), existsSync(dataDir)]).toEqual([false, false]);
  await mkdirNotes(`${blobs}-of-today`);
  const { err } = await runCli(['backup', `${blobs}-of-today`, '--data-dir', dataDir], { env });
  expect(err).toContain('holds other files');
});

test('the place of a backup that is no address is refused before anything is asked or made', async () => {
  const dataDir = join(folder, 'data');
  for (const verb of [['backup'], ['backup', 'verify'], ['backup', 'restore']]) {
    const { code, err } = await runCli([...verb, 's3://AKIA:hunter2@mine/x', '--data-dir', dataDir]);
    expect([code, err]).toEqual([2, expect.stringContaining('The place of a backup names a bucket alone')]);
    expect(err).not.toContain('hunter2');
  }
  expect(existsSync(dataDir)).toBe(false);
});

async function mkdirNotes(path: string): Promise<void> {
  await mkdir(path);
  writeFileSync(join(path, 'notes.txt'), 'x');
}

test('a backup that a full store refuses leaves nothing behind, and is taken once the store has more room', async () => {
  const [dataDir, place] = [join(folder, 'data'), join(folder, 'backup')];
  await createFileBlobStore({ folder: join(dataDir, 'blobs') });
  const backup = async (boundBytes: number, extra: number): Promise<Ran> => {
    const store = await startStore({ dataDir: join(folder, 'store'), port: 0, boundBytes });
    const uri = `mongodb://127.0.0.1:${store.port}/`;
    await (await createMongo(uri, { dbName: 'webloom', appName: 'test' })).close();
    const client = await new MongoClient(uri).connect();
    await client
      .db('any')
      .collection('any')
      .insertOne({ text: 'x'.repeat(extra) });
    await client.close();
    const ran = await runCli(['backup', place, '--data-dir', dataDir], { env: { MONGODB_URI: uri } });
    await store.stop();
    return ran;
  };
  const refused = await backup(200_000, 200_000);
  expect(refused).toMatchObject({ out: '', err: expect.stringContaining('The store takes nothing more') });
  expect(refused.err).toContain('Make room on the disk of the store');
  expect(readdirSync(place)).toEqual([]);
  expect(await backup(9_000_000, 1)).toMatchObject({
    code: 0,
    out: expect.stringContaining('✓ Backup bak_'),
  });
}, 60_000);
