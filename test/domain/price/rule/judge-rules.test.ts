// All rules of a job on one look: names, keys, states, and what a look without a price or currency means.
import { describe, expect, it } from 'vitest';
import {
  judgePriceRules,
  type KeptRuleState,
  ruleKey,
  rulesToJudge,
} from '../../../../domain/price/rule/judge-rules.ts';
import type { PriceSight, SavedPriceRule } from '../../../../domain/price/rule/rule-input.ts';

const see = (minor: number | null, more: Partial<PriceSight> = {}, currency = 'EUR'): PriceSight => ({
  at: 0,
  price: minor === null ? null : { minor, currency },
  availability: 'InStock',
  ...more,
});

/** The names of the rules that fired at each look. */
function fired(rules: readonly SavedPriceRule[], sights: readonly PriceSight[]): string[] {
  let states: readonly KeptRuleState[] = [];
  return sights.map((sight, index) => {
    const judged = judgePriceRules({ rules, states, sight: { ...sight, at: index } });
    states = JSON.parse(JSON.stringify(judged.states)) as KeptRuleState[];
    return judged.verdicts
      .filter(({ fires }) => fires)
      .map(({ name }) => name)
      .join('+');
  });
}

describe('the rules of a job', () => {
  it('are judged apart, each by its own state', () => {
    const rules: SavedPriceRule[] = [
      { kind: 'target', amount: '100' },
      { kind: 'drop', percent: 50, name: 'half' },
    ];
    expect(fired(rules, [see(120_00), see(99_00), see(60_00), see(49_00)])).toEqual([
      '',
      'below 100',
      'half',
      '',
    ]);
  });

  it('have one state if they are the same but for their names', () => {
    const rules: SavedPriceRule[] = [
      { kind: 'any-change', name: 'a' },
      { kind: 'any-change', name: 'b' },
    ];
    expect(fired(rules, [see(1), see(2), see(2)])).toEqual(['', 'a+b', '']);
  });

  it('that are about the price wait for one', () => {
    const rules: SavedPriceRule[] = [{ kind: 'target', amount: '100' }, { kind: 'back-in-stock' }];
    const out = see(null, { availability: 'OutOfStock' });
    expect(fired(rules, [out, see(95_00), see(null), see(94_00)])).toEqual([
      '',
      'below 100+back in stock',
      '',
      '',
    ]);
  });

  it('compare a price without a currency with one that has as many decimals', () => {
    const rules: SavedPriceRule[] = [{ kind: 'any-change' }];
    expect(fired(rules, [see(100), see(100, {}, ''), see(100), see(90, {}, '')])).toEqual([
      '',
      '',
      '',
      'any change',
    ]);
    expect(fired(rules, [see(100, {}, ''), see(90), see(90, {}, 'USD'), see(80, {}, 'USD')])).toEqual([
      '',
      'any change',
      '',
      'any change',
    ]);
    expect(fired(rules, [see(100, {}, 'JPY'), see(90, {}, ''), see(80, {}, '')])).toEqual([
      '',
      '',
      'any change',
    ]);
  });

  it('are every move of price and stock where a job watches these without rules', () => {
    expect(rulesToJudge({ watch: 'page' })).toEqual([]);
    const rules = rulesToJudge({ watch: 'price-and-stock', priceRules: [] });
    const sold = see(1, { availability: 'SoldOut' });
    expect(fired(rules, [see(1), see(2), sold, see(1)])).toEqual([
      '',
      'any change',
      'any change+out of stock',
      'back in stock',
    ]);
  });
});

describe('the key of a rule', () => {
  it.each<[SavedPriceRule, SavedPriceRule, boolean]>([
    [{ kind: 'target', amount: '9' }, { amount: '9', name: 'x', kind: 'target', currency: undefined }, true],
    [{ kind: 'target', amount: '9' }, { kind: 'above', amount: '9' }, false],
    [{ kind: 'target', amount: '9' }, { kind: 'target', amount: '9', atFirst: false }, false],
    [{ kind: 'drop', percent: 5 }, { kind: 'drop', percent: 5.5 }, false],
  ])('of %j and %j', (a, b, isSame) => {
    expect(ruleKey(a) === ruleKey(b)).toBe(isSame);
  });
});
