// The evidence for each page type, each piece with its weight and a sentence that explains it.
import type { FeatureReader } from './feature-reader.ts';
import type { PageType } from './page-type.ts';
import type { UrlShape } from './url-shape.ts';

export interface Evidence {
  readonly type: PageType;
  readonly weight: number;
  readonly reason: string;
}

function piece(holds: boolean, type: PageType, weight: number, reason: string): Evidence | undefined {
  return holds ? { type, weight, reason } : undefined;
}

type Pieces = (Evidence | undefined)[];

function productEvidence(f: FeatureReader, url: UrlShape): Pieces {
  const nodes = f.number('productNodes');
  const og = f.text('ogType');
  const carts = f.number('cartActions');
  return [
    piece(nodes >= 1 && nodes <= 3, 'product', 2, 'structured data names one product'),
    piece(nodes > 3, 'product', 0.8, 'structured data names products'),
    piece(nodes >= 1 && f.flag('productOffer'), 'product', 1.2, 'with an offer in markup'),
    piece(/product/.test(og), 'product', 2, 'og:type is product'),
    piece(f.flag('cartNearHeading') && carts <= 3, 'product', 1.6, 'one add-to-cart beside the main heading'),
    piece(carts > 3, 'product', -0.8, 'many add-to-cart buttons'),
    piece(f.number('bestVisiblePrice') >= 0.5, 'product', 0.9, 'a price stands by the main heading'),
    piece(f.flag('productSku'), 'product', 0.5, 'it has an article number'),
    piece(url.productHint, 'product', 0.7, 'the address looks like a product page'),
    piece(url.isHome, 'product', -2, 'it is a home page'),
    piece(f.flag('ldItemPage'), 'product', 0.8, 'structured data says item page'),
  ];
}

function listingEvidence(f: FeatureReader, url: UrlShape): Pieces {
  const items = f.number('recordItems');
  const share = f.number('recordsShare');
  const nodes = f.number('productNodes');
  return [
    piece(f.flag('ldList'), 'listing', 1.2, 'structured data says list or collection'),
    piece(nodes >= 4, 'listing', 1.5, 'structured data names many products'),
    piece(items >= 8 && share >= 0.3, 'listing', 1.4, 'most of the page is a list of like records'),
    piece(items >= 15, 'listing', 0.6, 'a long list of like records'),
    piece(share >= 0.55, 'listing', 0.8, 'records make up the text'),
    piece(
      f.number('recordPrices') >= 4 && !f.flag('cartNearHeading'),
      'listing',
      1.2,
      'many records with prices',
    ),
    piece(f.number('cartActions') > 3, 'listing', 1, 'many add-to-cart buttons'),
    piece(f.number('pagingLinks') >= 2, 'listing', 1.2, 'it has paging'),
    piece(url.listingHint, 'listing', 0.9, 'the address looks like a category'),
    piece(url.isSearch, 'listing', 1, 'the address is a search'),
    piece(f.number('articles') >= 4, 'listing', 0.8, 'several article teasers'),
    piece(f.number('linkDensity') > 0.55, 'listing', 0.6, 'mostly links'),
    piece(f.number('bodyLong') >= 6 && f.number('bodyShare') > 0.4, 'listing', -1.2, 'long running text'),
  ];
}

function articleEvidence(f: FeatureReader, url: UrlShape): Pieces {
  const og = f.text('ogType');
  const long = f.number('bodyLong');
  return [
    piece(f.flag('ldArticle'), 'article', 2, 'structured data says article'),
    piece(/article|blog|post|news/.test(og), 'article', 1.3, 'og:type is article'),
    piece(long >= 3, 'article', 1, 'several long paragraphs'),
    piece(long >= 7, 'article', 0.7, 'many long paragraphs'),
    piece(
      f.number('bodyChars') > 2_000 && f.number('bodyLinkDensity') < 0.15,
      'article',
      0.8,
      'a long text with few links',
    ),
    piece(f.flag('hasPublished'), 'article', 0.7, 'it has a date of publication'),
    piece(f.flag('hasAuthor'), 'article', 0.5, 'it has an author'),
    piece(url.articleHint, 'article', 0.8, 'the address looks like an article'),
    piece(url.slugWords >= 5, 'article', 0.6, 'the address spells a headline'),
    piece(url.isHome, 'article', -2, 'it is a home page'),
    piece(f.number('bodyChars') < 500, 'article', -1, 'hardly any running text'),
    piece(f.number('productNodes') >= 1 && f.flag('productOffer'), 'article', -0.8, 'it sells something'),
  ];
}

function otherEvidence(f: FeatureReader, url: UrlShape): Pieces {
  return [
    piece(url.otherHint, 'other', 1.5, 'the address is a service page'),
    piece(url.isHome, 'other', 1.2, 'it is a home page'),
    piece(
      f.flag('ldContact') || f.flag('ldFaq'),
      'other',
      0.8,
      'structured data says contact, about or questions',
    ),
    piece(f.number('textChars') < 800 && f.number('links') < 30, 'other', 0.5, 'little text and few links'),
  ];
}

export function gatherEvidence(f: FeatureReader, url: UrlShape): Evidence[] {
  return [
    ...productEvidence(f, url),
    ...listingEvidence(f, url),
    ...articleEvidence(f, url),
    ...otherEvidence(f, url),
  ].filter((one) => one !== undefined);
}
