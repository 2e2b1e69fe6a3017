import { expect, it } from 'vitest';
import { replacedInWords, replacingAfter } from '../../../cli/stack/replacing.ts';
import { memoryAgeMs } from '../../../cli/stack/process-launch.ts';

const MINUTE = 60_000;

it('a process learns how many before it were replaced in a row, by the age its settings give', () => {
  const { envOf, nextInRow } = replacingAfter(memoryAgeMs({}));
  expect(envOf(3)).toEqual({ WEBLOOM_REPLACED_IN_ROW: '3' });
  expect(nextInRow(1, 5 * MINUTE)).toBe(2);
  expect(nextInRow(1, 7 * MINUTE)).toBe(0);
  expect(replacingAfter(memoryAgeMs({ WEBLOOM_MEMORY_AGE_S: '5' })).nextInRow(0, MINUTE)).toBe(0);
});

it.each([
  [0, 'had grown beyond its memory bound and is replaced'],
  [1, 'had grown beyond its memory bound and is replaced'],
  [
    2,
    'had grown beyond its memory bound and is replaced, like 1 before it in a row: their work needs more than WEBLOOM_MEMORY_MB; the next one is left alone for 240 s',
  ],
])('after %i in a row the terminal says so', (inRow, words) => {
  expect(replacedInWords(inRow, MINUTE)).toBe(words);
});
