// Changes that were told before there was an inbox.
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeInbox } from '../../../adapters/mongo/migration/change-inbox.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: MongoClient;
beforeAll(async () => {
  database = await openTestDatabase();
  client = new MongoClient(database.uri);
});
afterAll(async () => {
  await client.close();
  await database.close();
});

it('takes changes from before the inbox as seen and leaves the others, however often it is done', async () => {
  const db = client.db(database.newName());
  const changes = db.collection<{ _id: string; workspaceId?: string; inbox?: string }>('changes');
  await changes.insertMany([{ _id: 'old' }, { _id: 'new', workspaceId: 'other', inbox: 'unread' }]);
  await changeInbox(db);
  await changeInbox(db);
  expect(await changes.find({}).sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'new', workspaceId: 'other', inbox: 'unread' },
    { _id: 'old', workspaceId: 'default', inbox: 'seen' },
  ]);
  expect(await changes.indexes()).toHaveLength(3);
});
