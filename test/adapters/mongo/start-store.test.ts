// What tells how late starts are, read from a database: only what is of these minutes, by an index, and without configurations.
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Mongo, createMongo } from '../../../adapters/mongo/mongo.ts';
import { createStartGauge } from '../../../domain/health/starts/start-gauge.ts';
import { slotWorkflowId } from '../../../domain/run/ids.ts';
import { configOf } from '../../support/control-scene.ts';
import { minutesLater, sampleJob, sampleRun } from '../../contracts/sample-documents.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
let mongo: Mongo;
beforeAll(async () => {
  database = await openTestDatabase();
  mongo = await database.open();
});
afterAll(() => database.close());

const minutely = configOf({ schedule: { kind: 'cron', cron: '* * * * *', timezone: 'UTC' } });

it('finds runs by the begin of their work, and those that have not begun', async () => {
  const { runs, starts } = mongo;
  const begun = { state: 'completed', startedAt: minutesLater(10) } as const;
  await runs.insert(sampleRun('run_1', { ...begun, workflowId: 'one' }));
  await runs.insert(sampleRun('run_2', { ...begun, startedAt: minutesLater(12), workflowId: 'two' }));
  const site = configOf({ source: { kind: 'site', start: ['http://shop.test/'] } });
  await runs.insert(sampleRun('run_3', { workflowId: 'three', config: site }));
  const createdAt = minutesLater(0);
  expect(await starts.begunSince(minutesLater(11), 9)).toEqual([
    { workflowId: 'two', createdAt, startedAt: minutesLater(12), readsSource: false },
  ]);
  expect((await starts.begunSince(minutesLater(0), 9)).map(({ workflowId }) => workflowId)).toEqual([
    'two',
    'one',
  ]);
  expect(await starts.begunSince(minutesLater(0), 1)).toHaveLength(1);
  expect(await starts.starting(9)).toEqual([{ workflowId: 'three', createdAt, readsSource: true }]);
});

it('finds times that nobody has dealt with, not those of a job whose run goes on, nor those to come', async () => {
  const { jobs, starts } = mongo;
  await jobs.insert(sampleJob('passed', { nextRunAt: minutesLater(2), config: minutely }));
  await jobs.insert(sampleJob('busy', { nextRunAt: minutesLater(2), activeRun: 'run_1', config: minutely }));
  await jobs.insert(sampleJob('coming', { nextRunAt: minutesLater(4), config: minutely }));
  await jobs.insert(sampleJob('long ago', { nextRunAt: minutesLater(0), config: minutely }));
  await jobs.insert(sampleJob('by hand'));
  const window = { from: minutesLater(1), now: minutesLater(3) };
  expect(await starts.passed(window, 9)).toEqual([minutesLater(2)]);
  const due = await starts.dueBefore(minutesLater(4), 9);
  expect(due.map(({ jobId }) => jobId).toSorted()).toEqual(['busy', 'long ago', 'passed']);
  expect(due[0]?.schedule).toEqual(minutely.schedule);
});

it('says the same after a restart and by another monitor, and nothing of times under an emergency stop', async () => {
  const own = await database.open();
  const now = minutesLater(3).getTime();
  const owner = { jobId: 'job', jobName: 'Kettles' };
  await own.jobs.insert(sampleJob('late', { nextRunAt: minutesLater(2), config: minutely }));
  await own.runs.insert(
    sampleRun('run_9', {
      state: 'running',
      workflowId: slotWorkflowId(owner, minutesLater(2)),
      createdAt: minutesLater(2.4),
      startedAt: minutesLater(2.5),
    }),
  );
  const look = { now, isHeld: false };
  const first = await createStartGauge(own.starts)(look);
  expect(first).toEqual({ lateMs: 60_000, comePerMinute: 1, donePerMinute: 1, waiting: 1 });
  expect(await createStartGauge(own.starts)(look)).toEqual(first);
  expect(await createStartGauge(own.starts)({ ...look, isHeld: true })).toMatchObject({
    lateMs: 30_000,
    waiting: 0,
  });
});

it('has an index for each of its questions', async () => {
  const name = database.newName();
  const other = await createMongo(database.uri, { dbName: name, appName: 'webloom-test' });
  const client = await new MongoClient(database.uri).connect();
  const keysOf = async (collection: string): Promise<string[]> =>
    (await client.db(name).collection(collection).indexes()).map(({ key }) => Object.keys(key).join());
  expect(await keysOf('runs')).toEqual(expect.arrayContaining(['startedAt', 'state,_id']));
  expect(await keysOf('jobs')).toContain('nextRunAt');
  await client.close();
  await other.close();
});
