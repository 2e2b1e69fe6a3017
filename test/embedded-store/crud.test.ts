// Conformance: reading and writing documents through the official driver. Runs on the embedded store, or on any server
// named by MONGODB_TEST_URI.
import { type Collection, Binary, Decimal128, Long, ObjectId } from 'mongodb';
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

async function ids(filter: AnyDoc): Promise<unknown[]> {
  const docs = await items.find(filter).sort({ _id: 1 }).toArray();
  return docs.map((doc) => doc._id);
}

describe('documents', () => {
  test('every value comes back as it was stored', async () => {
    const doc = {
      _id: 'all',
      int: 7,
      double: 1.5,
      big: 2 ** 40,
      long: Long.fromString('9223372036854775807'),
      decimal: Decimal128.fromString('12.50'),
      text: 'žluť \u0000 \u{1F600}',
      yes: true,
      nothing: null,
      when: new Date(1_700_000_000_123),
      id: new ObjectId(),
      bytes: new Binary(Buffer.from([1, 2, 3])),
      list: [1, ['a'], { b: 2 }],
      nested: { x: { y: [] } },
      pattern: /a.c/i,
    };
    await items.insertOne(doc);
    expect(await items.findOne({ _id: 'all' })).toEqual(doc);
  });

  test('_id is stored first and made up when it is missing', async () => {
    const { insertedId } = await items.insertOne({ a: 1 });
    const doc = await items.findOne({ _id: insertedId as never });
    expect(Object.keys(doc ?? {})).toEqual(['_id', 'a']);
  });

  test('a second document with the same _id is refused with code 11000', async () => {
    await items.insertOne({ _id: 1 });
    expect(await codeOf(items.insertOne({ _id: 1 }))).toBe(11000);
    expect(await codeOf(items.insertOne({ _id: [1] as never }))).toBe(53);
  });

  test('an ordered insert stops at the first error, an unordered one goes on', async () => {
    const docs = (base: number): AnyDoc[] => [{ _id: base }, { _id: base }, { _id: base + 1 }];
    expect(await codeOf(items.insertMany(docs(1)))).toBe(11000);
    expect(await ids({})).toEqual([1]);
    expect(await codeOf(items.insertMany(docs(10), { ordered: false }))).toBe(11000);
    expect(await ids({})).toEqual([1, 10, 11]);
  });
});

