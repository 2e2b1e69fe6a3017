// The prices of one job: its products as in the list of all prices.
import { type ReactNode, useState } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import { segment } from '../api/ask.ts';
import { useList } from '../api/use-list.ts';
import { CompareLink } from '../change/price/compare-link.tsx';
import { ProductTable } from '../change/price-list/product-table.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ListFrame } from '../ui/list/list-frame.tsx';

export function PricesTab({ job: { jobId } }: { readonly job: JobView }): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const products = useList(['prices', 'products'], '/v1/prices/products', { jobId });
  return (
    <>
      <div className="mb-3 flex items-center justify-end gap-3">
        <a
          href={`/v1/exports/prices.csv?jobId=${segment(jobId)}`}
          download
          className="py-1 text-s text-accent hover:underline"
        >
          CSV
        </a>
        <CompareLink chosen={chosen} />
      </div>
      <Card flush>
        <ListFrame
          list={products}
          empty={
            <EmptyState title="No price on its pages">
              A price is found by itself where a page shows one.
            </EmptyState>
          }
        >
          {(items) => <ProductTable products={items} chosen={chosen} choose={setChosen} />}
        </ListFrame>
      </Card>
    </>
  );
}
