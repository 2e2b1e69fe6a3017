// A price history as a chart draws it: each price holds until the next one, nothing is drawn where the page was gone or
// not looked at, and points of an hour or a day can be taken together.
import type { Availability } from '../reading/page/parsed-page.ts';
import type { PriceObservation } from './rule/rule-input.ts';

/** A price in force; times are epoch ms. */
export interface PriceSpan {
  readonly from: number;
  readonly to: number;
  readonly minor: number;
  /** Lowest and highest price among the points that were taken together. */
  readonly lowMinor: number;
  readonly highMinor: number;
  readonly listMinor: number | null;
  readonly availability: Availability;
}

export interface PriceGap {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

export interface StockBand {
  readonly from: number;
  readonly to: number;
  readonly availability: Availability;
}

interface Grouped extends PriceObservation {
  readonly lowMinor: number;
  readonly highMinor: number;
}

/**
 * The points in order of time, all in one currency. `until`: when the page was looked at last. A bucket shows its last
 * price, in force from the first point of the bucket on.
 */
export function priceSpans(
  points: readonly PriceObservation[],
  { until, bucketMs, gaps }: { until: number; bucketMs: number | null; gaps: readonly PriceGap[] },
): PriceSpan[] {
  const grouped = bucketMs === null ? points.map(alone) : groupPoints(points, bucketMs);
  const steps = grouped.map((point, at): PriceSpan => {
    const { minor, lowMinor, highMinor, listMinor, availability } = point;
    const to = grouped[at + 1]?.at ?? Math.max(until, point.at);
    return { from: point.at, to, minor, lowMinor, highMinor, listMinor: listMinor ?? null, availability };
  });
  return gaps.reduce<PriceSpan[]>((left, gap) => left.flatMap((step) => without(step, gap)), steps);
}

function alone(point: PriceObservation): Grouped {
  return { ...point, lowMinor: point.minor, highMinor: point.minor };
}

function groupPoints(points: readonly PriceObservation[], bucketMs: number): Grouped[] {
  const groups = new Map<number, PriceObservation[]>();
  for (const point of points) {
    const bucket = Math.floor(point.at / bucketMs);
    groups.set(bucket, [...(groups.get(bucket) ?? []), point]);
  }
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1);
    const first = group[0];
    if (last === undefined || first === undefined) return [];
    const prices = group.map(({ minor }) => minor);
    return [{ ...last, at: first.at, lowMinor: Math.min(...prices), highMinor: Math.max(...prices) }];
  });
}

/** What is left of a step outside of the gap: nothing, or one or two parts. */
function without(step: PriceSpan, gap: PriceGap): PriceSpan[] {
  if (gap.from >= step.to || gap.to <= step.from) return [step];
  return [
    ...(gap.from > step.from ? [{ ...step, to: gap.from }] : []),
    ...(gap.to < step.to ? [{ ...step, from: gap.to }] : []),
  ];
}

/** Steps with the same stock, side by side, as one band. */
export function stockBands(steps: readonly PriceSpan[]): StockBand[] {
  const bands: StockBand[] = [];
  for (const { from, to, availability } of steps) {
    const last = bands.at(-1);
    if (last?.availability === availability && last.to === from) bands[bands.length - 1] = { ...last, to };
    else bands.push({ from, to, availability });
  }
  return bands;
}

/** The part of the steps between two moments. */
export function cutSpans(steps: readonly PriceSpan[], from: number, to: number): PriceSpan[] {
  return steps
    .filter((step) => step.to >= from && step.from <= to)
    .map((step) => ({ ...step, from: Math.max(step.from, from), to: Math.min(step.to, to) }));
}

/** When the page was gone: from a change `removed` to the next `added`, or to `until`. Changes oldest first. */
export function goneGaps(
  changes: readonly { readonly kind: string; readonly at: number }[],
  until: number,
): PriceGap[] {
  const gaps: PriceGap[] = [];
  let since: number | null = null;
  for (const { kind, at } of changes) {
    if (kind === 'removed') since ??= at;
    if (kind !== 'added' || since === null) continue;
    gaps.push({ from: since, to: at, why: GONE });
    since = null;
  }
  return since === null ? gaps : [...gaps, { from: since, to: until, why: GONE }];
}

const GONE = 'The page was gone.';
