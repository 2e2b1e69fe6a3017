// A process that is killed at any moment leaves what was acknowledged, whatever of it is in the log alone or on disk too.
import { cp, rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startStore } from '../../embedded-store/main.ts';
import { connect, temporaryDirectory, type AnyDoc } from './database.ts';
import type { Opened as Whole } from './scene.ts';

type Opened = Pick<Whole, 'store' | 'client' | 'items'>;

/** Each turn is saved. */
const AT_ONCE = { changes: 1, everyMs: 5_000 };
/** Nothing is saved before the end. */
const NEVER = { changes: 1_000_000, everyMs: 3_600_000 };

type Step =
  | { kind: 'insert'; id: number; n: number }
  | { kind: 'set'; id: number; n: number }
  | { kind: 'remove'; id: number }
  | { kind: 'recreate' }
  | { kind: 'index'; on: boolean }
  | { kind: 'compact' };

const id = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('insert' as const), id, n: fc.nat(5) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), id, n: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'recreate' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('index' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'compact' as const }) },
);

async function take({ items, store }: Opened, model: Map<number, number>, one: Step): Promise<void> {
  switch (one.kind) {
    case 'insert':
      if (!model.has(one.id)) await items.insertOne({ _id: one.id, n: one.n, list: [one.n, one.id] });
      if (!model.has(one.id)) model.set(one.id, one.n);
      return;
    case 'set':
      await items.updateOne({ _id: one.id }, { $set: { n: one.n } });
      if (model.has(one.id)) model.set(one.id, one.n);
      return;
    case 'remove':
      await items.deleteOne({ _id: one.id });
      model.delete(one.id);
      return;
    case 'recreate':
      await items.drop();
      model.clear();
      return;
    case 'index':
      if (one.on) await items.createIndex({ n: 1 });
      else await items.dropIndexes().catch(() => undefined);
      return;
    case 'compact':
      return store.compact();
  }
}

/** What a process that is killed now leaves, but for its lock. */
async function leftBy(dataDir: string): Promise<string> {
  const left = await temporaryDirectory();
  await cp(dataDir, left, { recursive: true, filter: (path) => !path.endsWith('lock') });
  return left;
}

async function expectModel({ items }: Opened, model: ReadonlyMap<number, number>): Promise<void> {
  const found = (await items.find().toArray()).map(({ _id, n }) => [Number(_id), Number(n)] as const);
  expect(new Map(found)).toEqual(model);
  for (let n = 0; n <= 5; n++)
    expect(await items.countDocuments({ n })).toBe([...model.values()].filter((own) => own === n).length);
}

test('a crash at any moment gives what was acknowledged, through every index', {
  timeout: 120_000,
}, async () => {
  const life = fc.array(step, { minLength: 1, maxLength: 20 });
  const saving = fc.constantFrom(AT_ONCE, NEVER, { changes: 4, everyMs: 5_000 });
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), saving, async (lives, policy) => {
      const model = new Map<number, number>();
      const folders = [await temporaryDirectory()];
      for (const [born, steps] of [...lives, []].entries()) {
        const dataDir = folders.at(-1) ?? '';
        const warn = (text: string): void => expect.fail(text);
        const store = await startStore({ port: 0, dataDir, saving: policy, warn });
        const client = await connect(store.port);
        const opened = { store, client, items: client.db('d').collection<AnyDoc>('items') };
        await expectModel(opened, model);
        // Empty ones stay empty, whatever is made after the next start.
        await client.db('d').createCollection(`empty-${born}`);
        for (const one of steps) await take(opened, model, one);
        await expectModel(opened, model);
        for (let one = 0; one <= born; one++)
          expect(await client.db('d').collection(`empty-${one}`).find().toArray()).toEqual([]);
        folders.push(await leftBy(dataDir));
        await client.close();
        await store.stop();
      }
      for (const folder of folders) await rm(folder, { recursive: true });
    }),
    { numRuns: 60 },
  );
});
