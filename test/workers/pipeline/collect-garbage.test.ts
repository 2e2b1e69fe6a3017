// Garbage is collected when there is enough of it, and not all the time.
import { expect, it } from 'vitest';
import { createCollector } from '../../../workers/pipeline/collect-garbage.ts';

const MB = 1024 * 1024;

it('a heap that is large after an activity is collected, once a second at most', () => {
  let usedMb = 40;
  let now = 0;
  let collected = 0;
  const after = createCollector({
    collect: () => {
      collected += 1;
    },
    usedBytes: () => usedMb * MB,
    nowMs: () => now,
  });
  after();
  expect(collected).toBe(0);
  usedMb = 80;
  after();
  after();
  expect(collected).toBe(1);
  now = 1_000;
  after();
  expect(collected).toBe(2);
});

it('nothing is done where V8 does not let it be collected', () => {
  expect(() => createCollector({ collect: undefined, usedBytes: () => 500 * MB })()).not.toThrow();
});
