// The disk file beside the log: what it spares a start, what happens to one that can not be trusted, keys that do not fit into
// it.
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesOf, keyOf } from '../../embedded-store/disk/key-bytes.ts';
import { DiskFile } from '../../embedded-store/disk/disk-file.ts';
import { temporaryDirectory, type AnyDoc } from './database.ts';
import { createScene, kill, type Opened, type Scene } from './scene.ts';

/** Each turn is saved. */
const AT_ONCE = { changes: 1, everyMs: 5_000 };

let scene: Scene;

beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.end());

const at = (name: string): string => join(scene.dataDir, name);

test('keys give their bytes and come back, and the bytes sort as the keys do', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.constantFrom(0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdc00, 0xdfff, 0xe000, 0xffff),
  );
  const key = fc.array(unit, { maxLength: 6 }).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(keyOf(bytesOf(a))).toBe(a);
      expect(Buffer.compare(bytesOf(a), bytesOf(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
    { numRuns: 5_000 },
  );
});

const numbered = (from: number, count: number): AnyDoc[] =>
  Array.from({ length: count }, (_, i) => ({ _id: from + i, n: (from + i) % 7, tags: [`t${i % 3}`, 'all'] }));

async function fill(opened: Opened): Promise<void> {
  await opened.items.createIndex({ n: 1, _id: -1 });
  await opened.items.createIndex({ tags: 1 });
  await opened.items.insertMany(numbered(0, 2_000));
  await opened.items.updateMany({ n: 3 }, { $set: { n: 30 } });
  await opened.items.deleteMany({ n: 4 });
}

/** What each way to it says of the documents. */
async function seen({ items }: Opened): Promise<unknown> {
  return {
    all: await items.find().sort({ _id: 1 }).toArray(),
    byIndex: await items
      .find({ n: { $gte: 2 } })
      .sort({ n: -1, _id: 1 })
      .project({ _id: 1 })
      .toArray(),
    counts: await Promise.all([
      items.countDocuments({ n: 30 }),
      items.countDocuments({ tags: 't1' }),
      items.estimatedDocumentCount(),
    ]),
    indexes: (await items.indexes()).map(({ name }) => name),
  };
}

test('a start makes from the log only what was not saved', async () => {
  const first = await scene.openStore();
  await fill(first);
  const expected = await seen(first);
  await first.close();
  const second = await scene.openStore();
  expect(second.store.recovered).toBe(0);
  expect(await seen(second)).toEqual(expected);
});

test('a collection or index that is made after a start shares nothing with an empty one', async () => {
  const first = await scene.openStore();
  await first.client.db('d').createCollection('empty');
  await first.client.db('d').collection('empty').createIndex({ n: 1 });
  await first.close();
  const second = await scene.openStore();
  await second.items.createIndex({ n: 1 });
  await second.items.insertMany(numbered(0, 30));
  await second.close();
  const third = await scene.openStore();
  const empty = third.client.db('d').collection('empty');
  expect(await empty.find().toArray()).toEqual([]);
  expect(await empty.find({ n: { $gte: 0 } }).toArray()).toEqual([]);
  expect(await third.items.countDocuments({ n: 3 })).toBe(4);
});

test('after kill -9 the rest is made from the log', { timeout: 60_000 }, async () => {
  const server = await scene.spawnServer();
  const items = await scene.connectTo(server);
  await items.createIndex({ n: 1 });
  await items.insertMany(numbered(0, 3_000));
  for (let i = 0; i < 50; i++) await items.updateOne({ _id: i }, { $set: { n: 100 } });
  await kill(server, 'SIGKILL');
  const again = await scene.openStore();
  expect(again.store.recovered).toBeGreaterThan(0);
  expect(again.store.recovered).toBeLessThan(1_100);
  expect(await again.items.countDocuments({ n: 100 })).toBe(50);
  expect(await again.items.countDocuments()).toBe(3_000);
});

describe('a file that can not be trusted is made anew from the log', () => {
  let expected: unknown;

  beforeEach(async () => {
    const first = await scene.openStore({ saving: AT_ONCE });
    await fill(first);
    expected = await seen(first);
    await first.close();
  });

  async function reopened(): Promise<Opened> {
    const again = await scene.openStore();
    expect(again.store.recovered).toBeGreaterThan(2_000);
    expect(await seen(again)).toEqual(expected);
    return again;
  }

  test('after the end of the machine, of which it is not even opened', async () => {
    await writeFile(at('index.json'), '{"boot":"of another start","closed":false}');
    await writeFile(at('index.mdb'), Buffer.alloc(100_000, 'x'));
    expect((await reopened()).warnings).toEqual([]);
  });

  test('where nothing says how it was left', async () => {
    await writeFile(at('index.json'), '{"boo');
    expect((await reopened()).warnings).toEqual([]);
  });

  test('where it is that of another store', async () => {
    const other = await createScene();
    const opened = await other.openStore();
    await opened.items.insertOne({ _id: 'foreign' });
    await opened.close();
    for (const name of ['index.mdb', 'index.json']) await cp(join(other.dataDir, name), at(name));
    await other.end();
    expect((await reopened()).warnings).toEqual(['index.mdb does not fit the log; it is made anew']);
  });

  test('where it is ahead of the log', async () => {
    const log = await scene.logFile();
    const whole = await stat(log);
    const manifest = await readFile(at('manifest.json'));
    const more = await scene.openStore({ saving: AT_ONCE });
    await more.items.insertOne({ _id: 'too much' });
    await more.close();
    await truncate(log, whole.size);
    await writeFile(at('manifest.json'), manifest);
    expect((await reopened()).warnings).toEqual([]);
  });
});

