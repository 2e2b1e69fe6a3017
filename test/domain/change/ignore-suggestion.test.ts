import { expect, test } from 'vitest';
import { suggestIgnoring } from '../../../domain/change/ignore-suggestion.ts';
import { matchingLines } from '../../../domain/reading/part/text-rule.ts';

const NONE = { ignoreText: [], scope: { include: [], exclude: [] } };
const rules = (text: string, path?: string) =>
  suggestIgnoring({ text, path }, NONE).map(({ kind, rule }) => [kind, rule]);

test.each([
  [
    '14 people  are looking',
    'main/section#reviews/ul/li',
    [
      ['this-text', '14 people are looking'],
      ['any-number', "/\\d[\\d.,'’ ]* people are looking/i"],
      ['this-place', 'main section#reviews ul li'],
    ],
  ],
  ['Hello there', undefined, [['this-text', 'Hello there']]],
  ['Hello', '$.items[0]', [['this-text', 'Hello']]],
  ['', undefined, []],
])('%j at %s', (text, path, expected) => {
  expect(rules(text, path)).toEqual(expected);
});

test.each([
  ['1.204 (of 3) views?', '7,5 (of 12) views?'],
  ['/a/ 1 + 2 = {3}', '/a/ 10 + 20 = {30}'],
  ['$5 \\ ^6 | [7]', '$50 \\ ^60 | [70]'],
  ["Only 1'234 left", 'Only 987 left'],
  ['Noch 1 234 Stück', 'Noch 12 Stück'],
  ['Noch 999 Stück', 'Noch 1 234 567 Stück'],
])('the rules for %j fit it, and that for any number fits %j too', (text, other) => {
  const all = suggestIgnoring({ text }, NONE);
  for (const { rule } of all) expect(matchingLines([text], [rule]).size).toBe(1);
  const any = all.find(({ kind }) => kind === 'any-number');
  expect(matchingLines([other, 'something else 1'], [any?.rule ?? '']).size).toBe(1);
});

test('the rules a job has are kept, and none is suggested twice', () => {
  const now = { ignoreText: ['old', 'new'], scope: { include: ['main'], exclude: ['nav'] } };
  const [place] = suggestIgnoring({ text: 'new', path: 'p' }, now);
  expect(place).toMatchObject({
    kind: 'this-place',
    changes: { scope: { include: ['main'], exclude: ['nav', 'p'] } },
  });
  const [text] = suggestIgnoring({ text: 'third' }, now);
  expect(text?.changes).toEqual({ ignoreText: ['old', 'new', 'third'] });
});
