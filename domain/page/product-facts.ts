// What a page says about the one product it is about, apart from its price.
import { decodeHTML } from 'entities';
import { availabilityTerm, visibleStock } from './availability.ts';
import type { StockFinding } from './availability.ts';
import { boundedText } from './copy-text.ts';
import { embeddedProduct } from './embedded-state.ts';
import type { EmbeddedProduct } from './embedded-state.ts';
import { parseGtin } from './gtin.ts';
import { metaOffers, structuredOffers } from './offer-candidate.ts';
import type { DataNode, PageData } from './page-data.ts';
import type { PageMetadata } from './page-metadata.ts';
import { firstMeta } from './page-metadata.ts';
import type { PageScan } from './page-scan.ts';
import type { Availability, PriceCandidate, ProductFacts } from './parsed-page.ts';
import type { PageIdentity } from './product-node.ts';
import { rankProducts } from './product-node.ts';
import { numberInUrl, visibleBrand, visibleNumber } from './product-visible.ts';
import type { JsonObject } from './structured-node.ts';
import { isObject, listOf, textProp, textValue } from './structured-node.ts';
import { visiblePrices } from './visible-price.ts';

export interface ProductFindings {
  readonly product: ProductFacts | undefined;
  readonly candidates: readonly PriceCandidate[];
  /** Product nodes that may be the page's own, all syntaxes. */
  readonly productNodes: number;
}

export interface ProductInput {
  readonly scan: PageScan;
  readonly data: PageData;
  readonly metadata: PageMetadata;
  readonly identity: PageIdentity;
  /** Where the main heading stands, 0 when there is none. */
  readonly headingOrder: number;
  readonly isKnown: boolean;
}

/** How good a term is when several offers tell different ones: one variant in stock is in stock. */
const BEST_FIRST: readonly Availability[] = [
  'InStock',
  'LimitedAvailability',
  'OnlineOnly',
  'InStoreOnly',
  'PreOrder',
  'BackOrder',
  'OutOfStock',
  'SoldOut',
  'Discontinued',
];

function statedStock(terms: readonly string[], metadata: PageMetadata): StockFinding | undefined {
  const stated = [...terms];
  const meta = firstMeta(metadata.meta, 'product:availability', 'og:availability', 'availability');
  if (stated.length === 0 && meta !== undefined) stated.push(meta);
  const known = stated.map((term) => ({ term, availability: availabilityTerm(term) }));
  for (const best of BEST_FIRST) {
    const hit = known.find((one) => one.availability === best);
    if (hit !== undefined) return { availability: best, evidence: hit.term };
  }
  return undefined;
}

/** Stock terms of the product and of its siblings by the same name, as shops list variants. */
function variantStock(data: PageData, ranked: readonly DataNode[]): string[] {
  const main = ranked[0];
  if (main === undefined) return [];
  const name = textProp(main.node, 'name');
  const same = ranked.filter(
    (one) => one === main || (one.source === main.source && textProp(one.node, 'name') === name),
  );
  return same.slice(0, 40).flatMap((one) => structuredOffers(data, one.node, one.source).availabilities);
}

function gtinOf(nodes: readonly JsonObject[]): string | undefined {
  for (const node of nodes) {
    for (const name of ['gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8', 'ean', 'isbn', 'productID', 'sku']) {
      const text = textProp(node, name);
      const gtin = text === undefined ? undefined : parseGtin(text);
      if (gtin !== undefined) return gtin;
    }
  }
  return undefined;
}

function brandOf(node: JsonObject): string | undefined {
  for (const name of ['brand', 'manufacturer', 'vendor']) {
    for (const value of listOf(node[name])) {
      const text = isObject(value) ? textProp(value, 'name', 'legalName', '@value') : textValue(value);
      if (text !== undefined && !/^https?:/.test(text)) return text;
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
    if (value !== undefined && value.trim() !== '') return boundedText(decodeHTML(value), 300);
  }
  return undefined;
}

function looksLikeProduct(input: ProductInput, candidates: readonly PriceCandidate[]): boolean {
  const { scan, metadata } = input;
  const type = firstMeta(metadata.meta, 'og:type') ?? '';
  if (/product/i.test(type)) return true;
  const priced = candidates.some((one) => one.role === 'price' && one.confidence >= 0.45);
  return priced && scan.actions.some((action) => action.region === 'main');
}

function dropUndefined(facts: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) kept[key] = value;
  return kept;
}

interface Findings {
  readonly main: DataNode | undefined;
  /** The page's own nodes: markup of two syntaxes, or what its embedded state holds. */
  readonly nodes: readonly JsonObject[];
  readonly offerSku: string | undefined;
}

function embeddedCandidate(found: EmbeddedProduct): PriceCandidate[] {
  if (found.price === undefined) return [];
  const base = {
    raw: boundedText(found.price, 40),
    role: 'price',
    source: 'embedded',
    locator: 'embedded state',
    confidence: 0.6,
  } as const;
  return [found.currency === undefined ? base : { ...base, currencyHint: boundedText(found.currency, 12) }];
}

function productTexts(input: ProductInput, found: Findings): Record<string, string> {
  const { scan, metadata, identity } = input;
  const { main, nodes } = found;
  return dropUndefined({
    name: firstText(
      main === undefined ? undefined : textProp(main.node, 'name'),
      identity.heading,
      firstMeta(metadata.meta, 'og:title'),
      metadata.title,
    ),
    sku: firstText(
      ...nodes.map((node) => textProp(node, 'sku')),
      found.offerSku,
      ...nodes.map((node) => textProp(node, 'productID', 'productId', 'identifier')),
      visibleNumber(scan, 'sku'),
      numberInUrl(identity.url),
    ),
    gtin: gtinOf(nodes) ?? visibleNumber(scan, 'gtin'),
    mpn: firstText(...nodes.map((node) => textProp(node, 'mpn', 'model')), visibleNumber(scan, 'mpn')),
    brand: firstText(
      ...nodes.map(brandOf),
      firstMeta(metadata.meta, 'product:brand', 'og:brand', 'brand'),
      visibleBrand(scan),
    ),
    image: firstText(imageOf(main?.node, metadata)),
  });
}

export function takeProduct(input: ProductInput): ProductFindings {
  const { scan, data, metadata, identity } = input;
  const ranked = rankProducts(data, identity);
  const main = ranked[0];
  const offers = main === undefined ? undefined : structuredOffers(data, main.node, main.source);
  const second = ranked.find((one) => one.source !== main?.source);
  const others = second === undefined ? [] : structuredOffers(data, second.node, second.source).candidates;
  const visible = visiblePrices(scan, input.headingOrder);
  const candidates = [...(offers?.candidates ?? []), ...others, ...metaOffers(metadata.meta), ...visible];
  if (main === undefined && !input.isKnown && !looksLikeProduct(input, candidates)) {
    return { product: undefined, candidates, productNodes: 0 };
  }
  const embedded = main === undefined ? embeddedProduct(scan.stateScripts, identity.heading) : undefined;
  if (embedded !== undefined) candidates.push(...embeddedCandidate(embedded));
  const nodes = [main?.node, second?.node, embedded?.node].filter((node) => node !== undefined);
  const stock = statedStock(variantStock(data, ranked), metadata) ?? visibleStock(scan, input.headingOrder);
  const texts = productTexts(input, { main, nodes, offerSku: offers?.sku });
  const availability = stock?.availability ?? 'unknown';
  const evidence = stock === undefined ? {} : { availabilityEvidence: boundedText(stock.evidence, 200) };
  return { product: { ...texts, ...evidence, availability }, candidates, productNodes: ranked.length };
}
