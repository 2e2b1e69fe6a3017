// The prices of a job that watches a few pages for them: the first with its line, the others as rows.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { ProductView } from '../../../api/schemas/price-series.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useList } from '../../api/use-list.ts';
import { useAlertRules } from '../../alert/alert-list/use-alerts.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { Percent, Stock, Variants } from '../../change/price/price-words.tsx';
import { Card } from '../../ui/card.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { PriceLine } from './price-line.tsx';
import { isPriceJob, lowWords, thresholdOf } from './price-watch.ts';

const SHOWN = 5;

export function PriceCards({ job }: { readonly job: JobView }): ReactNode {
  return isPriceJob(job) ? <Prices job={job} /> : null;
}

function Prices({ job }: { readonly job: JobView }): ReactNode {
  const { items } = useList(
    ['prices', 'products', { jobId: job.jobId, limit: SHOWN + 1 }],
    '/v1/prices/products',
    { jobId: job.jobId, limit: SHOWN + 1 },
  );
  const [first, ...others] = items ?? [];
  if (first === undefined) return null;
  return (
    <>
      <FirstPrice job={job} product={first} isOnly={others.length === 0} />
      {others.length === 0 ? null : <OtherPrices jobId={job.jobId} products={others.slice(0, SHOWN - 1)} />}
    </>
  );
}

interface FirstPriceProps {
  readonly job: JobView;
  readonly product: ProductView;
  readonly isOnly: boolean;
}

function FirstPrice({ job, product, isOnly }: FirstPriceProps): ReactNode {
  const { pageId, name, current, lastMove, availability } = product;
  const series = useAsk(
    ['prices', 'series', pageId, { bucket: 'raw' }],
    `/v1/pages/${segment(pageId)}/prices/series`,
    { query: { bucket: 'raw' } },
  );
  const rules = useAlertRules(job.jobId);
  return (
    <Card>
      {isOnly ? null : (
        <p className="mb-1 text-s text-ink-2">
          <CutText text={name} />
        </p>
      )}
      <div className="flex flex-wrap items-baseline gap-x-3.5 gap-y-1">
        <Link
          to="/prices/$pageId"
          params={{ pageId }}
          className="text-[30px] leading-tight font-[620] tracking-[-.03em] hover:text-accent desk:text-[34px]"
        >
          {formatMoney(current)}
        </Link>
        {lastMove === null ? null : (
          <>
            <s className="text-ink-3">
              <span className="sr-only">before </span>
              {formatMoney(lastMove.from)}
            </s>
            <b className="font-[560]">
              <Percent value={lastMove.percent} />
            </b>
          </>
        )}
        <span className="text-s text-ink-3">{lowWords(product)}</span>
        <Variants variants={product.variants} />
        <span className="ml-auto">
          <Stock availability={availability} />
        </span>
      </div>
      {series.data === undefined || series.data.summary.points < 2 ? null : (
        <PriceLine
          series={series.data}
          threshold={thresholdOf(job, rules.data?.items ?? [], current.currency)}
        />
      )}
    </Card>
  );
}

function OtherPrices({
  jobId,
  products,
}: {
  readonly jobId: string;
  readonly products: readonly ProductView[];
}): ReactNode {
  return (
    <Card
      title="Its other prices"
      flush
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'prices' }} className="text-accent">
          All prices
        </Link>
      }
    >
      <ul>
        {products.map(({ pageId, name, current, lastMove }) => (
          <li key={pageId} className="flex items-baseline gap-3 border-t border-line px-4 py-2">
            <Link to="/prices/$pageId" params={{ pageId }} className="min-w-0 flex-1 hover:text-accent">
              <CutText text={name} />
            </Link>
            {lastMove === null ? null : <Percent value={lastMove.percent} />}
            <b className="font-[560] whitespace-nowrap">{formatMoney(current)}</b>
          </li>
        ))}
      </ul>
    </Card>
  );
}
