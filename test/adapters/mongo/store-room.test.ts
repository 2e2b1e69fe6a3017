// The embedded store tells how full it is, over the wire; another server does not, and is asked no more than that.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMongo, type Mongo } from '../../../adapters/mongo/mongo.ts';
import { readStoreRoom } from '../../../adapters/mongo/health/store-room.ts';
import { type RunningStore, startStore } from '../../../embedded-store/start.ts';
import { samplePage } from '../../contracts/sample-documents.ts';

const BOUND = 1_000_000;
let dataDir: string;
let store: RunningStore;
let client: MongoClient;
let mongo: Mongo;
let db: Db;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'webloom-room-'));
  store = await startStore({ port: 0, dataDir, boundBytes: BOUND });
  const uri = `mongodb://127.0.0.1:${store.port}/`;
  mongo = await createMongo(uri, { dbName: 'room', appName: 'test' });
  client = await new MongoClient(uri).connect();
  db = client.db('room');
});
afterAll(async () => {
  await mongo.close();
  await client.close();
  await store.stop();
  await rm(dataDir, { recursive: true });
});

const insert = (from: number, count: number) =>
  db
    .collection<{ _id: string }>('pages')
    .insertMany(Array.from({ length: count }, (_, at) => samplePage('job', `key-${from + at}`)));

it('tells what it holds, where it ends, and how many pages are stored', async () => {
  const empty = await mongo.storeRoom();
  expect(empty).toMatchObject({ boundBytes: BOUND, pages: 0 });
  await insert(0, 100);
  const room = await mongo.storeRoom();
  expect(room).toMatchObject({ boundBytes: BOUND, pages: 100 });
  // A page has about 1 KB here, which takes more than twice that in memory.
  expect(room?.dataBytes).toBeGreaterThan((empty?.dataBytes ?? 0) + 100 * 2_000);
});

it('refuses what it has said that does not fit, and not before', async () => {
  let [from, room] = [1_000, await mongo.storeRoom()];
  while (room !== null && room.dataBytes <= room.boundBytes) {
    await insert(from, 10);
    from += 10;
    room = await mongo.storeRoom();
  }
  await expect(insert(from, 1)).rejects.toMatchObject({ code: 14031 });
  expect((await mongo.storeRoom())?.dataBytes).toBeGreaterThan(BOUND);
});

it('is not known of a server that says nothing of it', async () => {
  const asked: unknown[] = [];
  const answers = (answer: object) =>
    ({ command: async (command: unknown) => (asked.push(command), answer) }) as unknown as Db;
  expect(await readStoreRoom(answers({ ok: 1, isWritablePrimary: true }))).toBeNull();
  expect(await readStoreRoom(answers({ ok: 1, embeddedStore: { dataBytes: 'many' } }))).toBeNull();
  expect(asked).toEqual([{ hello: 1 }, { hello: 1 }]);
});
