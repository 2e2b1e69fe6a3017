// The words of price tracking: money as integer minor units with its currency, and what a page offers.
import type { Availability, PriceCandidate, VariantPrices } from '../reading/page/parsed-page.ts';
import type { Money } from '../reading/money/money-value.ts';

export interface VariantOffer {
  readonly kind: VariantPrices['kind'];
  readonly count: number;
  readonly low: Money;
  readonly high: Money;
}

/** The price a page asks, as the vote of all candidates chose it. */
export interface Offer {
  readonly price: Money;
  readonly listPrice?: Money;
  /** What its variants cost, or several sellers ask; absent where there is no choice or all cost the same. */
  readonly variants?: VariantOffer;
  readonly availability: Availability;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: PriceCandidate;
  /** Sources that named the same amount; `disagreed`: sources that named another. */
  readonly agreed: readonly string[];
  readonly disagreed: readonly string[];
}

/** The last price of a page, as it is stored. */
export interface PriceState {
  readonly minor: number;
  readonly currency: string;
  readonly availability: Availability;
}

export type PriceVerdict =
  | {
      readonly verdict: 'none';
      readonly reason: string;
      /** The price is in this other currency, so a second look is worthwhile. */
      readonly flippedTo?: string;
      /** The stock, where the page tells it without a price. */
      readonly availability?: Availability;
    }
  | { readonly verdict: 'first'; readonly offer: Offer; readonly reason: string }
  | { readonly verdict: 'same'; readonly offer: Offer; readonly reason: string }
  | {
      readonly verdict: 'changed';
      readonly offer: Offer;
      readonly before: PriceState;
      /** Percent; negative: cheaper; 0: only the availability changed. */
      readonly percent: number;
      readonly priceMoved: boolean;
      readonly availabilityMoved: boolean;
      readonly reason: string;
    };
