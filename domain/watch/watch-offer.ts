// A watch on the price and the stock of one product page: which versions are worth reporting.
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
  /** The last price seen, whether told or not: only a move is news. */
  #price: Money | null;
  /** The price thresholds count from: the last one told, so that small steps add up. */
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
    // A price in another currency is a visit from elsewhere.
    if (now.currency !== '' && price.currency !== '' && !meansSameCurrency(price.currency, now.currency))
      return false;
    this.#price = now;
    if (!this.#limits.watchesPrice || price.minor === now.minor) return false;
    if (this.#isInside(now)) {
      // Back within the limits, the watch is armed again.
      if (!this.#isInside(told)) this.#told = now;
      return false;
    }
    if (!this.#isFar(told, now)) return false;
    this.#told = now;
    return true;
  }

  /** Within the limits nothing is told; without limits nothing is within. */
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

/** One verdict per version; the first is the baseline and has none. */
export function watchOffer(bodies: readonly string[], options: OfferWatch): (boolean | null)[] {
  const [first, ...later] = bodies.map(look);
  if (first === undefined) return [];
  const watcher = new OfferWatcher(limitsOf(options), first);
  return [null, ...later.map((sight) => watcher.next(sight))];
}
