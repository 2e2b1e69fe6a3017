// The evidence for each page type: a table of clues, what each of them says for and against a type, and a sentence
// that explains it. Weights were set by hand and then settled on a few hundred labelled pages, kept close to the
// hand's values so that no single site decides.
import { LISTING_CLUES } from './clue-listing.ts';
import { OTHER_CLUES } from './clue-other.ts';
import { PRODUCT_CLUES } from './clue-product.ts';
import { ARTICLE_CLUES } from './clue-article.ts';
import type { Clue } from './clue.ts';
import type { FeatureReader } from './feature-reader.ts';
import type { PageType } from './page-type.ts';
import type { UrlShape } from './url-shape.ts';

const CLUES: readonly Clue[] = [...PRODUCT_CLUES, ...LISTING_CLUES, ...ARTICLE_CLUES, ...OTHER_CLUES];

export interface Evidence {
  readonly type: PageType;
  readonly weight: number;
  readonly reason: string;
}

const TYPES: readonly PageType[] = ['product', 'listing', 'article', 'other'];

export function gatherEvidence(features: FeatureReader, url: UrlShape): Evidence[] {
  const evidence: Evidence[] = [];
  for (const clue of CLUES) {
    if (!clue.holds(features, url)) continue;
    for (const [at, type] of TYPES.entries()) {
      const weight = clue.weights[at] ?? 0;
      if (weight !== 0) evidence.push({ type, weight, reason: clue.reason });
    }
  }
  return evidence;
}
