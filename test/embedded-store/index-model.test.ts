// Properties: encoded keys sort as the values do, and a query through any index gives what a look at every document gives.
import { Decimal128, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Collection } from '../../embedded-store/catalog/collection.ts';
import type { IndexSpec } from '../../embedded-store/catalog/index-tree.ts';
import { chooseAccess, countRecords, findRecords, type Query } from '../../embedded-store/query/find.ts';
import { compileFilter } from '../../embedded-store/query/matcher.ts';
import { parseSort, sortBy } from '../../embedded-store/query/sort.ts';
import type { Doc } from '../../embedded-store/value/document.ts';
import { compareValues, encodeValue, invertKey } from '../../embedded-store/value/order.ts';

const SILENT = { inserted: () => undefined, replaced: () => undefined, removed: () => undefined };

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 53, 2 ** 53 + 2, -0, 1e300));
const text = fc.string({ unit: fc.constantFrom('\0', '\x01', 'a', 'b', 'é', '漢') });
const pairOf = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<[T, T]> => fc.tuple(arbitrary, arbitrary);

describe('keys', () => {
  const naive = (a: number | string, b: number | string): number => {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
    return a < b ? -1 : a > b ? 1 : 0;
  };

  test('sort as numbers and texts do, and the other way round when inverted', () => {
    fc.assert(
      fc.property(
        fc.oneof(pairOf<number | string>(number), pairOf<number | string>(text)),
        fc.string(),
        (pair, tail) => {
          const [a, b] = pair;
          const order = naive(a, b);
          expect(Math.sign(compareValues(a, b))).toBe(order);
          // Whatever follows in a compound key must not change the order.
          const left = encodeValue(a) + (order === 0 ? '' : tail);
          const inverted = invertKey(encodeValue(a)) + (order === 0 ? '' : tail);
          expect(naive(left, encodeValue(b))).toBe(order);
          expect(naive(invertKey(encodeValue(b)), inverted)).toBe(order);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('order types as BSON does', () => {
    const rising = [
      null,
      Number.NaN,
      -1,
      0.5,
      Long.fromString('9007199254740993'),
      1e300,
      '',
      'a',
      {},
      { a: 1 },
      [],
      new ObjectId(),
      false,
      new Date(0),
    ];
    const shuffled = [...rising].reverse().sort(compareValues);
    expect(shuffled).toEqual(rising);
    expect(compareValues(Long.fromString('9007199254740993'), 2 ** 53)).toBe(1);
    expect(compareValues(Decimal128.fromString('1.50'), 1.5)).toBe(0);
  });
});

const plain = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom<unknown[]>(null, 'a', 'b', Number.NaN),
);
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown[]>(null, 'a', 'ab', 'b', true, new Date(3), Number.NaN) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }) },
);
const single = fc.oneof(plain, fc.constantFrom<unknown[]>('ab', true, new Date(3)));
const itemOf = (a: fc.Arbitrary<unknown>): fc.Arbitrary<Doc> =>
  fc.record({ a, b: fc.integer({ min: 0, max: 3 }), c: fc.record({ d: plain }) }, { requiredKeys: [] });
const items = fc.oneof(
  fc.array(itemOf(value), { maxLength: 25 }),
  fc.array(itemOf(single), { maxLength: 25 }),
);
const condition = fc.oneof(
  value,
  fc.record({ $gt: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ $gte: fc.integer({ min: 0, max: 2 }), $lt: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ $lt: fc.integer({ min: 1, max: 4 }) }),
  fc.constantFrom({ $lt: 'b' }, { $gt: 1, $lt: 'b' }),
  fc.record({ $in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $ne: value }),
  fc.record({ $exists: fc.boolean() }),
  fc.constantFrom({ $gte: null }, { $lte: 'ab' }, { $lt: new Date(5) }, { $regex: '^a' }),
);
const filter: fc.Arbitrary<Doc> = fc.oneof(
  fc.record(
    { a: condition, b: condition, 'c.d': condition, _id: fc.record({ $gt: fc.nat(20) }) },
    { requiredKeys: [] },
  ),
  fc.record({ a: condition }),
  fc.record({ b: condition }),
  fc.record({
    $or: fc.tuple(
      fc.record({ a: condition }),
      fc.record({ b: condition, a: condition }, { requiredKeys: ['b'] }),
    ),
  }),
);
const direction = fc.constantFrom<(1 | -1)[]>(1, -1);
const index = fc.record({
  key: fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c.d'), { minLength: 1, maxLength: 3 })
    .chain((names) =>
      fc
        .tuple(...names.map(() => direction))
        .map((directions) => Object.fromEntries(names.map((name, i) => [name, directions[i] ?? 1]))),
    ),
  sparse: fc.boolean(),
});
const sort = fc.oneof(
  fc.constant({}),
  fc.record({ _id: direction }),
  fc.record({ b: direction, _id: direction }),
  fc.record({ a: direction, b: direction, _id: direction }),
);

describe('queries through indexes', () => {
  test('give what a look at every document gives, in the same order', () => {
    let planned = 0;
    let covered = 0;
    let united = 0;
    fc.assert(
      fc.property(
        items,
        fc.array(index, { minLength: 1, maxLength: 3 }),
        filter,
        fc.record({ sort, limit: fc.nat(6), skip: fc.nat(2) }),
        (docs, indexes, wanted, rest) => {
          const collection = new Collection(1, 'd.c', SILENT);
          docs.forEach((fields, i) => collection.insert({ _id: i, ...fields }, 100));
          indexes.forEach((spec, i) =>
            collection.buildIndex({ ...spec, name: `i${i}`, unique: false } as IndexSpec),
          );
          const query: Query = {
            filter: wanted,
            sort: parseSort(rest.sort),
            skip: rest.skip,
            limit: rest.limit,
          };
          const access = chooseAccess(collection, query);
          if (access.length > 0) planned++;
          if (access.length > 1) united++;
          const found = Array.from(findRecords(collection, query), (record) => record.doc['_id']);
          const matches = compileFilter(wanted);
          const all = Array.from(collection.records.values(), (record) => record.doc).filter(matches);
          const ordered = sortBy(all, (doc: Doc) => doc, query.sort).map((doc) => doc['_id']);
          const end = rest.limit === 0 ? undefined : rest.skip + rest.limit;
          const expected = ordered.slice(rest.skip, end);
          if (access[0]?.covered === true) covered++;
          expect(countRecords(collection, query)).toBe(expected.length);
          const free = query.sort.length === 0;
          // Without a sort any of the matching ones may come, in any order.
          expect(found).toHaveLength(expected.length);
          expect(ordered).toEqual(expect.arrayContaining(found));
          expect(free ? new Set(found).size : found).toEqual(free ? expected.length : expected);
        },
      ),
      { numRuns: 3000 },
    );
    expect(planned).toBeGreaterThan(1000);
    expect(covered).toBeGreaterThan(100);
    expect(united).toBeGreaterThan(100);
  });
});
