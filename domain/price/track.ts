// Compares the present offer with the last stored price of the page.
import type { Availability } from '../reading/page/parsed-page.ts';
import { meansSameCurrency } from '../reading/money/currency.ts';
import { formatMoney } from '../reading/money/money.ts';
import type { Offer, PriceState, PriceVerdict } from './price.ts';
import type { PriceSight } from './rule/rule-input.ts';

export interface TrackOptions {
  /** The currency the first look saw: if the second look sees it too, it is the page's new currency. */
  readonly confirms?: string | undefined;
}

/** The part of an offer that is stored for the next comparison. */
export function priceStateOf(offer: Offer): PriceState {
  return { minor: offer.price.minor, currency: offer.price.currency, availability: offer.availability };
}

/** Percent with two decimals; negative: cheaper. From a price of zero it is 100. */
export function percentChange(before: number, after: number): number {
  if (before === after) return 0;
  if (before === 0) return 100;
  return Math.round(((after - before) / before) * 10_000) / 100;
}

/** The verdict on a page that names no price. */
export function stockOnly(availability: Availability): PriceVerdict {
  const reason = 'no price found on the page';
  return availability === 'unknown' ? { verdict: 'none', reason } : { verdict: 'none', reason, availability };
}

/**
 * What price rules may judge. Null: nothing is known, or the site took the visitor for one from another country, so
 * that neither price nor stock is the one that is watched.
 */
export function sightOf(verdict: PriceVerdict, at: number): PriceSight | null {
  if (verdict.verdict === 'none') {
    const { availability, flippedTo } = verdict;
    if (availability === undefined || flippedTo !== undefined) return null;
    return { at, price: null, availability };
  }
  const { price, listPrice, availability } = verdict.offer;
  return { at, price, availability, ...(listPrice === undefined ? {} : { listMinor: listPrice.minor }) };
}

/** Judges price and availability separately; an unknown availability is no change. */
export function trackPrice(
  before: PriceState | null,
  offer: Offer | null,
  options: TrackOptions = {},
): PriceVerdict {
  if (offer === null) return { verdict: 'none', reason: 'no price found on the page' };
  if (before === null) return { verdict: 'first', offer, reason: 'first price seen for this page' };
  const { price } = offer;
  const foreign = before.currency !== '' && price.currency !== '' && before.currency !== price.currency;
  const { confirms } = options;
  if (foreign && (confirms === undefined || !meansSameCurrency(confirms, price.currency))) {
    return {
      verdict: 'none',
      reason: `currency flipped from ${before.currency} to ${price.currency}; kept the price in ${before.currency}`,
      flippedTo: price.currency,
    };
  }
  const priceMoved = foreign || before.minor !== price.minor;
  const known = before.availability !== 'unknown' && offer.availability !== 'unknown';
  const availabilityMoved = known && before.availability !== offer.availability;
  if (!priceMoved && !availabilityMoved) {
    return { verdict: 'same', offer, reason: 'price and availability as before' };
  }
  const percent = foreign || !priceMoved ? 0 : percentChange(before.minor, price.minor);
  const currency = before.currency === '' ? price.currency : before.currency;
  const parts: string[] = [];
  if (priceMoved) {
    const from = formatMoney({ minor: before.minor, currency });
    const share = foreign ? '' : ` (${percent > 0 ? '+' : ''}${percent} %)`;
    parts.push(`price went from ${from} to ${formatMoney(price)}${share}`);
  }
  if (availabilityMoved) parts.push(`availability went from ${before.availability} to ${offer.availability}`);
  return {
    verdict: 'changed',
    offer,
    before,
    percent,
    priceMoved,
    availabilityMoved,
    reason: parts.join('; '),
  };
}
