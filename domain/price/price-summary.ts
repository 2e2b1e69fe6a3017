// Summary of a page's price points: figures, the present price among them, its claimed former price.
import type { Availability } from '../reading/page/parsed-page.ts';
import type { Money } from '../reading/money/money-value.ts';
import type { PriceObservation } from './rule/rule-input.ts';
import { type PriceSeries, summariseSeries } from './series.ts';
import { type PriceLevel, priceLevel } from './price-level.ts';
import { type FormerPrices, type WasPriceVerdict, formerPrices, wasPriceVerdict } from './was-price.ts';

export interface PriceSummary extends PriceSeries {
  readonly availability: Availability;
  /** When the present price was first seen; epoch ms. */
  readonly since: number;
  /** The page asked more before and never less. */
  readonly isAllTimeLow: boolean;
  /** The page asked more within the last 30 days and not less. */
  readonly isLow30Days: boolean;
  /** The former price the page claims now, if any. */
  readonly was: (WasPriceVerdict & FormerPrices & { readonly price: Money }) | null;
  readonly level: PriceLevel;
}

/** Null without points. */
export function summarisePrices(points: readonly PriceObservation[], now: number): PriceSummary | null {
  const series = summariseSeries(points, now);
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  const level = priceLevel(points, now);
  if (series === null || level === null || last === undefined) return null;
  const isLowest = (low: Money): boolean =>
    series.current.minor <= low.minor && series.high.minor > low.minor;
  return {
    ...series,
    availability: last.availability,
    since: sinceWhen(sorted, last),
    isAllTimeLow: isLowest(series.low),
    isLow30Days: isLowest(series.low30Days),
    was: claimOf(sorted, last, now),
    level,
  };
}

/** The price began at the first of the equal points: a later one may be there for its stock only. */
function sinceWhen(sorted: readonly PriceObservation[], last: PriceObservation): number {
  const other = sorted.findLastIndex((one) => one.minor !== last.minor || one.currency !== last.currency);
  return sorted[other + 1]?.at ?? last.at;
}

function claimOf(
  sorted: readonly PriceObservation[],
  last: PriceObservation,
  now: number,
): PriceSummary['was'] {
  if (last.listMinor === undefined || last.listMinor <= last.minor) return null;
  const price = { minor: last.listMinor, currency: last.currency };
  const own = sorted.filter(({ currency, at }) => currency === price.currency && at <= now);
  const former = formerPrices(own, price, { since: sinceWhen(sorted, last), now });
  return { ...wasPriceVerdict(sorted, price, now), ...former, price };
}
