// Name, numbers, brand and image of the page's product, chosen from markup, heading and labelled lines.
import type { Element } from 'domhandler';
import { Text } from 'domhandler';
import { decodeHTML } from 'entities';
import { boundedText, foldSpace } from './copy-text.ts';
import { parseGtin } from './gtin.ts';
import { nextNode } from './html-tree.ts';
import type { DataNode } from './page-data.ts';
import type { PageMetadata } from './page-metadata.ts';
import { firstMeta } from './page-metadata.ts';
import type { ProductInput } from './product-facts.ts';
import { numberInUrl, visibleBrand, visibleNumber } from './product-visible.ts';
import type { JsonObject } from './structured-node.ts';
import { isObject, listOf, textProp, textValue } from './structured-node.ts';

export interface TextSources {
  readonly main: DataNode | undefined;
  /** The page's own nodes: markup of two syntaxes, or what its embedded state holds. */
  readonly nodes: readonly JsonObject[];
  readonly offerSku: string | undefined;
}

/** Properties that hold a trade number by definition, and those that may: there a short one would be chance. */
const GTIN_PROPS = ['gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8', 'ean', 'isbn'];
const MAYBE_GTIN_PROPS = ['productID', 'sku'];

function gtinOf(nodes: readonly JsonObject[]): string | undefined {
  for (const node of nodes) {
    for (const name of [...GTIN_PROPS, ...MAYBE_GTIN_PROPS]) {
      const text = textProp(node, name);
      const gtin = text === undefined ? undefined : parseGtin(text);
      if (gtin !== undefined && (gtin.length >= 13 || GTIN_PROPS.includes(name))) return gtin;
    }
  }
  return undefined;
}

function brandOf(node: JsonObject): string | undefined {
  for (const name of ['brand', 'manufacturer', 'vendor']) {
    for (const value of listOf(node[name])) {
      const text = isObject(value) ? textProp(value, 'name', 'legalName', '@value') : textValue(value);
      if (text !== undefined && !/^(?:https?:|_:)/.test(text)) return text;
    }
  }
  return undefined;
}

function imageOf(node: JsonObject | undefined, metadata: PageMetadata): string | undefined {
  const own = node === undefined ? undefined : textProp(node, 'image');
  const image = own ?? firstMeta(metadata.meta, 'og:image', 'twitter:image');
  return image !== undefined && /^(?:https?:|\/)/.test(image) ? image : undefined;
}

/** The first of several values that is there, cut to a length a name may have. */
function firstText(...values: readonly (string | undefined)[]): string | undefined {
  for (const value of values) {
    // JSON-LD often carries HTML entities that were never meant to be seen.
    if (value !== undefined && value.trim() !== '')
      return boundedText(foldSpace(decodeHTML(value)).trim(), 300);
  }
  return undefined;
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A heading set in several lines has no spaces between them in its source. */
function spacedText(heading: Element): string {
  let text = '';
  let node = heading.firstChild ?? undefined;
  while (node !== undefined && text.length < 600) {
    if (node instanceof Text) text += ` ${node.data}`;
    node = nextNode(node, heading, false);
  }
  return foldSpace(text)
    .trim()
    .replace(/ (?=[,.;:!?)\]])/g, '');
}

/** A heading with more in it (a number, a menu) than both of the page's titles begin with. */
function bareHeading(shown: string, social: string | undefined, title: string): string {
  const isMore =
    social !== undefined && social.length >= 4 && shown.startsWith(social) && shown.length > social.length;
  return isMore && title.startsWith(social) ? social : shown;
}

/** Markup names the product, unless the page shows the same name in fuller form and its title agrees. */
function nameOf(
  { identity, heading, metadata }: ProductInput,
  marked: string | undefined,
): string | undefined {
  const shown = identity.heading;
  const social = firstMeta(metadata.meta, 'og:title');
  if (marked === undefined)
    return firstText(bareHeading(shown, social, metadata.title), social, metadata.title);
  const name = firstText(marked) ?? '';
  if (shown === '' || heading === undefined) return name;
  if (letters(shown) === letters(name)) return boundedText(spacedText(heading.element), 300);
  const titles = [social, metadata.title].map((title) => letters(title ?? ''));
  const isFuller = letters(shown).endsWith(letters(name)) && shown.length <= name.length + 40;
  return isFuller && titles.some((title) => title.startsWith(letters(shown))) ? shown : name;
}

function dropUndefined(facts: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) kept[key] = value;
  return kept;
}

/** The number a page shows with a label is the one its users know; markup often has an internal one. */
export function productTexts(input: ProductInput, found: TextSources): Record<string, string> {
  const { scan, metadata, identity, heading } = input;
  const { main, nodes } = found;
  const from = heading?.order ?? 0;
  const name = nameOf(input, main === undefined ? undefined : textProp(main.node, 'name'));
  return dropUndefined({
    name,
    sku: firstText(
      visibleNumber(scan, 'sku', from),
      ...nodes.map((node) => textProp(node, 'sku')),
      found.offerSku,
      ...nodes.map((node) => textProp(node, 'productID', 'productId', 'identifier')),
      numberInUrl(identity.url),
    ),
    gtin: gtinOf(nodes) ?? visibleNumber(scan, 'gtin', from),
    mpn: firstText(visibleNumber(scan, 'mpn', from), ...nodes.map((node) => textProp(node, 'mpn', 'model'))),
    brand: firstText(
      ...nodes.map(brandOf),
      firstMeta(metadata.meta, 'product:brand', 'og:brand', 'brand'),
      visibleBrand(scan, from, name ?? ''),
    ),
    image: firstText(imageOf(main?.node, metadata)),
  });
}
