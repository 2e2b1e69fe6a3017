// The price and currency of a product object in a page's scripts, under whatever names shop systems give them: in the object
// itself, or inside "pricing", "priceRange", "offers", "defaultVariant".
import { type JsonObject, type JsonValue, isObject, listOf, textProp } from '../../markup/structured-node.ts';

/** What is asked now comes before what was asked; "price" alone may be either where both stand. */
const SALE_NAMES = [
  'salePrice',
  'sale_price',
  'specialPrice',
  'special_price',
  'discountedPrice',
  'discountPrice',
  'currentPrice',
  'current_price',
  'finalPrice',
  'final_price',
  'sellingPrice',
  'priceValue',
];
const PRICE_NAMES = ['price', ...SALE_NAMES, 'prices', 'amount'];
const NESTED_PRICE_NAMES = [
  'value',
  'amount',
  'current',
  'now',
  'price',
  'final',
  'sale',
  'formatted',
  'raw',
];
const CURRENCY_NAMES = [
  'currency',
  'currencyCode',
  'priceCurrency',
  'currency_code',
  'currencyIso',
  'currencyIsoCode',
];
/** Members that hold the price of the product one level further in, the lowest or chosen one first. */
const HOLDER = /pric|offer|variant|sku|cost|^(?:current|now|final|sale)$|^[a-z]{3}$/i;
const FIRST_HOLDER = /sale|current|final|now|min|low|default|selected/i;
const NO_HOLDER =
  /list|was|old|orig|regular|compare|msrp|rrp|strike|cross|unit|per|install|max|high|shipp|member|before|former|history|saving/i;
const MAX_DEPTH = 3;
const AMOUNT = /^\D{0,4}\d[\d.,]*\D{0,4}$/;

/** Shopify counts in cents: its objects are known by keys no one else uses. */
function isInCents(node: JsonObject): boolean {
  return (
    'compare_at_price' in node || 'public_title' in node || 'price_varies' in node || 'price_min' in node
  );
}

function amountOf(value: JsonValue | undefined, inCents: boolean): string | undefined {
  if (typeof value === 'number') {
    return inCents && Number.isInteger(value) ? (value / 100).toFixed(2) : String(value);
  }
  if (typeof value === 'string') return /\d/.test(value) && value.length < 30 ? value : undefined;
  if (!isObject(value)) return undefined;
  const cents = value['centAmount'];
  if (typeof cents === 'number') {
    const digits = value['fractionDigits'];
    return String(cents / 10 ** (typeof digits === 'number' ? digits : 2));
  }
  for (const name of NESTED_PRICE_NAMES) {
    const inner = value[name];
    const text = isObject(inner) ? textProp(inner, 'value', 'amount') : textProp(value, name);
    if (text !== undefined && AMOUNT.test(text)) return text;
  }
  return undefined;
}

/** `{price: 140, salePrice: 112.5}` asks 112.5; a sale price of 0 is none. */
function ownPrice(node: JsonObject, inCents: boolean): string | undefined {
  const price = amountOf(node['price'], inCents);
  const sale = SALE_NAMES.map((name) => amountOf(node[name], inCents)).find((amount) => amount !== undefined);
  if (price !== undefined && sale !== undefined)
    return Number(sale) > 0 && Number(sale) < Number(price) ? sale : price;
  return PRICE_NAMES.map((name) => amountOf(node[name], inCents)).find((amount) => amount !== undefined);
}

function holdersOf(node: JsonObject): JsonObject[] {
  return Object.entries(node)
    .filter(([name, value]) => typeof value === 'object' && HOLDER.test(name) && !NO_HOLDER.test(name))
    .toSorted(([a], [b]) => Number(FIRST_HOLDER.test(b)) - Number(FIRST_HOLDER.test(a)))
    .flatMap(([, value]) => listOf(value).slice(0, 1))
    .filter(isObject);
}

export function embeddedPrice(node: JsonObject, outerInCents = false, depth = 0): string | undefined {
  const inCents = outerInCents || isInCents(node);
  const own = ownPrice(node, inCents);
  if (own !== undefined || depth >= MAX_DEPTH) return own;
  for (const holder of holdersOf(node)) {
    const amount = embeddedPrice(holder, inCents, depth + 1) ?? amountOf(holder, inCents);
    if (amount !== undefined) return amount;
  }
  return undefined;
}

export function ownCurrency(node: JsonObject): string | undefined {
  return textProp(node, ...CURRENCY_NAMES);
}

/** Of the object itself, else of what holds its price. */
export function embeddedCurrency(node: JsonObject, depth = 0): string | undefined {
  const own = ownCurrency(node);
  if (own !== undefined || depth >= MAX_DEPTH) return own;
  return holdersOf(node)
    .map((holder) => embeddedCurrency(holder, depth + 1))
    .find((code) => code !== undefined);
}

export function variantsOf(node: JsonObject): JsonObject[] {
  return listOf(node['variants'] ?? node['skus'] ?? node['variations'])
    .filter(isObject)
    .slice(0, 100);
}

/** What each of its variants costs; empty where one of them says nothing. */
export function variantPrices(node: JsonObject): string[] {
  const prices = variantsOf(node).map((variant) => embeddedPrice(variant, isInCents(node)));
  return prices.every((price) => price !== undefined) ? prices : [];
}
