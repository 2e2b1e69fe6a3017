// One clue about what a page is: when it holds, what it weighs for each type, and how to say it.
import type { FeatureReader } from './feature-reader.ts';
import type { UrlShape } from './url-shape.ts';

/** For product, listing, article, other; negative speaks against. */
export type ClueWeights = readonly [product: number, listing: number, article: number, other: number];

export interface Clue {
  readonly reason: string;
  readonly weights: ClueWeights;
  readonly holds: (features: FeatureReader, url: UrlShape) => boolean;
}

export function clue(reason: string, weights: ClueWeights, holds: Clue['holds']): Clue {
  return { reason, weights, holds };
}
