// The evidence for each page type: a table of indicators, each with its weight for or against every type and a sentence
// that explains it. The weights are fitted on a few hundred labelled pages. So that no single site decides, the fit
// stays close to one plain guess for all indicators: 0.6 for the type it is listed under, 0.2 against each other type.
// docs/quality.md has the results on pages left out of the fit.
import { ARTICLE_INDICATORS } from './indicator-article.ts';
import { LISTING_INDICATORS } from './indicator-listing.ts';
import { OTHER_INDICATORS } from './indicator-other.ts';
import { PRODUCT_INDICATORS } from './indicator-product.ts';
import type { Indicator } from './indicator.ts';
import type { WebPageFeatures } from '../page/page-features.ts';
import { PAGE_TYPES, type PageType } from '../page/page-type.ts';
import type { UrlShape } from './url-shape.ts';

const INDICATORS: readonly Indicator[] = [
  ...PRODUCT_INDICATORS,
  ...LISTING_INDICATORS,
  ...ARTICLE_INDICATORS,
  ...OTHER_INDICATORS,
];

export interface Evidence {
  readonly type: PageType;
  readonly weight: number;
  readonly reason: string;
}

export function gatherEvidence(features: WebPageFeatures, url: UrlShape): Evidence[] {
  const evidence: Evidence[] = [];
  for (const indicator of INDICATORS) {
    const degree = Number(indicator.degree(features, url));
    if (degree === 0) continue;
    for (const [at, type] of PAGE_TYPES.entries()) {
      const weight = (indicator.weights[at] ?? 0) * degree;
      if (weight !== 0) evidence.push({ type, weight, reason: indicator.reason });
    }
  }
  return evidence;
}
