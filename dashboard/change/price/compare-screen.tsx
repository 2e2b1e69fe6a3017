// Several prices over each other: one panel for each currency, because nothing is converted.
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { PriceComparisonView } from '../../../api/schemas/price-series.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useList } from '../../api/use-list.ts';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { toneOf } from '../../ui/chart/chart-props.ts';
import { StepChart } from '../../ui/chart/step-chart.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { FullMoment } from '../../ui/moment.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { moneyFormat, toSteps } from './price-chart.tsx';
import { MAX_COMPARED } from './most-compared.ts';
import { RangeTabs, usePriceRange } from './price-range.tsx';
import { LevelChip, Stock, Variants } from './price-words.tsx';

const CRUMBS = [{ name: 'Prices', to: '/prices' }];

export function Screen(): ReactNode {
  const search = useSearchText();
  const ids = (search['pages'] ?? '').split(',').filter((id) => id !== '');
  const { name, query } = usePriceRange();
  const pageIds = ids.join(',');
  const compared = useAsk(['prices', 'compare', pageIds, query], '/v1/prices/compare', {
    query: { ...query, pageIds },
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  });
  const { data } = compared;
  return (
    <>
      <PageHead title="Prices side by side" crumbs={CRUMBS} sub={data?.words ?? 'Choose pages to compare.'} />
      <RangeTabs current={name} />
      {ids.length === 0 ? (
        <EmptyState
          title="Nothing to compare yet"
          action={
            <ButtonLink to="/prices" kind="primary">
              To the prices
            </ButtonLink>
          }
        >
          Add pages from the list below, or from the list of prices.
        </EmptyState>
      ) : compared.error !== null && data === undefined ? (
        <ProblemNote error={compared.error} retry={() => void compared.refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <Panels comparison={data} ids={ids} />
      )}
      <AddPages ids={ids} />
    </>
  );
}

function Panels({
  comparison,
  ids,
}: {
  readonly comparison: PriceComparisonView;
  readonly ids: readonly string[];
}): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {comparison.mixed ? <Note title="More than one currency.">{comparison.words}</Note> : null}
      {comparison.panels.map((panel) => (
        <Panel key={panel.currency} panel={panel} ids={ids} />
      ))}
    </div>
  );
}

function Panel({
  panel: { currency, series },
  ids,
}: {
  readonly panel: PriceComparisonView['panels'][number];
  readonly ids: readonly string[];
}): ReactNode {
  const lines = useMemo(() => series.map((one) => ({ name: one.name, steps: toSteps(one) })), [series]);
  const rows = series.flatMap((one) =>
    one.steps
      .toReversed()
      .map(({ from, to, price }) => [
        one.name,
        <FullMoment key="from" at={from} />,
        <FullMoment key="to" at={to} />,
        formatMoney(price),
      ]),
  );
  const group = useKeptFocus<HTMLUListElement>();
  return (
    <Card title={`Prices in ${currency}`}>
      <ul ref={group} className="mb-3 grid grid-cols-[minmax(0,1fr)] gap-1.5">
        {series.map((one, index) => (
          <li key={one.pageId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <i className="h-[3px] w-5 flex-none rounded-full" style={{ background: toneOf(index) }} />
            <Link
              to="/prices/$pageId"
              params={{ pageId: one.pageId }}
              className="min-w-0 flex-1 basis-56 hover:text-accent"
            >
              <CutText text={one.name} />
            </Link>
            <Variants variants={one.summary.variants} />
            <b className="font-[580]">{formatMoney(one.summary.current)}</b>
            <LevelChip level={one.summary.level} />
            <Stock availability={one.summary.availability} />
            <RemoveLink ids={ids} pageId={one.pageId} />
          </li>
        ))}
      </ul>
      {series.every(({ summary }) => summary.points < 2) ? (
        <p className="py-2 text-ink-2">Each was seen once: the chart begins with the second price.</p>
      ) : (
        <StepChart
          series={lines}
          formatValue={moneyFormat(currency, series[0]?.summary.current.amount)}
          words={series.map(({ words }) => words).join(' ')}
          table={{ head: ['Page', 'From', 'Until', 'Price'], rows }}
        />
      )}
    </Card>
  );
}

function RemoveLink({
  ids,
  pageId,
}: {
  readonly ids: readonly string[];
  readonly pageId: string;
}): ReactNode {
  const search = useSearchText();
  const left = ids.filter((id) => id !== pageId).join(',');
  return (
    <Link to="." search={withSearch(search, { pages: left })} className="py-0.5 text-s text-accent">
      Take out
    </Link>
  );
}

function AddPages({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const products = useList(['prices', 'products'], '/v1/prices/products', { limit: 50 });
  const navigate = useNavigate();
  const search = useSearchText();
  const group = useKeptFocus<HTMLUListElement>();
  const others = (products.items ?? []).filter(({ pageId }) => !ids.includes(pageId));
  if (others.length === 0 || ids.length >= MAX_COMPARED) return null;
  const add = (pageId: string): void =>
    void navigate({
      to: '.',
      search: withSearch(search, { pages: [...ids, pageId].join(',') }),
    });
  return (
    <Card title="Add a page" className="mt-4" flush>
      <ul ref={group} className="max-h-72 overflow-y-auto">
        {others.map(({ pageId, name, shop, current }) => (
          <li key={pageId} className="flex items-center gap-3 border-t border-line px-4 py-1.5">
            <span className="min-w-0 flex-1">
              <CutText text={name} />
              <CutText text={shop} className="text-s text-ink-3" />
            </span>
            <span className="text-s whitespace-nowrap">{formatMoney(current)}</span>
            <Button kind="quiet" onClick={() => add(pageId)}>
              Add
            </Button>
          </li>
        ))}
      </ul>
      {products.more === null ? null : (
        <div className="flex justify-center border-t border-line p-2">
          <Button kind="quiet" onClick={products.more} disabled={products.isReading}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  );
}
