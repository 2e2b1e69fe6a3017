import { expect, test } from 'vitest';
import { temporalRetentionMs } from '../../../../cli/stack/service/temporal-retention.ts';

const DAY_MS = 86_400_000;

test.each([
  [undefined, 7],
  ['', 7],
  ['1', 1],
  [' 30 ', 30],
  ['365', 365],
])('%j keeps histories for %d days', (text, days) => {
  expect(temporalRetentionMs(text)).toBe(days * DAY_MS);
});

test.each(['0', '-1', '1.5', '366', 'week'])('%s is refused with what to write', (text) => {
  expect(() => temporalRetentionMs(text)).toThrow(/whole number from 1 to 365/);
});
