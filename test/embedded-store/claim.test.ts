// Conformance: findAndModify and bulk writes through the official driver.
import type { Collection } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type AnyDoc, type TestDatabase } from './database.ts';

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

describe('findAndModify', () => {
  beforeEach(() =>
    items.insertMany([
      { _id: 1, s: 'new', p: 2 },
      { _id: 2, s: 'new', p: 1 },
    ]),
  );

  test('takes the first of the sort and returns before or after', async () => {
    const before = await items.findOneAndUpdate({ s: 'new' }, { $set: { s: 'taken' } }, { sort: { p: 1 } });
    expect(before).toEqual({ _id: 2, s: 'new', p: 1 });
    const after = await items.findOneAndUpdate(
      { s: 'new' },
      { $set: { s: 'taken' } },
      { sort: { p: 1 }, returnDocument: 'after', projection: { s: 1 } },
    );
    expect(after).toEqual({ _id: 1, s: 'taken' });
    expect(await items.findOneAndUpdate({ s: 'new' }, { $set: { s: 'taken' } })).toBeNull();
  });

  test('upserts, replaces and deletes', async () => {
    const made = await items.findOneAndUpdate(
      { _id: 3 },
      { $set: { a: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    expect(made).toEqual({ _id: 3, a: 1 });
    expect(await items.findOneAndUpdate({ _id: 4 }, { $set: { a: 1 } }, { upsert: true })).toBeNull();
    expect(await items.findOneAndReplace({ _id: 3 }, { b: 2 }, { returnDocument: 'after' })).toEqual({
      _id: 3,
      b: 2,
    });
    expect(await items.findOneAndDelete({}, { sort: { _id: -1 } })).toEqual({ _id: 4, a: 1 });
    expect(await items.countDocuments({})).toBe(3);
  });
});

describe('bulk writes', () => {
  test('an ordered bulk stops at an error and reports what it did', async () => {
    const error: unknown = await items
      .bulkWrite([
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 2 } } },
      ])
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 } });
    expect(await items.countDocuments({})).toBe(1);
  });

  test('an unordered bulk of all kinds', async () => {
    await items.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 1 },
    ]);
    const result = await items.bulkWrite(
      [
        { updateOne: { filter: { _id: 1 }, update: { $inc: { a: 1 } } } },
        { updateMany: { filter: { a: { $gte: 1 } }, update: { $set: { b: 1 } } } },
        { replaceOne: { filter: { _id: 9 }, replacement: { c: 1 }, upsert: true } },
        { deleteOne: { filter: { _id: 2 } } },
        { deleteMany: { filter: { _id: 3 } } },
        { insertOne: { document: { _id: 5 } } },
      ],
      { ordered: false },
    );
    expect(result).toMatchObject({
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      deletedCount: 2,
      insertedCount: 1,
    });
    expect(await items.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, a: 2, b: 1 },
      { _id: 5 },
      { _id: 9, c: 1 },
    ]);
  });

  test('sixteen clients claim every item once', async () => {
    await items.insertMany(Array.from({ length: 800 }, (_, i) => ({ _id: i, state: 'due', at: i % 7 })));
    await items.createIndex({ state: 1, at: 1 });
    const claimed: unknown[] = [];
    const claim = async (worker: number): Promise<void> => {
      for (;;) {
        const update = { $set: { state: 'taken', worker } };
        const doc = await items.findOneAndUpdate({ state: 'due', at: { $lte: 10 } }, update, {
          sort: { at: 1 },
        });
        if (doc === null) return;
        claimed.push(doc._id);
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, i) => claim(i)));
    expect(claimed).toHaveLength(800);
    expect(new Set(claimed).size).toBe(800);
  });
});
