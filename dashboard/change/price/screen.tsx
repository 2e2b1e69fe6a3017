// The price of one page over time: the verdict in words, the chart, what the named former price is worth.
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PriceSummaryView } from '../../../api/schemas/price.ts';
import type { PriceSeriesView } from '../../../api/schemas/price-series.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { ChangeLine } from '../../ui/change-line.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Figure, Note } from '../../ui/card.tsx';
import { NoAnswer } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PriceChart } from './price-chart.tsx';
import { RangeTabs, usePriceRange } from './price-range.tsx';
import { LevelChip, Stock, Variants } from './price-words.tsx';

export function Screen(): ReactNode {
  const { pageId = '' } = useParams({ strict: false });
  const { name, query } = usePriceRange();
  const path = `/v1/pages/${segment(pageId)}/prices/series` as const;
  const series = useAsk(['prices', 'series', pageId, query], path, {
    query,
    placeholderData: (before) => before,
  });
  if (series.data === undefined)
    return (
      <>
        <PageHead title="Price" crumbs={CRUMBS} />
        <NoAnswer of={series} />
      </>
    );
  return <Price series={series.data} range={name} />;
}

const CRUMBS = [{ name: 'Prices', to: '/prices' }];

function Price({ series, range }: { readonly series: PriceSeriesView; readonly range: string }): ReactNode {
  const { summary } = series;
  const file = `/v1/exports/prices.csv?pageId=${segment(series.pageId)}`;
  return (
    <>
      <PageHead
        title={headline(series)}
        tab={series.name}
        crumbs={CRUMBS}
        sub={
          <>
            <span dir="auto">{series.name}</span> · <Stock availability={summary.availability} /> · since{' '}
            <Moment at={summary.since} /> ·{' '}
            <a href={series.url} rel="noreferrer noopener" target="_blank" className="text-accent underline">
              the page itself
            </a>
          </>
        }
        actions={
          <>
            <a
              href={file}
              download
              className="inline-flex min-h-8 items-center px-2 text-accent hover:underline"
            >
              CSV
            </a>
            <ButtonLink to="/prices/compare" search={{ pages: series.pageId }}>
              Compare
            </ButtonLink>
          </>
        }
      />
      <Figures summary={summary} />
      {summary.was === null ? null : <FormerPrice was={summary.was} />}
      <Card className="mt-4">
        <RangeTabs current={range} />
        {series.steps.length === 0 ? (
          <p className="py-8 text-center text-ink-2">
            No price in this time. Show all to see when there was one.
          </p>
        ) : (
          <PriceChart series={series} />
        )}
      </Card>
      <Changes series={series} />
      {series.otherCurrencies.length === 0 ? null : (
        <p className="mt-3 text-s text-ink-2">
          Prices in {series.otherCurrencies.join(', ')} were seen too; they are not in this chart, because
          nothing is converted.
        </p>
      )}
    </>
  );
}

function Figures({ summary }: { readonly summary: PriceSummaryView }): ReactNode {
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 desk:grid-cols-4">
      <Figure value={formatMoney(summary.current)}>
        now <LevelChip level={summary.level} />
        <Variants variants={summary.variants} />
      </Figure>
      <Figure value={formatMoney(summary.low30Days)}>lowest of 30 days</Figure>
      <Figure value={formatMoney(summary.allTimeLow)}>
        lowest ever, <Moment at={summary.allTimeLow.at} />
      </Figure>
      <Figure value={formatMoney(summary.high)}>
        highest, <Moment at={summary.high.at} />
      </Figure>
    </div>
  );
}

function headline({ summary, points }: PriceSeriesView): string {
  if (summary.isAllTimeLow) return `${formatMoney(summary.current)}, the lowest price so far`;
  if (summary.isLow30Days) return `${formatMoney(summary.current)}, the lowest of 30 days`;
  if (summary.level.level === 'low') return `${formatMoney(summary.current)} is a low price for it`;
  if (summary.level.level === 'high') return `${formatMoney(summary.current)} is a high price for it`;
  if (points <= 1 && summary.points <= 1) return `${formatMoney(summary.current)}, seen once`;
  return `${formatMoney(summary.current)}, as usual`;
}

const WAS_TITLES = {
  seen: 'The named former price is true.',
  'never-seen': 'The named former price is not true.',
  'too-early': 'The named former price can not be judged yet.',
} as const;

function FormerPrice({ was }: { readonly was: NonNullable<PriceSummaryView['was']> }): ReactNode {
  const tone =
    was.verdict === 'seen'
      ? 'var(--st-running)'
      : was.verdict === 'never-seen'
        ? 'var(--st-failed)'
        : 'var(--st-paused)';
  const asked = was.askedWithin30Days
    ? 'asked within 30 days'
    : was.askedWithin90Days
      ? 'asked within 90 days, not within 30'
      : 'not asked within 90 days';
  return (
    <Note tone={tone} title={WAS_TITLES[was.verdict]}>
      The page says “was {formatMoney(was.price)}”: {asked}. {was.reason}.
      {was.lowestBefore === null
        ? ''
        : ` The lowest price of the 30 days before this one was ${formatMoney(was.lowestBefore)}.`}
    </Note>
  );
}

function Changes({ series }: { readonly series: PriceSeriesView }): ReactNode {
  if (series.markers.length === 0) return null;
  return (
    <Card title="What changed in this time" className="mt-4" flush>
      <ul>
        {series.markers.slice(0, 20).map((change) => (
          <ChangeLine key={change.changeId} change={change} />
        ))}
      </ul>
    </Card>
  );
}
