import { expect, test } from 'vitest';
import { WaitingLine } from '../../../workers/pipeline/waiting-line.ts';

/** The order in which they go, by size and number. */
async function orderOf(line: WaitingLine<null>, waits: readonly Promise<string>[]): Promise<string[]> {
  const order: string[] = [];
  for (const wait of waits) void wait.then((name) => order.push(name));
  for (let next = line.next(); next !== undefined; next = line.next()) {
    next(null);
    await Promise.resolve();
    await Promise.resolve();
  }
  return order;
}

function named(line: WaitingLine<null>, sizes: readonly number[]): Promise<string>[] {
  return sizes.map((size, n) => line.wait(size).then(() => `${size}.${n}`));
}

test('a small one goes before the large ones that came before it', async () => {
  const line = new WaitingLine<null>();
  expect(await orderOf(line, named(line, [500, 500, 500, 1]))).toEqual(['1.3', '500.0', '500.1', '500.2']);
});

test('large ones keep every other turn, however many small ones come', async () => {
  const line = new WaitingLine<null>();
  const order = await orderOf(line, named(line, [500, 500, 1, 1, 1, 1]));
  expect(order).toEqual(['1.2', '500.0', '1.3', '500.1', '1.4', '1.5']);
});

test('equal ones go in the order in which they came', async () => {
  const line = new WaitingLine<null>();
  expect(await orderOf(line, named(line, [7, 7, 7]))).toEqual(['7.0', '7.1', '7.2']);
});

test('nobody goes from an empty line', () => {
  expect(new WaitingLine<null>().next()).toBeUndefined();
});
