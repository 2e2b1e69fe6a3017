// Price candidates from structured offers and from meta tags, each with its role.
import { boundedText } from '../html/copy-text.ts';
import { type DataNode, type PageData, resolveNode } from '../markup/page-data.ts';
import { type MetaMap, firstMeta } from '../markup/page-metadata.ts';
import type { PriceCandidate, PriceRole, ValueSource } from '../page/parsed-page.ts';
import { isSelected } from './product-node.ts';
import {
  type JsonObject,
  type JsonValue,
  isObject,
  listOf,
  objectsProp,
  shortName,
  textProp,
  typesOf,
} from '../markup/structured-node.ts';

const LIST_TYPE = /Strikethrough|ListPrice|MSRP|SRP|RegularPrice|MinimumAdvertised/i;
const MAX_OFFERS = 60;

export interface StructuredOffer {
  readonly candidates: PriceCandidate[];
  /** schema.org terms as written, one per offer that states its stock, with the offer's own address. */
  readonly availabilities: { term: string; url: string | undefined }[];
  readonly sku: string | undefined;
}

interface OfferContext {
  readonly source: ValueSource;
  readonly confidence: number;
  readonly currency: string | undefined;
}

function candidate(context: OfferContext, raw: string, role: PriceRole, locator: string): PriceCandidate {
  const base = {
    raw: boundedText(raw, 80),
    role,
    source: context.source,
    locator,
    confidence: role === 'price' ? context.confidence : context.confidence - 0.1,
  };
  return context.currency === undefined ? base : { ...base, currencyHint: boundedText(context.currency, 12) };
}

function specifications(offer: JsonObject, context: OfferContext, at: string): PriceCandidate[] {
  const found: PriceCandidate[] = [];
  for (const spec of objectsProp(offer, 'priceSpecification')) {
    const price = textProp(spec, 'price', 'minPrice');
    if (price === undefined) continue;
    const kind = textProp(spec, 'priceType', 'name') ?? '';
    const isUnit = spec['referenceQuantity'] !== undefined && textProp(offer, 'price') !== undefined;
    const role: PriceRole = LIST_TYPE.test(kind) ? 'list' : isUnit ? 'unit' : 'price';
    const type = typesOf(spec)[0] ?? '';
    if (type === 'DeliveryChargeSpecification') continue;
    const own = { ...context, currency: textProp(spec, 'priceCurrency') ?? context.currency };
    found.push(candidate(own, price, role, `${at}.priceSpecification`));
  }
  return found;
}

function offerCandidates(offer: JsonObject, outer: OfferContext, at: string): PriceCandidate[] {
  const context = {
    ...outer,
    currency: textProp(offer, 'priceCurrency', 'pricecurrency', 'currency') ?? outer.currency,
  };
  const price = textProp(offer, 'price', 'Price');
  const found: PriceCandidate[] =
    price === undefined ? [] : [candidate(context, price, 'price', `${at}.price`)];
  const low = textProp(offer, 'lowPrice');
  const high = textProp(offer, 'highPrice');
  if (low !== undefined && price === undefined) {
    const role = high === undefined || high === low ? 'price' : 'from';
    found.push(candidate(context, low, role, `${at}.lowPrice`));
  }
  if (low === undefined && price === undefined && high !== undefined)
    found.push(candidate(context, high, 'price', `${at}.highPrice`));
  found.push(...specifications(offer, context, at));
  return found;
}

function isUsed(offer: JsonObject): boolean {
  const condition = textProp(offer, 'itemCondition');
  return condition !== undefined && /Used|Refurbished|Damaged/i.test(condition);
}

/** Of the offers of several variants, the one that the page's address selects ("?variant=2"); else all. */
function ownOffers(values: readonly JsonValue[], url: string): readonly JsonValue[] {
  const own = values.filter((value) => {
    const address = isObject(value) ? textProp(value, 'url') : undefined;
    return address !== undefined && isSelected(address, url);
  });
  return own.length > 0 ? own : values;
}

/**
 * Offers of one product node of the page at `url`, nested offers included. A node without offers has those of its
 * variants.
 */
export function structuredOffers(
  data: PageData,
  { node: product, source }: Pick<DataNode, 'node' | 'source'>,
  url: string,
): StructuredOffer {
  const context: OfferContext = {
    source,
    confidence: source === 'json-ld' ? 0.9 : 0.85,
    currency: textProp(product, 'priceCurrency'),
  };
  const result: StructuredOffer = { candidates: [], availabilities: [], sku: undefined };
  let sku: string | undefined;
  let left = MAX_OFFERS;
  const visit = (value: JsonValue, outer: OfferContext, at: string): void => {
    const offer = resolveNode(data, value);
    if (offer === undefined || left-- <= 0) return;
    const weight = isUsed(offer) ? outer.confidence - 0.2 : outer.confidence;
    const own = {
      ...outer,
      confidence: weight,
      currency: textProp(offer, 'priceCurrency') ?? outer.currency,
    };
    const found = offerCandidates(offer, own, at);
    result.candidates.push(...found);
    const stock = textProp(offer, 'availability', 'Availability');
    if (stock !== undefined)
      result.availabilities.push({ term: boundedText(shortName(stock), 60), url: textProp(offer, 'url') });
    sku ??= textProp(offer, 'sku');
    for (const inner of ownOffers(listOf(offer['offers']), url))
      visit(inner, { ...own, confidence: own.confidence - (found.length > 0 ? 0.15 : 0) }, `${at}.offers`);
  };
  for (const value of ownOffers(listOf(product['offers'] ?? product['Offers'] ?? product['offer']), url))
    visit(value, context, 'offers');
  if (result.candidates.length === 0) {
    for (const variant of listOf(product['hasVariant'] ?? product['model'])) {
      const node = resolveNode(data, variant);
      for (const value of listOf(node?.['offers'])) visit(value, context, 'hasVariant.offers');
      sku ??= node === undefined ? undefined : textProp(node, 'sku');
    }
  }
  const direct = textProp(product, 'price');
  if (direct !== undefined)
    result.candidates.push(candidate({ ...context, confidence: 0.7 }, direct, 'price', 'price'));
  return { ...result, sku };
}

const META_PRICES: readonly (readonly [string, string, PriceRole])[] = [
  ['product:sale_price:amount', 'product:sale_price:currency', 'price'],
  ['product:price:amount', 'product:price:currency', 'price'],
  ['og:price:amount', 'og:price:currency', 'price'],
  ['product:price', 'product:currency', 'price'],
  ['og:price', 'og:currency', 'price'],
  ['twitter:data1', '', 'price'],
  ['product:original_price:amount', 'product:original_price:currency', 'list'],
  ['og:price:standard_amount', 'og:price:currency', 'list'],
];

export function metaOffers(meta: MetaMap): PriceCandidate[] {
  const found: PriceCandidate[] = [];
  for (const [name, currencyName, role] of META_PRICES) {
    const raw = firstMeta(meta, name);
    if (raw === undefined || !/\d/.test(raw) || raw.length > 40) continue;
    if (name === 'twitter:data1' && !/price/i.test(firstMeta(meta, 'twitter:label1') ?? '')) continue;
    const currency =
      currencyName === ''
        ? undefined
        : firstMeta(meta, currencyName, 'product:price:currency', 'og:price:currency');
    const source: ValueSource = name.startsWith('og:') || name.startsWith('product:') ? 'opengraph' : 'meta';
    const sale = name === 'product:sale_price:amount' ? 0.82 : 0.8;
    found.push(candidate({ source, confidence: sale, currency }, raw, role, `meta[${name}]`));
  }
  return found;
}
