import { expect, it } from 'vitest';
import {
  isBoundTooLow,
  leastAgeMs,
  leastBoundMb,
  nextInRow,
  replacedAboveMb,
} from '../../../../domain/system/agent/memory-bound.ts';

const MINUTE = 60_000;

it.each([
  { boundMb: 600, freshMb: 120, above: 600, isTooLow: false },
  { boundMb: 220, freshMb: 140, above: 220, isTooLow: false },
  { boundMb: 150, freshMb: 120, above: 150, isTooLow: false },
  { boundMb: 220, freshMb: 177, above: 222, isTooLow: false },
  { boundMb: 133, freshMb: 120, above: 150, isTooLow: false },
  { boundMb: 131, freshMb: 120, above: 150, isTooLow: true },
  { boundMb: 64, freshMb: 110, above: 138, isTooLow: true },
])(
  'a bound of $boundMb MB with $freshMb MB at the begin holds at $above MB',
  ({ above, isTooLow, ...bound }) => {
    expect(replacedAboveMb(bound)).toBe(above);
    expect(isBoundTooLow(bound)).toBe(isTooLow);
  },
);

it('the bound that is proposed can be kept', () => {
  for (const freshMb of [1, 80, 111, 140, 333])
    expect(isBoundTooLow({ boundMb: leastBoundMb(freshMb), freshMb })).toBe(false);
});

it('each process in a row is left alone for twice as long, up to an hour', () => {
  const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 99].map((inRow) => leastAgeMs(MINUTE, inRow) / MINUTE);
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
});

it.each([
  { inRow: 0, minutes: 1.3, next: 1 },
  { inRow: 0, minutes: 3.4, next: 1 },
  { inRow: 0, minutes: 3.6, next: 0 },
  { inRow: 2, minutes: 11, next: 3 },
  { inRow: 2, minutes: 13, next: 0 },
  { inRow: 9, minutes: 65, next: 10 },
])('after $inRow in a row and $minutes minutes of life there are $next', ({ inRow, minutes, next }) => {
  expect(nextInRow(inRow, minutes * MINUTE, MINUTE)).toBe(next);
});
