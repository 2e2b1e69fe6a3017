import { expect, it } from 'vitest';
import { HISTOGRAMS, bucketOf, timed } from '../../../../domain/run/tally/histogram.ts';

it.each([
  ['what is quick', 0, '100'],
  ['what takes as long as a bound', 250, '250'],
  ['what takes a little longer', 251, '500'],
  ['what takes longer than all of them', 30_001, 'inf'],
])('%s stands in its bucket', (_what, ms, bucket) => {
  expect(bucketOf('fetchDuration', ms)).toBe(bucket);
});

it('is counted with its labels, and its time in seconds', () => {
  expect(timed('deliveryAttempt', 1_500, 'failed')).toEqual({
    'deliveryAttempt|failed|2500': 1,
    'deliveryAttempt|failed|sum': 1.5,
  });
});

it('a clock that was set back makes no time negative', () => {
  expect(timed('changeToMessage', -5)).toEqual({ 'changeToMessage|500': 1, 'changeToMessage|sum': 0 });
});

it.each(Object.entries(HISTOGRAMS))('the bounds of %s rise', (_name, bounds) => {
  expect([...bounds].toSorted((a, b) => a - b)).toEqual(bounds);
});
