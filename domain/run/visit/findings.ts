// What the list of jobs shows of the findings of a chunk: the latest change, and of a job with one page its price.
import type { JobConfig } from '../../config/schema.ts';
import type { LatestChange, LatestFindings, LatestMove, LatestPrice } from './latest-findings.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import { exponentOf } from '../../reading/money/exponent.ts';

/** Null: nothing to note. */
export function findingsOf(
  source: JobConfig['source'],
  changes: readonly Change[],
  prices: readonly PricePoint[],
): LatestFindings | null {
  const change = latest(changes);
  const isOnePage = source.kind === 'pages' && source.urls.length === 1;
  const price = isOnePage ? latest(prices) : undefined;
  const moved = isOnePage ? latest(prices.filter(hasMoved)) : undefined;
  if (change === undefined && price === undefined) return null;
  return {
    ...(change !== undefined && { change: toChange(change) }),
    ...(price !== undefined && { price: toPrice(price) }),
    ...(moved !== undefined && { move: toMove(moved) }),
  };
}

function latest<T extends { readonly at: Date }>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>(
    (best, one) => (best === undefined || one.at > best.at ? one : best),
    undefined,
  );
}

const SUMMARY_LENGTH = 300;

function toChange({ _id, pageId, at, kind, severity, summary }: Change): LatestChange {
  return { changeId: _id, pageId, at, kind, severity, summary: summary.slice(0, SUMMARY_LENGTH) };
}

function toPrice({ at, pageId, minor, currency, availability }: PricePoint): LatestPrice {
  return { at, pageId, minor, currency, amount: minor / 10 ** exponentOf(currency), availability };
}

type Moved = PricePoint & { readonly beforeMinor: number; readonly percent: number };

function hasMoved(point: PricePoint): point is Moved {
  return point.beforeMinor !== undefined && point.percent !== undefined && point.beforeMinor !== point.minor;
}

function toMove({ at, beforeMinor, minor, percent }: Moved): LatestMove {
  return { at, beforeMinor, minor, percent };
}
