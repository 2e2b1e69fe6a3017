import { describe, expect, test } from 'vitest';
import {
  LEAST_PROCESSES,
  isFixed,
  parseRange,
  rangeText,
} from '../../../../domain/health/scaling/process-range.ts';
import { processShare, wholeRange } from '../../../../domain/health/scaling/process-share.ts';

test.each([
  ['3', { floor: 3, ceiling: 3 }, true],
  ['0', { floor: 0, ceiling: 0 }, true],
  ['1..4', { floor: 1, ceiling: 4 }, false],
  [' 2..2 ', { floor: 2, ceiling: 2 }, true],
] as const)('%s is a number of processes', (text, range, fixed) => {
  expect(parseRange(text, '--scrapers')).toEqual(range);
  expect(isFixed(range)).toBe(fixed);
  expect(parseRange(rangeText(range), '--scrapers')).toEqual(range);
});

test.each([
  ['', 'write a number (3) or a range (1..4)'],
  ['many', 'write a number (3) or a range (1..4)'],
  ['-1', 'write a number'],
  ['4..1', 'write a number'],
  ['1..65', 'up to 64'],
  ['1...4', 'write a number'],
  ['0..4', 'a range begins at 1 at least'],
])('"%s" is refused with what to do', (text, words) => {
  expect(() => parseRange(text, '--scrapers')).toThrow(words);
});

test('a range of renderers may begin at none', () => {
  expect(parseRange('0..2', '--renderers', LEAST_PROCESSES.renderer)).toEqual({ floor: 0, ceiling: 2 });
});

describe('the wanted processes are divided among machines', () => {
  const range = (id: string, floor: number, ceiling: number) => ({ id, range: { floor, ceiling } });
  test.each([
    [1, [range('a', 1, 4)], [1]],
    [4, [range('a', 1, 4)], [4]],
    [3, [range('a', 1, 4), range('b', 1, 4)], [2, 1]],
    [5, [range('a', 1, 2), range('b', 1, 4)], [2, 3]],
    [4, [range('a', 3, 4), range('b', 1, 4)], [3, 1]],
    [9, [range('a', 1, 2), range('b', 1, 2)], [2, 2]],
    [2, [range('a', 0, 0), range('b', 1, 2)], [0, 2]],
  ] as const)('%d over %j', (wanted, sharers, shares) => {
    expect(sharers.map(({ id }) => processShare(wanted, [...sharers].reverse(), id))).toEqual(shares);
  });

  test('one that is not among them runs nothing', () => {
    expect(processShare(3, [range('a', 1, 4)], 'b')).toBe(0);
    expect(wholeRange([range('a', 1, 4), range('b', 2, 2)])).toEqual({ floor: 3, ceiling: 6 });
  });
});
