// The price chart of one page: the price as steps, the named former price dashed, stock along the foot, changes as marks.
import { type ReactNode, useMemo } from 'react';
import type { PriceSeriesView } from '../../../api/schemas/price-series.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { StepChart } from '../../ui/chart/step-chart.tsx';
import type { StepSeries } from '../../ui/chart/step-data.ts';
import { FullMoment } from '../../ui/moment.tsx';
import { stockTone, stockWord } from '../../ui/stock-words.ts';

export function toSteps(series: PriceSeriesView): StepSeries['steps'] {
  return series.steps.map(({ from, to, price }) => ({
    from: Date.parse(from),
    to: Date.parse(to),
    value: Number(price.amount),
  }));
}

function listSteps(series: PriceSeriesView): StepSeries['steps'] {
  return series.steps.flatMap(({ from, to, listPrice }) =>
    listPrice === null
      ? []
      : [{ from: Date.parse(from), to: Date.parse(to), value: Number(listPrice.amount) }],
  );
}

/** A value of the chart as money; the number of decimals is that of the currency. */
export function moneyFormat(currency: string, sample: string | undefined): (value: number) => string {
  const decimals = sample?.split('.')[1]?.length ?? 0;
  return (value) => formatMoney({ amount: value.toFixed(decimals), currency });
}

const HEAD = ['From', 'Until', 'Price', 'Named before', 'Stock'];

export function PriceChart({ series }: { readonly series: PriceSeriesView }): ReactNode {
  const lines = useMemo<StepSeries[]>(() => {
    const former = listSteps(series);
    return [
      { name: series.name, steps: toSteps(series) },
      ...(former.length === 0 ? [] : [{ name: 'Former price as named', steps: former, dashed: true }]),
    ];
  }, [series]);
  const bands = series.bands.map(({ from, to, availability }) => ({
    from: Date.parse(from),
    to: Date.parse(to),
    tone: stockTone(availability),
    word: stockWord(availability),
  }));
  const markers = series.markers.map(({ at, summary }) => ({ at: Date.parse(at), words: summary }));
  const rows = series.steps
    .toReversed()
    .map(({ from, to, price, listPrice, availability }) => [
      <FullMoment key="from" at={from} />,
      <FullMoment key="to" at={to} />,
      formatMoney(price),
      listPrice === null ? '–' : formatMoney(listPrice),
      stockWord(availability),
    ]);
  if (series.summary.points < 2) return <p className="py-6 text-center text-ink-2">{series.words}</p>;
  return (
    <StepChart
      series={lines}
      bands={bands}
      markers={markers}
      formatValue={moneyFormat(series.currency, series.steps[0]?.price.amount)}
      words={series.words}
      table={{ head: HEAD, rows }}
    />
  );
}
