// When a price is worth telling. One rule, one state per page and rule, plain data in and out: the same steps judge a
// live observation and a replay over stored points. A rule that has spoken is quiet until the price moved away again.
import type { Availability } from '../page/parsed-page.ts';
import { judgeLevel } from './rule-level.ts';
import { judgeMove } from './rule-move.ts';
import type { Money } from './price.ts';
import type { PricePoint } from './series.ts';
import { wasPriceVerdict } from './was-price.ts';

export type PriceRule =
  /** At or below an amount, a plain decimal as "99.95"; in the currency of the page unless one is named. */
  | {
      readonly kind: 'target';
      readonly amount: string;
      readonly currency?: string | undefined;
      /** How far above the amount the price has to go before the rule speaks again; default 2. */
      readonly hysteresisPercent?: number | undefined;
      /** Whether the first price of a page counts when it is that low already; default true. */
      readonly atFirst?: boolean | undefined;
    }
  /** Against the last price the rule told of; the first price of the page to begin with. */
  | {
      readonly kind: 'drop' | 'rise';
      readonly percent: number;
      /** How much more than `percent` the price has to go the other way before that is the new reference; default 2. */
      readonly hysteresisPercent?: number | undefined;
    }
  | { readonly kind: 'any-change' }
  /** Lower than ever, or than in the last 30 days. */
  | {
      readonly kind: 'all-time-low' | 'low-30-days';
      /** How much lower the next low has to be, or how much higher the price in between; default 2. */
      readonly hysteresisPercent?: number | undefined;
    }
  | { readonly kind: 'back-in-stock' | 'out-of-stock' }
  /** The page claims a former price that never was its price. */
  | { readonly kind: 'was-never-seen' };

/** What a page asked at one moment. */
export interface PriceObservation extends PricePoint {
  readonly availability: Availability;
  readonly listMinor?: number | undefined;
}

export interface PriceRuleState {
  /** Price the rule compares with: the first one seen, later the last one told. Null before the first. */
  readonly reference: Money | null;
  /** False after the rule has spoken, until the price moved away from what it told. */
  readonly armed: boolean;
  /** The price turned away from a drop or rise: the reference goes along until the rule speaks. */
  readonly following: boolean;
  /** Epoch ms of the last firing. */
  readonly firedAt: number | null;
  /** Lowest price observed so far, in the currency of the reference. */
  readonly lowestMinor: number | null;
  /** Last known stock; unknown ones in between change nothing. */
  readonly stock: 'in' | 'out' | null;
}

export const NEW_RULE_STATE: PriceRuleState = {
  reference: null,
  armed: true,
  following: false,
  firedAt: null,
  lowestMinor: null,
  stock: null,
};

export interface PriceRuleVerdict {
  readonly state: PriceRuleState;
  readonly fires: boolean;
  /** Why it spoke, or why not. */
  readonly reason: string;
}

export interface PriceRuleInput {
  readonly rule: PriceRule;
  readonly state: PriceRuleState;
  readonly now: PriceObservation;
  /** Earlier points of the page, any order; 90 days are enough. */
  readonly earlier: readonly PricePoint[];
}

const IN_STOCK: ReadonlySet<Availability> = new Set([
  'InStock',
  'LimitedAvailability',
  'InStoreOnly',
  'OnlineOnly',
]);

/** To be had today; a pre-order or a back-order is not, and unknown says nothing. */
function stockOf(availability: Availability): 'in' | 'out' | null {
  if (availability === 'unknown') return null;
  return IN_STOCK.has(availability) ? 'in' : 'out';
}

/** One step of a rule: does it speak about this observation, and what it has to remember. */
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

/** Prices of two currencies are never compared: with a new one the rule begins anew, its stock apart. */
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

/** Speaks once about a claim; another claim is judged anew. */
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
