// A price as it was observed, and how long it was in force: until the next one.

export interface PricePoint {
  /** Epoch milliseconds of the first observation. */
  readonly at: number;
  readonly minor: number;
  readonly currency: string;
}

export interface Span {
  readonly minor: number;
  readonly from: number;
  readonly to: number;
}

/** How long each price was in force; the points have to be in order of time. */
export function spansOf(points: readonly PricePoint[], now: number): Span[] {
  return points.map(({ at, minor }, i) => ({ minor, from: at, to: points[i + 1]?.at ?? Math.max(now, at) }));
}
