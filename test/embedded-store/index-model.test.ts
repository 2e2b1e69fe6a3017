// Properties: encoded keys sort as the values do, and a query through any index gives what a look at every document gives.
import { Decimal128, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Collection } from '../../embedded-store/catalog/collection.ts';
import type { IndexSpec } from '../../embedded-store/catalog/index-tree.ts';
import { ReadBudget } from '../../embedded-store/catalog/read-budget.ts';
import { RecordCache } from '../../embedded-store/catalog/record-cache.ts';
import { DiskFile, FIRST_FREE_TREE } from '../../embedded-store/disk/disk-file.ts';
import { chooseAccess, countRecords, findRecords, type Query } from '../../embedded-store/query/find.ts';
import { compileFilter } from '../../embedded-store/query/matcher.ts';
import { parseSort, sortBy } from '../../embedded-store/query/sort.ts';
import type { Doc } from '../../embedded-store/value/document.ts';
import { compareValues, encodeValue, invertKey } from '../../embedded-store/value/order.ts';
import { temporaryDirectory } from './database.ts';

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

const rest = fc.record({ sort, limit: fc.nat(6), skip: fc.nat(2) });

/** Which documents are on disk before the query, which of them change, and which are removed after that. */
const history = fc.record({
  saved: fc.nat(25),
  changed: fc.array(fc.nat(24)),
  removed: fc.array(fc.nat(24)),
});

describe('queries through indexes', () => {
  let directory: string;
  let disk: DiskFile;
  let tree = FIRST_FREE_TREE;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    disk = new DiskFile(join(directory, 'index.mdb'));
  });
  afterAll(async () => {
    await disk.close();
    await rm(directory, { recursive: true });
  });

  const onDisk = (): Collection =>
    new Collection(++tree, 'd.c', SILENT, {
      file: disk,
      cache: new RecordCache(),
      budget: new ReadBudget(),
      tree: ++tree,
      newTree: () => ++tree,
    });
  const save = (collection: Collection): void => {
    disk.write((writer) => collection.save(writer));
    collection.saved();
  };

  test.each([
    ['in memory', () => new Collection(1, 'd.c', SILENT), 3000],
    ['half of them on disk', onDisk, 1500],
  ] as const)('give what a look at every document gives, in the same order: %s', (_where, create, runs) => {
    let planned = 0;
    let covered = 0;
    let united = 0;
    fc.assert(
      fc.property(
        items,
        fc.array(index, { minLength: 1, maxLength: 3 }),
        filter,
        fc.record({ rest, history }),
        (docs, indexes, wanted, { rest, history: { saved, changed, removed } }) => {
          const collection = create();
          const [early, late] = [docs.slice(0, saved), docs.slice(saved)];
          early.forEach((fields, i) => collection.insert({ _id: i, ...fields }, 100));
          indexes.forEach((spec, i) =>
            collection.buildIndex({ ...spec, name: `i${i}`, unique: false } as IndexSpec),
          );
          if (create === onDisk) save(collection);
          late.forEach((fields, i) => collection.insert({ _id: early.length + i, ...fields }, 100));
          for (const id of changed) {
            const record = collection.byId(id);
            if (record !== undefined) collection.replace(record, { ...docs[id + 1], _id: id }, 100);
          }
          for (const id of removed) {
            const record = collection.byId(id);
            if (record !== undefined) collection.remove(record);
          }
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
          const all = Array.from(collection.records(), (record) => record.doc).filter(matches);
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
      { numRuns: runs },
    );
    expect(planned).toBeGreaterThan(runs / 3);
    expect(covered).toBeGreaterThan(runs / 30);
    expect(united).toBeGreaterThan(runs / 30);
  });
});
