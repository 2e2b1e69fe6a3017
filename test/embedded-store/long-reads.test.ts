// Reads of many records: parts of documents instead of whole ones, and a thread of their own, beside which others are answered.
import { Binary, Decimal128, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pickFields, wantedFields } from '../../embedded-store/value/bson-fields.ts';
import { decode, encode } from '../../embedded-store/value/bytes.ts';
import { isDoc, type Doc } from '../../embedded-store/value/document.ts';
import { openDatabase, type AnyDoc, type TestDatabase } from './database.ts';

const leaf = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.string(),
  fc.boolean(),
  fc.constantFrom<unknown[]>(
    null,
    new Date(5),
    /a+b/i,
    new Binary(Buffer.from('bytes')),
    new ObjectId('0123456789abcdef01234567'),
    Decimal128.fromString('1.5'),
    Long.fromString('9007199254740993'),
    new Int32(3),
    new Timestamp({ t: 1, i: 2 }),
    new MinKey(),
    new MaxKey(),
  ),
);
const name = fc.constantFrom('a', 'b', 'c', 'é');
const { doc: anyDoc } = fc.letrec<{ doc: Doc; value: unknown }>((tie) => ({
  doc: fc.dictionary(name, tie('value'), { noNullPrototype: true }),
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('doc'), fc.array(leaf, { maxLength: 3 })),
}));

/** The fields of a document at dotted paths; lists are kept whole. */
function restricted(doc: Doc, paths: readonly string[]): Doc {
  const out: Doc = {};
  for (const key of Object.keys(doc)) {
    const inner = paths.filter((path) => path === key || path.startsWith(`${key}.`));
    if (inner.length === 0) continue;
    const value = doc[key];
    const isWhole = inner.includes(key) || !isDoc(value);
    out[key] = isWhole
      ? value
      : restricted(
          value,
          inner.map((path) => path.slice(key.length + 1)),
        );
  }
  return out;
}

test('the parts of a document are those of the whole one', () => {
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
  fc.assert(
    fc.property(anyDoc, fc.array(path, { maxLength: 4 }), (doc, paths) => {
      const bytes = Buffer.from(encode(doc));
      expect(decode(pickFields(bytes, wantedFields(paths)))).toEqual(restricted(decode(bytes), paths));
    }),
    { numRuns: 2_000 },
  );
});

describe('of a collection that is not in memory', () => {
  const COUNT = 30_000;
  let database: TestDatabase;
  const items = () => database.db.collection<AnyDoc>('items');

  beforeAll(async () => {
    database = await openDatabase();
    const text = 'x'.repeat(2_000);
    for (let from = 0; from < COUNT; from += 5_000) {
      const docs = Array.from({ length: 5_000 }, (_, i) => ({
        _id: from + i,
        word: `w${(from + i) % 100}`,
        nested: { n: (from + i) % 10, text },
      }));
      await items().insertMany(docs);
    }
  }, 60_000);
  afterAll(() => database.close());

  test('each kind of read gives what a short one would', async () => {
    const found = await items().find({ 'nested.n': 3, word: /^w.3$/ }).sort({ word: -1, _id: 1 }).toArray();
    expect(found).toHaveLength(COUNT / 10 - COUNT / 100);
    expect(found[0]).toEqual({ _id: 93, word: 'w93', nested: { n: 3, text: 'x'.repeat(2_000) } });
    expect(await items().countDocuments({ 'nested.n': { $gt: 7 } })).toBe(COUNT / 5);
    expect(await items().distinct('nested.n', { word: /w[12]$/ })).toEqual([1, 2]);
    const groups = await items()
      .aggregate([{ $group: { _id: '$nested.n', count: { $sum: 1 } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(groups).toEqual(Array.from({ length: 10 }, (_, n) => ({ _id: n, count: COUNT / 10 })));
    await expect(
      items()
        .aggregate([{ $group: { _id: '$nested.n', x: { $odd: 1 } } }])
        .toArray(),
    ).rejects.toThrow(/^aggregation refused: .*\$odd/);
  });

  test('what was written before is seen, also behind a cursor', async () => {
    const rare = { word: /rare/ };
    expect(await items().find(rare).toArray()).toEqual([]);
    for (const id of [10, 20_000, 29_999]) await items().updateOne({ _id: id }, { $set: { word: 'rare' } });
    await items().insertOne({ _id: 'new', word: 'rare' });
    await items().deleteOne({ _id: 20_000 });
    const cursor = items().find(rare, { batchSize: 1 }).sort({ _id: 1 });
    expect((await cursor.toArray()).map(({ _id }) => _id)).toEqual([10, 29_999, 'new']);
    const left = items().find(rare, { batchSize: 1 });
    expect(await left.next()).toMatchObject({ word: 'rare' });
    await left.close();
    expect(await items().countDocuments(rare)).toBe(3);
  });

  test('a read that takes longer than its maxTimeMS is ended, and the next one is answered', async () => {
    const slow = items().find({ 'nested.text': /y$/, word: /w/ }, { maxTimeMS: 1 });
    await expect(slow.toArray()).rejects.toMatchObject({ code: 50 });
    expect(await items().countDocuments({ 'nested.n': 4 })).toBe(COUNT / 10);
  });

  test('others are answered beside it', async () => {
    const order: string[] = [];
    const long = items()
      .find({ 'nested.text': /y$/, word: /w/ })
      .toArray()
      .then(() => order.push('long'));
    const words = items().aggregate([
      { $group: { _id: '$word', all: { $push: '$nested.text' } } },
      { $count: 'n' },
    ]);
    const group = words.toArray().then(() => order.push('group'));
    for (let i = 0; i < 5; i++) {
      await database.db.command({ ping: 1 });
      await items().updateOne({ _id: i }, { $inc: { seen: 1 } });
    }
    order.push('short');
    await Promise.all([long, group]);
    expect(order[0]).toBe('short');
  });
});
