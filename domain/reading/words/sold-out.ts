// Which of schema.org's words for a stock say that nobody can buy the product.

const SOLD_OUT: ReadonlySet<string> = new Set(['OutOfStock', 'SoldOut', 'Discontinued']);

/** Nobody can buy it now. A stock that is not known, or comes later, is none of these. */
export function isSoldOut(availability: string): boolean {
  return SOLD_OUT.has(availability);
}
