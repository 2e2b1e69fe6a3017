// Opening the database: migration, time, and what a caller sees when things are not as they should be.
import { AsyncLocalStorage } from 'node:async_hooks';
import timers from 'node:timers';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { JOB_SORTS } from '../../../domain/job/list/sort.ts';
import { createMongo } from '../../../adapters/mongo/mongo.ts';
import { migrate } from '../../../adapters/mongo/migrate.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: MongoClient;
let db: Db;

beforeAll(async () => {
  database = await openTestDatabase();
  client = new MongoClient(database.uri);
  // Its own pool must not be taken for the one that is looked at.
  Object.assign(client.options, { minPoolSizeCheckFrequencyMS: 10_000 });
  db = client.db(database.newName());
});
afterAll(async () => {
  await client.close();
  await database.close();
});

it('makes the indexes once, however many processes start together', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => migrate(db)));
  expect(answers.flat()).toEqual([
    '0001-first-indexes',
    '0002-events-by-job',
    '0003-frontier-by-host',
    '0004-change-inbox',
    '0005-job-listing',
    '0006-page-lists',
    '0007-runs-by-workspace',
    '0008-access',
    '0009-operations',
    '0010-job-sorts',
    '0011-views-and-bulk-actions',
    '0012-tally',
    '0013-channels',
    '0014-alerts',
    '0015-usage',
    '0016-triggers',
    '0017-alert-escalation',
    '0018-later-rules',
    '0019-missed-times',
    '0020-clean-up',
    '0022-stored-versions',
    '0023-dead-letters',
    '0027-emergency-holds',
    '0029-counts-and-holds',
    '0030-nothing-to-watch-rule',
    '0031-start-times',
    '0032-failure-pictures',
    '0033-secret-hosts',
    '0034-import-keys',
    '0035-logins',
    '0036-proxy-pools',
    '0037-tag-settings',
    '0038-model-summaries',
  ]);
  expect(await migrate(db)).toEqual([]);
  const slot = (await db.collection('runs').indexes()).find((index) => 'slot' in index.key);
  expect(slot).toMatchObject({ unique: true, sparse: true });
  expect(await db.collection('locks').countDocuments({})).toBe(0);
});

it('answers each order of the list of jobs from an index', async () => {
  for (const path of Object.values(JOB_SORTS)) {
    const page = db
      .collection('jobs')
      .find({ workspaceId: 'default' })
      .sort({ [path]: -1, _id: -1 })
      .limit(50);
    expect(JSON.stringify(await page.explain()), path).not.toContain('"SORT"');
  }
});

it('does only the steps that are missing and repeats one that broke off', async () => {
  const done: string[] = [];
  const step = (id: string) => ({ id, up: async () => void done.push(id) });
  await migrate(db, [step('t-1')]);
  const broken = {
    id: 't-2',
    up: async () => {
      throw new Error('power cut');
    },
  };
  await expect(migrate(db, [step('t-1'), broken])).rejects.toThrow('power cut');
  expect(await migrate(db, [step('t-1'), step('t-2'), step('t-3')])).toEqual(['t-2', 't-3']);
  expect(done).toEqual(['t-1', 't-2', 't-3']);
});

it("measures the database's clock", async () => {
  const mongo = await database.open();
  await mongo.ping();
  expect(Math.abs(await mongo.clockOffsetMs())).toBeLessThan(1_000);
});

it('lets an idle process sleep: the driver is not woken up ten times a second', async () => {
  const { setTimeout: original } = timers;
  const delays: (number | undefined)[] = [];
  // Other clients of this process, which have the driver's own settings, are woken up so often.
  const ofFresh = new AsyncLocalStorage<boolean>();
  const spy = vi.spyOn(timers, 'setTimeout').mockImplementation(((...given: Parameters<typeof original>) => {
    if (ofFresh.getStore() === true) delays.push(given[1]);
    return original(...given);
  }) as typeof original);
  try {
    await ofFresh.run(true, async () => {
      const fresh = await createMongo(database.uri, { dbName: database.newName(), appName: 'idle' });
      await fresh.ping();
      await fresh.close();
    });
  } finally {
    spy.mockRestore();
  }
  expect(delays).toContain(10_000);
  expect(delays).not.toContain(100);
});

it('refuses a document that lacks what decisions rest on', async () => {
  const dbName = database.newName();
  const mongo = await createMongo(database.uri, { dbName, appName: 'test' });
  const { gateSeq: _gateSeq, ...broken } = sampleRun('broken');
  await client.db(dbName).collection<{ _id: string }>('runs').insertOne(broken);
  const reading = mongo.runs.get('broken');
  await expect(reading).rejects.toMatchObject({
    code: 'data-corrupt',
    facts: { id: 'broken', field: 'gateSeq' },
  });
  await mongo.close();
});

it('refuses a cursor that is no id of the list, and a new page that is not whole', async () => {
  const mongo = await database.open();
  await expect(mongo.frontier.list('run', 'bare-key', 1)).rejects.toMatchObject({ code: 'internal' });
  const write = { id: 'job:a', expectedV: 0, order: 11, set: { url: 'http://shop.test/' } };
  await expect(mongo.pages.write([write])).rejects.toMatchObject({ code: 'internal' });
  expect(await mongo.pages.getMany(['job:a'])).toHaveProperty('size', 0);
});

it('says that the database cannot be reached', async () => {
  const opening = createMongo('mongodb://127.0.0.1:9/', {
    dbName: 'x',
    appName: 'test',
    findServerWithinMs: 300,
  });
  await expect(opening).rejects.toMatchObject({ code: 'dependency-unavailable' });
});
