// What survives: kill -9 of the process, a torn tail, compaction, a full disk; and what is refused: damage in the middle,
// a second server on one directory.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStore, type RunningStore, type StoreOptions } from '../../embedded-store/main.ts';
import { codeOf, connect, temporaryDirectory, type AnyDoc } from './database.ts';

let dataDir: string;
let closing: (() => Promise<unknown>)[];

beforeEach(async () => {
  dataDir = await temporaryDirectory();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await rm(dataDir, { recursive: true });
});

interface Opened {
  readonly store: RunningStore;
  readonly client: MongoClient;
  readonly warnings: string[];
  close(): Promise<void>;
}

async function openStore(options: Partial<StoreOptions> = {}): Promise<Opened> {
  const warnings: string[] = [];
  const store = await startStore({ port: 0, dataDir, warn: (text) => warnings.push(text), ...options });
  const client = await connect(store.port);
  const close = async (): Promise<void> => {
    await client.close();
    await store.stop();
  };
  closing.push(close);
  return { store, client, warnings, close };
}

interface Server {
  readonly process: ChildProcess;
  readonly port: number;
}

/** A real child process, as it runs in production. */
async function spawnServer(...flags: string[]): Promise<Server> {
  const args = ['--import', 'tsx', 'embedded-store/main.ts', '--port', '0', '--data', dataDir, ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  closing.push(async () => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: unknown = JSON.parse(line);
    if (typeof ready === 'object' && ready !== null && 'port' in ready)
      return { process: child, port: Number(ready.port) };
  }
  throw new Error('the server ended before it was ready');
}

async function kill(server: Server, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(server.process, 'exit');
  server.process.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

async function logFile(): Promise<string> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith('log-'));
  return join(dataDir, names.sort((a, b) => a.localeCompare(b)).at(-1) ?? '');
}

test('kill -9 loses nothing acknowledged and unique indexes still hold', { timeout: 60_000 }, async () => {
  const acknowledged: number[] = [];
  let next = 0;
  for (let round = 0; round < 3; round++) {
    const server = await spawnServer();
    const client = await connect(server.port);
    const items = client.db('d').collection<AnyDoc>('items');
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
    await client.close();
  }
  const { client } = await openStore();
  const items = client.db('d').collection<AnyDoc>('items');
  const done = new Set((await items.find({ state: 'done' }).toArray()).map((doc) => doc._id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(2100);
  expect(acknowledged.filter((n) => !done.has(n))).toEqual([]);
  expect(await codeOf(items.insertOne({ u: `u${acknowledged[5]}` }))).toBe(11000);
});

test('SIGTERM ends the process with code 0 and --fsync always answers too', { timeout: 30_000 }, async () => {
  const server = await spawnServer('--fsync', 'always');
  const client = await connect(server.port);
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => client.db('d').collection<AnyDoc>('c').insertOne({ _id: i })),
  );
  await client.close();
  expect(await kill(server, 'SIGTERM')).toBe(0);
  const { client: again } = await openStore();
  expect(await again.db('d').collection('c').countDocuments()).toBe(50);
});

test('a torn tail is cut off with a warning', async () => {
  const first = await openStore();
  await first.client
    .db('d')
    .collection<AnyDoc>('c')
    .insertMany([{ _id: 1 }, { _id: 2 }]);
  await first.client
    .db('d')
    .collection<AnyDoc>('c')
    .insertOne({ _id: 3, text: 'x'.repeat(500) });
  await first.close();
  const file = await logFile();
  await truncate(file, (await stat(file)).size - 100);
  const second = await openStore();
  expect(second.warnings.join()).toContain('cut');
  const items = second.client.db('d').collection<AnyDoc>('c');
  expect((await items.find().toArray()).map((doc) => doc._id)).toEqual([1, 2]);
  await items.insertOne({ _id: 4 });
  await second.close();
  const third = await openStore();
  expect(third.warnings).toEqual([]);
  expect(await third.client.db('d').collection('c').countDocuments()).toBe(3);
});

test('zeros behind the last frame, as a power cut may leave them, count as a torn tail', async () => {
  const first = await openStore();
  await first.client.db('d').collection<AnyDoc>('c').insertOne({ _id: 1 });
  await first.close();
  await appendFile(await logFile(), Buffer.alloc(5000));
  const second = await openStore();
  expect(second.warnings).toHaveLength(1);
  expect(await second.client.db('d').collection('c').countDocuments()).toBe(1);
});

