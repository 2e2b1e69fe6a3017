// The product of one page with price, currency, stock and numbers, and the evidence for each.
import { chooseOffer } from '../../../domain/price/offer.ts';
import type { Offer } from '../../../domain/price/price.ts';
import { toDecimal } from '../../../domain/reading/money/money.ts';
import { type FieldExplanation, explainProduct } from './explain-product.ts';
import type { InspectCase } from '../cases/inspect-case.ts';
import { productOf, viewPage } from '../../../domain/reading/parse-page.ts';
import type { PriceCandidate } from '../../../domain/reading/page/parsed-page.ts';

export interface ProductResult {
  readonly name: string | null;
  readonly price: string | null;
  readonly listPrice: string | null;
  /** Of several variants or sellers with different prices; the price is that of the one shown. */
  readonly variants: {
    readonly kind: string;
    readonly count: number;
    readonly low: string;
    readonly high: string;
  } | null;
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

const NO_PRODUCT = {
  name: null,
  availability: 'unknown',
  sku: null,
  gtin: null,
  mpn: null,
  brand: null,
  image: null,
  availabilityEvidence: null,
  availabilitySource: null,
  availabilityConflict: null,
} as const;

export function inspectProduct(input: InspectCase): ProductResult {
  const url = input.url ?? '';
  const view = viewPage(input.html, url);
  const findings = productOf(view, true);
  const { candidates } = findings;
  const product = { ...NO_PRODUCT, ...findings.product };
  const { availability } = product;
  const offer = chooseOffer(candidates, {
    availability,
    variants: findings.product?.variants,
    lang: view.metadata.lang,
    host: hostOf(url),
  });
  return {
    name: product.name,
    ...pricesOf(offer),
    availability: availability === 'unknown' ? null : availability,
    sku: product.sku,
    gtin: product.gtin,
    mpn: product.mpn,
    brand: product.brand,
    image: product.image,
    evidence: {
      price: offer?.evidence ?? null,
      agreed: offer?.agreed ?? [],
      disagreed: offer?.disagreed ?? [],
      availability: product.availabilityEvidence,
      availabilitySource: product.availabilitySource,
      availabilityConflict: product.availabilityConflict,
      confidence: offer?.confidence ?? 0,
      candidates: candidates.slice(0, 30),
    },
    explanation: explainProduct(findings, offer),
  };
}

function pricesOf(offer: Offer | null): Pick<ProductResult, 'price' | 'listPrice' | 'currency' | 'variants'> {
  if (offer === null) return { price: null, listPrice: null, currency: null, variants: null };
  const { price, listPrice, variants } = offer;
  return {
    price: toDecimal(price),
    listPrice: listPrice === undefined ? null : toDecimal(listPrice),
    currency: price.currency === '' ? null : price.currency,
    variants:
      variants === undefined
        ? null
        : { ...variants, low: toDecimal(variants.low), high: toDecimal(variants.high) },
  };
}
