// Product data in a page's scripts: application state, shop systems' product objects, analytics layers. Scripts are
// large, so they are read only where the markup leaves something open.
import type { Element } from 'domhandler';
import { availabilityTerm } from './availability-term.ts';
import type { Availability } from '../page/parsed-page.ts';
import { scriptValues } from '../markup/script-json.ts';
import { type JsonObject, type JsonValue, isObject, listOf, textProp } from '../markup/structured-node.ts';
import { wordOverlap } from '../html/word-overlap.ts';

const MAX_NODES = 30_000;
const MAX_DEPTH = 18;
const NAMES = [
  'name',
  'title',
  'productName',
  'product_name',
  'productTitle',
  'displayName',
  'item_name',
  'itemName',
];
const PRICE_NAMES = [
  'price',
  'salePrice',
  'sale_price',
  'currentPrice',
  'current_price',
  'finalPrice',
  'final_price',
  'sellingPrice',
  'priceValue',
  'prices',
  'amount',
];
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
const CURRENCY_NAMES = ['currency', 'currencyCode', 'priceCurrency', 'currency_code', 'currencyIso'];
const STOCK_WORDS = ['availability', 'stockStatus', 'stock_status', 'availabilityStatus', 'inventoryStatus'];
const STOCK_YES = [
  'available',
  'inStock',
  'in_stock',
  'isInStock',
  'is_in_stock',
  'availableForSale',
  'isAvailable',
];
const STOCK_NO = ['soldOut', 'sold_out', 'isSoldOut', 'outOfStock', 'isOutOfStock', 'out_of_stock'];

export interface EmbeddedProduct {
  /** The object's facts under the names of schema.org. */
  readonly node: JsonObject;
  readonly price: string | undefined;
  readonly currency: string | undefined;
  readonly availability: Availability | undefined;
  readonly locator: string;
}

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
    if (text !== undefined && /^\D{0,4}\d[\d.,]*\D{0,4}$/.test(text)) return text;
  }
  return undefined;
}

function priceOf(node: JsonObject): string | undefined {
  for (const name of PRICE_NAMES) {
    const amount = amountOf(node[name], isInCents(node));
    if (amount !== undefined) return amount;
  }
  for (const variant of variantsOf(node)) {
    const amount = amountOf(variant['price'], isInCents(variant) || isInCents(node));
    if (amount !== undefined) return amount;
  }
  return undefined;
}

function variantsOf(node: JsonObject): JsonObject[] {
  return listOf(node['variants'] ?? node['skus'])
    .filter(isObject)
    .slice(0, 100);
}

function ownStock(node: JsonObject): Availability | undefined {
  for (const name of STOCK_WORDS) {
    const value = node[name];
    const text = isObject(value) ? textProp(value, 'status', 'availability', 'value') : value;
    const term = typeof text === 'string' ? availabilityTerm(text) : undefined;
    if (term !== undefined) return term;
  }
  for (const name of STOCK_YES) {
    if (typeof node[name] === 'boolean') return node[name] ? 'InStock' : 'OutOfStock';
  }
  return STOCK_NO.some((name) => node[name] === true) ? 'OutOfStock' : undefined;
}

function stockOf(node: JsonObject): Availability | undefined {
  const variants = variantsOf(node).map(ownStock);
  if (variants.includes('InStock')) return 'InStock';
  return ownStock(node) ?? variants.find((stock) => stock !== undefined);
}

function fitOf(node: JsonObject, heading: string): number {
  const name = textProp(node, ...NAMES);
  if (name === undefined || name.length > 300) return 0;
  const fit = Math.min(wordOverlap(name, heading), wordOverlap(heading, name));
  if (fit < 0.6) return 0;
  const says = ['sku', 'brand', 'vendor', 'availability', 'currency', 'variants', 'item_id'];
  const told = says.filter((key) => node[key] !== undefined).length;
  return fit + told * 0.1 + (priceOf(node) === undefined ? 0 : 0.5);
}

/** Renames the keys of shop systems and analytics layers to those of schema.org. */
function asProduct(node: JsonObject): JsonObject {
  const product: JsonObject = {};
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined) product[name] = value;
  };
  const first = variantsOf(node)[0] ?? {};
  put('name', textProp(node, ...NAMES));
  const isLayered = 'item_id' in node || 'category' in node;
  put(
    'sku',
    textProp(node, 'sku', 'item_id', 'articleNumber', 'productCode', 'partNumber') ?? textProp(first, 'sku'),
  );
  put('productID', textProp(node, 'productId', 'product_id', ...(isLayered ? ['id'] : [])));
  put('brand', textProp(node, 'brand', 'item_brand', 'brandName', 'brand_name', 'vendor', 'manufacturer'));
  put('gtin', textProp(node, 'gtin13', 'gtin', 'ean', 'barcode') ?? textProp(first, 'barcode'));
  put('mpn', textProp(node, 'mpn', 'manufacturerPartNumber', 'modelNumber'));
  return product;
}

interface Best {
  fit: number;
  node: JsonObject | undefined;
  currency: string | undefined;
  locator: string;
}

/** The object in the page's scripts whose name best fits the heading. */
export function embeddedProduct(scripts: readonly Element[], heading: string): EmbeddedProduct | undefined {
  if (heading === '') return undefined;
  const best: Best = { fit: 0.9, node: undefined, currency: undefined, locator: '' };
  let left = MAX_NODES;
  const visit = (value: JsonValue, outer: string | undefined, locator: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || left-- <= 0) return;
    let currency = outer;
    if (isObject(value)) {
      currency = textProp(value, ...CURRENCY_NAMES) ?? outer;
      const fit = fitOf(value, heading);
      if (fit > best.fit) Object.assign(best, { fit, node: value, currency, locator });
    }
    for (const inner of Object.values(value)) visit(inner, currency, locator, depth + 1);
  };
  for (const { value, locator } of scriptValues(scripts)) visit(value, undefined, locator, 0);
  const { node, currency, locator } = best;
  if (node === undefined) return undefined;
  const nested = node['price'];
  const own = isObject(nested) ? textProp(nested, ...CURRENCY_NAMES) : undefined;
  const code = own ?? currency;
  return {
    node: asProduct(node),
    price: priceOf(node),
    currency: code !== undefined && code.length <= 4 ? code : undefined,
    availability: stockOf(node),
    locator,
  };
}
