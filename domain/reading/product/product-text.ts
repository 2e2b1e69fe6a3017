// Name, numbers, brand and image of the page's product, chosen from markup, heading and labelled lines.
import { parseGtin } from './gtin.ts';
import { type PageData, resolveNode } from '../markup/page-data.ts';
import { type MetaMap, firstMeta } from '../markup/page-metadata.ts';
import type { ValueSource } from '../page/parsed-page.ts';
import type { ProductInput } from './product-input.ts';
import { labelledBrand, markedNumber, visibleBrand, visibleNumber } from './product-visible.ts';
import { headingName, spacedHeading } from './heading-name.ts';
import { isShopName } from './shop-name.ts';
import { letters } from '../words/letters.ts';
import { type JsonObject, isObject, listOf, textProp, textValue } from '../markup/structured-node.ts';
import { type Choice, type Statement, chooseStated, plainValue } from './stated-value.ts';
import { numberInUrl } from './url-number.ts';

interface SourcedNode {
  readonly node: JsonObject;
  readonly source: ValueSource;
}

export interface TextSources {
  /** The page's own nodes: markup of two syntaxes, or what its embedded state holds; the main one first. */
  readonly nodes: readonly SourcedNode[];
  readonly offerSku: string | undefined;
}

/** Properties that hold a trade number by definition, and those that may. There a short number would fit by chance. */
const GTIN_PROPS = [
  'gtin13',
  'gtin',
  'gtin14',
  'gtin12',
  'gtin8',
  'ean',
  'ean13',
  'upc',
  'isbn',
  'isbn13',
  'barcode',
];
const MAYBE_GTIN_PROPS = ['productID', 'sku'];

function gtinOf(node: JsonObject): string | undefined {
  for (const name of [...GTIN_PROPS, ...MAYBE_GTIN_PROPS]) {
    const text = textProp(node, name);
    const gtin = text === undefined ? undefined : parseGtin(text);
    if (gtin !== undefined && (gtin.length >= 13 || GTIN_PROPS.includes(name))) return gtin;
  }
  return undefined;
}

/** Properties of catalogues in meta tags. */
const GTIN_META = [
  'product:gtin',
  'product:ean',
  'product:upc',
  'product:isbn',
  'og:gtin',
  'og:ean',
  'og:upc',
  'og:isbn',
  'books:isbn',
  'book:isbn',
  'gtin13',
  'gtin',
];
const MPN_META = ['product:mfr_part_no', 'product:mpn', 'og:mpn', 'mpn'];

function metaNumber(meta: MetaMap, names: readonly string[]): string | undefined {
  const text = firstMeta(meta, ...names);
  return text === undefined ? undefined : parseGtin(text);
}

function brandOf(data: PageData, node: JsonObject): string | undefined {
  for (const name of ['brand', 'manufacturer', 'vendor']) {
    for (const reference of listOf(node[name])) {
      const value = (isObject(reference) ? resolveNode(data, reference) : undefined) ?? reference;
      const text = isObject(value) ? textProp(value, 'name', 'legalName', '@value') : textValue(value);
      if (text !== undefined && !/^(?:https?:|_:)/.test(text)) return text;
    }
  }
  return undefined;
}

function imageUrl(image: string | undefined): string | undefined {
  return image !== undefined && /^(?:https?:|\/)/.test(image) ? image : undefined;
}

function imageOf(node: JsonObject): string | undefined {
  return imageUrl(textProp(node, 'image'));
}

/** A title without the name of the site before or behind it, for pages that have no heading. */
function withoutSite(title: string, input: ProductInput): string {
  const [, first = '', rest = ''] = /^([^|｜–—:-]{2,40}?)\s*[|｜–—:-]\s+(.{3,})$/u.exec(title) ?? [];
  if (first !== '' && isShop(first, input)) return rest;
  return title.replace(/\s*[|｜–—-]\s*[^|｜–—-]{2,30}$/u, '');
}

