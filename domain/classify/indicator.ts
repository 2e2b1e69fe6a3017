// One indicator about what a page is: how far it holds, what it weighs for each type, and how to say it.
import type { WebPageFeatures } from '../page/page-features.ts';
import type { UrlShape } from './url-shape.ts';

/** For product, listing, article, other; negative speaks against. */
export type IndicatorWeights = readonly [product: number, listing: number, article: number, other: number];

/** True and false, or 0 (not at all) to 1 (fully). */
type Degree = boolean | number;

export interface Indicator {
  readonly reason: string;
  readonly weights: IndicatorWeights;
  readonly degree: (features: WebPageFeatures, url: UrlShape) => Degree;
}

export function indicator(reason: string, weights: IndicatorWeights, degree: Indicator['degree']): Indicator {
  return { reason, weights, degree };
}

/** 0 up to `from`, 1 from `to` on, and evenly between: no page turns over because one number passes a limit. */
export function rise(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
