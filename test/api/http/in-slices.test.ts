import { expect, test } from 'vitest';
import { inSlices } from '../../../api/http/in-slices.ts';

/** 60 ms of work in steps of two. */
function* work(step: () => void): Generator<undefined, string> {
  const begun = performance.now();
  while (performance.now() - begun < 60) {
    const stepEnd = performance.now() + 2;
    while (performance.now() < stepEnd);
    step();
    yield;
  }
  return 'done';
}

test('other things are done while long work goes on', async () => {
  const order: string[] = [];
  const other = new Promise<void>((resolve) =>
    setImmediate(() => {
      order.push('other');
      resolve();
    }),
  );
  const done = inSlices(work(() => order.push('step')));
  expect(await done).toBe('done');
  await other;
  expect(order.indexOf('other')).toBeGreaterThan(0);
  expect(order.indexOf('other')).toBeLessThan(order.lastIndexOf('step'));
});
