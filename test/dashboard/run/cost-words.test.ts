import { expect, test } from 'vitest';
import { answerWords } from '../../../dashboard/run/cost-words.ts';

const NONE = { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0, none: 0 };

test.each([
  [NONE, 'not asked'],
  [{ ...NONE, '2xx': 118 }, '118 × 2xx'],
  [{ ...NONE, '2xx': 118, '5xx': 2, none: 1 }, '118 × 2xx, 2 × 5xx, 1 without an answer'],
])('the answers %o are said as %s', (answers, words) => {
  expect(answerWords(answers)).toBe(words);
});
