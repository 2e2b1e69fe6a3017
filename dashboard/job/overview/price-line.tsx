// A price over time as one quiet line of steps, with the price somebody waits for dashed. Its labels are text beside the
// drawing, which is stretched to the width there is.
import type { ReactNode } from 'react';
import type { PriceSeriesView } from '../../../api/schemas/price-series.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { formatDay, formatMoney } from '../../ui/appearance/format.ts';
import type { Threshold } from './price-watch.ts';

interface PriceLineProps {
  readonly series: PriceSeriesView;
  readonly threshold: Threshold | null;
}

const SIZE = 100;
/** Share of the height left free above and below the line. */
const AROUND = 0.12;

export function PriceLine({ series, threshold }: PriceLineProps): ReactNode {
  const appearance = useAppearance();
  const scale = scaleOf(series, threshold);
  const [from, to] = [Date.parse(series.from), Date.parse(series.to)];
  const limit = threshold === null ? null : scale.y(Number(threshold.amount));
  const end = series.steps.at(-1);
  return (
    <figure className="mt-3">
      <div role="img" aria-label={series.words} className="relative h-28">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${SIZE} ${SIZE}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
          fill="none"
        >
          <path d={`M0 ${SIZE}H${SIZE}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
          {limit === null ? null : (
            <path
              d={`M0 ${limit}H${SIZE}`}
              stroke="var(--st-paused)"
              strokeDasharray="3 4"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <path
            d={pathOf(series, scale)}
            stroke="var(--accent)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {end === undefined ? null : (
          <i
            className="absolute -mt-1 -mr-1 size-2 rounded-full bg-accent"
            style={{ top: `${scale.y(Number(end.price.amount))}%`, right: 0 }}
          />
        )}
        {threshold === null || limit === null ? null : (
          <span
            aria-hidden="true"
            className="absolute left-3 text-xs leading-4 text-ink-2"
            style={limit < 20 ? { top: `${limit + 2}%` } : { bottom: `${SIZE - limit + 2}%` }}
          >
            told {threshold.side} {formatMoney(threshold)}
          </span>
        )}
      </div>
      <figcaption className="mt-1 flex justify-between gap-3 text-xs text-ink-3">
        <span>{formatDay(from, appearance)}</span>
        {formatDay(from, appearance) === formatDay(to, appearance) ? null : (
          <span>{formatDay(to, appearance)}</span>
        )}
      </figcaption>
    </figure>
  );
}

interface Scale {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

function scaleOf({ steps, from, to }: PriceSeriesView, threshold: Threshold | null): Scale {
  const values = [
    ...steps.map(({ price }) => Number(price.amount)),
    ...(threshold === null ? [] : [Number(threshold.amount)]),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, high * 0.01, Number.EPSILON);
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return {
    x: (at) => ((at - first) / Math.max(1, last - first)) * SIZE,
    y: (value) => (AROUND + ((high - value) / span) * (1 - 2 * AROUND)) * SIZE,
  };
}

/** Between two steps of which nothing is known the line is broken. */
function pathOf({ steps }: PriceSeriesView, { x, y }: Scale): string {
  return steps
    .map(({ from, to, price }, at) => {
      const isJoined = at > 0 && steps[at - 1]?.to === from;
      const [left, top, right] = [x(Date.parse(from)), y(Number(price.amount)), x(Date.parse(to))].map(
        (value) => value.toFixed(2),
      );
      return `${isJoined ? `H${left}V${top}` : `M${left} ${top}`}H${right}`;
    })
    .join('');
}
