import { expect, it } from 'vitest';
import { thirtyDayLow } from '../../../domain/price/thirty-day-low.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

const point = (day: number, minor: number) => ({ at: day * DAY_MS, minor, currency: 'EUR' });
const POINTS = [point(60, 800), point(0, 500), point(70, 900), point(1, 1_000)];

it.each<[what: string, day: number, low: number]>([
  ['a price that ended within the thirty days', 30.5, 500],
  ['the price in force, where the one before ended thirty days ago', 31, 1_000],
  ['no price that comes later', 59, 1_000],
  ['the latest price, although it has no end yet', 66, 800],
  ['a price that began before them and was in force in them', 95, 800],
])('the 30-day low is %s', (_what, day, low) => {
  expect(thirtyDayLow(POINTS, day * DAY_MS)).toBe(low);
});

it('there is no 30-day low without a price', () => {
  expect(thirtyDayLow([], 0)).toBeNull();
});