test('ids and values that are too long for the file keep their order, before and after a start', async () => {
  const long = (n: number): string => `${'a'.repeat(3_000)}${n}`;
  const ids = [...Array.from({ length: 12 }, (_, n) => long(n)), 'a', 'b', `${'a'.repeat(3_000)}`];
  const first = await scene.openStore({ saving: AT_ONCE });
  await first.items.createIndex({ text: 1 }, { unique: true });
  for (const id of ids) await first.items.insertOne({ _id: id, text: `${id}!`, n: ids.indexOf(id) });
  await first.items.deleteOne({ _id: long(3) });
  await first.items.updateOne({ _id: long(4) }, { $set: { text: `${long(4)}?` } });
  const kept = ids.filter((id) => id !== long(3)).toSorted();
  const check = async ({ items }: Opened): Promise<void> => {
    expect((await items.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(kept);
    expect((await items.find().sort({ text: -1 }).toArray()).map(({ _id }) => _id)).toEqual(
      kept.toReversed(),
    );
    expect(await items.countDocuments({ _id: { $gt: long(5) } })).toBe(
      kept.filter((id) => id > long(5)).length,
    );
    expect(await items.countDocuments({ text: { $lt: long(7) } })).toBe(
      kept.filter((id) => `${id}!` < long(7)).length,
    );
    expect(await items.findOne({ text: `${long(4)}?` })).toMatchObject({ _id: long(4) });
    await expect(items.insertOne({ text: `${long(6)}!` })).rejects.toMatchObject({ code: 11000 });
    await expect(items.insertOne({ _id: long(6) })).rejects.toMatchObject({ code: 11000 });
  };
  await check(first);
  await first.close();
  const second = await scene.openStore();
  expect(second.store.recovered).toBe(0);
  await check(second);
  await second.store.compact();
  await second.close();
  await rm(at('index.json'));
  await check(await scene.openStore());
});

test('what was compacted by command is nowhere in the folder after the next start', async () => {
  const first = await scene.openStore({ saving: AT_ONCE });
  await first.items.insertMany(numbered(0, 50).map((doc) => ({ ...doc, secret: 'in clear text' })));
  await first.items.updateMany({}, { $set: { secret: 'sealed' } });
  await first.client.db('d').command({ compact: 'items' });
  await first.close();
  const second = await scene.openStore();
  expect(await second.items.countDocuments({ secret: 'sealed' })).toBe(50);
  await second.close();
  const files = await Promise.all((await readdir(scene.dataDir)).map((name) => readFile(at(name))));
  expect(files.some((bytes) => bytes.includes('sealed'))).toBe(true);
  expect(files.some((bytes) => bytes.includes('in clear text'))).toBe(false);
});

test('the file gives back the room of dropped collections and indexes', async () => {
  const first = await scene.openStore({ saving: AT_ONCE });
  await first.items.createIndex({ n: 1 });
  await first.items.insertMany(numbered(0, 1_500));
  await first.client.db('d').collection<AnyDoc>('gone').insertMany(numbered(0, 1_500));
  await first.items.dropIndex('n_1');
  await first.client.db('d').dropCollection('gone');
  const treesOf = async (): Promise<number> => {
    const copy = await temporaryDirectory();
    await cp(at('index.mdb'), join(copy, 'index.mdb'));
    const file = new DiskFile(join(copy, 'index.mdb'));
    const { length } = file.trees();
    await file.close();
    await rm(copy, { recursive: true });
    return length;
  };
  await expect.poll(treesOf, { timeout: 10_000 }).toBe(1);
  expect(await first.items.countDocuments()).toBe(1_500);
});

test.each([1, -1] as const)(
  'a cursor in order %i reads what was there at its beginning, whatever is saved meanwhile',
  async (order) => {
    const { items } = await scene.openStore({ saving: { changes: 160, everyMs: 3_600_000 } });
    await items.createIndex({ n: 1 });
    const docs = numbered(0, 300).map((doc) => ({ ...doc, n: Number(doc._id) }));
    const isOnDisk = ({ n }: { n: number }): boolean => n % 3 > 0;
    await items.insertMany(docs.filter(isOnDisk));
    await items.insertMany(docs.filter((doc) => !isOnDisk(doc)));
    const found: unknown[] = [];
    for await (const { _id } of items.find({ n: { $lt: 300 } }, { batchSize: 3 }).sort({ n: order })) {
      found.push(_id);
      // Others change behind and before the cursor, and after some of it what was in memory is saved.
      await items.updateOne({ _id: (found.length * 37) % 300 }, { $inc: { seen: 1 } });
      await items.insertOne({ n: 1_000 + found.length });
    }
    expect(found).toEqual(docs.map(({ _id }) => _id).toSorted((a, b) => order * (Number(a) - Number(b))));
  },
);
