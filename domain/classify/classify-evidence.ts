// The evidence for each page type: a table of clues, what each of them says for and against a type, and a sentence
// that explains it. The weights come from a fit on a few hundred labelled pages that is held close to one plain
// guess for all clues (0.6 for the type it is listed under, 0.2 against each other type), so that no single site
// decides; how it does on pages left out of the fit is in docs/quality.md.
import { ARTICLE_CLUES } from './clue-article.ts';
import { LISTING_CLUES } from './clue-listing.ts';
import { OTHER_CLUES } from './clue-other.ts';
import { PRODUCT_CLUES } from './clue-product.ts';
import type { Clue } from './clue.ts';
import type { WebPageFeatures } from '../page/page-features.ts';
import type { PageType } from '../page/page-type.ts';
import type { UrlShape } from './url-shape.ts';

const CLUES: readonly Clue[] = [...PRODUCT_CLUES, ...LISTING_CLUES, ...ARTICLE_CLUES, ...OTHER_CLUES];

export interface Evidence {
  readonly type: PageType;
  readonly weight: number;
  readonly reason: string;
}

const TYPES: readonly PageType[] = ['product', 'listing', 'article', 'other'];

export function gatherEvidence(features: WebPageFeatures, url: UrlShape): Evidence[] {
  const evidence: Evidence[] = [];
  for (const clue of CLUES) {
    const degree = Number(clue.degree(features, url));
    if (degree === 0) continue;
    for (const [at, type] of TYPES.entries()) {
      const weight = (clue.weights[at] ?? 0) * degree;
      if (weight !== 0) evidence.push({ type, weight, reason: clue.reason });
    }
  }
  return evidence;
}
