// Product data in a page's scripts and in attributes of its components: application state, shop systems' product objects,
// analytics layers. They are large, so they are read only where the markup leaves something open.
import { availabilityTerm } from './availability-term.ts';
import type { Availability } from '../page/parsed-page.ts';
import { scriptValues, textValues } from '../markup/script-json.ts';
import { type JsonObject, type JsonValue, isObject, textProp } from '../markup/structured-node.ts';
import type { PageScan } from '../scan/page-scan.ts';
import {
  embeddedCurrency,
  embeddedPrice,
  ownCurrency,
  variantPrices,
  variantsOf,
} from './state/embedded-price.ts';
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
  /** What each variant costs. */
  readonly variants: readonly string[];
  readonly currency: string | undefined;
  readonly availability: Availability | undefined;
  readonly locator: string;
}

const STOCK_HOLDERS = ['stock', 'inventory', 'availability', 'stockInfo', 'availabilityInfo'];

function ownStock(node: JsonObject, depth = 0): Availability | undefined {
  for (const name of STOCK_WORDS) {
    const value = node[name];
    const text = isObject(value) ? textProp(value, 'status', 'availability', 'value') : value;
    const term = typeof text === 'string' ? availabilityTerm(text) : undefined;
    if (term !== undefined) return term;
  }
  for (const name of STOCK_YES) {
    if (typeof node[name] === 'boolean') return node[name] ? 'InStock' : 'OutOfStock';
  }
  if (STOCK_NO.some((name) => node[name] === true)) return 'OutOfStock';
  const holder = depth > 0 ? undefined : STOCK_HOLDERS.map((name) => node[name]).find(isObject);
  return holder === undefined ? undefined : ownStock(holder, depth + 1);
}

function stockOf(node: JsonObject): Availability | undefined {
  const variants = variantsOf(node).map((variant) => ownStock(variant));
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
  return fit + told * 0.1 + (embeddedPrice(node) === undefined ? 0 : 0.5);
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

/** The object in the page's scripts and attributes whose name best fits the heading. */
export function embeddedProduct(
  { stateScripts, stateTexts }: Pick<PageScan, 'stateScripts' | 'stateTexts'>,
  heading: string,
): EmbeddedProduct | undefined {
  if (heading === '') return undefined;
  const best: Best = { fit: 0.9, node: undefined, currency: undefined, locator: '' };
  let left = MAX_NODES;
  const visit = (value: JsonValue, outer: string | undefined, locator: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || left-- <= 0) return;
    let currency = outer;
    if (isObject(value)) {
      currency = ownCurrency(value) ?? outer;
      const fit = fitOf(value, heading);
      if (fit > best.fit) Object.assign(best, { fit, node: value, currency, locator });
    }
    for (const inner of Object.values(value)) visit(inner, currency, locator, depth + 1);
  };
  for (const { value, locator } of [...scriptValues(stateScripts), ...textValues(stateTexts)])
    visit(value, undefined, locator, 0);
  const { node, locator } = best;
  if (node === undefined) return undefined;
  const currency = embeddedCurrency(node) ?? best.currency;
  return {
    node: asProduct(node),
    price: embeddedPrice(node),
    variants: variantPrices(node),
    currency: currency !== undefined && currency.length <= 4 ? currency : undefined,
    availability: stockOf(node),
    locator,
  };
}
