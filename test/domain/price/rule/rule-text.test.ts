// Rules as people type them, and their texts, which are read as the same rules again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceRule, SavedPriceRule } from '../../../../domain/price/rule/rule-input.ts';
import {
  nameOfRule,
  parseNamedRule,
  parsePriceRule,
  textOfRule,
} from '../../../../domain/price/rule/rule-text.ts';

describe('a rule as text', () => {
  it.each<[string, PriceRule]>([
    ['above 120 EUR', { kind: 'above', amount: '120', currency: 'EUR' }],
    ['at least 1,200.50 USD', { kind: 'above', amount: '1200.50', currency: 'USD' }],
    ['over $1,200', { kind: 'above', amount: '1200' }],
    ['>= 120', { kind: 'above', amount: '120' }],
    ['moves by 5%', { kind: 'move', percent: 5 }],
    ['moves by 2,5 percent', { kind: 'move', percent: 2.5 }],
    ['moves by 3 EUR', { kind: 'move', byAmount: '3', currency: 'EUR' }],
    ['moves below 80 or above 120 EUR', { kind: 'move', below: '80', above: '120', currency: 'EUR' }],
    ['Moves by 5% above 120 EUR', { kind: 'move', percent: 5, above: '120', currency: 'EUR' }],
    ['move under €80, over €120', { kind: 'move', below: '80', above: '120', currency: 'EUR' }],
    ['each move below 1.299,00 €', { kind: 'move', below: '1299.00', currency: 'EUR' }],
  ])('reads the rule "%s"', (text, rule) => {
    expect(parsePriceRule(text)).toEqual(rule);
  });

  it.each([
    'above',
    'above nothing',
    'moves',
    'moves sideways',
    'moves by 0%',
    'moves below 5%',
    'moves below 80 EUR or above 120 USD',
    'moves below 80 or below 70',
  ])('refuses "%s" with examples', (text) => {
    expect(() => parsePriceRule(text)).toThrow(/Examples: drop 5%/);
  });

  it('has its name before a colon', () => {
    expect(parseNamedRule('cheap: below 100 EUR')).toMatchObject({ kind: 'target', name: 'cheap' });
    expect(parseNamedRule('below 100 EUR')).not.toHaveProperty('name');
    expect(() => parseNamedRule('cheap: cheaper')).toThrow(/"cheaper" is no price rule/);
  });
});

describe('the text of a rule', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000 }).map((minor) => (minor / 100).toFixed(2));
  const percent = fc.integer({ min: 1, max: 9_999 }).map((share) => share / 100);
  const currency = fc.option(fc.constantFrom('EUR', 'USD', 'GBP', 'CHF'), { nil: undefined });
  const rule: fc.Arbitrary<PriceRule> = fc.oneof(
    fc.record({ kind: fc.constantFrom('target' as const, 'above' as const), amount, currency }),
    fc.record({ kind: fc.constantFrom('drop' as const, 'rise' as const), percent }),
    fc
      .record(
        { kind: fc.constant('move' as const), below: amount, currency },
        { requiredKeys: ['kind', 'below'] },
      )
      .chain((base) =>
        fc
          .record({ percent, byAmount: amount, above: amount }, { requiredKeys: [] })
          .map((more) => ({ ...base, ...more })),
      ),
    fc.constantFrom<PriceRule>(
      { kind: 'any-change' },
      { kind: 'all-time-low' },
      { kind: 'low-30-days' },
      { kind: 'back-in-stock' },
      { kind: 'out-of-stock' },
      { kind: 'was-never-seen' },
    ),
  );

  it('is read as the same rule', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(parsePriceRule(textOfRule(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });

  it('is its name, unless it has another', () => {
    const cheap: SavedPriceRule = { kind: 'target', amount: '99.95', currency: 'EUR' };
    expect(nameOfRule(cheap)).toBe('below 99.95 EUR');
    expect(nameOfRule({ ...cheap, name: 'cheap' })).toBe('cheap');
  });
});
