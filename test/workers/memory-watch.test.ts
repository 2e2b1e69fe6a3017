// Growing beyond a bound: what counts, and what does not.
import { afterEach, expect, test } from 'vitest';
import { type MemoryWatch, watchMemory } from '../../workers/memory-watch.ts';
import { eventually } from '../support/eventually.ts';

let watch: MemoryWatch;
afterEach(() => {
  watch.close();
  process.exitCode = undefined;
});

/** Looks at these sizes one after the other, the last one for ever; tells how many looks there were. */
function watchSizes(sizes: readonly number[], minAgeMs = 0): { looks: () => number } {
  let looks = 0;
  const readRssMb = (): number => sizes[Math.min(looks++, sizes.length - 1)] ?? 0;
  watch = watchMemory({ boundMb: 500, lookMs: 1, minAgeMs, readRssMb });
  return { looks: () => looks };
}

test('a process that stays beyond its bound drains, says so, and ends with the code of one to be replaced', async () => {
  watchSizes([400, 600]);
  expect(await watch.exceeded).toBe('memory: 600 MB of at most 500');
  expect(watch.load()).toEqual({ rssMb: 600, rssBoundMb: 500, draining: 1 });
  expect(process.exitCode).toBe(75);
});

test('a peak that passes is none, however often it comes', async () => {
  const { looks } = watchSizes([...Array.from({ length: 20 }, () => [600, 600, 600, 600, 400]).flat(), 400]);
  await eventually(() => looks() > 110);
  expect(watch.load()).toEqual({ rssMb: 400, rssBoundMb: 500 });
});

test('a fresh process is given its first minute', async () => {
  const { looks } = watchSizes([600], 60_000);
  await eventually(() => looks() > 20);
  expect(watch.load()).not.toHaveProperty('draining');
});
