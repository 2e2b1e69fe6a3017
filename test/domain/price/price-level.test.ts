// Low, typical or high: each price counts for the time it was in force.
import { describe, expect, it, test } from 'vitest';
import { priceLevel } from '../../../domain/price/price-level.ts';
import { formerPrices } from '../../../domain/price/was-price.ts';

const DAY = 86_400_000;
const point = (day: number, minor: number, currency = 'EUR') => ({ at: day * DAY, minor, currency });

describe('the level of a price', () => {
  it.each([
    ['low', [point(0, 900), point(20, 500)], 25],
    ['high', [point(0, 500), point(20, 900)], 25],
    ['typical', [point(0, 900), point(10, 500)], 25],
    ['typical', [point(0, 500)], 25],
    ['unknown', [point(0, 900), point(1, 500)], 2],
    ['unknown', [point(0, 900)], 0],
  ] as const)('is %s', (level, points, today) => {
    expect(priceLevel(points, today * DAY)?.level).toBe(level);
  });

  it('is said with its share of the time and the price', () => {
    expect(priceLevel([point(0, 900), point(20, 500)], 25 * DAY)?.words).toBe(
      'Low: more than €5.00 was asked 80 % of the last 25 days.',
    );
    expect(priceLevel([point(0, 500)], 25 * DAY)?.words).toBe(
      'Typical: €5.00 was asked all of the last 25 days.',
    );
    expect(priceLevel([point(0, 500)], 1 * DAY)?.words).toContain('one day only');
  });

  it('forgets what was asked more than ninety days ago', () => {
    const points = [point(0, 900), point(10, 500), point(190, 600)];
    expect(priceLevel(points, 200 * DAY)).toMatchObject({ level: 'high', days: 90, dearerShare: 0 });
  });

  it('compares prices in one currency alone, and needs a price', () => {
    expect(priceLevel([point(0, 1, 'USD'), point(1, 900)], 20 * DAY)).toMatchObject({
      level: 'typical',
      days: 19,
    });
    expect(priceLevel([], 0)).toBeNull();
  });
});

test('a former price is looked for in 30 and 90 days, and beside the lowest price before the present one', () => {
  const points = [point(0, 900), point(50, 600), point(80, 700), point(95, 500)];
  const was = { minor: 900, currency: 'EUR' };
  expect(formerPrices(points, was, { since: 95 * DAY, now: 100 * DAY })).toEqual({
    askedWithin30Days: false,
    askedWithin90Days: true,
    lowestBeforeMinor: 600,
  });
  const only = formerPrices([point(95, 500)], was, { since: 95 * DAY, now: 100 * DAY });
  expect(only.lowestBeforeMinor).toBeNull();
});
