// What a page says about the one product it is about: its texts, its stock, and the prices that may be its own.
import { type StatedTerm, type StockFinding, decideStock, statedStock } from './availability.ts';
import { boundedText } from '../html/copy-text.ts';
import { type EmbeddedProduct, embeddedProduct } from './embedded-state.ts';
import { type StructuredOffer, metaOffers, structuredOffers } from './offer-candidate.ts';
import type { DataNode } from '../markup/page-data.ts';
import { firstMeta } from '../markup/page-metadata.ts';
import type { PriceCandidate, ProductFacts, VariantPrices } from '../page/parsed-page.ts';
import { rankProducts } from './product-node.ts';
import type { ProductInput } from './product-input.ts';
import { productTexts } from './product-text.ts';
import { textProp } from '../markup/structured-node.ts';
import type { Choice } from './stated-value.ts';
import { stateVariants } from './variant/state-variants.ts';
import { statedVariants } from './variant/stated-variants.ts';
import { variantRange } from './variant/variant-range.ts';
import { type VisiblePrices, visiblePrices } from './visible-price.ts';
import { given } from '../../system/given.ts';

export interface ProductFindings {
  readonly product: ProductFacts | undefined;
  /** How the product's texts were chosen. */
  readonly choices: readonly Choice[];
  readonly candidates: readonly PriceCandidate[];
  /** Number of product nodes that may be the page's own, in all syntaxes. */
  readonly productNodes: number;
}

type StatedOffers = StructuredOffer['availabilities'];

function withoutHost(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/i, '').replace(/#.*$/, '');
}

/** If offers have addresses of their own, the offer with the page's address ("?variant=2") is the selected variant. */
function selectedOffers(offers: StatedOffers, url: string): StatedOffers {
  const addresses = new Set(offers.map((offer) => withoutHost(offer.url ?? '')));
  if (addresses.size < 2 || !url.includes('?')) return offers;
  const own = offers.filter((offer) => withoutHost(offer.url ?? '') === withoutHost(url));
  return own.length > 0 ? own : offers;
}

/** Stock terms of the product and of nodes with the same name: some shops list variants so. */
function variantStock(input: ProductInput, ranked: readonly DataNode[]): StatedTerm[] {
  const main = ranked[0];
  if (main === undefined) return [];
  const name = textProp(main.node, 'name');
  const same = ranked.filter(
    (one) => one === main || (one.source === main.source && textProp(one.node, 'name') === name),
  );
  const offers = same
    .slice(0, 40)
    .flatMap((one) => structuredOffers(input.data, one, input.identity.url).availabilities);
  return selectedOffers(offers, input.identity.url).map(({ term }) => ({ term, source: main.source }));
}

function statedOf(input: ProductInput, ranked: readonly DataNode[]): StockFinding | undefined {
  const inMarkup = statedStock(variantStock(input, ranked));
  if (inMarkup !== undefined) return inMarkup;
  const { meta } = input.metadata;
  const term = firstMeta(meta, 'product:availability', 'og:availability', 'availability');
  return term === undefined ? undefined : statedStock([{ term, source: 'opengraph' }]);
}

function looksLikeProduct(input: ProductInput, candidates: readonly PriceCandidate[]): boolean {
  const { scan, metadata } = input;
  const type = firstMeta(metadata.meta, 'og:type') ?? '';
  if (/product/i.test(type)) return true;
  const priced = candidates.some((one) => one.role === 'price' && one.confidence >= 0.45);
  return priced && scan.actions.some((action) => action.region === 'main');
}

function embeddedCandidate(found: EmbeddedProduct): PriceCandidate[] {
  if (found.price === undefined) return [];
  const base = {
    raw: boundedText(found.price, 40),
    role: 'price',
    source: 'embedded',
    locator: found.locator,
    confidence: 0.6,
  } as const;
  return [found.currency === undefined ? base : { ...base, currencyHint: boundedText(found.currency, 12) }];
}

