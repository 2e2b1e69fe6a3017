// What the parse pass takes out of a page: plain, compact data that travels in the parse stage's file.
// Every string here is a copy, never a slice that keeps the page's source alive.
import type { SOURCE_WORDS } from './value-source.ts';
import type { PageFeatures } from './page-features.ts';

/** Where a value was found. */
export type ValueSource = keyof typeof SOURCE_WORDS;

/** One piece of readable text in document order; `path` is a short structural path without classes, which change. */
export interface TextBlock {
  readonly path: string;
  readonly text: string;
}

export type LinkContext =
  | 'main'
  | 'navigation'
  | 'header'
  | 'footer'
  | 'pagination'
  | 'listing-item'
  | 'aside'
  | 'related'
  | 'head';

/** Where a link of paging leads: to the next page, the previous page, or a page with a number. */
export type PagingLink = 'next' | 'prev' | 'page';

export interface PageLink {
  /** Absolute, canonical. */
  readonly url: string;
  readonly text: string;
  readonly context: LinkContext;
  readonly nofollow: boolean;
  readonly paging?: PagingLink;
}

/** A value of one of the job's fields, with its evidence. `value` is null when no locator matched. */
export interface FieldValue {
  readonly name: string;
  readonly value: string | null;
  readonly raw: string;
  readonly source: ValueSource;
  readonly locator: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** The first locator found nothing any more: another one of the field took over. */
  readonly healed?: true;
  /** The job requires it, and no locator found it. */
  readonly missing?: true;
}

export type PriceRole = 'price' | 'list' | 'unit' | 'shipping' | 'instalment' | 'from' | 'unknown';

/** A text on the page that may be a price; the vote in domain/price decides. */
export interface PriceCandidate {
  readonly raw: string;
  /** ISO code or symbol of the currency, found in markup beside the amount. */
  readonly currencyHint?: string;
  readonly role: PriceRole;
  readonly source: ValueSource;
  readonly locator: string;
  readonly confidence: number;
}

/** schema.org ItemAvailability without the prefix, or unknown. */
export const AVAILABILITIES = [
  'InStock',
  'OutOfStock',
  'PreOrder',
  'BackOrder',
  'LimitedAvailability',
  'SoldOut',
  'Discontinued',
  'InStoreOnly',
  'OnlineOnly',
  'unknown',
] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** What the variants of a product cost (sizes, packs), or what several sellers ask for it; they differ. */
export interface VariantPrices {
  readonly kind: 'variants' | 'offers';
  readonly count: number;
  /** Decimal amounts in the currency of the price. */
  readonly low: string;
  readonly high: string;
}

export interface ProductFacts {
  readonly name?: string;
  readonly sku?: string;
  readonly gtin?: string;
  readonly mpn?: string;
  readonly brand?: string;
  readonly image?: string;
  readonly variants?: VariantPrices;
  readonly availability: Availability;
  readonly availabilityEvidence?: string;
  readonly availabilitySource?: ValueSource;
  /** The source that says otherwise, in words; set if markup and page disagree. */
  readonly availabilityConflict?: string;
}

export interface ArticleFacts {
  readonly title?: string;
  readonly author?: string;
  /** ISO dates. */
  readonly published?: string;
  readonly modified?: string;
}

export interface ParsedPage {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  readonly canonicalUrl?: string;
  readonly noindex: boolean;
  readonly nofollow: boolean;
  readonly blocks: readonly TextBlock[];
  /** The job watches a part of the page, and it is not there; then there are no blocks. */
  readonly lostPart?: true;
  /** The filters of the job left no line of a text that was there. */
  readonly isFilteredOut?: true;
  /** The body or its text is not of the kind that the job says, in words; then there are no blocks. */
  readonly misread?: string;
  readonly links: readonly PageLink[];
  readonly fields: readonly FieldValue[];
  readonly priceCandidates: readonly PriceCandidate[];
  readonly product?: ProductFacts;
  readonly article?: ArticleFacts;
  readonly features: PageFeatures;
}
