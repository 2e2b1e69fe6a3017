import { expect, it } from 'vitest';
import { healthHeadline } from '../../../domain/health/headline.ts';

const part = (name: string, state: 'warning' | 'critical' | 'ok') => ({ name, state });

it.each([
  ['ok', [], 'All is well'],
  ['blind', [], 'Nothing is known to be down, but the monitor does not look'],
  ['degraded', [part('The disk', 'warning'), part('x', 'ok')], 'It works, but not all is well: the disk'],
  [
    'down',
    [part('The store', 'critical'), part('a', 'critical'), part('b', 'critical'), part('c', 'critical')],
    'Little or nothing works without: the store, a, b and 1 more',
  ],
] as const)('%s is said in words', (state, parts, words) => {
  expect(healthHeadline(state, parts)).toBe(words);
});
