// Price rules over whole histories: when they speak, when they are quiet, and that they may stop and go on anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '../../../../domain/reading/page/parsed-page.ts';
import { judgePriceRule } from '../../../../domain/price/rule/price-rule.ts';
import { replayPriceRule } from '../../../../domain/price/rule/replay-rule.ts';
import {
  NEW_RULE_STATE,
  type PriceObservation,
  type PriceRule,
  type PriceRuleState,
} from '../../../../domain/price/rule/rule-input.ts';
import { parsePriceRule } from '../../../../domain/price/rule/rule-text.ts';
import { wasPriceVerdict } from '../../../../domain/price/was-price.ts';

const DAY = 86_400_000;
type More = Partial<Omit<PriceObservation, 'at' | 'minor'>>;
const at = (day: number, minor: number, more: More = {}): PriceObservation => ({
  at: day * DAY,
  minor,
  currency: 'EUR',
  availability: 'InStock',
  ...more,
});
const daily = (minors: readonly number[]): PriceObservation[] => minors.map((minor, day) => at(day, minor));
const firedAt = (rule: PriceRule, minors: readonly number[]): number[] =>
  replayPriceRule(rule, daily(minors)).fired.map((firing) => firing.at / DAY);

describe('a target', () => {
  const rule: PriceRule = { kind: 'target', amount: '100' };

  it('fires once for a price that flaps around it, and again after it moved away by the hysteresis', () => {
    expect(firedAt(rule, [120_00, 99_00, 101_00, 100_00, 101_99, 99_00])).toEqual([1]);
    expect(firedAt(rule, [120_00, 99_00, 102_00, 100_00])).toEqual([1, 3]);
  });

  it('tells a price that is low from the beginning, unless asked not to', () => {
    expect(firedAt(rule, [90_00, 80_00])).toEqual([0]);
    expect(firedAt({ ...rule, atFirst: false }, [90_00, 80_00, 110_00, 95_00])).toEqual([3]);
  });

  it('is not judged in another currency, and counts in the exponent of the page', () => {
    const euros: PriceRule = { ...rule, currency: 'EUR' };
    expect(replayPriceRule(euros, [at(0, 50_00, { currency: 'USD' })]).fired).toEqual([]);
    expect(replayPriceRule(rule, [at(0, 100, { currency: 'JPY' })]).fired).toHaveLength(1);
    expect(replayPriceRule(rule, [at(0, 101, { currency: 'JPY' })]).fired).toEqual([]);
  });
});

describe('a drop', () => {
  it('fires once per x % of a creep of one percent a day', () => {
    const creep = Array.from({ length: 30 }, (_, day) => Math.round(100_000 * 0.99 ** day));
    expect(firedAt({ kind: 'drop', percent: 5 }, creep)).toEqual([6, 12, 18, 24]);
  });

  it('fires at exactly x %', () => {
    expect(firedAt({ kind: 'drop', percent: 5 }, [100_00, 95_00])).toEqual([1]);
    expect(firedAt({ kind: 'drop', percent: 0.1 }, [1000, 999])).toEqual([1]);
    expect(firedAt({ kind: 'drop', percent: 5 }, [100_00, 95_01])).toEqual([]);
  });

  it('compares with the new height once the price rose by x % and the hysteresis', () => {
    expect(firedAt({ kind: 'drop', percent: 10 }, [100_00, 111_00, 100_00])).toEqual([]);
    expect(firedAt({ kind: 'drop', percent: 10 }, [100_00, 112_00, 120_00, 109_00, 108_00])).toEqual([4]);
  });

  it('says from what to what', () => {
    const [firing] = replayPriceRule({ kind: 'drop', percent: 5 }, daily([100_00, 90_00])).fired;
    expect(firing?.reason).toBe('fell from €100.00 to €90.00 (-10 %)');
  });

  it('begins anew in another currency', () => {
    const points = [at(0, 100_00), at(1, 50_00, { currency: 'USD' }), at(2, 45_00, { currency: 'USD' })];
    expect(replayPriceRule({ kind: 'drop', percent: 10 }, points).fired.map((one) => one.at / DAY)).toEqual([
      2,
    ]);
  });

  const prices = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 60 });
  const percents = fc.integer({ min: 1, max: 60 });

  it('whatever falls steadily, fires as often as there are whole steps and never more', () => {
    fc.assert(
      fc.property(prices, percents, (list, percent) => {
        const falling = [...list].sort((a, b) => b - a);
        const fired = replayPriceRule({ kind: 'drop', percent }, daily(falling)).fired;
        let reference = falling[0] ?? 0;
        for (const { minor } of fired) {
          expect(minor).toBeLessThanOrEqual(reference * (1 - percent / 100) * (1 + 1e-9) + 1e-6);
          reference = minor;
        }
        const last = falling.at(-1) ?? 0;
        expect(last).toBeGreaterThan(reference * (1 - percent / 100) * (1 - 1e-9) - 1e-6);
      }),
    );
  });

  it('a price that stays within half the step is never told', () => {
    fc.assert(
      fc.property(percents, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (percent, offsets) => {
        const base = 1_000_000;
        const minors = offsets.map((offset) => Math.round(base * (1 - (offset * percent) / 250)));
        for (const kind of ['drop', 'rise'] as const)
          expect(firedAt({ kind, percent }, [base, ...minors])).toEqual([]);
      }),
    );
  });
});

