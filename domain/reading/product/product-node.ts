// Which structured node is the product that the page is about; related and listed products are told apart.
import type { DataNode, PageData } from '../markup/page-data.ts';
import { objectsProp, textProp } from '../markup/structured-node.ts';
import { wordOverlap } from '../html/word-overlap.ts';

const PRODUCT_TYPES: ReadonlySet<string> = new Set([
  'Product',
  'ProductGroup',
  'ProductModel',
  'IndividualProduct',
  'SomeProducts',
  'Vehicle',
  'Car',
  'product',
  'Product/Service',
]);

/** Types that are products only when they carry an offer. */
const SELLABLE_TYPES: ReadonlySet<string> = new Set([
  'Book',
  'SoftwareApplication',
  'MobileApplication',
  'VideoGame',
]);

const OFFER_TYPES: ReadonlySet<string> = new Set(['Offer', 'AggregateOffer']);

const RELATED =
  /isRelatedTo|isSimilarTo|itemListElement|isAccessoryOrSparePartFor|isConsumableFor|itemOffered|hasPart|mentions|related|review/i;

export interface PageIdentity {
  readonly url: string;
  readonly canonicalUrl: string | undefined;
  readonly heading: string;
  readonly title: string;
}

export function isProductNode(node: DataNode): boolean {
  if (node.types.some((type) => PRODUCT_TYPES.has(type))) return true;
  return node.node['offers'] !== undefined && node.types.some((type) => SELLABLE_TYPES.has(type));
}

function samePath(a: string, b: string): boolean {
  const path = (url: string): string =>
    url
      .replace(/^https?:\/\/[^/]+/i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/$/, '');
  return path(a) !== '' && path(a) === path(b);
}

/** Whether the address names the variant that the page shows: "?variant=2". */
export function isSelected(url: string, page: string): boolean {
  const address = (text: string): string => text.replace(/^(?:https?:)?\/\/[^/]+/i, '').replace(/#.*$/, '');
  return page.includes('?') && address(url) === address(page);
}

function scoreOf(candidate: DataNode, identity: PageIdentity): number {
  const { node, via } = candidate;
  let score = candidate.source === 'json-ld' ? 1.5 : 1;
  if (RELATED.test(via)) score -= 4;
  if (via === '' || via === 'mainEntity') score += 1;
  const urls = [
    textProp(node, 'url', '@id'),
    ...objectsProp(node, 'offers').map((offer) => textProp(offer, 'url')),
  ];
  const [url] = urls;
  if (url !== undefined) {
    const own =
      samePath(url, identity.url) ||
      (identity.canonicalUrl !== undefined && samePath(url, identity.canonicalUrl));
    score += own ? 2 : 0;
  }
  if (urls.some((one) => one !== undefined && isSelected(one, identity.url))) score += 0.8;
  const name = textProp(node, 'name');
  if (name === undefined) score -= 1;
  else score += 2 * Math.max(wordOverlap(name, identity.heading), wordOverlap(name, identity.title));
  if (node['offers'] !== undefined) score += 1.5;
  if (node['sku'] !== undefined || node['mpn'] !== undefined) score += 0.3;
  return score;
}

/** A single offer outside of any product ("itemprop=offers" alone) is for the thing that the page is about. */
function looseOffers(data: PageData): DataNode[] {
  const offers = data.nodes.filter(
    ({ via, types }) => via === '' && types.some((type) => OFFER_TYPES.has(type)),
  );
  return offers.length === 1 ? offers.map((one) => ({ ...one, node: { offers: one.node } })) : [];
}

/** All product nodes that may be the page's own, the best fit first. */
export function rankProducts(data: PageData, identity: PageIdentity): DataNode[] {
  const products = data.nodes.filter(isProductNode);
  return (products.length > 0 ? products : looseOffers(data))
    .slice(0, 300)
    .map((node, order) => ({ node, score: scoreOf(node, identity) - order * 0.001 }))
    .toSorted((a, b) => b.score - a.score)
    .filter(({ score }) => score > -1)
    .map(({ node }) => node);
}
