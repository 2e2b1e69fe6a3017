// What a page asks for what it sells: the price that its candidates name, and the stock. The track-price stage and the
// preview of a page both ask this.
import type { Availability, PriceCandidate, ProductFacts } from '../reading/page/parsed-page.ts';
import type { PageClass } from '../reading/page/page-type.ts';
import { chooseOffer } from './offer.ts';
import type { Offer } from './price.ts';

export interface PricedPage {
  readonly product?: Pick<ProductFacts, 'availability' | 'variants'> | undefined;
  readonly priceCandidates: readonly PriceCandidate[];
  readonly lang: string;
  readonly host: string;
  readonly class: Pick<PageClass, 'type' | 'wall'> | null;
}

export interface PageOffer {
  readonly availability: Availability;
  /** Null: the page names no price, or none that can be told from those of other goods. */
  readonly offer: Offer | null;
}

/**
 * Null where a page can have no price of its own: a listing shows many, but they are those of other pages; a wall has
 * none at all.
 */
export function pageOffer({
  product,
  priceCandidates,
  lang,
  host,
  class: pageClass,
}: PricedPage): PageOffer | null {
  if (pageClass?.wall === true) return null;
  if (pageClass?.type !== 'product' && product === undefined) return null;
  const availability = product?.availability ?? 'unknown';
  const offer =
    priceCandidates.length === 0
      ? null
      : chooseOffer(priceCandidates, { availability, variants: product?.variants, lang, host });
  return { availability, offer };
}
