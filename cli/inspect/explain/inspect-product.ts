// The product of one page with price, currency, stock and numbers, and the evidence for each.
import { chooseOffer } from '../../../domain/price/offer.ts';
import { toDecimal } from '../../../domain/reading/money/money.ts';
import { type FieldExplanation, explainProduct } from './explain-product.ts';
import type { InspectCase } from '../cases/inspect-case.ts';
import { productOf, viewPage } from '../../../domain/reading/parse-page.ts';
import type { PriceCandidate } from '../../../domain/reading/page/parsed-page.ts';

export interface ProductResult {
  readonly name: string | null;
  readonly price: string | null;
  readonly listPrice: string | null;
  readonly currency: string | null;
  readonly availability: string | null;
  readonly sku: string | null;
  readonly gtin: string | null;
  readonly mpn: string | null;
  readonly brand: string | null;
  readonly image: string | null;
  readonly evidence: {
    readonly price: PriceCandidate | null;
    readonly agreed: readonly string[];
    readonly disagreed: readonly string[];
    readonly availability: string | null;
    readonly availabilitySource: string | null;
    readonly availabilityConflict: string | null;
    readonly confidence: number;
    readonly candidates: readonly PriceCandidate[];
  };
  /** Field by field: which sources state the value, which state another, why it was chosen. */
  readonly explanation: readonly FieldExplanation[];
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

export function inspectProduct(input: InspectCase): ProductResult {
  const url = input.url ?? '';
  const view = viewPage(input.html, url);
  const findings = productOf(view, true);
  const { product, candidates } = findings;
  const availability = product?.availability ?? 'unknown';
  const offer = chooseOffer(candidates, { availability, lang: view.metadata.lang, host: hostOf(url) });
  return {
    name: product?.name ?? null,
    price: offer === null ? null : toDecimal(offer.price),
    listPrice: offer?.listPrice === undefined ? null : toDecimal(offer.listPrice),
    currency: offer === null || offer.price.currency === '' ? null : offer.price.currency,
    availability: availability === 'unknown' ? null : availability,
    sku: product?.sku ?? null,
    gtin: product?.gtin ?? null,
    mpn: product?.mpn ?? null,
    brand: product?.brand ?? null,
    image: product?.image ?? null,
    evidence: {
      price: offer?.evidence ?? null,
      agreed: offer?.agreed ?? [],
      disagreed: offer?.disagreed ?? [],
      availability: product?.availabilityEvidence ?? null,
      availabilitySource: product?.availabilitySource ?? null,
      availabilityConflict: product?.availabilityConflict ?? null,
      confidence: offer?.confidence ?? 0,
      candidates: candidates.slice(0, 30),
    },
    explanation: explainProduct(findings, offer),
  };
}
