// Moves of a seen price and stock that somebody may imagine, each judged by the rules as a run would judge it: which would
// be told and which not, shown before a job is saved.
import { exponentOf } from '../../reading/money/exponent.ts';
import { toMinor } from '../../reading/money/money.ts';
import type { Money } from '../../reading/money/money-value.ts';
import { judgePriceRules, type KeptRuleState } from './judge-rules.ts';
import { isStockRule, stockOf } from './price-rule.ts';
import type { PriceRule, PriceSight, SavedPriceRule } from './rule-input.ts';
import { HOUR_MS } from '../../system/duration.ts';

export interface ExampleMove {
  readonly about: 'price' | 'availability';
  readonly before: PriceSight;
  readonly after: PriceSight;
  readonly told: boolean;
  /** Of the rule that tells it, else of the first one. */
  readonly reason: string;
}

/** Of told moves of a price, and of quiet ones. */
const MAX_OF_EACH = 2;

/** Moves of the price first, told ones before quiet ones; then told turns of the stock. */
export function exampleMoves(rules: readonly SavedPriceRule[], seen: PriceSight): ExampleMove[] {
  const { states } = judgePriceRules({ rules, states: [], sight: seen, earlier: [] });
  const moves = priceMoves(rules, seen, states);
  return [...moves, ...stockMoves(rules, seen, states)];
}

function priceMoves(
  rules: readonly SavedPriceRule[],
  seen: PriceSight,
  states: readonly KeptRuleState[],
): ExampleMove[] {
  const { price } = seen;
  if (price === null) return [];
  const toMove = (minor: number): ExampleMove => {
    const after = { ...seen, at: seen.at + HOUR_MS, price: { minor, currency: price.currency } };
    return judged(rules, states, { about: 'price', before: seen, after });
  };
  const wished = [...new Set(rules.flatMap((rule) => pricesOf(rule, price)))];
  const isMove = (minor: number): boolean => minor > 0 && minor !== price.minor;
  const whole = [...new Set(wished.map((minor) => wholeUnits(minor, price)))].filter(isMove).map(toMove);
  const exact = wished.map(Math.round).filter(isMove).map(toMove);
  return [true, false].flatMap((told) => {
    const isOf = (move: ExampleMove): boolean => move.told === told;
    const rounded = whole.filter(isOf).slice(0, MAX_OF_EACH);
    return rounded.length > 0 ? rounded : exact.filter(isOf).slice(0, 1);
  });
}

/** A move that somebody names: from the seen price to this one. */
export function judgeMoveTo(rules: readonly SavedPriceRule[], seen: PriceSight, price: Money): ExampleMove {
  const { states } = judgePriceRules({ rules, states: [], sight: seen, earlier: [] });
  const after = { ...seen, at: seen.at + HOUR_MS, price };
  return judged(rules, states, { about: 'price', before: seen, after });
}

function judged(
  rules: readonly SavedPriceRule[],
  states: readonly KeptRuleState[],
  move: Pick<ExampleMove, 'about' | 'before' | 'after'>,
): ExampleMove {
  const { verdicts } = judgePriceRules({ rules, states, sight: move.after, earlier: [] });
  const own = verdicts.filter(({ about }) => about === move.about);
  const firing = own.find(({ fires }) => fires);
  return { ...move, told: firing !== undefined, reason: (firing ?? own[0])?.reason ?? NO_RULE };
}

const NO_RULE = 'no rule is about it';

/** The stock turns to the other side and, where it is in stock now, back again. */
function stockMoves(
  rules: readonly SavedPriceRule[],
  seen: PriceSight,
  states: readonly KeptRuleState[],
): ExampleMove[] {
  if (!rules.some(isStockRule)) return [];
  const isIn = stockOf(seen.availability) !== 'out';
  const [now, other] = isIn ? (['InStock', 'OutOfStock'] as const) : (['OutOfStock', 'InStock'] as const);
  const before: PriceSight = { ...seen, availability: now };
  const after: PriceSight = { ...seen, at: seen.at + HOUR_MS, availability: other };
  const turned = judgePriceRules({ rules, states, sight: after, earlier: [] });
  const back: PriceSight = { ...before, at: after.at + HOUR_MS };
  return [
    judged(rules, states, { about: 'availability', before, after }),
    judged(rules, turned.states, { about: 'availability', before: after, after: back }),
  ].filter(({ told }) => told);
}

/** Prices around what a rule asks for: some that should be told, some that fall short. */
function pricesOf(rule: PriceRule, { minor, currency }: Money): number[] {
  switch (rule.kind) {
    case 'target':
    case 'above':
      return aroundAmount(rule.amount, { minor, currency });
    case 'drop':
      return [minor * (1 - rule.percent / 100), minor * (1 - rule.percent / 200)];
    case 'rise':
      return [minor * (1 + rule.percent / 100), minor * (1 + rule.percent / 200)];
    case 'move':
      return aroundMove(rule, { minor, currency });
    case 'any-change':
      return [minor * 0.98, minor * 1.02];
    case 'all-time-low':
    case 'low-30-days':
      return [minor * 0.95, minor * 1.05];
    case 'back-in-stock':
    case 'out-of-stock':
    case 'was-never-seen':
      return [];
  }
}

/** One step beyond the amount, and half the way to it. */
function aroundAmount(amount: string, { minor, currency }: Money): number[] {
  const target = toMinor(amount, currency).minor;
  const side = target < minor ? -1 : 1;
  const step = Math.max(1, Math.min(10 ** exponentOf(currency), Math.round(target / 100)));
  return [target + side * step, (minor + target) / 2];
}

function aroundMove(
  { below, above, percent, byAmount }: Extract<PriceRule, { kind: 'move' }>,
  seen: Money,
): number[] {
  const share = percent === undefined ? 0 : (seen.minor * percent) / 100;
  const far = Math.max(share, byAmount === undefined ? 0 : toMinor(byAmount, seen.currency).minor);
  const limits = [below, above].flatMap((amount) => (amount === undefined ? [] : aroundAmount(amount, seen)));
  return [...limits, ...(far === 0 ? [] : [seen.minor - far, seen.minor + far, seen.minor - far / 2])];
}

/** Whole units of the currency, away from the seen price, as people think of prices; those of small prices stay exact. */
function wholeUnits(minor: number, seen: Money): number {
  const unit = 10 ** exponentOf(seen.currency);
  const away = minor < seen.minor ? Math.floor : Math.ceil;
  return minor < 20 * unit ? away(minor) : away(minor / unit) * unit;
}