/** "Vase — Studio" is the page's title; the product is the "Vase" of the heading. */
function withoutTitleEnd(marked: string, shown: string, title: string): string {
  const name = plainValue(marked);
  const rest = name.startsWith(shown) ? name.slice(shown.length) : '';
  return shown.length >= 3 && name === title && /^\s+[|–—-]\s+\S/u.test(rest) ? shown : marked;
}

/** "Oak table" for the heading "Oak table 4711", if the page's social title is that and its title begins with it. */
function bareHeading(shown: string, social: string | undefined, title: string): string {
  const isMore =
    social !== undefined && social.length >= 4 && shown.startsWith(social) && shown.length > social.length;
  return isMore && title.startsWith(social) ? social : shown;
}

/** "Red onion | Elm Seeds" in a shop of that name. */
function withoutShop(name: string | undefined, input: ProductInput): string | undefined {
  const [, own = '', behind = ''] =
    /^(.{3,}?)\s+[|–—-]\s+([^|–—]{2,40})$/u.exec(plainValue(name ?? '')) ?? [];
  return own !== '' && isShop(behind, input) ? own : name;
}

/** Themes write the name of the shop where that of the product belongs; it is left out where another one is stated. */
function namesOf(input: ProductInput, nodes: readonly SourcedNode[]): Statement[] {
  const names = allNames(input, nodes).map((one) => ({ ...one, value: withoutShop(one.value, input) }));
  const site = letters(firstMeta(input.metadata.meta, 'og:site_name') ?? '');
  if (site === '' || letters(input.heading?.text ?? site) === site) return names;
  const others = names.filter(({ value = '' }) => value !== '' && letters(plainValue(value)) !== site);
  return others.length > 0 ? others : names;
}

/** Markup names the product, unless the page shows the same name in fuller form and its title agrees. */
function allNames(input: ProductInput, nodes: readonly SourcedNode[]): Statement[] {
  const { heading, metadata } = input;
  const shown = heading === undefined ? '' : headingName(heading, metadata.title);
  const social = firstMeta(metadata.meta, 'og:title');
  const titles: Statement[] = [
    { value: bareHeading(shown, social, metadata.title), source: 'visible', at: 'main heading' },
    { value: social, source: 'opengraph', at: 'og:title' },
    { value: withoutSite(metadata.title, input), source: 'meta', at: 'title' },
  ];
  // A line that is no heading is a guess; what the page calls itself elsewhere is none.
  if (heading?.level === 0 && social !== undefined)
    titles.unshift({ value: social, source: 'opengraph', at: 'og:title' });
  const main = nodes[0];
  const marked = main === undefined || main.source === 'embedded' ? undefined : textProp(main.node, 'name');
  if (marked === undefined || main === undefined) return titles;
  const named: Statement = {
    value: withoutTitleEnd(marked, shown, metadata.title),
    source: main.source,
    at: 'name',
  };
  if (shown === '' || heading === undefined) return [named, ...titles];
  const name = letters(plainValue(marked));
  const spaced: Statement = {
    value: spacedHeading(heading, metadata.title),
    source: 'visible',
    at: 'main heading',
  };
  const isNamed = nodes.some(
    ({ node }) => letters(plainValue(textProp(node, 'name') ?? '')) === letters(shown),
  );
  if (isNamed) return [spaced, named, ...titles.slice(1)];
  const isFuller = letters(shown).endsWith(name) && shown.length <= marked.length + 40;
  const agrees = [social, metadata.title].some((title) => letters(title ?? '').startsWith(letters(shown)));
  return isFuller && agrees ? [...titles.slice(0, 1), named, ...titles.slice(1)] : [named, ...titles];
}

interface ShownNumbers {
  readonly gtin: string | undefined;
  readonly mpn: string | undefined;
}

