// Conformance: indexes are enforced and used; catalog commands; what is refused.
import type { Collection, Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, openDatabase, type AnyDoc, type TestDatabase } from './database.ts';

let database: TestDatabase;
let items: Collection<AnyDoc>;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  items = database.db.collection<AnyDoc>('items');
  await items.drop();
});

describe('unique indexes', () => {
  test('hold for insert, update and upsert and name the key', async () => {
    await items.createIndex({ a: 1, b: -1 }, { unique: true });
    await items.insertMany([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
    ]);
    const error: unknown = await items.insertOne({ a: 1, b: 2 }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 2 } });
    expect(await codeOf(items.updateOne({ _id: 1 }, { $set: { b: 2 } }))).toBe(11000);
    expect(await codeOf(items.updateOne({ a: 1, b: 3 }, { $set: { b: 2 } }, { upsert: true }))).toBe(11000);
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, a: 1, b: 1 });
    await items.updateOne({ _id: 1 }, { $set: { b: 1, c: 1 } });
    await items.deleteOne({ _id: 2 });
    await items.updateOne({ _id: 1 }, { $set: { b: 2 } });
    expect(await codeOf(items.insertOne({ a: 1, b: 1 }))).toBeUndefined();
  });

  test('a missing value counts as null unless the index is sparse', async () => {
    await items.createIndex({ u: 1 }, { unique: true });
    await items.insertOne({ _id: 1 });
    expect(await codeOf(items.insertOne({ _id: 2, u: null }))).toBe(11000);
    await items.dropIndex('u_1');
    await items.createIndex({ u: 1 }, { unique: true, sparse: true });
    await items.insertMany([{ _id: 3 }, { _id: 4 }, { _id: 5, u: 'x' }]);
    expect(await codeOf(items.insertOne({ u: 'x' }))).toBe(11000);
    await items.updateOne({ _id: 5 }, { $unset: { u: '' } });
    expect(await codeOf(items.insertOne({ u: 'x' }))).toBeUndefined();
  });

  test('elements of arrays are kept apart from other documents only', async () => {
    await items.createIndex({ t: 1 }, { unique: true });
    await items.insertOne({ _id: 1, t: ['a', 'b', 'a'] });
    expect(await codeOf(items.insertOne({ t: ['c', 'b'] }))).toBe(11000);
  });

  test('cannot be built over duplicates', async () => {
    await items.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(items.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
    expect(await items.indexes()).toHaveLength(1);
  });
});

describe('the planner', () => {
  beforeEach(async () => {
    const docs = Array.from({ length: 2000 }, (_, i) => ({
      _id: `r${String(i).padStart(5, '0')}`,
      run: i % 4,
      state: i % 5,
      at: i,
    }));
    await items.insertMany(docs);
    await items.createIndex({ run: 1, state: 1 });
    await items.createIndex({ state: 1, at: 1 });
    await items.createIndex({ due: 1 }, { sparse: true });
    await items.updateMany({ at: { $lt: 10 } }, { $set: { due: 1 } });
  });

  interface Explained {
    readonly index: string | undefined;
    readonly sorts: boolean;
    readonly examined: number;
    readonly returned: number;
  }

  async function explain(filter: Document, sort: Record<string, 1 | -1> = {}, limit = 0): Promise<Explained> {
    const plan = await items
      .find(filter as AnyDoc)
      .sort(sort)
      .limit(limit)
      .explain();
    const text = JSON.stringify(plan['queryPlanner'].winningPlan);
    return {
      index: /"indexName":"([^"]+)"/.exec(text)?.[1],
      sorts: text.includes('"SORT"'),
      examined: plan['executionStats'].totalDocsExamined,
      returned: plan['executionStats'].nReturned,
    };
  }

  test('takes equality fields, then _id order, and stops at the limit', async () => {
    const plan = await explain({ run: 1, state: 2 }, { _id: 1 }, 7);
    expect(plan).toMatchObject({ index: 'run_1_state_1', sorts: false, returned: 7 });
    expect(plan.examined).toBeLessThanOrEqual(8);
  });

  test('pages by _id behind an equality prefix', async () => {
    const plan = await explain({ run: 1, state: 2, _id: { $gt: 'r01000' } }, { _id: 1 }, 5);
    expect(plan).toMatchObject({ index: 'run_1_state_1', sorts: false, returned: 5 });
    expect(plan.examined).toBeLessThanOrEqual(6);
  });

  test('uses a range and gives the order backwards', async () => {
    const plan = await explain({ state: 3, at: { $gte: 100, $lt: 200 } }, { at: -1 });
    expect(plan).toMatchObject({ index: 'state_1_at_1', sorts: false, examined: 20, returned: 20 });
  });

  test('merges the ranges of $in into one order', async () => {
    const filter = { state: { $in: [0, 3] }, at: { $lte: 1500 } };
    const plan = await explain(filter, { at: 1 }, 6);
    expect(plan).toMatchObject({ index: 'state_1_at_1', sorts: false, returned: 6 });
    const docs = await items.find(filter).sort({ at: 1 }).limit(6).toArray();
    expect(docs.map((doc) => doc['at'])).toEqual([0, 3, 5, 8, 10, 13]);
    const last = await items.find(filter).sort({ at: -1 }).limit(3).toArray();
    expect(last.map((doc) => doc['at'])).toEqual([1500, 1498, 1495]);
  });

  test('uses a sparse index only when the field must be there', async () => {
    expect(await explain({ due: { $exists: true } })).toMatchObject({ index: 'due_1', returned: 10 });
    expect(await explain({ due: { $lte: 5 } })).toMatchObject({ index: 'due_1', returned: 10 });
    expect(await explain({ due: null })).toMatchObject({ index: undefined, returned: 1990 });
    expect((await explain({}, { due: 1 })).index).toBeUndefined();
  });

  test('reads ranges and prefixes of _id in order', async () => {
    expect(await explain({ _id: { $gte: 'r00010', $lt: 'r00020' } }, { _id: 1 })).toMatchObject({
      index: '_id_',
      examined: 10,
    });
    expect(await explain({ _id: /^r0001/ })).toMatchObject({ index: '_id_', examined: 10, returned: 10 });
    const page = await items
      .find({ _id: { $gt: 'r00100' } })
      .sort({ _id: 1 })
      .limit(2)
      .toArray();
    expect(page.map((doc) => doc._id)).toEqual(['r00101', 'r00102']);
  });
});

