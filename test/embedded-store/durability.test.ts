// What a data directory survives: torn tails, crashes around compaction, stale locks; and what is refused: damage in the
// middle, a second server, more data than fits into memory.
import {
  appendFile,
  copyFile,
  open,
  readdir,
  readFile,
  rename,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStore } from '../../embedded-store/main.ts';
import { codeOf, type AnyDoc } from './database.ts';
import { createScene, type Scene } from './scene.ts';

let scene: Scene;

beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.end());

test('a torn tail is cut off with a warning', async () => {
  const first = await scene.openStore();
  await first.items.insertMany([{ _id: 1 }, { _id: 2 }]);
  await first.items.insertOne({ _id: 3, text: 'x'.repeat(500) });
  // As a process that dies while it appends leaves it: the manifest of its start stands.
  const manifest = join(scene.dataDir, 'manifest.json');
  const ofStart = await readFile(manifest);
  await first.close();
  await writeFile(manifest, ofStart);
  const file = await scene.logFile();
  await truncate(file, (await stat(file)).size - 100);
  const second = await scene.openStore();
  expect(second.warnings.join()).toContain('cut');
  const { items } = second;
  expect((await items.find().toArray()).map((doc) => doc._id)).toEqual([1, 2]);
  await items.insertOne({ _id: 4 });
  await second.close();
  const third = await scene.openStore();
  expect(third.warnings).toEqual([]);
  expect(await third.items.countDocuments()).toBe(3);
});

test('zeros behind the last frame, as a power cut may leave them, count as a torn tail', async () => {
  const first = await scene.openStore();
  await first.items.insertOne({ _id: 1 });
  await first.close();
  await appendFile(await scene.logFile(), Buffer.alloc(5000));
  const second = await scene.openStore();
  expect(second.warnings).toHaveLength(1);
  expect(await second.items.countDocuments()).toBe(1);
});

test('damage in the middle is refused, or cut off when the loss is accepted', async () => {
  const first = await scene.openStore();
  for (let i = 0; i < 20; i++) await first.items.insertOne({ _id: i, text: 'y'.repeat(100) });
  await first.close();
  const path = await scene.logFile();
  const file = await open(path, 'r+');
  await file.write(Buffer.from('damage'), 0, 6, Math.floor((await file.stat()).size / 2));
  await file.close();
  const before = await readFile(path);
  await expect(startStore({ port: 0, dataDir: scene.dataDir })).rejects.toThrow(/damaged at byte \d+/);
  expect(before.equals(await readFile(path))).toBe(true);
  const second = await scene.openStore({ acceptLoss: true });
  const left = await second.items.countDocuments();
  expect(left).toBeGreaterThan(5);
  expect(left).toBeLessThan(15);
  expect((await readdir(scene.dataDir)).some((name) => name.includes('damaged'))).toBe(true);
});

