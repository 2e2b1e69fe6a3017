// The 30-day low: the lowest price in force at any moment of thirty days. The figures of a page, its claimed former price
// and the price rule `low-30-days` all mean this one.
import { DAY_MS } from '../system/duration.ts';
import { type PricePoint, spansOf } from './price-point.ts';
import type { MemoryKind } from './rule/rule-memory.ts';

const THIRTY_DAYS_MS = 30 * DAY_MS;

/** What a price rule remembers, so that it needs no points. */
export const LOWEST_OF_30_DAYS: MemoryKind = { keeps: 'lowest', windowMs: THIRTY_DAYS_MS };

/** Of the thirty days before `until`, epoch ms; null when no price of them is known. */
export function thirtyDayLow(points: readonly PricePoint[], until: number): number | null {
  return lowestBetween(points, until - THIRTY_DAYS_MS, until);
}

/** Lowest price in force between two moments, or null when none is known. */
function lowestBetween(points: readonly PricePoint[], from: number, to: number): number | null {
  const spans = spansOf(
    [...points].sort((a, b) => a.at - b.at),
    to,
  );
  const inForce = spans.filter((span) => span.from <= to && (span.to > from || span.from >= from));
  return inForce.length === 0 ? null : Math.min(...inForce.map((span) => span.minor));
}