describe('catalog', () => {
  test('collections and indexes are listed, created and dropped', async () => {
    await database.db.createCollection('items');
    expect(await codeOf(database.db.createCollection('items'))).toBe(48);
    await items.createIndexes([{ key: { a: 1 } }, { key: { b: -1 }, name: 'mine', sparse: true }]);
    await items.createIndex({ a: 1 });
    expect(await codeOf(items.createIndex({ a: 1 }, { unique: true }))).toBe(85);
    expect(await codeOf(items.createIndex({ c: 1 }, { name: 'mine' }))).toBe(86);
    expect((await items.indexes()).map((index) => index.name)).toEqual(['_id_', 'a_1', 'mine']);
    await items.dropIndex('mine');
    expect(await codeOf(items.dropIndex('mine'))).toBe(27);
    expect(await database.db.listCollections().toArray()).toMatchObject([
      { name: 'items', type: 'collection' },
    ]);
    await items.rename('others');
    expect(
      (await database.db.listCollections({}, { nameOnly: true }).toArray()).map((info) => info.name),
    ).toEqual(['others']);
    const { databases } = await database.client.db().admin().listDatabases();
    expect(databases.map((info) => info.name)).toContain(database.db.databaseName);
    await database.db.dropDatabase();
    expect(await database.db.listCollections().toArray()).toEqual([]);
  });

  test('the server says who it is', async () => {
    expect(await database.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    const hello = await database.db.command({ hello: 1 });
    expect(hello['localTime']).toBeInstanceOf(Date);
    expect(hello['isWritablePrimary']).toBe(true);
    expect((await database.db.command({ buildInfo: 1 }))['version']).toMatch(/^\d+\.\d+/);
  });

  test('unknown commands are refused with code 59', async () => {
    expect(await codeOf(database.db.command({ noSuchThing: 1 }))).toBe(59);
  });

  test('what the store cannot do it refuses instead of ignoring it', async ({ skip }) => {
    if (!database.embedded) skip();
    const { db, client } = database;
    expect(await codeOf(items.createIndex({ a: 1 }, { expireAfterSeconds: 5 }))).toBe(67);
    expect(await codeOf(items.createIndex({ a: 1 }, { partialFilterExpression: { a: 1 } }))).toBe(67);
    expect(await codeOf(items.createIndex({ a: 'text' }))).toBe(67);
    expect(await codeOf(db.createCollection('capped', { capped: true, size: 1000 }))).toBe(40415);
    expect(await codeOf(items.find({}).collation({ locale: 'de' }).toArray())).toBe(40415);
    expect(await codeOf(items.updateOne({}, [{ $set: { a: 1 } }]))).toBe(115);
    expect(await codeOf(items.watch().next())).toBe(40324);
    expect(await codeOf(items.insertOne({}, { writeConcern: { w: 3 } }))).toBe(100);
    expect(
      await codeOf(
        db.command({
          insert: 'items',
          documents: [{}],
          txnNumber: 1,
          startTransaction: true,
          autocommit: false,
        }),
      ),
    ).toBe(20);
    const session = client.withSession((s) => s.withTransaction(() => items.insertOne({}, { session: s })));
    await expect(session).rejects.toThrow(/session|transaction/i);
  });
});

test('a sort with a limit gives the same rows as a whole sort, also where many rows are equal', async () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => ({ _id: at, a: (at * 7) % 11, b: (at * 31) % 997 }));
  await items.insertMany(rows);
  for (const sort of [{ a: 1, b: -1 }, { b: 1 }, { a: -1, missing: 1, b: 1 }] as const) {
    const whole = await items.find({}).sort(sort).toArray();
    expect(await items.find({}).sort(sort).limit(120).toArray()).toEqual(whole.slice(0, 120));
    expect(await items.find({}).sort(sort).skip(500).limit(7).toArray()).toEqual(whole.slice(500, 507));
  }
});
