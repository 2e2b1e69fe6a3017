// What `up` does with a database before any process starts: refuse what it can not work on, bring the rest to this version,
// and say so.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownMigrations, migrate } from '../../../adapters/mongo/migrate.ts';
import { createMongo } from '../../../adapters/mongo/mongo.ts';
import { prepareDatabase } from '../../../cli/stack/prepare-database.ts';
import { type RunningStore, startStore } from '../../../embedded-store/start.ts';
import { sampleJob } from '../../contracts/sample-documents.ts';

type Step = { readonly _id: string; readonly appliedAt: Date; readonly version?: string };

const folder = mkdtempSync(join(tmpdir(), 'webloom-prepare-'));
const storeDir = join(folder, 'store');
const dataDir = join(folder, 'data');
let store: RunningStore;
let client: MongoClient;
let db: Db;
let namespaces = 0;
let env: Record<string, string>;
let said: string[];

beforeAll(async () => {
  store = await startStore({ dataDir: storeDir, port: 0 });
  client = await new MongoClient(`mongodb://127.0.0.1:${store.port}/`).connect();
});
beforeEach(() => {
  namespaces += 1;
  env = { WEBLOOM_NAMESPACE: `prepare-${namespaces}` };
  db = client.db(env['WEBLOOM_NAMESPACE']);
  said = [];
});
afterAll(async () => {
  await client.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const uri = (): string => `mongodb://127.0.0.1:${store.port}/`;
const prepare = () =>
  prepareDatabase({ mongoUri: uri(), dataDir, env, acceptLoss: false, log: (line) => said.push(line) });
const steps = () => db.collection<Step>('migrations');

async function everything(): Promise<string> {
  const names = (await db.listCollections().toArray()).map(({ name }) => name).toSorted();
  return JSON.stringify(
    await Promise.all(names.map(async (name) => [name, await db.collection(name).find({}).toArray()])),
  );
}

describe('a database before anything starts', () => {
  it('whose restore was cut off is refused', async () => {
    await db
      .collection<{ _id: string; backupId: string }>('restoring')
      .insertOne({ _id: 'restore', backupId: 'bak_1' });
    await expect(prepare()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Repeat “webloom backup restore”'),
    });
  });

  it('that is new is made without a word', async () => {
    await prepare();
    expect(said).toEqual([]);
    expect((await steps().find({}).toArray()).map(({ _id }) => _id)).toEqual(
      expect.arrayContaining(knownMigrations()),
    );
  });

  it('of an older version is brought to this one, and the steps are said in one line, once', async () => {
    await migrate(db);
    await steps().deleteMany({ _id: { $in: ['0027-emergency-holds', '0029-counts-and-holds'] } });
    await prepare();
    expect(said).toEqual([
      'the database was brought to this version: 0027-emergency-holds, 0029-counts-and-holds',
    ]);
    await prepare();
    expect(said).toHaveLength(1);
    expect(await steps().findOne({ _id: '0029-counts-and-holds' })).toMatchObject({ version: '0.1.0' });
  });

  it('in a store that is half full is told with what still fits and what to do, in one line', async () => {
    const small = await startStore({ dataDir: join(folder, 'small'), port: 0, boundBytes: 200_000 });
    const mongoUri = `mongodb://127.0.0.1:${small.port}/`;
    const lines: string[] = [];
    const open = () =>
      prepareDatabase({ mongoUri, dataDir, env, acceptLoss: false, log: (line) => lines.push(line) });
    await open();
    expect(lines).toEqual([]);
    const other = await new MongoClient(mongoUri).connect();
    await other
      .db('any')
      .collection('any')
      .insertOne({ text: 'x'.repeat(45_000) });
    await open();
    expect(lines).toEqual([
      expect.stringMatching(/^The embedded store is (half|nearly) full: .* more pages fit, .*--to mongodb:/),
    ]);
    expect(lines.join()).not.toContain('\n');
    await other
      .db('any')
      .collection('any')
      .insertOne({ text: 'x'.repeat(45_000) });
    await expect(open()).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^The embedded store is full: .*Make room on its disk/),
    });
    expect(lines).toHaveLength(1);
    await other.close();
    await small.stop();
  });

  it('of a newer version is refused with the version it needs, and nothing is written', async () => {
    await migrate(db);
    await steps().insertOne({ _id: '0999-future', appliedAt: new Date(), version: '7.3.1' });
    const before = await everything();
    const refusal = {
      code: 'configuration-invalid',
      message: expect.stringMatching(/needs 7\.3\.1, which made the steps 0999-future, and this is 0\.1\.0/),
    };
    await expect(prepare()).rejects.toMatchObject(refusal);
    const open = createMongo(uri(), { dbName: env['WEBLOOM_NAMESPACE'] ?? '', appName: 'test' });
    await expect(open).rejects.toMatchObject(refusal);
    expect(await everything()).toBe(before);
  });

  it('of a newer version is refused though it lacks a step of this one', async () => {
    await migrate(db);
    await steps().deleteOne({ _id: '0029-counts-and-holds' });
    await steps().insertOne({ _id: '0999-future', appliedAt: new Date() });
    const before = await everything();
    await expect(prepare()).rejects.toThrow('needs a newer one, which made the steps 0999-future');
    expect(await everything()).toBe(before);
  });

  it('whose headers were stored in clear has them encrypted, and its log holds them no more', async () => {
    await migrate(db);
    const secret = 'session=zx81-opensesame';
    const job = sampleJob('job');
    const fetch = { ...job.config.fetch, headers: [{ name: 'Cookie', value: secret }] };
    await db.collection<typeof job>('jobs').insertOne({ ...job, config: { ...job.config, fetch } });
    const bytes = (): string =>
      readdirSync(storeDir)
        .map((name) => readFileSync(join(storeDir, name), 'latin1'))
        .join();
    expect(bytes()).toContain(secret);
    await prepare();
    expect(bytes()).not.toContain(secret);
    expect(said).toEqual([
      'the secrets of 1 stored document were encrypted; the log of the store was written anew without them; as they were before they may still lie in the folder of RabbitMQ, backups and copies of the data folder (docs/upgrades.md)',
    ]);
    await prepare();
    expect(said).toHaveLength(1);
    expect(await everything()).toContain('sealed:v1:');
  });
});
