// Work on several things at a time.
import { expect, test } from 'vitest';
import { severalAtOnce } from '../../../domain/system/several-at-once.ts';

async function* upTo(count: number, taken: number[] = []): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) {
    taken.push(n);
    yield n;
  }
}

test('results come in the order of the things, however long each takes, and never more than so many are begun', async () => {
  const [ends, results] = [new Map<number, () => void>(), [] as number[]];
  let [working, most] = [0, 0];
  const work = async (n: number): Promise<number> => {
    most = Math.max(most, (working += 1));
    await new Promise<void>((end) => ends.set(n, end));
    working -= 1;
    return n * 10;
  };
  const all = (async () => {
    for await (const result of severalAtOnce(upTo(7), work, 3)) results.push(result);
  })();
  // The youngest one ends first.
  while (results.length < 7) {
    const [youngest] = [...ends.keys()].toSorted((a, b) => b - a);
    if (youngest !== undefined) {
      ends.get(youngest)?.();
      ends.delete(youngest);
    }
    await new Promise((turn) => setImmediate(turn));
  }
  await all;
  expect(results).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(most).toBe(3);
});

test('after a failure no other thing is taken, and what was begun has ended', async () => {
  const taken: number[] = [];
  let ended = 0;
  const work = async (n: number): Promise<number> => {
    await new Promise((turn) => setImmediate(turn));
    ended += 1;
    if (n === 1) throw new Error('why');
    return n;
  };
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const n of severalAtOnce(upTo(100, taken), work, 4)) seen.push(n);
    })(),
  ).rejects.toThrow('why');
  expect(seen).toEqual([0]);
  expect(taken.length).toBeLessThan(7);
  expect(ended).toBe(taken.length);
});
