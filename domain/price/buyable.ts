// Whether a product can be bought, by what its page says of its stock.
import type { Availability } from '../page/parsed-page.ts';

const SOLD_OUT: ReadonlySet<string> = new Set<Availability>(['OutOfStock', 'SoldOut', 'Discontinued']);

/** Nobody can buy it now. A stock that is not known, or comes later, is none of these. */
export function isSoldOut(availability: string): boolean {
  return SOLD_OUT.has(availability);
}
