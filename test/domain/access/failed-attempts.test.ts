import { expect, test } from 'vitest';
import { createFailedAttempts } from '../../../domain/access/failed-attempts.ts';

test('after ten wrong keys an address waits until five minutes after the first', () => {
  const attempts = createFailedAttempts();
  for (let n = 0; n < 9; n += 1) attempts.note('a', 1_000 + n);
  expect(attempts.waitMs('a', 2_000)).toBe(0);
  attempts.note('a', 2_000);
  expect(attempts.waitMs('a', 2_000)).toBe(299_000);
  expect(attempts.waitMs('b', 2_000)).toBe(0);
  expect(attempts.waitMs('a', 301_000)).toBe(0);
});

test('the addresses that are kept are bounded', () => {
  const attempts = createFailedAttempts();
  for (let n = 0; n < 10; n += 1) attempts.note('first', 0);
  expect(attempts.waitMs('first', 0)).toBe(300_000);
  for (let n = 0; n < 10_000; n += 1) attempts.note(`other ${n}`, 0);
  expect(attempts.waitMs('first', 0)).toBe(0);
});