/** The number a page shows with a label is the one its users know; markup often has an internal one. */
function numbersOf(input: ProductInput, { nodes, offerSku }: TextSources, shown: ShownNumbers): Statement[] {
  const { scan, identity, heading, metadata } = input;
  return [
    { value: visibleNumber(scan, 'sku', heading?.order ?? 0), source: 'visible', at: 'labelled number' },
    ...nodes.map(({ node, source }): Statement => ({ value: textProp(node, 'sku'), source, at: 'sku' })),
    { value: offerSku, source: nodes[0]?.source ?? 'json-ld', at: 'offers.sku' },
    {
      value: markedNumber(scan, 'sku', heading?.order ?? 0),
      source: 'visible',
      at: 'number in an attribute',
    },
    ...nodes.map(
      ({ node, source }): Statement => ({
        value: textProp(node, 'productID', 'productId', 'identifier'),
        source,
        at: 'productID',
      }),
    ),
    { value: numberInUrl(identity.url), source: 'meta', at: 'address of the page' },
    {
      value: firstMeta(metadata.meta, 'product:retailer_item_id', 'product:sku', 'og:sku', 'sku'),
      source: 'meta',
      at: 'number meta tag',
    },
    { value: shown.gtin, source: 'visible', at: 'trade number' },
    { value: shown.mpn, source: 'visible', at: "maker's number" },
  ];
}

function isShop(name: string, { identity, metadata }: ProductInput): boolean {
  return isShopName(name, { url: identity.url, site: firstMeta(metadata.meta, 'og:site_name') });
}

/** Markup names the brand; shop systems put the shop in its place, then a label on the page is trusted more. */
function brandStatements(input: ProductInput, nodes: readonly SourcedNode[], name: string): Statement[] {
  const { scan, heading, metadata } = input;
  const site = firstMeta(metadata.meta, 'og:site_name');
  const shown: Statement = {
    value: visibleBrand({ scan, heading, name, site }),
    source: 'visible',
    at: 'labelled or classed brand',
  };
  const meta = firstMeta(metadata.meta, 'product:brand', 'og:brand', 'brand');
  const stated: Statement[] = [
    ...nodes.map(
      ({ node, source }): Statement => ({ value: brandOf(input.data, node), source, at: 'brand' }),
    ),
    { value: meta, source: 'meta', at: 'brand meta tag' },
  ];
  const first = stated.find(({ value }) => value !== undefined)?.value;
  if (first === undefined || !isShop(first, input)) return [...stated, shown];
  const labelled = labelledBrand(scan, heading?.order ?? 0);
  return [{ ...shown, value: labelled }, ...stated, shown];
}

/** Name, numbers, brand and image of the product, each with the other places that state it. */
export function productTexts(input: ProductInput, found: TextSources): Choice[] {
  const { scan, metadata, heading } = input;
  const { nodes } = found;
  const from = heading?.order ?? 0;
  const shown = { gtin: visibleNumber(scan, 'gtin', from), mpn: visibleNumber(scan, 'mpn', from) };
  const name = chooseStated('name', namesOf(input, nodes));
  const of = (at: string, read: (node: JsonObject) => string | undefined): Statement[] =>
    nodes.map(({ node, source }) => ({ value: read(node), source, at }));
  const image = firstMeta(metadata.meta, 'og:image', 'twitter:image');
  return [
    name,
    chooseStated('sku', numbersOf(input, found, shown)),
    chooseStated('gtin', [
      ...of('gtin', gtinOf),
      { value: shown.gtin, source: 'visible', at: 'labelled number' },
      { value: metaNumber(metadata.meta, GTIN_META), source: 'meta', at: 'number meta tag' },
      { value: markedNumber(scan, 'gtin', from), source: 'visible', at: 'number in an attribute' },
    ]),
    chooseStated('mpn', [
      { value: shown.mpn, source: 'visible', at: 'labelled number' },
      ...of('mpn', (node) => textProp(node, 'mpn', 'model')),
      { value: firstMeta(metadata.meta, ...MPN_META), source: 'meta', at: 'number meta tag' },
      { value: markedNumber(scan, 'mpn', from), source: 'visible', at: 'number in an attribute' },
    ]),
    chooseStated('brand', brandStatements(input, nodes, name?.chosen.value ?? '')),
    chooseStated('image', [
      ...of('image', imageOf),
      { value: imageUrl(image), source: 'opengraph', at: 'og:image' },
    ]),
  ].filter((choice) => choice !== undefined);
}
