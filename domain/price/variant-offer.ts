// What the variants of a product cost, beside the price of the one that its page shows.
import type { VariantPrices } from '../reading/page/parsed-page.ts';
import { toDecimal, toMinor } from '../reading/money/money.ts';
import type { Money } from '../reading/money/money-value.ts';
import type { Offer, VariantOffer } from './price.ts';

/** Undefined where the price is not among them: then they are of something else. */
export function variantOffer(found: VariantPrices | undefined, price: Money): VariantOffer | undefined {
  if (found === undefined) return undefined;
  const { kind, count } = found;
  const [low, high] = [found.low, found.high].map((amount) => toMinor(amount, price.currency).minor);
  if (low === undefined || high === undefined || price.minor < low || price.minor > high) return undefined;
  return {
    kind,
    count,
    low: { minor: low, currency: price.currency },
    high: { minor: high, currency: price.currency },
  };
}

/** As a price point keeps it; its currency is that of the price. */
export interface VariantPoint {
  readonly kind: VariantOffer['kind'];
  readonly count: number;
  readonly lowMinor: number;
  readonly highMinor: number;
}

export function variantPoint({ variants }: Pick<Offer, 'variants'>): { readonly variants?: VariantPoint } {
  if (variants === undefined) return {};
  const { kind, count, low, high } = variants;
  return { variants: { kind, count, lowMinor: low.minor, highMinor: high.minor } };
}

/** "2 variants, 3.49–19.99 USD". */
export function variantWords({ kind, count, lowMinor, highMinor }: VariantPoint, currency: string): string {
  const low = toDecimal({ minor: lowMinor, currency });
  const high = toDecimal({ minor: highMinor, currency });
  return `${count} ${kind}, ${low}–${high} ${currency}`.trim();
}
