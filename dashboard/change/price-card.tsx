// The price of the page over time: a step for each price, the last one named; the figures stand in a table for readers.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PriceView } from '../../api/schemas/page.ts';
import { useAsk } from '../api/use-ask.ts';
import { useAppearance } from '../ui/appearance/appearance.ts';
import { Variants } from './price/price-words.tsx';
import { formatDay, formatMoney } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { TableHead } from '../ui/list/table-head.tsx';

const WIDTH = 320;
const HEIGHT = 84;
const MAX_POINTS = 100;

export function PriceCard({ pageId }: { readonly pageId: string }): ReactNode {
  const prices = useAsk(['prices', { pageId }], '/v1/prices', { query: { pageId, limit: MAX_POINTS } });
  const points = (prices.data?.items ?? []).toReversed();
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  return (
    <Card
      title="Price"
      aside={
        <Link to="/prices/$pageId" params={{ pageId }} className="text-accent hover:underline">
          All prices
        </Link>
      }
    >
      <StepLine points={points} />
      <p className="mt-1 text-right font-[580]">
        {formatMoney(last.price)}
        <Variants variants={last.variants} />
      </p>
      <PriceTable points={points} />
    </Card>
  );
}

function StepLine({ points }: { readonly points: readonly PriceView[] }): ReactNode {
  const amounts = points.map(({ price }) => price.minor);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const times = points.map(({ at }) => Date.parse(at));
  const [first = 0, end = 1] = [times[0], times.at(-1)];
  const x = (time: number): number => 4 + ((time - first) / Math.max(1, end - first)) * (WIDTH - 8);
  const y = (minor: number): number => 6 + ((high - minor) / Math.max(1, high - low)) * (HEIGHT - 12);
  const line = points
    .map(({ price }, at) => {
      const left = x(times[at] ?? 0).toFixed(1);
      const top = y(price.minor).toFixed(1);
      return at === 0 ? `M${left} ${top}` : `H${left}V${top}`;
    })
    .join('');
  const last = points.at(-1);
  return (
    <svg
      role="img"
      aria-label={`The price over time, ${points.length} prices; the table below has them.`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
    >
      <path
        d={`M4 ${y(low).toFixed(1)}H${WIDTH - 4}`}
        stroke="var(--line-strong)"
        strokeDasharray="3 4"
        fill="none"
      />
      <path d={line} stroke="var(--accent)" strokeWidth="1.8" fill="none" />
      {last === undefined ? null : (
        <circle cx={x(end)} cy={y(last.price.minor)} r="3.5" fill="var(--accent)" />
      )}
    </svg>
  );
}

function PriceTable({ points }: { readonly points: readonly PriceView[] }): ReactNode {
  const appearance = useAppearance();
  return (
    <details className="text-s">
      <summary className="min-h-6 cursor-pointer text-ink-2">As a table</summary>
      <table className="table mt-1">
        <TableHead heads={['Day', { name: 'Price', className: 'number' }]} />
        <tbody>
          {points.toReversed().map(({ priceId, at, price }) => (
            <tr key={priceId}>
              <td>{formatDay(Date.parse(at), appearance)}</td>
              <td className="number">{formatMoney(price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
