// A price history as the API shows it to charts.
import type { Change } from '../../domain/page/page.ts';
import { isSoldOut } from '../../domain/reading/words/sold-out.ts';
import { formatMoney } from '../../domain/reading/money/money.ts';
import {
  type PriceSpan,
  cutSpans,
  goneGaps,
  priceSpans,
  stockBands,
} from '../../domain/price/price-spans.ts';
import type { PriceObservation } from '../../domain/price/rule/rule-input.ts';
import type { PriceWindow, SeriesFacts } from '../query/price/price-series.ts';
import { toObservation } from '../query/price-points.ts';
import type { PriceSummaryView } from '../schemas/price.ts';
import type { PriceComparisonView, PriceSeriesView } from '../schemas/price-series.ts';
import { toMoney } from './page-view.ts';
import { toPriceSummary } from './price-view.ts';
import { DAY_MS, HOUR_MS } from '../../domain/system/duration.ts';

const BUCKET_MS = { raw: null, '1h': HOUR_MS, '1d': DAY_MS } as const;

/** Null without a price. */
export function toPriceSeries(facts: SeriesFacts, window: PriceWindow, now: Date): PriceSeriesView | null {
  const { page, points, truncated } = facts;
  const summary = toPriceSummary(points, now);
  const latest = points[0];
  if (summary === null || latest === undefined) return null;
  const { currency } = latest;
  const own = points
    .map(toObservation)
    .reverse()
    .filter((point) => point.currency === currency);
  const until = Math.max(page.lastCheckedAt.getTime(), latest.at.getTime());
  const from = window.from === undefined ? (own[0]?.at ?? until) : Date.parse(window.from);
  const to = window.to === undefined ? until : Date.parse(window.to);
  const gaps = goneGaps(oldestFirst(facts.changes), until);
  const steps = cutSpans(priceSpans(own, { until, bucketMs: BUCKET_MS[window.bucket], gaps }), from, to);
  const isWithin = (at: number): boolean => at >= from && at <= to;
  return {
    pageId: page._id,
    jobId: page.jobId,
    url: page.url,
    name: latest.name,
    currency,
    otherCurrencies: [...new Set(points.map((point) => point.currency))].filter((one) => one !== currency),
    bucket: window.bucket,
    from: iso(from),
    to: iso(to),
    steps: steps.map((step) => toStep(step, currency)),
    gaps: gaps.filter((gap) => gap.to >= from && gap.from <= to).map(toSpan),
    bands: stockBands(steps).map(toSpan),
    markers: facts.changes.filter(({ at }) => isWithin(at.getTime())).map(toMarker),
    summary,
    buyable: page.state !== 'removed' && !isSoldOut(page.price?.availability ?? latest.availability),
    points: own.filter(({ at }) => isWithin(at)).length,
    truncated,
    words: inWords(summary, own),
    links: {
      page: `/v1/pages/${encodeURIComponent(page._id)}`,
      job: `/v1/jobs/${page.jobId}`,
      points: `/v1/prices?pageId=${encodeURIComponent(page._id)}`,
    },
  };
}

function oldestFirst(changes: readonly Change[]): { kind: string; at: number }[] {
  return changes.map(({ kind, at }) => ({ kind, at: at.getTime() })).reverse();
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function toSpan<Span extends { readonly from: number; readonly to: number }>(
  span: Span,
): Omit<Span, 'from' | 'to'> & { from: string; to: string } {
  return { ...span, from: iso(span.from), to: iso(span.to) };
}

function toStep(step: PriceSpan, currency: string): PriceSeriesView['steps'][number] {
  const { minor, lowMinor, highMinor, listMinor, availability } = step;
  return {
    from: iso(step.from),
    to: iso(step.to),
    price: toMoney(minor, currency),
    low: toMoney(lowMinor, currency),
    high: toMoney(highMinor, currency),
    listPrice: listMinor === null ? null : toMoney(listMinor, currency),
    availability,
  };
}

function toMarker({ at, _id, kind, severity, summary }: Change): PriceSeriesView['markers'][number] {
  return { at: at.toISOString(), changeId: _id, kind, severity, summary };
}

function inWords(
  { name, current, allTimeLow, high, level }: PriceSummaryView,
  own: readonly PriceObservation[],
): string {
  const since = iso(own[0]?.at ?? 0).slice(0, 10);
  if (own.length < 2)
    return `${name}: ${formatMoney(current)}, seen once, on ${since}. The chart begins with the second price.`;
  const low = `lowest ${formatMoney(allTimeLow)} on ${allTimeLow.at.slice(0, 10)}`;
  const top = `highest ${formatMoney(high)} on ${high.at.slice(0, 10)}`;
  return `${name}: ${formatMoney(current)} now, ${low}, ${top}, ${own.length} prices since ${since}. ${level.words}`;
}

export function toComparison(
  series: readonly PriceSeriesView[],
  withoutPrice: readonly string[],
): PriceComparisonView {
  const currencies = [...new Set(series.map(({ currency }) => currency))];
  const panels = currencies
    .map((currency) => ({
      currency,
      series: series
        .filter((one) => one.currency === currency)
        .toSorted((a, b) => a.summary.current.minor - b.summary.current.minor),
    }))
    .toSorted((a, b) => b.series.length - a.series.length);
  const mixed = panels.length > 1;
  return {
    mixed,
    words: mixed
      ? `Prices in ${listed(currencies)} are shown apart: nothing is converted, because rates move too.`
      : comparedInWords(panels[0]?.series ?? []),
    panels,
    withoutPrice: [...withoutPrice],
  };
}

/** `EUR, USD and CHF` */
function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

function comparedInWords(series: readonly PriceSeriesView[]): string {
  const [lowest, second] = series;
  if (lowest === undefined) return 'No price of these pages is stored.';
  const price = formatMoney(lowest.summary.current);
  const none = lowest.buyable ? '' : ', but it can not be bought now';
  if (second === undefined) return `${lowest.name}: ${price}${none}.`;
  // What can not be bought is no offer, whatever it costs.
  const offer = series.find(({ buyable }) => buyable);
  const best = offer === undefined || offer === lowest ? '' : `; of those that can, ${nameAndPrice(offer)}`;
  return `The lowest price now is ${price}: ${lowest.name}${none}${best}.`;
}

function nameAndPrice({ name, summary }: PriceSeriesView): string {
  return `${formatMoney(summary.current)}: ${name}`;
}