describe('filters', () => {
  beforeEach(async () => {
    await items.insertMany([
      {
        _id: 1,
        n: 5,
        s: 'abc',
        tags: ['x', 'y'],
        sub: { k: 1 },
        rows: [
          { p: 1, q: 2 },
          { p: 3, q: 4 },
        ],
      },
      { _id: 2, n: 7.5, s: 'abd', tags: [], sub: { k: 2 }, rows: [{ p: 1, q: 4 }] },
      { _id: 3, n: null, s: 'Zed', tags: 'x' },
      { _id: 4, s: 'é', when: new Date(1000), n: '5' },
      { _id: 5, n: [1, 9], rows: [] },
    ]);
  });

  test.each<[string, AnyDoc, number[]]>([
    ['equality', { n: 5 }, [1]],
    ['null also means missing', { n: null }, [3]],
    ['missing counts as null', { when: null }, [1, 2, 3, 5]],
    ['ranges stay within a type', { n: { $gt: 1 } }, [1, 2, 5]],
    ['ranges of strings', { s: { $gte: 'abd' } }, [2, 4]],
    ['ranges of dates', { when: { $lt: new Date(2000) } }, [4]],
    ['$in with several types', { n: { $in: [5, '5', null] } }, [1, 3, 4]],
    ['$nin', { n: { $nin: [5, null] } }, [2, 4, 5]],
    ['$ne', { s: { $ne: 'abc' } }, [2, 3, 4, 5]],
    ['$exists', { n: { $exists: false } }, []],
    ['$exists true includes null', { n: { $exists: true } }, [1, 2, 3, 4, 5]],
    ['an array matches by element', { tags: 'x' }, [1, 3]],
    ['a whole array', { tags: ['x', 'y'] }, [1]],
    ['$size', { tags: { $size: 0 } }, [2]],
    ['$all', { tags: { $all: ['x', 'y'] } }, [1]],
    ['dotted path', { 'sub.k': 2 }, [2]],
    ['dotted path into an array', { 'rows.p': 3 }, [1]],
    ['position in an array', { 'rows.0.q': 4 }, [2]],
    ['conditions over different elements', { 'rows.p': 1, 'rows.q': 4 }, [1, 2]],
    ['$elemMatch over one element', { rows: { $elemMatch: { p: 1, q: 4 } } }, [2]],
    ['$elemMatch of values', { n: { $elemMatch: { $gt: 5, $lt: 10 } } }, [5]],
    ['whole embedded document', { sub: { k: 1 } }, [1]],
    ['regex', { s: /^ab/ }, [1, 2]],
    ['$regex with options', { s: { $regex: '^z', $options: 'i' } }, [3]],
    ['$not', { s: { $not: /^ab/ } }, [3, 4, 5]],
    ['$not with an operator', { n: { $not: { $gt: 6 } } }, [1, 3, 4]],
    ['$or', { $or: [{ n: 5 }, { s: 'Zed' }] }, [1, 3]],
    ['$nor', { $nor: [{ n: 5 }, { s: 'Zed' }] }, [2, 4, 5]],
    ['$and', { $and: [{ n: { $gt: 1 } }, { s: 'abd' }] }, [2]],
    ['$type', { n: { $type: 'string' } }, [4]],
    ['$mod', { n: { $mod: [4, 1] } }, [1, 5]],
    ['$expr', { $expr: { $gt: ['$sub.k', 1] } }, [2]],
  ])('find the documents that match: %s', async (_name, filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  test('the same filters give the same answers with an index on every field', async () => {
    for (const key of ['n', 's', 'tags', 'sub.k', 'rows.p', 'when']) await items.createIndex({ [key]: 1 });
    expect(await ids({ n: { $gt: 1 } })).toEqual([1, 2, 5]);
    expect(await ids({ n: { $in: [5, '5', null] } })).toEqual([1, 3, 4]);
    expect(await ids({ n: { $gt: 5, $lt: 6 } })).toEqual([5]);
    expect(await ids({ tags: ['x', 'y'] })).toEqual([1]);
    expect(await ids({ 'rows.p': 1, 'rows.q': 4 })).toEqual([1, 2]);
    expect(await ids({ s: /^ab/ })).toEqual([1, 2]);
    expect(await ids({ when: null })).toEqual([1, 2, 3, 5]);
  });

  test('unknown operators are refused', async () => {
    expect(await codeOf(items.findOne({ n: { $wrong: 1 } }))).toBe(2);
    expect(await codeOf(items.findOne({ $wrong: 1 }))).toBe(2);
  });

  test('projections keep or drop fields, also inside arrays', async () => {
    const first = (projection: AnyDoc): Promise<AnyDoc | null> => items.findOne({ _id: 1 }, { projection });
    expect(await first({ n: 1, 'rows.p': 1, _id: 0 })).toEqual({ n: 5, rows: [{ p: 1 }, { p: 3 }] });
    expect(await first({ rows: 0, tags: 0, sub: 0 })).toEqual({ _id: 1, n: 5, s: 'abc' });
    expect(await first({ _id: 1 })).toEqual({ _id: 1 });
    expect(await first({ rows: { $elemMatch: { p: 3 } } })).toEqual({ _id: 1, rows: [{ p: 3, q: 4 }] });
    expect(await first({ s: 1, tags: { $slice: -1 } })).toEqual({ _id: 1, s: 'abc', tags: ['y'] });
    expect(await codeOf(first({ n: 1, s: 0 }))).toBeDefined();
  });
});

describe('order and cursors', () => {
  test('types sort in BSON order, upwards and downwards', async () => {
    const values = [
      null,
      -1,
      2.5,
      10,
      'a',
      'b',
      { a: 1 },
      new Binary(Buffer.from('x')),
      new ObjectId(),
      false,
      true,
      new Date(5),
    ];
    await items.insertMany(values.map((v, i) => ({ _id: i, v })).reverse());
    const order = values.map((_, i) => i);
    const read = async (direction: 1 | -1): Promise<unknown[]> =>
      (await items.find().sort({ v: direction }).toArray()).map((doc) => doc._id);
    expect(await read(1)).toEqual(order);
    expect(await read(-1)).toEqual([...order].reverse());
    await items.createIndex({ v: -1 });
    expect(await read(1)).toEqual(order);
    expect(await read(-1)).toEqual([...order].reverse());
  });

  test('an array sorts by its smallest element upwards and its largest downwards', async () => {
    await items.insertMany([
      { _id: 1, v: [5, 1] },
      { _id: 2, v: 3 },
    ]);
    expect((await items.find().sort({ v: 1 }).toArray()).map((doc) => doc._id)).toEqual([1, 2]);
    expect((await items.find().sort({ v: -1 }).toArray()).map((doc) => doc._id)).toEqual([1, 2]);
  });

  test('skip and limit apply after the sort', async () => {
    await items.insertMany([3, 1, 2, 5, 4].map((n) => ({ _id: n })));
    const docs = await items.find().sort({ _id: -1 }).skip(1).limit(2).toArray();
    expect(docs.map((doc) => doc._id)).toEqual([4, 3]);
  });

  test('a cursor reads everything in batches while documents are deleted and added', async () => {
    await items.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i, g: i % 3 })));
    await items.createIndex({ g: 1 });
    const seen: unknown[] = [];
    for await (const doc of items.find({ g: 1 }).batchSize(10)) {
      seen.push(doc._id);
      if (seen.length === 50) {
        await items.deleteMany({ g: { $ne: 1 } });
        await items.insertMany([{ g: 0 }, { g: 2 }]);
      }
    }
    expect(seen).toEqual(Array.from({ length: 333 }, (_, i) => i * 3 + 1));
  });

  test('a killed cursor is gone', async () => {
    await items.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i })));
    const reply = await database.db.command({ find: 'items', batchSize: 2 });
    expect(reply['cursor'].firstBatch).toHaveLength(2);
    const killed = await database.db.command({ killCursors: 'items', cursors: [reply['cursor'].id] });
    expect(killed['cursorsKilled']).toHaveLength(1);
    const more = database.db.command({ getMore: reply['cursor'].id, collection: 'items' });
    expect(await codeOf(more)).toBe(43);
  });

  test('large results are cut into replies the client can take', async () => {
    const text = 'x'.repeat(1_000_000);
    for (let i = 0; i < 40; i++) await items.insertOne({ _id: i, text });
    const docs = await items.find().toArray();
    expect(docs).toHaveLength(40);
    expect(await codeOf(items.insertOne({ text: 'x'.repeat(17_000_000) }))).toBeDefined();
  });
});

describe('deleting and counting', () => {
  test('deleteOne takes one, deleteMany all', async () => {
    await items.insertMany([1, 2, 3, 4].map((n) => ({ _id: n, even: n % 2 === 0 })));
    expect((await items.deleteOne({ even: true })).deletedCount).toBe(1);
    expect((await items.deleteMany({ even: false })).deletedCount).toBe(2);
    expect(await items.countDocuments({})).toBe(1);
    expect(await items.estimatedDocumentCount()).toBe(1);
  });

  test('distinct opens arrays and sorts', async () => {
    await items.insertMany([{ t: ['b', 'a'] }, { t: 'c' }, { t: 'a' }, {}]);
    expect(await items.distinct('t')).toEqual(['a', 'b', 'c']);
  });
});
