// Conformance: aggregation pipelines through the official driver.
import { Long, ObjectId, type Collection } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, openDatabase, type AnyDoc, type TestDatabase } from './database.ts';

let database: TestDatabase;
let items: Collection<AnyDoc>;
const owner = new ObjectId();

beforeAll(async () => {
  database = await openDatabase();
  items = database.db.collection<AnyDoc>('items');
  await items.insertMany([
    {
      _id: 1,
      kind: 'a',
      n: 1,
      tags: ['x', 'y'],
      at: new Date('2024-01-01T10:00:00Z'),
      sub: { v: 10 },
      owner,
    },
    { _id: 2, kind: 'b', n: 2, tags: ['y'], at: new Date('2024-01-01T12:00:00Z'), sub: { v: 20 } },
    { _id: 3, kind: 'a', n: 3, tags: [], at: new Date('2024-01-02T10:00:00Z'), owner },
    { _id: 4, kind: 'c', n: null },
  ]);
  await database.db.collection<AnyDoc>('kinds').insertMany([
    { _id: 'a', title: 'first', size: 3 },
    { _id: 'b', title: 'second', size: 1 },
  ]);
});
afterAll(() => database.close());

const run = (...stages: AnyDoc[]): Promise<AnyDoc[]> => items.aggregate<AnyDoc>(stages).toArray();

test('groups with every accumulator', async () => {
  const accumulators = {
    count: { $sum: 1 },
    sum: { $sum: '$n' },
    avg: { $avg: '$n' },
    min: { $min: '$n' },
    max: { $max: '$n' },
    first: { $first: '$_id' },
    last: { $last: '$_id' },
    all: { $push: '$n' },
    set: { $addToSet: '$owner' },
  };
  expect(await run({ $group: { _id: '$kind', ...accumulators } }, { $sort: { _id: 1 } })).toEqual([
    { _id: 'a', count: 2, sum: 4, avg: 2, min: 1, max: 3, first: 1, last: 3, all: [1, 3], set: [owner] },
    { _id: 'b', count: 1, sum: 2, avg: 2, min: 2, max: 2, first: 2, last: 2, all: [2], set: [] },
    { _id: 'c', count: 1, sum: 0, avg: null, min: null, max: null, first: 4, last: 4, all: [null], set: [] },
  ]);
});

