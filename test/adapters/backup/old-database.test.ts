// An upgrade: a database as the first version left it is brought to the present form, in its place or out of a backup.
import type { Db } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownMigrations, migrate } from '../../../adapters/mongo/migrate.ts';
import { firstIndexes } from '../../../adapters/mongo/migration/first-indexes.ts';
import { createMongo } from '../../../adapters/mongo/mongo.ts';
import {
  sampleChange,
  sampleJob,
  samplePage,
  sampleRun,
  sampleSnapshot,
} from '../../contracts/sample-documents.ts';
import { type Scene, openScene } from './scene.ts';

const FIRST = '0001-first-indexes';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  await fillAsFirstVersion(scene.db());
});
afterEach(() => scene.close());

/** Documents without what later versions added to them. */
async function fillAsFirstVersion(db: Db): Promise<void> {
  await migrate(db, [{ id: FIRST, up: firstIndexes }]);
  const put = (name: string, row: { readonly _id: string }) =>
    db.collection<{ _id: string }>(name).insertOne(row);
  const page = samplePage('job_1', 'a');
  const {
    inbox: _inbox,
    workspaceId: _workspaceId,
    ...change
  } = sampleChange(page._id, 1, { jobId: 'job_1' });
  await put('jobs', sampleJob('job_1'));
  await put('runs', sampleRun('run_1', { jobId: 'job_1', state: 'completed', ending: 'completed' }));
  await put('pages', page);
  await put('snapshots', sampleSnapshot(page._id, 1, { jobId: 'job_1' }));
  await put('changes', change);
  for (const key of ['blobs/text-1', 'blobs/raw-1'])
    await scene.blobs.put(`${key}-${'a'.repeat(key === 'blobs/raw-1' ? 37 : 36)}`, Buffer.from(key));
}

/** As the stores of today read it. */
async function read(dbName: string): Promise<unknown> {
  const mongo = await createMongo(scene.uri, { dbName, appName: 'test' });
  try {
    await mongo.ping();
    const [job, changes, runs, workspace] = await Promise.all([
      mongo.jobs.get('job_1'),
      mongo.history.changes({ jobId: 'job_1', limit: 9 }),
      mongo.runs.list({ limit: 9 }),
      mongo.workspaces.get('default'),
    ]);
    const told = changes.map(({ workspaceId, inbox }) => ({ workspaceId, inbox }));
    return { hosts: job?.listing?.hosts, told, runs: runs.map(({ _id }) => _id), workspace: workspace?.name };
  } finally {
    await mongo.close();
  }
}

const PRESENT = {
  hosts: expect.any(Array),
  told: [{ workspaceId: 'default', inbox: 'seen' }],
  runs: ['run_1'],
  workspace: 'Default',
};

test('the database of the first version is opened by this one', async () => {
  expect(await read('source')).toEqual(PRESENT);
});

test('a backup of the first version is restored by this one, and migrated', async () => {
  const manifest = await scene.take();
  expect(manifest).toMatchObject({ migrations: [FIRST], missing: 0 });
  const target = scene.db('target');
  await scene.restore(target, await scene.blobStore('restored'));
  expect(await migrate(target)).toEqual(knownMigrations().filter((id) => id !== FIRST));
  const indexes = async (db: Db) => {
    const found = await db.collection('changes').listIndexes().toArray();
    return found.map(({ name }) => String(name)).sort();
  };
  expect(await read('target')).toEqual(PRESENT);
  await migrate(scene.db());
  expect(await indexes(target)).toEqual(await indexes(scene.db()));
});
