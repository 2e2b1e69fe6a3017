// Conformance: update operators, upserts, findAndModify and bulk writes through the official driver.
import { Long, ObjectId, type Collection } from 'mongodb';
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

/** Applies an update to one document and gives the result with how many were modified. */
async function updated(doc: AnyDoc, update: AnyDoc, options: object = {}): Promise<[AnyDoc | null, number]> {
  await items.insertOne({ _id: 1, ...doc });
  const { modifiedCount } = await items.updateOne({ _id: 1 }, update, options);
  return [await items.findOne({ _id: 1 }, { projection: { _id: 0 } }), modifiedCount];
}

describe('operators', () => {
  test.each<[string, AnyDoc, AnyDoc, [AnyDoc, number]]>([
    ['$set of a new and an old field', { a: 1 }, { $set: { a: 2, b: 3 } }, [{ a: 2, b: 3 }, 1]],
    [
      '$set of what is there changes nothing',
      { a: { x: [1] } },
      { $set: { a: { x: [1] } } },
      [{ a: { x: [1] } }, 0],
    ],
    ['$set at a dotted path', { a: { x: 1 } }, { $set: { 'a.y.z': 2 } }, [{ a: { x: 1, y: { z: 2 } } }, 1]],
    [
      '$set at an array position',
      { a: [1, 2] },
      { $set: { 'a.1': 9, 'a.3': 4 } },
      [{ a: [1, 9, null, 4] }, 1],
    ],
    ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '' } }, [{ b: { d: 2 } }, 1]],
    ['$unset of nothing', { a: 1 }, { $unset: { b: '', 'a.x': '' } }, [{ a: 1 }, 0]],
    ['$inc', { a: 1 }, { $inc: { a: 2, b: -1.5 } }, [{ a: 3, b: -1.5 }, 1]],
    ['$inc by nothing', { a: 1 }, { $inc: { a: 0 } }, [{ a: 1 }, 0]],
    ['$mul', { a: 3 }, { $mul: { a: 2, b: 5 } }, [{ a: 6, b: 0 }, 1]],
    ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 4 } }, [{ a: 3, b: 5, c: 1 }, 1]],
    ['$max of a smaller value', { a: 5 }, { $max: { a: 4 } }, [{ a: 5 }, 0]],
    ['$rename', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd', x: 'y' } }, [{ a: {}, c: 2, d: 1 }, 1]],
    ['$push', { a: [1] }, { $push: { a: 2, b: 3 } }, [{ a: [1, 2], b: [3] }, 1]],
    [
      '$push of many in order and cut',
      { a: [5, 1] },
      { $push: { a: { $each: [4, 2], $sort: 1, $slice: -3 } } },
      [{ a: [2, 4, 5] }, 1],
    ],
    [
      '$push at a position',
      { a: [1, 4] },
      { $push: { a: { $each: [2, 3], $position: 1 } } },
      [{ a: [1, 2, 3, 4] }, 1],
    ],
    [
      '$push sorted by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      [{ a: [{ n: 1 }, { n: 2 }] }, 1],
    ],
    [
      '$addToSet',
      { a: [1, { b: 1 }] },
      { $addToSet: { a: { $each: [{ b: 1 }, 2, 2] } } },
      [{ a: [1, { b: 1 }, 2] }, 1],
    ],
    ['$addToSet of a member', { a: [1] }, { $addToSet: { a: 1 } }, [{ a: [1] }, 0]],
    ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, [{ a: [2] }, 1]],
    ['$pull by operator', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, [{ a: [1] }, 1]],
    [
      '$pull by fields',
      { a: [{ x: 1, y: 2 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      [{ a: [{ x: 2 }] }, 1],
    ],
    ['$pull of nothing', { a: [1] }, { $pull: { a: 5, b: 1 } }, [{ a: [1] }, 0]],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, [{ a: [2] }, 1]],
    ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, [{ a: [1, 2], b: [2] }, 1]],
    [
      '$[] changes every element',
      { a: [{ n: 1 }, { n: 2 }] },
      { $inc: { 'a.$[].n': 10 } },
      [{ a: [{ n: 11 }, { n: 12 }] }, 1],
    ],
    ['$setOnInsert does nothing to a stored document', { a: 1 }, { $setOnInsert: { a: 2 } }, [{ a: 1 }, 0]],
  ])('change a document as MongoDB does: %s', async (_name, doc, update, expected) => {
    expect(await updated(doc, update)).toEqual(expected);
  });

  test('arrayFilters choose the elements', async () => {
    const doc = {
      a: [
        { k: 1, n: 1 },
        { k: 2, n: 1 },
      ],
      b: [1, 5, 9],
    };
    const update = { $set: { 'a.$[row].n': 7, 'b.$[big]': 0 } };
    const [after] = await updated(doc, update, { arrayFilters: [{ 'row.k': 2 }, { big: { $gt: 4 } }] });
    expect(after).toEqual({
      a: [
        { k: 1, n: 1 },
        { k: 2, n: 7 },
      ],
      b: [1, 0, 0],
    });
  });

  test('the positional $ is the element the filter matched', async () => {
    await items.insertOne({
      _id: 1,
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
      ],
      b: [3, 4],
    });
    await items.updateOne({ _id: 1, 'a.k': 2 }, { $inc: { 'a.$.n': 5 } });
    await items.updateOne({ a: { $elemMatch: { k: 1, n: 0 } } }, { $set: { 'a.$.done': true } });
    await items.updateOne({ b: 4 }, { $set: { 'b.$': 40 } });
    expect(await items.findOne()).toEqual({
      _id: 1,
      a: [
        { k: 1, n: 0, done: true },
        { k: 2, n: 5 },
      ],
      b: [3, 40],
    });
  });

  test('whole numbers beyond 2^53 stay exact', async () => {
    const [after] = await updated({ n: Long.fromString('9007199254740993') }, { $inc: { n: 2 } });
    expect(String(after?.['n'])).toBe('9007199254740995');
  });

  test('$currentDate sets a date', async () => {
    const [after] = await updated({}, { $currentDate: { at: true } });
    expect(after?.['at']).toBeInstanceOf(Date);
  });

  test.each<[string, AnyDoc, AnyDoc, number]>([
    ['unknown operators', {}, { $wrong: { a: 1 } }, 9],
    ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a path below another', {}, { $set: { a: 1, 'a.b': 1 } }, 40],
    ['changing _id', {}, { $set: { _id: 2 } }, 66],
    ['a field inside a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$push onto a number', { a: 1 }, { $push: { a: 1 } }, 2],
  ])('%s is refused and nothing changes', async (_name, doc, update, code) => {
    await items.insertOne({ _id: 1, ...doc });
    expect(await codeOf(items.updateOne({ _id: 1 }, update))).toBe(code);
    expect(await items.findOne()).toEqual({ _id: 1, ...doc });
  });
});