test('damage in the middle is refused, or cut off when the loss is accepted', async () => {
  const first = await openStore();
  for (let i = 0; i < 20; i++)
    await first.client
      .db('d')
      .collection<AnyDoc>('c')
      .insertOne({ _id: i, text: 'y'.repeat(100) });
  await first.close();
  const path = await logFile();
  const file = await open(path, 'r+');
  await file.write(Buffer.from('damage'), 0, 6, Math.floor((await file.stat()).size / 2));
  await file.close();
  const before = await readFile(path);
  await expect(startStore({ port: 0, dataDir })).rejects.toThrow(/damaged at byte \d+/);
  expect(before.equals(await readFile(path))).toBe(true);
  const second = await openStore({ acceptLoss: true });
  const left = await second.client.db('d').collection('c').countDocuments();
  expect(left).toBeGreaterThan(5);
  expect(left).toBeLessThan(15);
  expect((await readdir(dataDir)).some((name) => name.includes('damaged'))).toBe(true);
});

test('a second server on the directory is refused; the lock of a dead one is taken over', async () => {
  const first = await openStore();
  await expect(startStore({ port: 0, dataDir })).rejects.toThrow(/in use by process/);
  await first.close();
  await writeFile(join(dataDir, 'lock'), JSON.stringify({ pid: 2 ** 22 - 3, started: '1' }));
  await (await openStore()).close();
  await writeFile(join(dataDir, 'lock'), 'half a lo');
  const third = await openStore();
  expect((await readdir(dataDir)).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  await third.close();
});

test('compaction keeps everything, also what is written meanwhile, and shrinks the log', {
  timeout: 60_000,
}, async () => {
  const first = await openStore();
  const db = first.client.db('d');
  const items = db.collection<AnyDoc>('items');
  await items.createIndex({ n: 1 }, { unique: true });
  await db.collection('gone').insertOne({});
  await db.collection('gone').drop();
  await items.insertMany(Array.from({ length: 5000 }, (_, i) => ({ _id: i, n: i, text: 'z'.repeat(200) })));
  for (let i = 0; i < 5; i++)
    await items.updateMany({}, { $inc: { v: 1 }, $set: { text: `${i}`.repeat(200) } });
  const before = (await stat(await logFile())).size;
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
  const names = await readdir(dataDir);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(dataDir, name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(before / 2);
  const second = await openStore();
  const again = second.client.db('d').collection<AnyDoc>('items');
  expect(await again.find().sort({ _id: 1 }).toArray()).toEqual(expected);
  expect(await codeOf(again.insertOne({ n: 100 }))).toBe(11000);
  expect((await second.client.db('d').listCollections().toArray()).map((info) => info.name)).toEqual([
    'items',
  ]);
});

test('compaction starts by itself when the log has grown', async () => {
  const compaction = { minBytes: 100_000, ratio: 4 };
  const first = await openStore({ compaction });
  const items = first.client.db('d').collection<AnyDoc>('items');
  await items.insertOne({ _id: 1 });
  for (let i = 0; i < 150; i++) await items.replaceOne({ _id: 1 }, { text: String(i).repeat(1000) });
  await first.close();
  const second = await openStore({ compaction });
  await second.close();
  expect((await readdir(dataDir)).some((name) => name.startsWith('snapshot-'))).toBe(true);
  const third = await openStore();
  expect(await third.client.db('d').collection('items').findOne()).toMatchObject({
    text: '149'.repeat(1000),
  });
});

/** Sets how large files of a process may grow: past it a write fails as on a full disk. */
function limitFileSize(pid: number, bytes: number | 'unlimited'): boolean {
  return spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]).status === 0;
}

test('a log that cannot be written makes the server read-only until it can', { timeout: 30_000 }, async ({
  skip,
}) => {
  const server = await spawnServer();
  const client = await connect(server.port);
  closing.push(() => client.close());
  const items = client.db('d').collection<AnyDoc>('items');
  await items.insertOne({ _id: 1 });
  const pid = server.process.pid ?? 0;
  if (!limitFileSize(pid, (await stat(await logFile())).size + 1000)) skip();
  expect(await codeOf(items.insertOne({ _id: 2, text: 'x'.repeat(100_000) }))).toBe(14031);
  expect(await codeOf(items.insertOne({ _id: 3 }))).toBe(14031);
  expect(await items.countDocuments({ _id: 1 })).toBe(1);
  limitFileSize(pid, 'unlimited');
  while ((await codeOf(items.insertOne({ _id: 4 }))) === 14031)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await kill(server, 'SIGKILL');
  const { client: again, warnings } = await openStore();
  const found = await again
    .db('d')
    .collection<AnyDoc>('items')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  // What failed was in memory already and reached the log as soon as there was room.
  expect(found.map((doc) => doc._id)).toEqual([1, 2, 4]);
  expect(warnings).toEqual([]);
});
