// Compares the present offer with the last stored price of the page.
import type { Availability } from '../reading/page/parsed-page.ts';
import { availabilityName } from '../reading/words/availability-name.ts';
import { meansSameCurrency } from '../reading/money/currency.ts';
import { formatMoney } from '../reading/money/money.ts';
import type { Money } from '../reading/money/money-value.ts';
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
  const foreign = isForeign(before, price);
  if (foreign && !isConfirmed(price.currency, options)) return flippedCurrency(before, price);
  const priceMoved = foreign || before.minor !== price.minor;
  const availabilityMoved = isOtherStock(before.availability, offer.availability);
  if (!priceMoved && !availabilityMoved) {
    return { verdict: 'same', offer, reason: 'price and availability as before' };
  }
  const parts: string[] = [];
  if (priceMoved) parts.push(priceMoveWords(before, price));
  if (availabilityMoved) parts.push(stockMoveWords(before.availability, offer.availability));
  return {
    verdict: 'changed',
    offer,
    before,
    percent: foreign || !priceMoved ? 0 : percentChange(before.minor, price.minor),
    priceMoved,
    availabilityMoved,
    reason: parts.join('; '),
  };
}

/** Whether both currencies are known and differ. */
function isForeign(before: Money, price: Money): boolean {
  return before.currency !== '' && price.currency !== '' && before.currency !== price.currency;
}

function isConfirmed(currency: string, { confirms }: TrackOptions): boolean {
  return confirms !== undefined && meansSameCurrency(confirms, currency);
}

function flippedCurrency(before: PriceState, { currency }: Money): PriceVerdict {
  return {
    verdict: 'none',
    reason: `currency flipped from ${before.currency} to ${currency}; kept the price in ${before.currency}`,
    flippedTo: currency,
  };
}

/** An unknown availability is no other one. */
function isOtherStock(before: Availability, now: Availability): boolean {
  return before !== 'unknown' && now !== 'unknown' && before !== now;
}

function stockMoveWords(before: Availability, now: Availability): string {
  return `availability went from ${availabilityName(before)} to ${availabilityName(now)}`;
}

/** Amounts of two currencies have no share between them. */
export function priceMoveWords(before: Money, price: Money): string {
  const currency = before.currency === '' ? price.currency : before.currency;
  const moved = `price went from ${formatMoney({ minor: before.minor, currency })} to ${formatMoney(price)}`;
  if (isForeign(before, price)) return moved;
  const percent = percentChange(before.minor, price.minor);
  return `${moved} (${percent > 0 ? '+' : ''}${percent} %)`;
}
