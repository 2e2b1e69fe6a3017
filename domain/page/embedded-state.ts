// Product data in an application's embedded state (__NEXT_DATA__, Shopify's product JSON and the like). Looked at
// only where a page has no product in its markup: these documents are large.
import type { Element } from 'domhandler';
import { rawTextOf } from './html-tree.ts';
import type { JsonObject, JsonValue } from './structured-node.ts';
import { isObject, textProp } from './structured-node.ts';
import { wordOverlap } from './word-overlap.ts';

const MAX_CHARS = 1_000_000;
const MAX_NODES = 30_000;
const MAX_DEPTH = 16;
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
  'amount',
];
const NESTED_PRICE_NAMES = ['value', 'amount', 'current', 'now', 'price', 'centAmount', 'raw'];

export interface EmbeddedProduct {
  readonly node: JsonObject;
  readonly price: string | undefined;
  readonly currency: string | undefined;
}

function priceOf(node: JsonObject): string | undefined {
  for (const name of PRICE_NAMES) {
    const value = node[name];
    const direct = typeof value === 'number' ? String(value) : value;
    if (typeof direct === 'string' && /\d/.test(direct) && direct.length < 30) return direct;
    if (isObject(value)) {
      const inner = textProp(value, ...NESTED_PRICE_NAMES);
      if (inner !== undefined && /^\D{0,4}\d[\d.,]*\D{0,4}$/.test(inner)) return inner;
    }
  }
  return undefined;
}

function fitOf(node: JsonObject, heading: string): number {
  const name = textProp(node, 'name', 'title', 'productName', 'displayName');
  if (name === undefined || name.length > 300) return 0;
  const fit = Math.min(wordOverlap(name, heading), wordOverlap(heading, name));
  const says = ['sku', 'brand', 'vendor', 'availability', 'currency', 'variants'].filter(
    (key) => node[key] !== undefined,
  );
  return fit < 0.6 ? 0 : fit + says.length * 0.1 + (priceOf(node) === undefined ? 0 : 0.5);
}

/** The object of the state that best fits the page's heading. */
export function embeddedProduct(scripts: readonly Element[], heading: string): EmbeddedProduct | undefined {
  if (heading === '') return undefined;
  let best: JsonObject | undefined;
  let top = 0.9;
  let left = MAX_NODES;
  const visit = (value: JsonValue, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || left-- <= 0) return;
    if (isObject(value)) {
      const fit = fitOf(value, heading);
      if (fit > top) {
        top = fit;
        best = value;
      }
    }
    for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  for (const script of scripts) {
    const source = rawTextOf(script);
    if (source.length > MAX_CHARS || !/"(?:price|salePrice|currentPrice|finalPrice|sku)"/.test(source))
      continue;
    const state = strictJson(source);
    if (state !== undefined) visit(state, 0);
  }
  if (best === undefined) return undefined;
  return {
    node: best,
    price: priceOf(best),
    currency: textProp(best, 'currency', 'currencyCode', 'priceCurrency'),
  };
}

function strictJson(source: string): JsonValue | undefined {
  try {
    return JSON.parse(source) as JsonValue;
  } catch {
    return undefined; // half of a state is worth nothing here
  }
}
