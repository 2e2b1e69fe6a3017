// When a price is worth telling: one rule, with one state per page and rule, as plain data. The same function
// judges a live observation and a replay over stored points. A rule that has fired stays quiet until the
// price has moved away again.
import type { Availability } from '../page/parsed-page.ts';
import {
  NEW_RULE_STATE,
  type PriceObservation,
  type PriceRuleInput,
  type PriceRuleState,
  type PriceRuleVerdict,
} from './rule-input.ts';
import { judgeLevel } from './rule-level.ts';
import { judgeMove } from './rule-move.ts';
import { wasPriceVerdict } from './was-price.ts';

const IN_STOCK: ReadonlySet<Availability> = new Set([
  'InStock',
  'LimitedAvailability',
  'InStoreOnly',
  'OnlineOnly',
]);

/** `in` only if the product can be had today: a pre-order or back-order is `out`. Null: unknown. */
function stockOf(availability: Availability): 'in' | 'out' | null {
  if (availability === 'unknown') return null;
  return IN_STOCK.has(availability) ? 'in' : 'out';
}

/** One step of a rule: whether it fires on this observation, and its new state. */
export function judgePriceRule(input: PriceRuleInput): PriceRuleVerdict {
  const verdict = judgeKind({ ...input, state: inCurrency(input.state, input.now) });
  const { now } = input;
  const lowest = verdict.state.lowestMinor;
  const state = {
    ...verdict.state,
    reference: verdict.state.reference ?? { minor: now.minor, currency: now.currency },
    lowestMinor: lowest === null ? now.minor : Math.min(lowest, now.minor),
    stock: stockOf(now.availability) ?? verdict.state.stock,
    firedAt: verdict.fires ? now.at : verdict.state.firedAt,
  };
  return { ...verdict, state };
}

function judgeKind(input: PriceRuleInput): PriceRuleVerdict {
  const { rule } = input;
  switch (rule.kind) {
    case 'target':
    case 'all-time-low':
    case 'low-30-days':
      return judgeLevel({ ...input, rule });
    case 'drop':
    case 'rise':
    case 'any-change':
      return judgeMove({ ...input, rule });
    case 'back-in-stock':
      return judgeStock(input, 'in');
    case 'out-of-stock':
      return judgeStock(input, 'out');
    case 'was-never-seen':
      return judgeWasPrice(input);
  }
}

/** Prices in two currencies are never compared: a new currency resets the rule, apart from its stock. */
function inCurrency(state: PriceRuleState, now: PriceObservation): PriceRuleState {
  const { reference } = state;
  if (reference === null || reference.currency === now.currency) return state;
  return { ...NEW_RULE_STATE, stock: state.stock, firedAt: state.firedAt };
}

function judgeStock({ state, now }: PriceRuleInput, wanted: 'in' | 'out'): PriceRuleVerdict {
  const stock = stockOf(now.availability);
  const fires = stock === wanted && state.stock !== null && state.stock !== wanted;
  if (fires) return { state, fires, reason: wanted === 'in' ? 'back in stock' : 'out of stock' };
  return {
    state,
    fires,
    reason: stock === null ? 'the stock is not known' : `the stock is as before: ${stock}`,
  };
}

/** Fires once per claimed former price; another claim is judged again. */
function judgeWasPrice({ state, now, earlier }: PriceRuleInput): PriceRuleVerdict {
  if (now.listMinor === undefined || now.listMinor <= now.minor)
    return { state: { ...state, armed: true }, fires: false, reason: 'no former price is claimed' };
  const was = { minor: now.listMinor, currency: now.currency };
  const { verdict, reason } = wasPriceVerdict([...earlier, now], was, now.at);
  const known = state.reference?.minor === was.minor && !state.armed;
  if (verdict !== 'never-seen' || known) {
    return { state, fires: false, reason: known ? 'this claim was told already' : reason };
  }
  return { state: { ...state, reference: was, armed: false }, fires: true, reason };
}