describe('update and replace', () => {
  test('updateMany counts matched and modified apart', async () => {
    await items.insertMany([{ a: 1 }, { a: 1, b: 1 }, { a: 2 }]);
    const result = await items.updateMany({ a: 1 }, { $set: { b: 1 } });
    expect([result.matchedCount, result.modifiedCount]).toEqual([2, 1]);
  });

  test('an update by index does not meet its own results', async () => {
    await items.createIndex({ n: 1 });
    await items.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    expect((await items.updateMany({ n: { $gte: 0 } }, { $inc: { n: 1000 } })).modifiedCount).toBe(500);
    expect(await items.countDocuments({ n: { $gte: 1000, $lt: 1500 } })).toBe(500);
  });

  test('a replacement keeps _id and drops the rest', async () => {
    await items.insertOne({ _id: 1, a: 1, b: 2 });
    expect((await items.replaceOne({ _id: 1 }, { c: 3 })).modifiedCount).toBe(1);
    expect((await items.replaceOne({ _id: 1 }, { c: 3 })).modifiedCount).toBe(0);
    expect(await items.findOne()).toEqual({ _id: 1, c: 3 });
  });

  test('an upsert takes the equalities of its filter', async () => {
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }], $or: [{ f: 1 }, { f: 2 }] };
    const result = await items.updateOne(
      filter,
      { $set: { g: 4 }, $setOnInsert: { h: 5 }, $inc: { n: 1 } },
      { upsert: true },
    );
    expect(result.upsertedId).toBeInstanceOf(ObjectId);
    expect(await items.findOne({}, { projection: { _id: 0 } })).toEqual({
      a: 1,
      b: { c: 2 },
      e: 3,
      g: 4,
      h: 5,
      n: 1,
    });
    const again = await items.updateOne({ a: 1 }, { $setOnInsert: { h: 6 } }, { upsert: true });
    expect([again.matchedCount, again.upsertedCount, again.modifiedCount]).toEqual([1, 0, 0]);
  });

  test('an upsert by _id and a replacing upsert', async () => {
    expect((await items.updateOne({ _id: 'x' }, { $max: { n: 3 } }, { upsert: true })).upsertedId).toBe('x');
    expect((await items.replaceOne({ _id: 'y' }, { n: 4 }, { upsert: true })).upsertedCount).toBe(1);
    expect(await items.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'x', n: 3 },
      { _id: 'y', n: 4 },
    ]);
  });
});
