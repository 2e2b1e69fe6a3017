// What the variants of a product cost by its structured data: one offer each, a group with variants, or a lowest and a highest
// price of an aggregate offer.
import { type DataNode, type PageData, resolveNode } from '../../markup/page-data.ts';
import {
  type JsonObject,
  type JsonValue,
  isObject,
  listOf,
  objectsProp,
  textProp,
} from '../../markup/structured-node.ts';
import type { VariantPrices } from '../../page/parsed-page.ts';
import { variantRange } from './variant-range.ts';

const MAX_OFFERS = 300;

export function statedVariants(data: PageData, { node }: Pick<DataNode, 'node'>): VariantPrices | undefined {
  const offers = offersOf(data, node);
  const nested = offers.flatMap((offer) => offersOf(data, offer));
  const aggregate = offers.find((offer) => offer['lowPrice'] !== undefined);
  const ofVariants = listOf(node['hasVariant'] ?? node['model']).slice(0, MAX_OFFERS);
  const [kind, all] = mostOffers([
    offers,
    nested,
    ofVariants.flatMap((variant) => firstOffer(data, variant)),
  ]);
  return variantRange(kind, pricesOf(all)) ?? (aggregate === undefined ? undefined : rangeOf(aggregate));
}

function offersOf(data: PageData, node: JsonObject): JsonObject[] {
  return listOf(node['offers'] ?? node['Offers'] ?? node['offer'])
    .slice(0, MAX_OFFERS)
    .map((offer) => resolveNode(data, offer))
    .filter((offer) => offer !== undefined);
}

function firstOffer(data: PageData, variant: JsonValue): JsonObject[] {
  const node = resolveNode(data, variant);
  return node === undefined ? [] : offersOf(data, node).slice(0, 1);
}

/** Offers of several sellers are of one thing. */
function mostOffers(lists: readonly JsonObject[][]): [VariantPrices['kind'], JsonObject[]] {
  const all = lists.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const sellers = new Set(all.map(sellerOf).filter((name) => name !== undefined));
  return [sellers.size > 1 ? 'offers' : 'variants', all];
}

function sellerOf({ seller }: JsonObject): string | undefined {
  return isObject(seller) ? textProp(seller, 'name', '@id') : undefined;
}

/** In the currency of the first. */
function pricesOf(offers: readonly JsonObject[]): string[] {
  const [first] = offers;
  const currency = first === undefined ? undefined : currencyOf(first);
  return offers
    .filter((offer) => currencyOf(offer) === currency)
    .map((offer) => textProp(offer, 'price', 'Price') ?? specified(offer))
    .filter((price) => price !== undefined);
}

function currencyOf(offer: JsonObject): string | undefined {
  return (
    textProp(offer, 'priceCurrency') ??
    objectsProp(offer, 'priceSpecification')
      .map((one) => textProp(one, 'priceCurrency'))
      .find((code) => code !== undefined)
  );
}

function specified(offer: JsonObject): string | undefined {
  return objectsProp(offer, 'priceSpecification')
    .map((one) => textProp(one, 'price'))
    .find((price) => price !== undefined);
}

function rangeOf(aggregate: JsonObject): VariantPrices | undefined {
  const [low, high] = [textProp(aggregate, 'lowPrice'), textProp(aggregate, 'highPrice')];
  const count = Number(textProp(aggregate, 'offerCount') ?? 2);
  return low === undefined || high === undefined ? undefined : variantRange('offers', [low, high], count);
}
