// A price rule as data: what it says, what it is judged from, what it remembers.
import type { Availability } from '../page/parsed-page.ts';
import type { Money } from './price.ts';
import type { PricePoint } from './series.ts';

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
