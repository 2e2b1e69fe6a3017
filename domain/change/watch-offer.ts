// A watch on the price and the stock of one product page: which versions are worth reporting.
import { NO_FIELDS } from '../page/field-rule.ts';
import { parsePage } from '../page/parse-page.ts';
import { chooseOffer } from '../price/offer.ts';
import type { Offer } from '../price/price.ts';
import { percentChange, priceStateOf, trackPrice } from '../price/track.ts';
import { toDecimal } from '../price/money.ts';

/** Options are read by what their names say, because watchers name them differently. */
export type OfferWatch = Readonly<Record<string, unknown>>;

interface Limits {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly percent?: number | undefined;
  readonly watchesPrice: boolean;
  readonly stock: 'any' | 'back-only' | 'off';
}

const IN_STOCK = new Set([
  'InStock',
  'LimitedAvailability',
  'OnlineOnly',
  'InStoreOnly',
  'PreOrder',
  'BackOrder',
]);

function numberOption(options: OfferWatch, names: RegExp, without?: RegExp): number | undefined {
  for (const [name, value] of flat(options)) {
    if (
      names.test(name) &&
      !(without?.test(name) ?? false) &&
      value !== null &&
      value !== '' &&
      Number.isFinite(Number(value))
    )
      return Number(value);
  }
  return undefined;
}

/** Options of nested objects too ("limits": {"min": 1}). */
function flat(options: OfferWatch): [string, unknown][] {
  return Object.entries(options).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([inner, v]): [string, unknown] => [`${name}_${inner}`, v])
      : [[name, value]],
  );
}

function limitsOf(options: OfferWatch): Limits {
  const stockOption = flat(options).find(([name]) => /stock|restock/.test(name) && name !== 'watch')?.[1];
  const said = typeof stockOption === 'string' ? stockOption : String(stockOption !== false);
  const price = flat(options).find(([name, value]) => /price/.test(name) && typeof value === 'boolean')?.[1];
  return {
    least: numberOption(options, /min|at_least|below|lower|under|less/, /percent|threshold/),
    most: numberOption(options, /max|at_most|above|upper|over|more/, /percent|threshold/),
    percent: numberOption(options, /percent|threshold/),
    watchesPrice: price !== false,
    stock: /off|none|ignore|false/.test(said) ? 'off' : /in_stock|back/.test(said) ? 'back-only' : 'any',
  };
}

function offerOf(body: string): Offer | null {
  const page = parsePage({ html: body, url: 'http://example.com/', fields: NO_FIELDS });
  const availability = page.product?.availability ?? 'unknown';
  return chooseOffer(page.priceCandidates, { availability, lang: page.lang });
}

function priceIsTold(before: Offer, after: Offer, limits: Limits): boolean {
  if (!limits.watchesPrice || before.price.minor === after.price.minor) return false;
  const amount = Number(toDecimal(after.price));
  const { least, most, percent } = limits;
  if (least !== undefined || most !== undefined) {
    const inside = (least === undefined || amount >= least) && (most === undefined || amount <= most);
    if (inside) return false;
  }
  return percent === undefined || Math.abs(percentChange(before.price.minor, after.price.minor)) >= percent;
}

function stockIsTold(before: Offer, after: Offer, { stock }: Limits): boolean {
  const verdict = trackPrice(priceStateOf(before), after, { confirms: after.price.currency });
  if (stock === 'off' || verdict.verdict !== 'changed' || !verdict.availabilityMoved) return false;
  const [was, is] = [IN_STOCK.has(before.availability), IN_STOCK.has(after.availability)];
  return stock === 'any' ? was !== is : !was && is;
}

/** One verdict per version; the first is the baseline and has none. */
export function watchOffer(bodies: readonly string[], options: OfferWatch): (boolean | null)[] {
  const limits = limitsOf(options);
  let before: Offer | null = null;
  return bodies.map((body, index) => {
    const after = offerOf(body);
    const old = before;
    if (after !== null) before = after;
    if (index === 0) return null;
    if (after === null || old === null) return false;
    return priceIsTold(old, after, limits) || stockIsTold(old, after, limits);
  });
}
