// A stack does not start on a part of a backup.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkRestore } from '../../../cli/stack/check-restore.ts';
import { type TestDatabase, openTestDatabase } from '../../adapters/mongo/test-database.ts';
import { MongoClient } from 'mongodb';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a database whose restore was cut off is refused before anything starts', async () => {
  const env = { WEBLOOM_NAMESPACE: 'half-restored' };
  await checkRestore(database.uri, env);
  const client = await new MongoClient(database.uri).connect();
  const marks = client.db('half-restored').collection<{ _id: string; backupId: string }>('restoring');
  await marks.insertOne({ _id: 'restore', backupId: 'bak_1' });
  await client.close();
  await expect(checkRestore(database.uri, env)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Repeat “webloom backup restore”'),
  });
});
