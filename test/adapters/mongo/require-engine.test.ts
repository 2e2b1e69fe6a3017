// A new database is begun only on a server that does what everything that is stored rests on.
import { type Collection, type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireEngine } from '../../../adapters/mongo/client/require-engine.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
let client: MongoClient;
beforeAll(async () => {
  database = await openTestDatabase();
  client = await new MongoClient(database.uri).connect();
});
afterAll(async () => {
  await client.close();
  await database.close();
});

/** Its collections, with some of their calls done in another way. */
function dbWith(db: Db, change: (collection: Collection) => Partial<Collection>): Db {
  const collection = (name: string): Collection => {
    const real = db.collection(name);
    return withMembers(real, change(real));
  };
  return withMembers(db, { collection } as Partial<Db>);
}

function withMembers<Target extends object>(target: Target, changed: Partial<Target>): Target {
  return new Proxy(target, {
    get(real, name): unknown {
      const own: unknown = Reflect.get(changed, name);
      const member: unknown = own ?? Reflect.get(real, name);
      return typeof member === 'function' ? member.bind(real) : member;
    },
  });
}

test('this server is taken, and nothing is left of the trial', async () => {
  const db = client.db(database.newName());
  await expect(requireEngine(db)).resolves.toBeUndefined();
  expect(await db.listCollections().toArray()).toEqual([]);
});

test('a server that lets several writers win is refused with what it did and what to take', async () => {
  const db = client.db(database.newName());
  const careless = dbWith(db, (real) => ({
    updateOne: (({ _id }: { _id: never }, update: object) => real.updateOne({ _id }, update)) as never,
  }));
  await expect(requireEngine(careless)).rejects.toMatchObject({
    code: 'configuration-invalid',
    message: expect.stringMatching(
      /^The server of MONGODB_URI can not hold what Webloom stores: of 8 writers that raced for one document 8 won\. Take MongoDB 4\.4 or newer, /,
    ),
  });
  expect(await db.listCollections().toArray()).toEqual([]);
});

test('a server that does not know what is asked every day is refused with its own words', async () => {
  const db = client.db(database.newName());
  const poor = dbWith(db, (real) => ({
    aggregate: (() => real.aggregate([{ $noSuchStage: 1 }])) as never,
  }));
  await expect(requireEngine(poor)).rejects.toMatchObject({
    code: 'configuration-invalid',
    message: expect.stringMatching(/it refuses \$cond in a \$group: .*noSuchStage/),
  });
});
