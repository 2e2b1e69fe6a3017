// Rows of priced products: a table, and on a phone a list of two lines.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ProductView } from '../../../api/schemas/price-series.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Moment } from '../../ui/moment.tsx';
import { LevelChip, Percent, Stock, Variants } from '../price/price-words.tsx';
import { type Head, TableHead } from '../../ui/list/table-head.tsx';

const HEADS: readonly (string | Head)[] = [
  { name: 'Compare', isUnseen: true },
  'Product',
  { name: 'Price', className: 'number' },
  { name: 'Last move', className: 'number' },
  { name: '7 days', className: 'number hidden desk:table-cell' },
  { name: '30 days', className: 'hidden desk:table-cell' },
  'Verdict',
  { name: 'Stock', className: 'hidden desk:table-cell' },
];

interface ProductTableProps {
  readonly products: readonly ProductView[];
  /** Ids of the pages that are marked for a comparison. */
  readonly chosen: readonly string[];
  readonly choose: (pageIds: readonly string[]) => void;
}

export function ProductTable({ products, chosen, choose }: ProductTableProps): ReactNode {
  const toggle = (pageId: string): void =>
    choose(chosen.includes(pageId) ? chosen.filter((id) => id !== pageId) : [...chosen, pageId]);
  return (
    <>
      <table className="table max-phone:hidden">
        <TableHead heads={HEADS} />
        <tbody>
          {products.map((product) => (
            <tr key={product.pageId}>
              <td>
                <input
                  type="checkbox"
                  className="size-6 accent-(--accent)"
                  aria-label={`Compare ${product.name}`}
                  checked={chosen.includes(product.pageId)}
                  onChange={() => toggle(product.pageId)}
                />
              </td>
              <ProductCells product={product} />
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="phone:hidden">
        {products.map((product) => (
          <PhoneRow key={product.pageId} product={product} />
        ))}
      </ul>
    </>
  );
}

function ProductCells({ product }: { readonly product: ProductView }): ReactNode {
  const {
    pageId,
    name,
    shop,
    jobName,
    current,
    variants,
    lastMove,
    move7Days,
    level,
    availability,
    spark,
    since,
  } = product;
  return (
    <>
      <td className="max-w-[34ch]">
        <Link to="/prices/$pageId" params={{ pageId }} className="block font-[540] hover:text-accent">
          <CutText text={name} />
        </Link>
        <CutText text={`${shop} · ${jobName}`} className="text-s text-ink-3" />
      </td>
      <td className="number">
        <b className="font-[580]">{formatMoney(current)}</b>
        <Variants variants={variants} />
        <span className="block text-s text-ink-3">
          <Moment at={since} />
        </span>
      </td>
      <td className="number">
        {lastMove === null ? (
          <span className="text-ink-3">–</span>
        ) : (
          <>
            <Percent value={lastMove.percent} />
            <span className="block text-s text-ink-3">from {formatMoney(lastMove.from)}</span>
          </>
        )}
      </td>
      <td className="number hidden desk:table-cell">
        {move7Days === null ? <span className="text-ink-3">–</span> : <Percent value={move7Days.percent} />}
      </td>
      <td className="hidden desk:table-cell">
        <PriceLine values={spark} />
      </td>
      <td>
        <LevelChip level={level} /> <Low product={product} />
      </td>
      <td className="hidden desk:table-cell">
        <Stock availability={availability} />
      </td>
    </>
  );
}

function Low({ product: { isAllTimeLow, isLow30Days } }: { readonly product: ProductView }): ReactNode {
  if (!isAllTimeLow && !isLow30Days) return null;
  return (
    <span className="text-s whitespace-nowrap text-running">
      {isAllTimeLow ? 'lowest ever' : 'lowest of 30 days'}
    </span>
  );
}

function PhoneRow({ product }: { readonly product: ProductView }): ReactNode {
  const { pageId, name, shop, jobName, current, variants, lastMove, level, availability } = product;
  return (
    <li className="border-t border-line px-3 py-2.5 first:border-t-0">
      <div className="flex items-baseline gap-3">
        <Link to="/prices/$pageId" params={{ pageId }} className="min-w-0 flex-1 font-[540]">
          <CutText text={name} />
        </Link>
        <b className="font-[580] whitespace-nowrap">{formatMoney(current)}</b>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-3">
        <CutText text={`${shop} · ${jobName}`} className="basis-full" />
        <Variants variants={variants} />
        {lastMove === null ? null : <Percent value={lastMove.percent} />}
        <LevelChip level={level} />
        <Stock availability={availability} />
      </div>
    </li>
  );
}

const WIDTH = 96;
const HEIGHT = 24;

/** Thirty days as a small line of steps; the numbers stand on the product's own screen. */
function PriceLine({ values }: { readonly values: readonly number[] }): ReactNode {
  const [first] = values;
  if (first === undefined || values.length < 2) return <span className="text-s text-ink-3">–</span>;
  const low = Math.min(...values);
  const span = Math.max(1, Math.max(...values) - low);
  const x = (index: number): number => (index * WIDTH) / (values.length - 1);
  const y = (value: number): number => HEIGHT - 3 - ((value - low) / span) * (HEIGHT - 6);
  const path = values
    .map((value, index) => (index === 0 ? `M0 ${y(value)}` : `H${x(index)}V${y(value)}`))
    .join('');
  const last = values.at(-1) ?? first;
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT}>
      <path d={path} fill="none" stroke="var(--accent)" strokeWidth="1.5" />
      <circle cx={WIDTH - 2} cy={y(last)} r="2" fill="var(--accent)" />
    </svg>
  );
}
