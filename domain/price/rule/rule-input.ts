// A price rule as data: the rule, its input, and its state.
import type { Availability } from '../../reading/page/parsed-page.ts';
import type { Money } from '../../reading/money/money-value.ts';
import type { RuleMemory } from './rule-memory.ts';
import type { PricePoint } from '../price-point.ts';

export type PriceRule =
  /**
   * At or below an amount (`target`), at or above it (`above`). A plain decimal, "99.95", in the page's currency
   * unless `currency` is set.
   */
  | {
      readonly kind: 'target' | 'above';
      readonly amount: string;
      readonly currency?: string | undefined;
      /** Percent of the amount by which the price has to leave it before the rule fires again; default 2. */
      readonly hysteresisPercent?: number | undefined;
      /** Whether the rule fires on the first price of a page; default true. */
      readonly atFirst?: boolean | undefined;
    }
  /** Compared with the price told last; before that, with the first price of the page. */
  | {
      readonly kind: 'drop' | 'rise';
      readonly percent: number;
      /**
       * Percent that is added to `percent`: when the price moves that far in the other direction, it becomes
       * the new reference; default 2.
       */
      readonly hysteresisPercent?: number | undefined;
    }
  | { readonly kind: 'any-change' }
  /**
   * Each move of the price, while it is below `below` or above `above`, if they are given, and at least
   * `percent` or `byAmount` away from the price told last, if they are given. A price that comes back between
   * the limits is what later ones are compared with.
   */
  | {
      readonly kind: 'move';
      /** Amounts, plain decimals. */
      readonly below?: string | undefined;
      readonly above?: string | undefined;
      readonly percent?: number | undefined;
      readonly byAmount?: string | undefined;
      /** Currency of the amounts; absent: that of the page. */
      readonly currency?: string | undefined;
    }
  /** Lower than ever before, or than in the last 30 days. */
  | {
      readonly kind: 'all-time-low' | 'low-30-days';
      /** Percent by which the next low has to be lower, or the price in between higher; default 2. */
      readonly hysteresisPercent?: number | undefined;
    }
  | { readonly kind: 'back-in-stock' | 'out-of-stock' }
  /** The page claims a former price that it never asked. */
  | { readonly kind: 'was-never-seen' };

/** A rule as a job has it. */
export type SavedPriceRule = PriceRule & {
  /** What it is called where it has fired; absent: its text, as "below 99.95 EUR". */
  readonly name?: string | undefined;
};

/** Price and availability of a page at one moment. */
export interface PriceObservation extends PricePoint {
  readonly availability: Availability;
  readonly listMinor?: number | undefined;
}

/** A look at a page's price and stock. */
export interface PriceSight {
  /** Epoch ms. */
  readonly at: number;
  /** Null: the page names none, as many do while a product is sold out. */
  readonly price: Money | null;
  readonly listMinor?: number | undefined;
  readonly availability: Availability;
}

export interface PriceRuleState {
  /** Price the rule compares with: the first one seen, later the one told last. Null before the first. */
  readonly reference: Money | null;
  /** False after the rule has fired, until the price has moved away. */
  readonly armed: boolean;
  /** The price moved away in the other direction; the reference follows it until the rule fires. */
  readonly following: boolean;
  /** Epoch ms of the last firing. */
  readonly firedAt: number | null;
  /** Lowest price observed so far, in the currency of the reference. */
  readonly lowestMinor: number | null;
  /** Last known stock; an unknown one does not change it. */
  readonly stock: 'in' | 'out' | null;
  /** Prices of the last weeks, for the rules that need them; absent before the first price. */
  readonly memory?: RuleMemory;
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
  /** Why the rule fired, or why not. */
  readonly reason: string;
}

export interface PriceRuleInput {
  readonly rule: PriceRule;
  readonly state: PriceRuleState;
  readonly now: PriceObservation;
  /** Points of the page that are older than the rule, in any order. Read only while the state is new. */
  readonly earlier?: readonly PricePoint[];
}
