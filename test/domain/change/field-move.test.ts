import { expect, test } from 'vitest';
import { fieldKind, percentMoved } from '../../../domain/change/field-move.ts';
import { NOISE_RULES } from '../../../domain/change/noise/noise-rule.ts';
import { RULE_MEANINGS } from '../../../domain/change/noise/rule-meaning.ts';

test.each([
  ['price', '€ 129.95', '€ 109.95', 'money', -15.39],
  ['price', '129.95', '109.95', 'money', -15.39],
  ['cost', '10 USD', '15 USD', 'money', 50],
  ['reviews', '1,204', '1,310', 'number', 8.8],
  ['released', '2026-01-01', '2026-02-01', 'date', null],
  ['title', 'Tent 12', 'Tent 14', 'text', null],
  ['price', 'from € 5 to € 9', 'from € 6 to € 9', 'money', null],
  ['price', null, '€ 5', 'money', null],
  ['empty', null, null, 'text', null],
] as const)('%s: %s → %s is %s', (...row) => {
  const [name, before, after, kind, percent] = row;
  expect(fieldKind(name, [before, after])).toBe(kind);
  const moved = percentMoved(kind, before, after);
  expect(moved === null ? null : Math.round(moved * 100) / 100).toBe(percent);
});

test('every rule of noise has a meaning in words', () => {
  expect(NOISE_RULES.map(({ name }) => name).filter((name) => RULE_MEANINGS[name] === undefined)).toEqual([]);
});
