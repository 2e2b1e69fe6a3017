// A priced product as the list of prices shows it.
import type { Page, PricePoint } from '../../domain/page/page.ts';
import { type PriceMove, evenlySpaced, lastMove, moveSince } from '../../domain/price/price-moves.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { toObservation } from '../query/price-points.ts';
import type { ProductView } from '../schemas/price-series.ts';
import { toMoney } from './page-view.ts';
import { toPriceSummary } from './price-view.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

const SPARK_POINTS = 30;

export interface PricedPage {
  readonly page: Page;
  /** Newest first. */
  readonly points: readonly PricePoint[];
  readonly jobName: string;
}

/** Null: the page has a price, but no point of it is stored. */
export function toProductView({ page, points, jobName }: PricedPage, now: Date): ProductView | null {
  const summary = toPriceSummary(points, now);
  const { price } = page;
  if (summary === null || price === undefined) return null;
  const { currency } = summary.current;
  const own = points
    .map(toObservation)
    .reverse()
    .filter((point) => point.currency === currency);
  const at = now.getTime();
  const toMove = (move: PriceMove | null): ProductView['lastMove'] =>
    move === null ? null : { from: toMoney(move.fromMinor, currency), percent: move.percent };
  const { isAllTimeLow, isLow30Days, level, was, current, variants, name, url, pageId, since } = summary;
  return {
    pageId,
    jobId: page.jobId,
    jobName,
    url,
    shop: urlHost(url),
    name,
    current,
    variants,
    availability: price.availability,
    since,
    lastCheckedAt: page.lastCheckedAt.toISOString(),
    lastMove: toMove(lastMove(own)),
    move7Days: toMove(moveSince(own, at - 7 * DAY_MS)),
    isAllTimeLow,
    isLow30Days,
    level,
    was,
    spark: evenlySpaced(own, { from: at - 30 * DAY_MS, to: at, count: SPARK_POINTS }),
    links: {
      page: `/v1/pages/${encodeURIComponent(pageId)}`,
      series: `/v1/pages/${encodeURIComponent(pageId)}/prices/series`,
      job: `/v1/jobs/${page.jobId}`,
    },
  };
}
