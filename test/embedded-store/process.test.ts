// The server as a process of its own: kill -9, SIGTERM, a full disk.
import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeOf } from './database.ts';
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
  expect(await items.countDocuments({ _id: 1 })).toBe(1);
  limitFileSize(pid, 'unlimited');
  await expect.poll(() => codeOf(items.insertOne({ _id: 4 })), { timeout: 10_000 }).toBeUndefined();
  await kill(server, 'SIGKILL');
  const again = await scene.openStore();
  const found = await again.items.find({}, { projection: { _id: 1 } }).toArray();
  // What failed was in memory already and reached the log as soon as there was room.
  expect(found.map((doc) => doc._id)).toEqual([1, 2, 4]);
  expect(again.warnings).toEqual([]);
});
