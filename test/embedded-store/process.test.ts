// The server as a process of its own: kill -9, SIGTERM, a full disk.
import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Collection } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf, type AnyDoc } from './database.ts';
import { createScene, kill, type Scene } from './scene.ts';

let scene: Scene;

beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.end());

test('kill -9 loses nothing acknowledged and unique indexes still hold', { timeout: 60_000 }, async () => {
  const acknowledged: number[] = [];
  let next = 0;
  for (let round = 0; round < 3; round++) {
    const server = await scene.spawnServer();
    const items = await scene.connectTo(server);
    await items.createIndex({ u: 1 }, { unique: true });
    const goal = acknowledged.length + 700;
    const killed = { promise: Promise.resolve<unknown>(undefined) };
    const writer = async (): Promise<void> => {
      for (;;) {
        const n = next++;
        await items.insertOne({ _id: n, u: `u${n}`, state: 'new' });
        await items.updateOne({ _id: n }, { $set: { state: 'done' } });
        if (acknowledged.push(n) === goal) killed.promise = kill(server, 'SIGKILL');
      }
    };
    // Every writer ends with the error of the dead connection.
    await Promise.allSettled(Array.from({ length: 8 }, writer));
    await killed.promise;
  }
  const { items } = await scene.openStore();
  const done = new Set((await items.find({ state: 'done' }).toArray()).map((doc) => doc._id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(2100);
  expect(acknowledged.filter((n) => !done.has(n))).toEqual([]);
  expect(await codeOf(items.insertOne({ u: `u${acknowledged[5]}` }))).toBe(11000);
});

test('SIGTERM ends the process with code 0 and --fsync always answers too', { timeout: 30_000 }, async () => {
  const server = await scene.spawnServer('--fsync', 'always');
  const items = await scene.connectTo(server);
  await Promise.all(Array.from({ length: 50 }, (_, i) => items.insertOne({ _id: i })));
  expect(await kill(server, 'SIGTERM')).toBe(0);
  const again = await scene.openStore();
  expect(await again.items.countDocuments()).toBe(50);
});

/** Of util-linux; where it is missing the test is skipped. */
const LIMITER = 'prlimit';

/** Sets how large files of a process may grow: past it a write fails as on a full disk. */
function limitFileSize(pid: number, bytes: number | 'unlimited'): boolean {
  return spawnSync(LIMITER, [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]).status === 0;
}

test('a log that cannot be written makes the server read-only until it can', { timeout: 30_000 }, async ({
  skip,
}) => {
  const server = await scene.spawnServer();
  const items = await scene.connectTo(server);
  await items.insertOne({ _id: 1 });
  const pid = server.process.pid ?? 0;
  if (!limitFileSize(pid, (await stat(await scene.logFile())).size + 1000)) skip();
  expect(await codeOf(items.insertOne({ _id: 2, text: 'x'.repeat(100_000) }))).toBe(14031);
  expect(await codeOf(items.insertOne({ _id: 3 }))).toBe(14031);
  expect(await items.distinct('_id')).toEqual([1]);
  limitFileSize(pid, 'unlimited');
  await expect.poll(() => codeOf(items.insertOne({ _id: 4 })), { timeout: 10_000 }).toBeUndefined();
  await kill(server, 'SIGKILL');
  const again = await scene.openStore();
  const found = await again.items.find({}, { projection: { _id: 1 } }).toArray();
  // What was refused did not happen.
  expect(found.map((doc) => doc._id)).toEqual([1, 4]);
  expect(again.warnings).toEqual([]);
});

const REFUSED: Record<string, (items: Collection<AnyDoc>) => Promise<unknown>> = {
  insertOne: (items) => items.insertOne({ _id: 9, u: 9 }),
  // Larger than one frame: its first part was written before the rest could not be.
  insertMany: (items) =>
    items.insertMany(
      Array.from({ length: 12 }, (_, i) => ({ _id: 100 + i, u: 100 + i, text: 'x'.repeat(1_000_000) })),
    ),
  updateOne: (items) => items.updateOne({ _id: 1 }, { $set: { u: 7 } }),
  replaceOne: (items) => items.replaceOne({ _id: 2 }, { u: 8, other: true }),
  findOneAndUpdate: (items) => items.findOneAndUpdate({ _id: 3 }, { $set: { u: 70 }, $unset: { text: '' } }),
  deleteMany: (items) => items.deleteMany({}),
  createIndex: (items) => items.createIndex({ text: 1 }),
  dropIndex: (items) => items.dropIndex('u_1'),
  drop: (items) => items.drop(),
  rename: (items) => items.rename('elsewhere'),
  'a new collection': (items) => items.db.collection<AnyDoc>('fresh').insertOne({ _id: 1 }),
};

/** All a client can see of a database. */
async function contentOf(items: Collection<AnyDoc>): Promise<unknown> {
  const collections = (await items.db.listCollections().toArray()).map(({ name }) => name);
  const indexes = (await items.indexes()).map(({ name }) => name);
  const docs = await items.find().sort({ _id: 1 }).toArray();
  const byIndex = await items
    .find({ u: { $gte: 0 } })
    .sort({ u: 1 })
    .project({ _id: 1 })
    .toArray();
  return { collections, indexes, docs, byIndex };
}

test('what a full disk refuses did not happen, whatever it was, and what was there stays', {
  timeout: 60_000,
}, async ({ skip }) => {
  const server = await scene.spawnServer();
  const items = await scene.connectTo(server);
  await items.createIndex({ u: 1 }, { unique: true });
  await items.insertMany([1, 2, 3].map((n) => ({ _id: n, u: n, text: 'same' })));
  const before = await contentOf(items);
  const pid = server.process.pid ?? 0;
  const size = (await stat(await scene.logFile())).size;
  for (const [name, change] of Object.entries(REFUSED)) {
    const room = name === 'insertMany' ? 6_000_000 : 10;
    if (!limitFileSize(pid, size + room)) skip();
    expect(await codeOf(change(items)), name).toBe(14031);
    expect(await contentOf(items), name).toEqual(before);
    limitFileSize(pid, 'unlimited');
    const isBack = () => codeOf(items.updateOne({ _id: 'nobody' }, { $set: { u: 1 } }));
    await expect.poll(isBack, { timeout: 10_000 }).toBeUndefined();
    expect((await stat(await scene.logFile())).size, name).toBe(size);
  }
  expect(await codeOf(items.insertOne({ _id: 4, u: 3 }))).toBe(11000);
  await items.insertOne({ _id: 4, u: 4, text: 'same' });
  await kill(server, 'SIGKILL');
  const again = await scene.openStore();
  expect(again.warnings).toEqual([]);
  expect(await again.items.distinct('_id')).toEqual([1, 2, 3, 4]);
  await again.items.deleteOne({ _id: 4 });
  expect(await contentOf(again.items)).toEqual(before);
});
