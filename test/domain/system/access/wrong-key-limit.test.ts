import { expect, test } from 'vitest';
import { createWrongKeyLimit } from '../../../../domain/system/access/wrong-key-limit.ts';

test('an address has ten tries, then one every thirty seconds', () => {
  const limit = createWrongKeyLimit();
  for (let n = 0; n < 10; n += 1) expect(limit.take('192.0.2.1', 1_000)).toBe(0);
  expect(limit.take('192.0.2.1', 1_000)).toBe(30_000);
  expect(limit.take('192.0.2.2', 1_000)).toBe(0);
  expect(limit.take('192.0.2.1', 21_000)).toBe(10_000);
  expect(limit.take('192.0.2.1', 31_000)).toBe(0);
  expect(limit.take('192.0.2.1', 31_000)).toBe(30_000);
});

test('all addresses together have a hundred tries, then ten a second', () => {
  const limit = createWrongKeyLimit();
  for (let n = 0; n < 100; n += 1) expect(limit.take(`10.0.0.${n}`, 0)).toBe(0);
  expect(limit.take('192.0.2.1', 0)).toBe(100);
  expect(limit.take('192.0.2.1', 100)).toBe(0);
  expect(limit.take('192.0.2.2', 100)).toBe(100);
});

test('a try that turns out right is given back', () => {
  const limit = createWrongKeyLimit();
  for (let n = 0; n < 200; n += 1) {
    expect(limit.take('192.0.2.1', 0)).toBe(0);
    limit.giveBack('192.0.2.1', 0);
  }
});

test('all addresses of an IPv6 network count as one', () => {
  const limit = createWrongKeyLimit();
  for (let n = 1; n <= 10; n += 1) limit.take(`2001:db8:0:1::${n}`, 0);
  expect(limit.take('2001:db8:0:1::99', 0)).toBe(30_000);
  expect(limit.take('2001:db8:0:2::1', 0)).toBe(0);
});

test('nobody waits longer than for one try, whatever a clock does', () => {
  const limit = createWrongKeyLimit();
  for (let n = 0; n < 10; n += 1) expect(limit.take('192.0.2.1', 9_000_000)).toBe(0);
  expect(limit.take('192.0.2.1', 0)).toBe(30_000);
});

test('the addresses that are kept are bounded', () => {
  const limit = createWrongKeyLimit();
  for (let n = 0; n < 10; n += 1) limit.take('first', 0);
  expect(limit.take('first', 0)).toBe(30_000);
  for (let n = 0; n < 10_000; n += 1) limit.giveBack(`other ${n}`, 0);
  expect(limit.take('first', 0)).toBe(0);
});
