// One indicator about what a page is: how far it holds, its weight for each type, and a sentence that says it.
import type { WebPageFeatures } from '../page/page-features.ts';
import type { UrlShape } from './url-shape.ts';

/** Weights for product, listing, article and other; a negative weight speaks against the type. */
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

/** 0 up to `from`, 1 from `to` on, evenly between. So no page changes its type because one number passes a limit. */
export function rise(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