describe('lows', () => {
  it('an all-time low is told once per hysteresis, and again after the price was up', () => {
    expect(firedAt({ kind: 'all-time-low' }, [1000, 950, 945, 930, 990, 929])).toEqual([1, 3, 5]);
    expect(firedAt({ kind: 'all-time-low' }, [1000, 1000, 1100, 1000])).toEqual([]);
  });

  it('a 30-day low forgets what is older, but not the price that stood when the window began', () => {
    const rule: PriceRule = { kind: 'low-30-days' };
    const points = [at(0, 500), at(1, 1000), at(40, 900)];
    expect(replayPriceRule(rule, points).fired.map((one) => one.at / DAY)).toEqual([40]);
    expect(replayPriceRule({ kind: 'all-time-low' }, points).fired).toEqual([]);
    expect(replayPriceRule(rule, [at(0, 500), at(20, 1000), at(40, 900)]).fired).toEqual([]);
  });
});

describe('stock', () => {
  const stock = (list: readonly Availability[]): PriceObservation[] =>
    list.map((availability, day) => at(day, 1000, { availability }));
  const days = (kind: 'back-in-stock' | 'out-of-stock', list: readonly Availability[]): number[] =>
    replayPriceRule({ kind }, stock(list)).fired.map((one) => one.at / DAY);

  it('turns once each way; what is not known in between is no turn', () => {
    const list: Availability[] = [
      'InStock',
      'OutOfStock',
      'unknown',
      'SoldOut',
      'unknown',
      'LimitedAvailability',
    ];
    expect(days('out-of-stock', list)).toEqual([1]);
    expect(days('back-in-stock', list)).toEqual([5]);
    expect(days('back-in-stock', ['InStock', 'unknown', 'InStock'])).toEqual([]);
  });

  it('is told apart from the price: a target that is met does not hide a return', () => {
    expect(days('back-in-stock', ['OutOfStock', 'InStock'])).toEqual([1]);
  });
});

describe('a former price', () => {
  const claim = (day: number, minor: number, listMinor: number) => at(day, minor, { listMinor });

  it('is told once where it was never asked, and not where it was', () => {
    const rule: PriceRule = { kind: 'was-never-seen' };
    const never = [at(0, 1000), claim(60, 900, 1500), claim(61, 890, 1500), claim(62, 880, 1600)];
    expect(replayPriceRule(rule, never).fired.map((one) => one.at / DAY)).toEqual([60, 62]);
    expect(replayPriceRule(rule, [at(0, 1000), claim(60, 900, 1000)]).fired).toEqual([]);
  });

  it('needs a month of history, and sees a price that stood when the window began', () => {
    const verdict = (points: PriceObservation[], minor: number, day: number) =>
      wasPriceVerdict(points, { minor, currency: 'EUR' }, day * DAY).verdict;
    expect(verdict([at(0, 1000), at(60, 900)], 1500, 80)).toBe('never-seen');
    expect(verdict([at(0, 1000), at(60, 900)], 1000, 80)).toBe('seen');
    expect(verdict([at(0, 1000), at(60, 900)], 1000, 160)).toBe('never-seen');
    expect(verdict([at(0, 1000)], 1500, 10)).toBe('too-early');
  });
});

describe('state', () => {
  const rules: PriceRule[] = [
    { kind: 'target', amount: '5000' },
    { kind: 'drop', percent: 7 },
    { kind: 'rise', percent: 3 },
    { kind: 'any-change' },
    { kind: 'all-time-low' },
    { kind: 'low-30-days' },
    { kind: 'back-in-stock' },
    { kind: 'was-never-seen' },
  ];
  const observations = fc.array(
    fc.record({
      minor: fc.integer({ min: 0, max: 1_000_000 }),
      currency: fc.constantFrom('EUR', 'USD', ''),
      availability: fc.constantFrom<Availability>('InStock', 'OutOfStock', 'unknown', 'PreOrder'),
      listMinor: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
    }),
    { maxLength: 40 },
  );

  it('survives a journey through JSON between any two points', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), observations, (rule, list) => {
        const points = list.map((one, day) => ({ ...one, at: day * DAY }));
        let state = NEW_RULE_STATE;
        const days: number[] = [];
        for (const [day, now] of points.entries()) {
          const verdict = judgePriceRule({ rule, state, now, earlier: points.slice(0, day) });
          state = JSON.parse(JSON.stringify(verdict.state)) as PriceRuleState;
          expect(verdict.reason).not.toBe('');
          if (verdict.fires) days.push(now.at);
        }
        expect(days).toEqual(replayPriceRule(rule, points).fired.map((one) => one.at));
      }),
    );
  });

  it('a price seen twice is told once at most', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), observations, (rule, list) => {
        const points = list.map((one, day) => ({ ...one, at: day * DAY }));
        const { state } = replayPriceRule(rule, points);
        const last = points.at(-1);
        if (last === undefined) return;
        const again = { ...last, at: last.at + 1 };
        expect(judgePriceRule({ rule, state, now: again, earlier: points }).fires).toBe(false);
      }),
    );
  });
});

describe('rules as text', () => {
  it.each<[string, PriceRule]>([
    ['drop 5%', { kind: 'drop', percent: 5 }],
    ['rise by 2,5 %', { kind: 'rise', percent: 2.5 }],
    ['below 99.95 EUR', { kind: 'target', amount: '99.95', currency: 'EUR' }],
    ['target 100', { kind: 'target', amount: '100' }],
    ['under €1.299,00', { kind: 'target', amount: '1299.00', currency: 'EUR' }],
    ['all-time low', { kind: 'all-time-low' }],
    ['30-day low', { kind: 'low-30-days' }],
    ['Back in stock', { kind: 'back-in-stock' }],
  ])('reads the rule "%s"', (text, rule) => {
    expect(parsePriceRule(text)).toEqual(rule);
  });

  it.each(['', 'drop', 'drop 0%', 'below nothing', 'cheaper'])('refuses "%s" with examples', (text) => {
    expect(() => parsePriceRule(text)).toThrow(/Examples: drop 5%/);
  });
});