test('a second server on the directory is refused; the lock of a dead one is taken over', async () => {
  const first = await scene.openStore();
  await expect(startStore({ port: 0, dataDir: scene.dataDir })).rejects.toThrow(/in use by process/);
  await first.close();
  await writeFile(join(scene.dataDir, 'lock'), JSON.stringify({ pid: 2 ** 22 - 3, started: '1' }));
  await (await scene.openStore()).close();
  await writeFile(join(scene.dataDir, 'lock'), 'half a lo');
  const third = await scene.openStore();
  expect((await readdir(scene.dataDir)).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  await third.close();
});

test('a port in use is an error that leaves the directory free', async () => {
  const other = await createScene();
  const { store } = await other.openStore();
  await expect(startStore({ port: store.port, dataDir: scene.dataDir })).rejects.toThrow(/EADDRINUSE/);
  await other.end();
  await (await scene.openStore()).close();
});

test('compaction keeps everything, also what is written meanwhile, and shrinks the log', {
  timeout: 60_000,
}, async () => {
  const first = await scene.openStore();
  const db = first.client.db('d');
  const { items } = first;
  await items.createIndex({ n: 1 }, { unique: true });
  await db.collection('gone').insertOne({});
  await db.collection('gone').drop();
  await items.insertMany(Array.from({ length: 5000 }, (_, i) => ({ _id: i, n: i, text: 'z'.repeat(200) })));
  for (let i = 0; i < 5; i++)
    await items.updateMany({}, { $inc: { v: 1 }, $set: { text: `${i}`.repeat(200) } });
  const before = (await stat(await scene.logFile())).size;
  const compaction = first.store.compact();
  const writes = Array.from({ length: 300 }, (_, i) =>
    items.updateOne({ _id: i * 7 }, { $set: { late: i }, $unset: { v: '' } }),
  );
  await Promise.all([
    compaction,
    ...writes,
    items.deleteMany({ n: { $gte: 4900 } }),
    items.insertOne({ _id: 'new', n: -1 }),
  ]);
  const expected = await items.find().sort({ _id: 1 }).toArray();
  await first.close();
  const names = await readdir(scene.dataDir);
  // `index.mdb` repeats what is live and is no part of the log.
  const ofLog = names.filter((name) => name.endsWith('.wes'));
  const sizes = await Promise.all(ofLog.map(async (name) => (await stat(join(scene.dataDir, name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(before / 2);
  expect((await stat(join(scene.dataDir, 'index.mdb'))).size).toBeLessThan(before);
  const second = await scene.openStore();
  const { items: again } = second;
  expect(await again.find().sort({ _id: 1 }).toArray()).toEqual(expected);
  expect(await codeOf(again.insertOne({ n: 100 }))).toBe(11000);
  expect((await second.client.db('d').listCollections().toArray()).map((info) => info.name)).toEqual([
    'items',
  ]);
});

test('compaction starts by itself when the log has grown', async () => {
  const compaction = { minBytes: 100_000, ratio: 4 };
  const first = await scene.openStore({ compaction });
  const { items } = first;
  await items.insertOne({ _id: 1 });
  for (let i = 0; i < 150; i++) await items.replaceOne({ _id: 1 }, { text: String(i).repeat(1000) });
  await first.close();
  const second = await scene.openStore({ compaction });
  await second.close();
  expect((await readdir(scene.dataDir)).some((name) => name.startsWith('snapshot-'))).toBe(true);
  const third = await scene.openStore();
  expect(await third.items.findOne()).toMatchObject({
    text: '149'.repeat(1000),
  });
});

test('a crash before or after a snapshot takes its place gives the same data', async () => {
  const first = await scene.openStore();
  const { items } = first;
  await items.createIndex({ n: 1 }, { unique: true });
  await items.insertMany(Array.from({ length: 200 }, (_, i) => ({ _id: i, n: i })));
  const oldLog = await scene.logFile();
  const copy = `${oldLog}.copy`;
  await copyFile(oldLog, copy);
  await first.store.compact();
  await items.updateMany({ n: { $lt: 50 } }, { $set: { late: true }, $inc: { n: 1000 } });
  await items.deleteMany({ _id: { $gte: 190 } });
  await items.insertOne({ _id: 'new', n: 195 });
  const expected = await items.find().sort({ _id: 1 }).toArray();
  await first.close();
  const snapshot = (await readdir(scene.dataDir)).find((name) => name.startsWith('snapshot-')) ?? '';
  const read = async (): Promise<AnyDoc[]> => {
    const opened = await scene.openStore();
    const docs = await opened.items.find().sort({ _id: 1 }).toArray();
    await opened.close();
    return docs;
  };
  // Died after the rename, before the old log was removed: it is superfluous.
  await copyFile(copy, oldLog);
  expect(await read()).toEqual(expected);
  expect(await readdir(scene.dataDir)).not.toContain(basename(oldLog));
  // Died before the rename: both logs are there and only half a snapshot.
  await copyFile(copy, oldLog);
  await rename(join(scene.dataDir, snapshot), join(scene.dataDir, `${snapshot}.tmp`));
  expect(await read()).toEqual(expected);
});

test('writes that add data are refused when memory is used up; deleting helps', async () => {
  const { items } = await scene.openStore({ boundBytes: 500_000 });
  const docs = Array.from({ length: 300 }, (_, i) => ({ _id: i, text: 'x'.repeat(1000) }));
  await items.insertMany(docs);
  expect(await codeOf(items.insertOne({ _id: 'more' }))).toBe(14031);
  await items.deleteMany({ _id: { $gte: 100 } });
  expect(await codeOf(items.insertOne({ _id: 'more' }))).toBeUndefined();
});
