import { expect, it } from 'vitest';
import { type LaunchWaits, NO_LAUNCH_WAIT, nextLaunchWait } from '../../../../domain/run/flow/launch-wait.ts';
import { type ChunkFlow, openFlow } from '../../../../domain/run/flow/flow.ts';

const HELD_UP: ChunkFlow = { ...openFlow(2), open: [1, 2], scraped: [2, 1], queue: [3] };

it.each<{ what: string; flow: Partial<ChunkFlow>; waits: boolean }>([
  { what: 'every chunk in flight is fetched and not stored', flow: {}, waits: true },
  { what: 'one of them is still being fetched', flow: { scraped: [1] }, waits: false },
  { what: 'there is room for another', flow: { open: [1], scraped: [1] }, waits: false },
  { what: 'no further chunk is cut', flow: { queue: [] }, waits: false },
])('a chunk waits for the store: $what → $waits', ({ flow, waits }) => {
  const { since } = nextLaunchWait(NO_LAUNCH_WAIT, { ...HELD_UP, ...flow }, 1_000);
  expect(since).toBe(waits ? 1_000 : null);
});

it('a wait counts from its begin, whatever happens in between', () => {
  const waits = [1_000, 4_000, 9_000].reduce<LaunchWaits>(
    (before, now) => nextLaunchWait(before, HELD_UP, now),
    NO_LAUNCH_WAIT,
  );
  const stored = { ...HELD_UP, open: [2], scraped: [2] };
  expect(nextLaunchWait(waits, stored, 13_000)).toEqual({
    since: null,
    over: { since: 1_000, ms: 12_000 },
  });
});

it('a moment between two chunks is no wait, and forgets none before it', () => {
  const over = { since: 1, ms: 6_000 };
  const stored = { ...HELD_UP, open: [2], scraped: [2] };
  expect(nextLaunchWait({ since: 10_000, over }, stored, 14_999)).toEqual({ since: null, over });
  expect(nextLaunchWait({ since: 10_000, over: null }, stored, 14_999)).toEqual(NO_LAUNCH_WAIT);
});
