// The form of a product, and how the shop writes its prices. The shop does this with its own few lines, so
// that the demo checks Webloom against something independent.

export type Category = 'kitchen' | 'outdoor';
export type Availability = 'InStock' | 'OutOfStock';

/** How the page gives the price to machines; `visible`: not at all. */
type Markings = 'json-ld' | 'json-ld-graph' | 'microdata' | 'visible';

/** A currency and the way it is written: de-DE, fr-FR, en-US, en-GB, ja-JP, de-CH, sv-SE. */
export type Notation = 'eur-german' | 'eur-french' | 'usd' | 'gbp' | 'jpy' | 'chf' | 'sek';

export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly brand: string;
  readonly sku: string;
  readonly category: Category;
  readonly notation: Notation;
  readonly priceMinor: number;
  /** The regular price; set only while the product is on sale. */
  readonly regularMinor?: number;
  /** The maker's price, struck through beside the shop's price. */
  readonly listMinor?: number;
  readonly shippingMinor: number;
  /** Weight of the contents, for goods that must show a price per kilogram. */
  readonly contentGrams?: number;
  readonly instalments?: number;
  readonly availability: Availability;
  readonly markings: Markings;
  readonly rating: string;
  readonly description: readonly string[];
  readonly details: readonly (readonly [label: string, value: string])[];
}

const CURRENCIES: Readonly<Record<Notation, string>> = {
  'eur-german': 'EUR',
  'eur-french': 'EUR',
  usd: 'USD',
  gbp: 'GBP',
  jpy: 'JPY',
  chf: 'CHF',
  sek: 'SEK',
};

export function currencyOf(notation: Notation): string {
  return CURRENCIES[notation];
}

/** The yen has no smaller unit; all other currencies have hundredths. */
export function minorPerUnit(notation: Notation): number {
  return notation === 'jpy' ? 1 : 100;
}

function grouped(units: number, separator: string): string {
  return String(units).replace(/\B(?=(?:\d{3})+$)/g, separator);
}

const NARROW_SPACE = '\u202f';
const HARD_SPACE = '\u00a0';

/** The price as the shop's pages show it: `1.299,95 €` or `CHF 1'250.–`. */
export function priceText(minor: number, notation: Notation): string {
  const perUnit = minorPerUnit(notation);
  const units = Math.floor(minor / perUnit);
  const rest = minor % perUnit;
  const cents = String(rest).padStart(2, '0');
  switch (notation) {
    case 'eur-german':
      return `${grouped(units, '.')},${cents}${HARD_SPACE}€`;
    case 'eur-french':
      return `${grouped(units, NARROW_SPACE)},${cents}${HARD_SPACE}€`;
    case 'usd':
      return `$${grouped(units, ',')}.${cents}`;
    case 'gbp':
      return rest === 0 ? `£${grouped(units, ',')}` : `£${grouped(units, ',')}.${cents}`;
    case 'jpy':
      return `¥${grouped(units, ',')}`;
    case 'chf':
      return rest === 0 ? `CHF ${grouped(units, "'")}.–` : `CHF ${grouped(units, "'")}.${cents}`;
    case 'sek':
      return rest === 0
        ? `${grouped(units, HARD_SPACE)} kr`
        : `${grouped(units, HARD_SPACE)},${cents}${HARD_SPACE}kr`;
  }
}

/** The price as schema.org wants it: a plain decimal with a point. */
export function decimalText(minor: number, notation: Notation): string {
  return notation === 'jpy' ? String(minor) : (minor / 100).toFixed(2);
}

export function productPath(slug: string): string {
  return `/product/${slug}`;
}
