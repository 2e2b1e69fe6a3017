// A process that is killed at any moment leaves what was acknowledged, whatever of it is in the log alone or on disk too.
import { cp, rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startStore } from '../../embedded-store/main.ts';
import { connect, temporaryDirectory, type AnyDoc } from './database.ts';
import { createScene, type Opened } from './scene.ts';

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

test('a crash at any moment gives what was acknowledged, through every index', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.constantFrom(AT_ONCE, NEVER, { changes: 4, everyMs: 5_000 }),
      fc.nat(),
      async (steps, saving, moment) => {
        const own = await createScene();
        const opened = await own.openStore({ saving });
        const model = new Map<number, number>();
        const before = steps.slice(0, (moment % steps.length) + 1);
        for (const one of before) await take(opened, model, one);
        // What a process that is killed now leaves, but for its lock.
        const left = await temporaryDirectory();
        await cp(own.dataDir, left, { recursive: true, filter: (path) => !path.endsWith('lock') });
        const store = await startStore({ port: 0, dataDir: left, warn: (text) => expect.fail(text) });
        const client = await connect(store.port);
        const items = client.db('d').collection<AnyDoc>('items');
        const found = (await items.find().toArray()).map(({ _id, n }) => [_id, Number(n)] as const);
        expect(new Map(found)).toEqual(model);
        for (let n = 0; n <= 5; n++)
          expect(await items.countDocuments({ n })).toBe(
            [...model.values()].filter((own) => own === n).length,
          );
        await client.close();
        await store.stop();
        await rm(left, { recursive: true });
        await own.end();
      },
    ),
    { numRuns: 60 },
  );
});
