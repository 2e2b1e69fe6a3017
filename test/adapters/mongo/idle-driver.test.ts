// What the driver does while nobody asks it for anything. In a file of its own: the timers of any other client in the process
// would be counted too.
import timers from 'node:timers';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createMongo } from '../../../adapters/mongo/mongo.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('lets an idle process sleep: the driver is not woken up ten times a second', async () => {
  const { setTimeout: original } = timers;
  const delays: (number | undefined)[] = [];
  const spy = vi.spyOn(timers, 'setTimeout').mockImplementation(((...given: Parameters<typeof original>) => {
    delays.push(given[1]);
    return original(...given);
  }) as typeof original);
  try {
    const fresh = await createMongo(database.uri, { dbName: database.newName(), appName: 'idle' });
    await fresh.ping();
    await fresh.close();
  } finally {
    spy.mockRestore();
  }
  expect(delays).toContain(10_000);
  expect(delays).not.toContain(100);
});
