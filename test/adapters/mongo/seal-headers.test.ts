// Headers that were stored in clear, or with an older key, are sealed with today's key: once, in jobs and in runs.
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMongo, type Mongo } from '../../../adapters/mongo/mongo.ts';
import { openHeaders } from '../../../domain/config/secret-headers.ts';
import { openServer, sealServers } from '../../../domain/config/proxy-pool/proxy-secrets.ts';
import { samplePool } from '../../contracts/proxy-pool-store.ts';
import { sampleJob, sampleRun } from '../../contracts/sample-documents.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: MongoClient;
let mongo: Mongo;
let name: string;

beforeAll(async () => {
  database = await openTestDatabase();
  client = new MongoClient(database.uri);
  name = database.newName();
  mongo = await createMongo(database.uri, { dbName: name, appName: 'test' });
});
afterAll(async () => {
  await mongo.close();
  await client.close();
  await database.close();
});

const HEADERS = [
  { name: 'Cookie', value: 'session=opensesame' },
  { name: 'Accept-Language', value: 'de' },
];

async function everything(): Promise<string> {
  const db = client.db(name);
  const collections = await db.listCollections().toArray();
  const contents = await Promise.all(collections.map((one) => db.collection(one.name).find({}).toArray()));
  return JSON.stringify(contents);
}

test('clear headers are sealed, and sealed anew when the key changes', async () => {
  const job = sampleJob('job');
  const config = { ...job.config, fetch: { ...job.config.fetch, headers: HEADERS } };
  await mongo.jobs.insert({ ...job, config });
  await mongo.runs.insert({ ...sampleRun('run'), config });
  expect(await everything()).toContain('opensesame');
  expect(await mongo.sealingKeys()).toEqual([]);

  const [first, second] = [createTestBox(1), createTestBox(2, 1)];
  await Promise.all([mongo.sealHeaders(first), mongo.sealHeaders(first)]);
  expect(await everything()).not.toContain('opensesame');
  expect(await mongo.sealingKeys()).toEqual([first.keyId]);
  const clear = { ok: true, headers: HEADERS };
  expect(openHeaders(first, (await mongo.jobs.get(job._id))?.config.fetch.headers ?? [])).toEqual(clear);

  await mongo.sealHeaders(second);
  expect(await mongo.sealingKeys()).toEqual([second.keyId]);
  const onlyNew = createTestBox(2);
  expect(openHeaders(onlyNew, (await mongo.jobs.get(job._id))?.config.fetch.headers ?? [])).toEqual(clear);
  const run = await mongo.runs.get(sampleRun('run')._id);
  expect(openHeaders(onlyNew, run?.config.fetch.headers ?? [])).toEqual(clear);
  expect((await mongo.jobs.get(job._id))?.version).toBe(job.version);

  await mongo.sealHeaders(createTestBox(1, 2));
  expect(await mongo.sealingKeys()).toEqual([first.keyId]);
});

test('passwords of proxy pools are sealed anew when the key changes', async () => {
  const [first, second] = [createTestBox(3), createTestBox(4, 3)];
  const clear = { url: 'socks5://gate.example:1080', user: 'ada', password: 'opensesame' };
  const pool = samplePool('pxp_1', { servers: sealServers(first, { _id: 'pxp_1', servers: [clear] }) });
  await mongo.proxyPools.insert(pool);
  await mongo.sealHeaders(second);
  const [server = clear] = (await mongo.proxyPools.get(pool._id))?.servers ?? [];
  expect(server.password).not.toBe(pool.servers[0]?.password);
  expect(openServer(createTestBox(4), pool, server)).toEqual({ ok: true, server: clear });
});
