import { expect, test } from 'vitest';
import { inSlices } from '../../../api/http/in-slices.ts';

const GIVE_UP_MS = 10_000;

/** Work in steps of 2 ms, until something else was done and three more steps. */
function* work(step: () => void, isOtherDone: () => boolean): Generator<undefined, string> {
  const begun = performance.now();
  for (let more = 3; more > 0 && performance.now() - begun < GIVE_UP_MS; ) {
    if (isOtherDone()) more -= 1;
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
  const done = inSlices(
    work(
      () => order.push('step'),
      () => order.includes('other'),
    ),
  );
  expect(await done).toBe('done');
  await other;
  expect(order.indexOf('other')).toBeGreaterThan(0);
  expect(order.indexOf('other')).toBeLessThan(order.lastIndexOf('step'));
});
