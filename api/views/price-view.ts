// Price summaries and previews of price rules as the API shows them.
import type { PricePoint } from '../../domain/page/page.ts';
import { type PriceSummary, summarisePrices } from '../../domain/price/price-summary.ts';
import { replayPriceRule } from '../../domain/price/rule/replay-rule.ts';
import { byPage } from '../query/group-by-page.ts';
import { type PointList, toObservation } from '../query/price-points.ts';
import type { PriceSummaryView, RulePreviewView } from '../schemas/price.ts';
import { toMoney, toVariants } from './page-view.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { nameOfRule } from '../../domain/price/rule/rule-text.ts';

const MAX_FIRINGS = 500;

/** Summary of one page's points, which come newest first; null without any. */
export function toPriceSummary(points: readonly PricePoint[], now: Date): PriceSummaryView | null {
  const latest = points[0];
  const summary = summarisePrices(points.map(toObservation), now.getTime());
  if (latest === undefined || summary === null) return null;
  const { currency, was } = summary;
  const money = (minor: number) => toMoney(minor, currency);
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    pageId: latest.pageId,
    url: latest.url,
    name: latest.name,
    points: summary.points,
    current: money(summary.current.minor),
    variants: toVariants(latest.variants, currency),
    availability: summary.availability,
    since: iso(summary.since),
    allTimeLow: { ...money(summary.low.minor), at: iso(summary.lowAt) },
    high: { ...money(summary.high.minor), at: iso(summary.highAt) },
    median: money(summary.median.minor),
    low30Days: money(summary.low30Days.minor),
    isAllTimeLow: summary.isAllTimeLow,
    isLow30Days: summary.isLow30Days,
    was: was === null ? null : toFormerPrice(was),
    level: summary.level,
  };
}

function toFormerPrice(was: NonNullable<PriceSummary['was']>): NonNullable<PriceSummaryView['was']> {
  const { price, verdict, reason, askedWithin30Days, askedWithin90Days, lowestBeforeMinor } = was;
  const { currency } = price;
  return {
    price: toMoney(price.minor, currency),
    verdict,
    reason,
    askedWithin30Days,
    askedWithin90Days,
    lowestBefore: lowestBeforeMinor === null ? null : toMoney(lowestBeforeMinor, currency),
  };
}

/** What the rules would have told of these points, latest first. */
export function toRulePreview(
  rules: readonly SavedPriceRule[],
  { points, truncated }: PointList,
): RulePreviewView {
  const pages = byPage(points);
  const tried = rules.map((rule) => ({ rule, name: nameOfRule(rule), firings: firingsOf(rule, pages) }));
  const firings = tried.flatMap((one) => one.firings);
  firings.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return {
    rules: tried.map(({ rule, name, firings: own }) => ({ name, rule, fired: own.length })),
    fired: firings.length,
    pages: pages.length,
    points: points.length,
    truncated,
    firings: firings.slice(0, MAX_FIRINGS),
  };
}

function firingsOf(
  rule: SavedPriceRule,
  pages: readonly (readonly PricePoint[])[],
): RulePreviewView['firings'] {
  return pages.flatMap((own) => {
    const [latest] = own;
    if (latest === undefined) return [];
    const { pageId, url, name } = latest;
    return replayPriceRule(rule, own.map(toObservation)).fired.map(({ at, minor, currency, reason }) => ({
      pageId,
      url,
      name,
      at: new Date(at).toISOString(),
      price: toMoney(minor, currency),
      rule: nameOfRule(rule),
      reason,
    }));
  });
}
