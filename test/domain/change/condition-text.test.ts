// What describes a condition is read as the same condition again.
import { expect, test } from 'vitest';
import { type Condition, describeCondition, parseCondition } from '../../../domain/change/condition-text.ts';

const CONDITIONS: readonly Condition[] = [
  { on: 'number', is: '<', value: 99.5 },
  { on: 'words', is: '>=', value: 100 },
  { on: 'similarity', is: '!=', value: 90 },
  { on: 'text', is: 'contains', value: 'sold out' },
  { on: 'text', is: 'starts-with', value: 'Price', not: true },
  { on: 'text', is: 'ends-with', value: '€' },
  { on: 'text', is: 'matches', value: '/^closed$/i', not: true },
  { on: 'text', is: 'equals', value: 'number > 5' },
];

test.each(CONDITIONS)('%j is read as it was described', (condition) => {
  expect(parseCondition(describeCondition(condition))).toEqual(condition);
});

test('a text that is no condition is refused', () => {
  for (const text of ['', 'number', 'price is low', 'text contains']) expect(parseCondition(text)).toBeNull();
});