test('groups by computed keys and by ObjectId', async () => {
  const day = { $dateToString: { format: '%Y-%m-%d', date: '$at' } };
  const grouped = await run(
    { $match: { at: { $exists: true } } },
    { $group: { _id: day, n: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  );
  expect(grouped).toEqual([
    { _id: '2024-01-01', n: 2 },
    { _id: '2024-01-02', n: 1 },
  ]);
  const cond = { $sum: { $cond: [{ $gte: ['$n', 2] }, 1, 0] } };
  expect(await run({ $group: { _id: '$owner', big: cond } }, { $sort: { big: 1, _id: 1 } })).toEqual([
    { _id: null, big: 1 },
    { _id: owner, big: 1 },
  ]);
});

test('matches, sorts, skips and limits in any place', async () => {
  expect(
    await run({ $match: { kind: 'a' } }, { $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }),
  ).toEqual([{ _id: 3, n: 3 }]);
  const late = await run(
    { $addFields: { m: { $ifNull: ['$n', 0] } } },
    { $match: { m: { $lt: 3 } } },
    { $sort: { m: -1 } },
    { $skip: 1 },
    { $limit: 1 },
  );
  expect(late).toMatchObject([{ _id: 1, m: 1 }]);
  expect(await run({ $match: { n: { $gte: 2 } } }, { $count: 'total' })).toEqual([{ total: 2 }]);
});

test('projects, sets and unsets, also below', async () => {
  const shaped = await run(
    { $match: { _id: 1 } },
    { $project: { _id: 0, double: { $multiply: ['$n', 2] }, v: '$sub.v' } },
  );
  expect(shaped).toEqual([{ double: 2, v: 10 }]);
  const set = await run(
    { $match: { _id: 1 } },
    { $set: { 'sub.w': 1, n: '$sub.v' } },
    { $unset: ['tags', 'at', 'owner', 'sub.v'] },
  );
  expect(set).toEqual([{ _id: 1, kind: 'a', n: 10, sub: { w: 1 } }]);
  expect(await items.findOne({ _id: 1 })).toMatchObject({ n: 1, sub: { v: 10 } });
  expect(await run({ $match: { _id: 1 } }, { $replaceRoot: { newRoot: '$sub' } })).toEqual([{ v: 10 }]);
});

test('unwinds arrays', async () => {
  expect(await run({ $unwind: '$tags' }, { $sortByCount: '$tags' })).toEqual([
    { _id: 'y', count: 2 },
    { _id: 'x', count: 1 },
  ]);
  const kept = await run(
    { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
    { $project: { tags: 1, i: 1 } },
  );
  expect(kept).toEqual([
    { _id: 1, tags: 'x', i: 0 },
    { _id: 1, tags: 'y', i: 1 },
    { _id: 2, tags: 'y', i: 0 },
    { _id: 3, i: null },
    { _id: 4, i: null },
  ]);
});

test('looks up by field and by pipeline', async () => {
  const byField = { from: 'kinds', localField: 'kind', foreignField: '_id', as: 'found' };
  const found = await run({ $lookup: byField }, { $project: { found: 1 } });
  expect(found.map((doc) => doc['found'].length)).toEqual([1, 1, 1, 0]);
  const pipeline = [
    { $match: { $expr: { $and: [{ $eq: ['$_id', '$$k'] }, { $gt: ['$size', 2] }] } } },
    { $project: { title: 1 } },
  ];
  const joined = await run(
    { $match: { n: { $lte: 2 } } },
    { $lookup: { from: 'kinds', let: { k: '$kind' }, pipeline, as: 'big' } },
    { $project: { big: 1 } },
  );
  expect(joined).toEqual([
    { _id: 1, big: [{ _id: 'a', title: 'first' }] },
    { _id: 2, big: [] },
  ]);
});

test('groups by several fields, each text and each missing value for itself', async () => {
  const pairs = database.db.collection<AnyDoc>('pairs');
  await pairs.insertMany([
    { _id: 1, a: 'x', b: 'yz' },
    { _id: 2, a: 'xy', b: 'z' },
    { _id: 3, a: 'x', b: 'yz' },
    { _id: 4, a: 'x' },
    { _id: 5, a: 'x', b: null },
    { _id: 6, b: 'x' },
    { _id: 7, a: 1, b: 2 },
    { _id: 8, a: Long.fromNumber(1), b: 2 },
  ]);
  const groups = await pairs
    .aggregate([
      { $sort: { _id: 1 } },
      { $group: { _id: { a: '$a', b: '$b' }, ids: { $push: '$_id' } } },
      { $sort: { 'ids.0': 1 } },
    ])
    .toArray();
  expect(groups).toEqual([
    { _id: { a: 'x', b: 'yz' }, ids: [1, 3] },
    { _id: { a: 'xy', b: 'z' }, ids: [2] },
    { _id: { a: 'x' }, ids: [4] },
    { _id: { a: 'x', b: null }, ids: [5] },
    { _id: { b: 'x' }, ids: [6] },
    { _id: { a: 1, b: 2 }, ids: [7, 8] },
  ]);
});

test('facets run side by side', async () => {
  const [facets] = await run(
    { $match: { kind: { $ne: 'c' } } },
    {
      $facet: {
        total: [{ $count: 'n' }],
        top: [{ $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }],
      },
    },
  );
  expect(facets).toEqual({ total: [{ n: 3 }], top: [{ _id: 3, n: 3 }] });
});

test('reads a long result in batches', async () => {
  const many = await items
    .aggregate([{ $unwind: '$tags' }, { $project: { tags: 1 } }], { batchSize: 1 })
    .toArray();
  expect(many).toHaveLength(3);
});

test('unknown stages, expressions and accumulators are refused', async () => {
  expect(await codeOf(run({ $wrong: {} }))).toBe(40324);
  expect(await codeOf(run({ $project: { a: { $wrong: 1 } } }))).toBeDefined();
  expect(await codeOf(run({ $group: { _id: null, a: { $wrong: 1 } } }))).toBeDefined();
});
