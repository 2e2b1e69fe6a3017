// What the variants of a product cost by what a shop system leaves for its scripts: the variations of WooCommerce in an
// attribute, the options of Magento in a script.
import { rawTextOf } from '../../html/html-tree.ts';
import { scriptValues, textValues } from '../../markup/script-json.ts';
import { type JsonValue, isObject, textProp } from '../../markup/structured-node.ts';
import type { VariantPrices } from '../../page/parsed-page.ts';
import type { PageScan } from '../../scan/page-scan.ts';
import { embeddedPrice } from '../state/embedded-price.ts';
import { variantRange } from './variant-range.ts';

const OPTIONS = 'optionPrices';
const SHOWN = 'display_price';
const MAX_DEPTH = 6;

export function stateVariants({
  stateTexts,
  stateScripts,
}: Pick<PageScan, 'stateTexts' | 'stateScripts'>): VariantPrices | undefined {
  const texts = stateTexts.filter(({ text }) => text.includes(SHOWN) || text.includes(OPTIONS));
  const scripts = stateScripts.filter((script) => rawTextOf(script).includes(OPTIONS));
  for (const { value } of [...textValues(texts), ...scriptValues(scripts)]) {
    const prices = pricesIn(value, 0);
    const range = variantRange('variants', prices);
    if (range !== undefined) return range;
  }
  return undefined;
}

function pricesIn(value: JsonValue, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) {
    const shown = value.map((one) => (isObject(one) ? textProp(one, SHOWN) : undefined));
    const prices = shown.filter((price) => price !== undefined);
    return prices.length > 0 ? prices : firstOf(value, depth);
  }
  const options = value[OPTIONS];
  if (!isObject(options)) return firstOf(Object.values(value), depth);
  return Object.values(options)
    .filter(isObject)
    .map((option) => embeddedPrice(option))
    .filter((price) => price !== undefined);
}

function firstOf(values: readonly JsonValue[], depth: number): string[] {
  for (const value of values) {
    const prices = pricesIn(value, depth + 1);
    if (prices.length > 0) return prices;
  }
  return [];
}
