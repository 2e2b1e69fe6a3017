// Growing beyond a bound: what counts, and what does not.
import { afterEach, expect, test } from 'vitest';
import { type MemorySettings, type MemoryGuard, guardMemory } from '../../workers/memory-guard.ts';
import { eventually } from '../support/eventually.ts';

let watch: MemoryGuard;
afterEach(() => {
  watch.close();
  process.exitCode = undefined;
});

const BOUND = { memoryMb: 500, memoryAgeMs: 0, replacedInRow: 0 };
let warnings: string[] = [];

/** Looks at these sizes one after the other, the first of a fresh process, the last one for ever; tells how many looks there were. */
function watchSizes(sizes: readonly number[], more: Partial<MemorySettings> = {}): { looks: () => number } {
  let looks = 0;
  warnings = [];
  const readRssMb = (): number => sizes[Math.min(looks++, sizes.length - 1)] ?? 0;
  const log = { warn: (_: unknown, message: string) => warnings.push(message) };
  watch = guardMemory({ ...BOUND, ...more }, { log, lookMs: 1, readRssMb });
  return { looks: () => looks };
}

test('a process that stays beyond its bound drains, says so, and ends with the code of one to be replaced', async () => {
  watchSizes([400, 600]);
  expect(await watch.exceeded).toBe('memory: 600 MB of at most 500');
  expect(watch.load()).toEqual({
    rssMb: 600,
    rssBoundMb: 500,
    rssFreshMb: 400,
    replacedInRow: 0,
    replaceAfterMs: 0,
    draining: 1,
  });
  expect(warnings).toEqual([]);
  expect(process.exitCode).toBe(75);
});

test('a peak that passes is none, however often it comes', async () => {
  const { looks } = watchSizes([
    400,
    ...Array.from({ length: 20 }, () => [600, 600, 600, 600, 400]).flat(),
    400,
  ]);
  await eventually(() => looks() > 110);
  expect(watch.load()).not.toHaveProperty('draining');
});

test('a fresh process is given its first minute', async () => {
  const { looks } = watchSizes([400, 600], { memoryAgeMs: 60_000 });
  await eventually(() => looks() > 20);
  expect(watch.load()).not.toHaveProperty('draining');
});

test('a bound below what a fresh process holds is said at once, and is no reason to replace it', async () => {
  const { looks } = watchSizes([110, 130], { memoryMb: 64 });
  await eventually(() => looks() > 20);
  expect(watch.load()).toMatchObject({ rssBoundMb: 64, rssFreshMb: 110 });
  expect(watch.load()).not.toHaveProperty('draining');
  expect(warnings).toEqual([
    'WEBLOOM_MEMORY_MB is 64, but this process holds 110 MB with nothing to do: it is replaced above 138 MB. Give at least 170',
  ]);
});

test('one that grows well beyond a fresh process is replaced, however low the bound is', async () => {
  watchSizes([110, 139], { memoryMb: 64 });
  expect(await watch.exceeded).toBe('memory: 139 MB of at most 138');
});

test('one whose predecessors were replaced, too, is left alone for longer', async () => {
  const { looks } = watchSizes([400, 600], { memoryAgeMs: 1_000, replacedInRow: 9 });
  await eventually(() => looks() > 20);
  expect(watch.load()).toMatchObject({ replacedInRow: 9 });
  expect(watch.load()).not.toHaveProperty('draining');
});
