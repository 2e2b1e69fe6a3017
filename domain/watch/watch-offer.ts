// A watch on the price and stock of one product page: which versions are worth telling.
import { productOf, viewPage } from '../parse/parse-page.ts';
import type { Availability } from '../page/parsed-page.ts';
import { meansSameCurrency } from '../price/currency.ts';
import { toDecimal } from '../price/money.ts';
import { chooseOffer } from '../price/offer.ts';
import type { Money } from '../price/price.ts';
import { percentChange } from '../price/track.ts';
import { type Limits, limitsOf, type OfferWatch } from './offer-limits.ts';

const IN_STOCK = new Set<Availability>([
  'InStock',
  'LimitedAvailability',
  'OnlineOnly',
  'InStoreOnly',
  'PreOrder',
  'BackOrder',
]);

interface Sight {
  readonly price: Money | null;
  readonly availability: Availability;
}

function look(body: string): Sight {
  const view = viewPage(body, 'http://example.com/');
  const { product, candidates } = productOf(view, true);
  const availability = product?.availability ?? 'unknown';
  const offer = chooseOffer(candidates, { availability, lang: view.metadata.lang });
  return { price: offer?.price ?? null, availability };
}

function amountOf(price: Money): number {
  return Number(toDecimal(price));
}

class OfferWatcher {
  readonly #limits: Limits;
  /** The last price seen, told or not: an unchanged price is never told. */
  #price: Money | null;
  /** The last price told. Thresholds count from it, so that small steps add up. */
  #told: Money | null;
  #isInStock: boolean | null;

  constructor(limits: Limits, first: Sight) {
    this.#limits = limits;
    this.#price = first.price;
    this.#told = first.price;
    this.#isInStock = this.#stockOf(first.availability);
  }

  next({ price, availability }: Sight): boolean {
    const stockIsTold = this.#judgeStock(this.#stockOf(availability));
    const priceIsTold = price !== null && this.#judgePrice(price);
    return stockIsTold || priceIsTold;
  }

  #stockOf(availability: Availability): boolean | null {
    return availability === 'unknown' ? null : IN_STOCK.has(availability);
  }

  #judgeStock(now: boolean | null): boolean {
    const was = this.#isInStock;
    if (now === null) return false;
    this.#isInStock = now;
    if (was === null || was === now || this.#limits.stock === 'off') return false;
    return this.#limits.stock === 'any' || now;
  }

  #judgePrice(now: Money): boolean {
    const price = this.#price;
    const told = this.#told;
    if (price === null || told === null) {
      this.#price = now;
      this.#told = now;
      return false;
    }
    // A price in another currency: the site took the visitor for one from another country.
    if (now.currency !== '' && price.currency !== '' && !meansSameCurrency(price.currency, now.currency))
      return false;
    this.#price = now;
    if (!this.#limits.watchesPrice || price.minor === now.minor) return false;
    if (this.#isInside(now)) {
      // The price is back within the limits, so the next one outside of them is told again.
      if (!this.#isInside(told)) this.#told = now;
      return false;
    }
    if (!this.#isFar(told, now)) return false;
    this.#told = now;
    return true;
  }

  /** A price within the limits is not told; without limits no price is within. */
  #isInside(price: Money): boolean {
    const { least, most } = this.#limits;
    if (least === undefined && most === undefined) return false;
    const amount = amountOf(price);
    return (least === undefined || amount >= least) && (most === undefined || amount <= most);
  }

  #isFar(told: Money, now: Money): boolean {
    const { percent, amount } = this.#limits;
    if (percent !== undefined && Math.abs(percentChange(told.minor, now.minor)) < percent) return false;
    return amount === undefined || Math.abs(amountOf(now) - amountOf(told)) >= amount;
  }
}

/** One verdict per version; null for the first, which is the baseline. */
export function watchOffer(bodies: readonly string[], options: OfferWatch): (boolean | null)[] {
  const [first, ...later] = bodies.map(look);
  if (first === undefined) return [];
  const watcher = new OfferWatcher(limitsOf(options), first);
  return [null, ...later.map((sight) => watcher.next(sight))];
}
