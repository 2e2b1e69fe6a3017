// The prices of all jobs: what each product costs now, how it moved, and whether that is low for it.
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ProductView } from '../../../api/schemas/price-series.ts';
import { useList } from '../../api/use-list.ts';
import type { Search } from '../../api/search.ts';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { counted } from '../../../domain/system/counted.ts';
import { CompareLink } from '../price/compare-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { ProductTable } from './product-table.tsx';

export function Screen(): ReactNode {
  const search = useSearchText();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const only = search['only'] === 'deals' ? 'deals' : 'all';
  const products = useList(['prices', 'products'], '/v1/prices/products', {
    only,
    q: search['q'],
  });
  const set = (change: Search): void =>
    void navigate({ to: '.', search: withSearch(search, change), replace: true });
  return (
    <>
      <PageHead
        title={headline(products.items, only)}
        tab="Prices"
        sub="The page whose price or stock moved last stands first."
        actions={<CompareLink chosen={chosen} />}
      />
      <LinkTabs
        label="Which prices"
        tabs={[
          {
            name: 'All',
            current: only === 'all',
            to: '.',
            search: withSearch(search, { only: '' }),
          },
          {
            name: 'Deals',
            current: only === 'deals',
            to: '.',
            search: withSearch(search, { only: 'deals' }),
          },
        ]}
      />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <SearchField label="Search products" value={search['q'] ?? ''} onSearch={(q) => set({ q })} />
        <a href="/v1/exports/prices.csv" download className="ml-auto py-1 text-s text-accent hover:underline">
          All prices as CSV
        </a>
      </div>
      <Card flush>
        <ListFrame
          list={products}
          empty={<Nothing only={only} q={search['q']} clear={() => set({ only: '', q: '' })} />}
        >
          {(items) => <ProductTable products={items} chosen={chosen} choose={setChosen} />}
        </ListFrame>
      </Card>
    </>
  );
}

function headline(items: readonly ProductView[] | null, only: 'all' | 'deals'): string {
  if (items === null) return 'Prices';
  if (only === 'deals')
    return items.length === 0 ? 'No deal at the moment' : `${counted(items.length, 'deal')} at the moment`;
  const low = items.filter(({ isLow30Days, level }) => isLow30Days || level.level === 'low').length;
  return low === 0
    ? 'No price is low at the moment'
    : `${counted(low, 'price')} ${low === 1 ? 'is' : 'are'} low at the moment`;
}

function Nothing({
  only,
  q,
  clear,
}: {
  readonly only: 'all' | 'deals';
  readonly q: string | undefined;
  readonly clear: () => void;
}): ReactNode {
  if (only === 'all' && (q === undefined || q === ''))
    return (
      <EmptyState
        title="No price yet"
        action={
          <ButtonLink to="/jobs/new" kind="primary">
            Watch a page with a price
          </ButtonLink>
        }
      >
        As soon as a watched page shows a price, it stands here: what it costs, how it moved, and whether that
        is low.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <button type="button" onClick={clear} className="text-accent hover:underline">
          Show all prices
        </button>
      }
    >
      {only === 'deals' ? 'No price is the lowest of 30 days or low for its page' : 'No product'}
      {q === undefined || q === '' ? '.' : ` with “${q}” in its address or title.`}
    </EmptyState>
  );
}
