// When a price is worth telling: one rule, with one state per page and rule, as plain data. The same function
// judges a live observation and a replay over stored points. A rule that has fired stays quiet until the
// price has moved away again.
import type { Availability } from '../../reading/page/parsed-page.ts';
import { exponentOf } from '../../reading/money/exponent.ts';
import {
  NEW_RULE_STATE,
  type PriceObservation,
  type PriceRule,
  type PriceRuleInput,
  type PriceRuleState,
  type PriceRuleVerdict,
} from './rule-input.ts';
import { LOWEST_OF_30_DAYS } from '../thirty-day-low.ts';
import { judgeLevel } from './rule-level.ts';
import { extremeOf, type MemoryKind, remember } from './rule-memory.ts';
import { judgeEachMove, judgeMove } from './rule-move.ts';
import { claimVerdict, HIGHEST_OF_90_DAYS } from '../was-price.ts';
import { given } from '../../system/given.ts';

const IN_STOCK: ReadonlySet<Availability> = new Set([
  'InStock',
  'LimitedAvailability',
  'InStoreOnly',
  'OnlineOnly',
]);

/** `in` only if the product can be had today: a pre-order or back-order is `out`. Null: unknown. */
export function stockOf(availability: Availability): 'in' | 'out' | null {
  if (availability === 'unknown') return null;
  return IN_STOCK.has(availability) ? 'in' : 'out';
}

/** One step of a rule: whether it fires on this observation, and its new state. */
export function judgePriceRule(input: PriceRuleInput): PriceRuleVerdict {
  const { rule, now } = input;
  if (isStockRule(rule)) return judgeStockRule(rule, input.state, now);
  const seeded = input.state.reference === null ? withEarlier(input) : input.state;
  const isFlip = isOtherMoney(seeded, now);
  // The page doesn't always name its currency: a price without one is in that of the price before.
  const named = { ...now, currency: now.currency || (isFlip ? '' : (seeded.reference?.currency ?? '')) };
  const state = isFlip ? { ...NEW_RULE_STATE, firedAt: seeded.firedAt } : seeded;
  const verdict = judgeKind({ rule, state, now: named });
  const next = afterPrice(rule, verdict.state, named);
  if (!isFlip) return { ...verdict, state: { ...next, firedAt: verdict.fires ? now.at : next.firedAt } };
  const reason = `the price is in another currency now: ${named.currency || 'none is named'}`;
  return { state: next, fires: false, reason };
}

/** What the state keeps of a price, whatever the rule made of it. */
function afterPrice(rule: PriceRule, state: PriceRuleState, now: PriceObservation): PriceRuleState {
  const { minor, currency } = now;
  const { reference, lowestMinor, memory } = state;
  const kind = memoryKindOf(rule);
  return {
    ...state,
    reference:
      reference === null ? { minor, currency } : { ...reference, currency: reference.currency || currency },
    lowestMinor: lowestMinor === null ? minor : Math.min(lowestMinor, minor),
    ...(kind === null ? {} : { memory: remember(memory, now, kind) }),
  };
}

function memoryKindOf({ kind }: PriceRule): MemoryKind | null {
  if (kind === 'low-30-days') return LOWEST_OF_30_DAYS;
  return kind === 'was-never-seen' ? HIGHEST_OF_90_DAYS : null;
}

/** Whether a rule that is new to a page has to know what the page asked before. */
export function needsEarlier({ kind }: PriceRule): boolean {
  return kind === 'all-time-low' || kind === 'low-30-days' || kind === 'was-never-seen';
}

/** A state that knows the lows and highs of points which are older than the rule. */
function withEarlier({ rule, state, now, earlier = [] }: PriceRuleInput): PriceRuleState {
  if (!needsEarlier(rule)) return state;
  const own = earlier.filter(({ at, currency }) => at < now.at && isSameMoney(currency, now.currency));
  const sorted = own.sort((a, b) => a.at - b.at);
  const kind = memoryKindOf(rule);
  let { lowestMinor, memory } = state;
  for (const point of sorted) {
    lowestMinor = lowestMinor === null ? point.minor : Math.min(lowestMinor, point.minor);
    if (kind !== null) memory = remember(memory, point, kind);
  }
  return { ...state, lowestMinor, ...given({ memory }) };
}

function judgeKind(input: PriceRuleInput & { readonly rule: PricedRule }): PriceRuleVerdict {
  const { rule } = input;
  switch (rule.kind) {
    case 'target':
    case 'above':
    case 'all-time-low':
    case 'low-30-days':
      return judgeLevel({ ...input, rule });
    case 'drop':
    case 'rise':
    case 'any-change':
      return judgeMove({ ...input, rule });
    case 'move':
      return judgeEachMove({ ...input, rule });
    case 'was-never-seen':
      return judgeWasPrice(input);
  }
}

/** Prices in two currencies are never compared: a new currency resets the rule and tells nothing. */
function isOtherMoney({ reference }: PriceRuleState, now: PriceObservation): boolean {
  return reference !== null && !isSameMoney(reference.currency, now.currency);
}

/** A price without a currency is in any that has as many decimals. */
function isSameMoney(a: string, b: string): boolean {
  return a === b || ((a === '' || b === '') && exponentOf(a) === exponentOf(b));
}

type StockRule = Extract<PriceRule, { kind: 'back-in-stock' | 'out-of-stock' }>;
type PricedRule = Exclude<PriceRule, StockRule>;

export function isStockRule(rule: PriceRule): rule is StockRule {
  return rule.kind === 'back-in-stock' || rule.kind === 'out-of-stock';
}

/** The stock is judged without a price too: many shops leave the price out while a product is sold out. */
export function judgeStockRule(
  { kind }: StockRule,
  state: PriceRuleState,
  now: Pick<PriceObservation, 'at' | 'availability'>,
): PriceRuleVerdict {
  const wanted = kind === 'back-in-stock' ? 'in' : 'out';
  const stock = stockOf(now.availability);
  const fires = stock === wanted && state.stock !== null && state.stock !== wanted;
  const next = { ...state, stock: stock ?? state.stock, firedAt: fires ? now.at : state.firedAt };
  if (fires) return { state: next, fires, reason: wanted === 'in' ? 'back in stock' : 'out of stock' };
  const reason = stock === null ? 'the stock is not known' : `the stock is as before: ${stock}`;
  return {
    state: next,
    fires,
    reason: state.stock === null && stock !== null ? `the stock is: ${stock}` : reason,
  };
}

/** Fires once per claimed former price; another claim is judged again. */
function judgeWasPrice({ state, now }: PriceRuleInput): PriceRuleVerdict {
  if (now.listMinor === undefined || now.listMinor <= now.minor)
    return { state: { ...state, armed: true }, fires: false, reason: 'no former price is claimed' };
  const was = { minor: now.listMinor, currency: now.currency };
  const before = extremeOf(state.memory, now.at, HIGHEST_OF_90_DAYS) ?? now.minor;
  const asked = { since: state.memory?.since ?? now.at, highestMinor: Math.max(before, now.minor) };
  const { verdict, reason } = claimVerdict(asked, was, now.at);
  const known = state.reference?.minor === was.minor && !state.armed;
  if (verdict !== 'never-seen' || known) {
    return { state, fires: false, reason: known ? 'this claim was told already' : reason };
  }
  return { state: { ...state, reference: was, armed: false }, fires: true, reason };
}
