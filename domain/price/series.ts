// Figures over one page's price points: low, high, median, and the low of thirty-day-low.ts. A price is in force until
// the next point, so the median is weighted by time.
import type { Money } from '../reading/money/money-value.ts';
import { type PricePoint, type Span, spansOf } from './price-point.ts';
import { thirtyDayLow } from './thirty-day-low.ts';

export interface PriceSeries {
  readonly currency: string;
  readonly points: number;
  readonly current: Money;
  readonly low: Money;
  readonly high: Money;
  readonly median: Money;
  /** Lowest price in force at any moment of the last 30 days. */
  readonly low30Days: Money;
  readonly lowAt: number;
  readonly highAt: number;
}

/** The median weighted by time; the lower of two. */
function medianOf(spans: readonly Span[]): number {
  const total = spans.reduce((sum, span) => sum + (span.to - span.from), 0);
  const sorted = [...spans].sort((a, b) => a.minor - b.minor);
  let passed = 0;
  for (const span of sorted) {
    passed += total === 0 ? 1 : span.to - span.from;
    if (passed * 2 >= (total === 0 ? sorted.length : total)) return span.minor;
  }
  return sorted[0]?.minor ?? 0;
}

/** Figures of the points in the currency of the latest point; null without points. */
export function summariseSeries(points: readonly PricePoint[], now: number): PriceSeries | null {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  if (last === undefined) return null;
  const { currency } = last;
  const own = sorted.filter((point) => point.currency === currency);
  const money = (minor: number): Money => ({ minor, currency });
  let low = last;
  let high = last;
  for (const point of own) {
    if (point.minor < low.minor) low = point;
    if (point.minor > high.minor) high = point;
  }
  return {
    currency,
    points: own.length,
    current: money(last.minor),
    low: money(low.minor),
    high: money(high.minor),
    median: money(medianOf(spansOf(own, now))),
    low30Days: money(thirtyDayLow(own, now) ?? last.minor),
    lowAt: low.at,
    highAt: high.at,
  };
}
