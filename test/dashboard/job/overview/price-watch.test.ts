import { describe, expect, it } from 'vitest';
import { isPriceJob, lowWords, thresholdOf } from '../../../../dashboard/job/overview/price-watch.ts';

const NONE = { config: {} };
const alert = (rule: object) => ({ enabled: true, when: { kind: 'price', rule } }) as never;

describe('the price a job waits for', () => {
  it.each([
    ['a price to reach', { kind: 'target', amount: '1200' }, { amount: '1200', side: 'below' }],
    ['a price above', { kind: 'above', amount: '90' }, { amount: '90', side: 'above' }],
    ['moves below', { kind: 'move', below: '50' }, { amount: '50', side: 'below' }],
  ])('is that of %s', (_what, rule, wanted) => {
    expect(thresholdOf(NONE, [alert(rule)], 'USD')).toEqual({ ...wanted, currency: 'USD' });
    const own = { config: { changes: { priceRules: [rule] } } };
    expect(thresholdOf(own, [], 'USD')).toEqual({ ...wanted, currency: 'USD' });
  });

  it('is none for a fall in percent, another currency, or a rule that is off', () => {
    const target = { kind: 'target', amount: '1200', currency: 'EUR' };
    const off = { enabled: false, when: { kind: 'price', rule: { kind: 'target', amount: '1' } } } as never;
    expect(thresholdOf(NONE, [alert({ kind: 'drop', percent: 5 }), alert(target), off], 'USD')).toBeNull();
  });
});

it('is a price job if it names pages, or watches prices alone', () => {
  expect(isPriceJob({ sourceKind: 'pages', config: {} })).toBe(true);
  expect(isPriceJob({ sourceKind: 'site', config: {} })).toBe(false);
  expect(isPriceJob({ sourceKind: 'site', config: { changes: { watch: 'price-and-stock' } } })).toBe(true);
});

it('says how low a price is in words', () => {
  const moved = { lastMove: { from: { amount: '2', minor: 200, currency: 'EUR' }, percent: -5 } };
  const level = { level: 'typical' };
  const words = (of: object): string =>
    lowWords({ isAllTimeLow: false, isLow30Days: false, level, ...moved, ...of } as never);
  expect(words({ isAllTimeLow: true })).toBe('never lower so far');
  expect(words({ isLow30Days: true })).toBe('the lowest of 30 days');
  expect(words({})).toBe('as usual');
  expect(words({ level: { level: 'high' } })).toBe('high for it');
  expect(words({ lastMove: null })).toBe('it has not moved yet');
});
