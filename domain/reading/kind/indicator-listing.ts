// Indicators that a page lists many things of a kind.
import { type Indicator, indicator, rise } from './indicator.ts';

export const LISTING_INDICATORS: readonly Indicator[] = [
  indicator('structured data says list or collection', [-0.2, 0.6, -0.2, -0.2], (f) => f.ldList),
  indicator('structured data names many products', [-0.2, 0.6, -0.2, -0.2], (f) => f.productNodes >= 4),
  indicator('og:type is a group of products', [-0.3, 0.7, -0.2, -0.2], (f) => f.ogType.includes('group')),
  indicator('many like records', [-0.2, 0.6, -0.3, -0.1], (f) => rise(f.recordItems, 4, 24)),
  indicator('cards hold much of the text', [-0.3, 0.8, -0.3, -0.2], (f) => rise(f.cardShare, 0.1, 0.7)),
  indicator('many records with a picture', [-0.1, 0.7, -0.3, -0.2], (f) => rise(f.recordImages, 3, 16)),
  indicator('many records with a price', [-0.1, 0.7, -0.2, -0.3], (f) => rise(f.recordPrices, 3, 12)),
  indicator('many buy buttons', [-0.2, 0.6, -0.2, -0.2], (f) => rise(f.cartActions, 4, 10)),
  indicator('it has paging', [-0.2, 0.6, -0.2, -0.2], (f) => rise(f.pagingLinks, 0, 3)),
  indicator('it can be sorted or filtered, or counts its results', [-0.2, 0.8, -0.3, -0.4], (f) =>
    rise(f.results, 0, 3),
  ),
  indicator('teasers to read or see more', [-0.1, 0.6, -0.4, -0.1], (f) => rise(f.teasers, 2, 8)),
  indicator('several article teasers', [-0.2, 0.6, -0.3, -0.2], (f) => rise(f.articles, 2, 8)),
  indicator('structured data lists articles', [-0.2, 0.6, -0.2, -0.2], (f) => f.ldListedArticles >= 3),
  indicator('much of the main part is links', [0, 0.5, -0.2, -0.3], (f) =>
    rise(f.mainLinkDensity, 0.15, 0.6),
  ),
  indicator('many links that read like titles', [0, 0.5, -0.1, -0.4], (f) => rise(f.titleLinks, 5, 30)),
  indicator('the address looks like a category', [-0.4, 1, -0.3, -0.3], (_f, url) => url.listingHint),
  indicator('the address is a search', [-0.2, 0.6, -0.2, -0.2], (_f, url) => url.isSearch),
];