function embeddedStock(found: EmbeddedProduct | undefined): StockFinding | undefined {
  const { availability, locator } = found ?? {};
  if (availability === undefined || locator === undefined) return undefined;
  return { availability, evidence: locator, source: 'embedded' };
}

interface Markup {
  readonly offers: StructuredOffer | undefined;
  readonly stated: StockFinding | undefined;
}

function isPriced(offers: StructuredOffer | undefined): boolean {
  return offers?.candidates.some((one) => one.role === 'price') === true;
}

/** A line that only looks like a heading is no place that a price stands by. */
function shownPrices({ scan, heading }: ProductInput): VisiblePrices {
  return visiblePrices(scan, heading?.isGuess === true ? undefined : heading);
}

/** Scripts are read only where markup leaves the product, its price or its stock open. */
function readScripts(input: ProductInput, { offers, stated }: Markup): EmbeddedProduct | undefined {
  if (isPriced(offers) && stated !== undefined) return undefined;
  const { identity, metadata, scan } = input;
  const name = identity.heading || (firstMeta(metadata.meta, 'og:title') ?? metadata.title);
  return embeddedProduct(scan, name);
}

function stockFacts(stock: StockFinding | undefined): ProductFacts {
  if (stock === undefined) return { availability: 'unknown' };
  const { availability, evidence, source, conflict } = stock;
  const facts = {
    availability,
    availabilityEvidence: boundedText(evidence, 200),
    availabilitySource: source,
  };
  return conflict === undefined ? facts : { ...facts, availabilityConflict: boundedText(conflict, 200) };
}

/** What holds for all variants stands at their group: the brand, the common name. */
function groupOf(main: DataNode | undefined, ranked: readonly DataNode[]): DataNode | undefined {
  if (main?.via.includes('hasVariant') !== true) return undefined;
  return ranked.find((one) => one.source === main.source && one.types.includes('ProductGroup'));
}

function variantsOf(
  { data, scan }: ProductInput,
  ranked: readonly DataNode[],
  embedded: EmbeddedProduct | undefined,
): VariantPrices | undefined {
  const node = groupOf(ranked[0], ranked) ?? ranked[0];
  const stated = node === undefined ? undefined : statedVariants(data, node);
  return stated ?? variantRange('variants', embedded?.variants ?? []) ?? stateVariants(scan);
}

export function extractProduct(input: ProductInput): ProductFindings {
  const { scan, data, metadata, identity, heading } = input;
  const ranked = rankProducts(data, identity);
  const main = ranked[0];
  const offers = main === undefined ? undefined : structuredOffers(data, main, identity.url);
  const second = ranked.find((one) => one.source !== main?.source);
  const others = second === undefined ? [] : structuredOffers(data, second, identity.url).candidates;
  const shown = shownPrices(input);
  const candidates = [
    ...(offers?.candidates ?? []),
    ...others,
    ...metaOffers(metadata.meta),
    ...shown.candidates,
  ];
  if (main === undefined && !input.isKnown && !looksLikeProduct(input, candidates)) {
    return { product: undefined, choices: [], candidates, productNodes: 0 };
  }
  const stated = statedOf(input, ranked);
  const embedded = readScripts(input, { offers, stated });
  if (embedded !== undefined && !isPriced(offers)) candidates.push(...embeddedCandidate(embedded));
  const scripted = embedded === undefined ? [] : [{ node: embedded.node, source: 'embedded' as const }];
  const nodes = [...[main, groupOf(main, ranked), second].filter((node) => node !== undefined), ...scripted];
  const stock = decideStock({ scan, heading }, stated, embeddedStock(embedded));
  const choices = productTexts(input, { nodes, offerSku: offers?.sku });
  const texts = Object.fromEntries(choices.map(({ field, chosen }) => [field, chosen.value]));
  const variants = variantsOf(input, ranked, embedded) ?? shown.variants;
  const product = { ...texts, ...given({ variants }), ...stockFacts(stock) };
  return { product, choices, candidates, productNodes: ranked.length };
}
