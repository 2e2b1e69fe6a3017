import { expect, it } from 'vitest';
import {
  type Reservation,
  type Usage,
  settleReservation,
  takeReservation,
} from '../../../../domain/job/limit/usage.ts';

const AT = new Date('2026-11-27T12:00:00Z');
const LATER = new Date('2026-11-27T12:05:00Z');

function usageOf(used: number, holds: Readonly<Record<string, number>> = {}): Usage {
  const held = Object.entries(holds).map(([holder, amount]): Reservation => ({ holder, amount, at: AT }));
  return {
    _id: 'w|pagesPerMonth|2026-11',
    workspaceId: 'w',
    limit: 'pagesPerMonth',
    period: '2026-11',
    seq: 1,
    used,
    holds: held,
    ...(held.length > 0 && { heldSince: AT }),
  };
}

// A limit of 10; the run `a` asks for so many pages in all.
it.each([
  ['an unused limit', usageOf(0), 4, 4],
  ['all of it', usageOf(0), 10, 10],
  ['more than there is', usageOf(0), 11, 10],
  ['the rest beside what is used', usageOf(7), 4, 3],
  ['the rest beside what others hold', usageOf(2, { b: 5 }), 4, 3],
  ['more beyond its own hold', usageOf(2, { a: 3, b: 3 }), 5, 5],
  ['less than it holds: it keeps that', usageOf(2, { a: 3 }), 1, 3],
  ['what it holds, though the limit is met since', usageOf(9, { a: 3 }), 4, 3],
  ['nothing where nothing is left', usageOf(12), 1, 0],
])('a hold of %s', (_what, usage, amount, expected) => {
  const { next, granted } = takeReservation(usage, { holder: 'a', amount, value: 10, at: LATER });
  expect(granted).toBe(expected);
  const held = (next ?? usage).holds.find(({ holder }) => holder === 'a')?.amount ?? 0;
  expect(held).toBe(expected);
});

it('the same hold again is no write', () => {
  expect(
    takeReservation(usageOf(0, { a: 4 }), { holder: 'a', amount: 4, value: 10, at: LATER }).next,
  ).toBeNull();
});

it('settling uses up what was done and gives the rest back, once', () => {
  const settled = settleReservation(usageOf(2, { a: 5, b: 1 }), 'a', 3);
  expect(settled).toEqual({ ...usageOf(5, { b: 1 }) });
  expect(settled === null ? null : settleReservation(settled, 'a', 3)).toBeNull();
  expect(settleReservation(usageOf(2, { a: 5 }), 'a', 0)).toEqual(usageOf(2));
});
