// The plot behind the step chart, drawn by uPlot: lines, a band of stock along the foot, marks of changes, and what is
// under the pointer in words.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useAppearance } from '../appearance/appearance.ts';
import { formatDay, formatMoment, formatTimeOfDay } from '../appearance/format.ts';
import { type StepChartProps, toneOf } from './chart-props.ts';
import { toColumns } from './step-data.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

type PlotProps = StepChartProps & { readonly height: number };

const BAND_PX = 6;
const MARK_PX = 3.5;
/** A flat line stands in the middle: this share of its value is shown above and below. */
const AROUND = 0.05;
/** Share of the time left free behind the last price, so that its mark is seen. */
const AFTER_END = 0.03;
const END_PX = 3.5;

export function StepPlot(props: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [under, setUnder] = useState<number | null>(null);
  const appearance = useAppearance();
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { series, height } = props;
  useEffect(() => {
    const target = box.current;
    if (target === null) return undefined;
    const { moments, values } = toColumns(series);
    const options = optionsOf(latest, { appearance, width: target.clientWidth, note: setUnder });
    const drawn = new uPlot(options, [moments, ...values], target);
    plot.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: target.clientWidth, height }));
    watch.observe(target);
    return () => {
      watch.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [series, height, appearance]);
  return (
    <div>
      <p className="h-5 truncate text-s text-ink-2" aria-hidden="true">
        {under === null ? '' : readAt(props, under, formatMoment(under, appearance))}
      </p>
      <div ref={box} className="min-w-0 overflow-hidden" style={{ height }} />
    </div>
  );
}

function readAt({ series, formatValue, bands = [] }: PlotProps, at: number, time: string): string {
  const values = series.flatMap(({ name, steps }) => {
    const step = steps.findLast(({ from, to }) => from <= at && at <= to);
    return step === undefined
      ? []
      : [series.length === 1 ? formatValue(step.value) : `${name} ${formatValue(step.value)}`];
  });
  const stock = bands.find(({ from, to }) => from <= at && at <= to)?.word;
  return [
    time,
    ...(values.length === 0 ? ['nothing known'] : values),
    ...(stock === undefined ? [] : [stock]),
  ].join(' · ');
}

interface PlotSetting {
  readonly appearance: ReturnType<typeof useAppearance>;
  readonly width: number;
  readonly note: (at: number | null) => void;
}

function optionsOf(
  latest: { readonly current: PlotProps },
  { appearance, width, note }: PlotSetting,
): uPlot.Options {
  const { series, height, formatValue } = latest.current;
  const font = `11px ${role('var(--font)')}`;
  const axis = {
    stroke: () => role('var(--ink-3)'),
    font,
    grid: { stroke: () => role('var(--line)'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    ms: 1,
    legend: { show: false },
    cursor: { y: false, points: { size: 7 } },
    scales: {
      x: { range: (_plot, low, high) => [low, high + (high - low) * AFTER_END] },
      y: { range: (_plot, low, high) => padded(low, high) },
    },
    axes: [
      { ...axis, values: (_plot, ticks) => tickWords(ticks, appearance) },
      { ...axis, size: 74, values: (_plot, ticks) => ticks.map((tick) => formatValue(tick)) },
    ],
    series: [
      {},
      ...series.map(({ name, dashed }, index) => ({
        label: name,
        stroke: () => role(dashed === true ? 'var(--ink-3)' : toneOf(index)),
        width: dashed === true ? 1 : 2,
        ...(dashed === true ? { dash: [4, 4] } : {}),
        points: { show: false },
        paths: uPlot.paths.stepped?.({ align: 1 }) ?? null,
      })),
    ] as uPlot.Series[],
    hooks: {
      draw: [(plot) => drawMarks(plot, latest.current)],
      setCursor: [
        (plot) => {
          const { left = -1 } = plot.cursor;
          note(left < 0 ? null : plot.posToVal(left, 'x'));
        },
      ],
    },
  };
}

function padded(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const around = Math.max((high - low) * 0.12, high * AROUND);
  return [Math.max(0, low - around), high + around];
}

/** A label that repeats the one before it is left out. */
function tickWords(ticks: readonly number[], appearance: PlotSetting['appearance']): string[] {
  const span = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0);
  const words = ticks.map((tick) =>
    span > 2 * DAY_MS ? formatDay(tick, appearance).slice(4) : formatTimeOfDay(tick, appearance),
  );
  return words.map((word, index) => (word === words[index - 1] ? '' : word));
}

/** The present value of a colour or font role. */
function role(name: string): string {
  const key = /^var\((--[\w-]+)\)$/.exec(name)?.[1];
  return key === undefined ? name : getComputedStyle(document.documentElement).getPropertyValue(key).trim();
}

function drawMarks(plot: uPlot, { series, bands = [], markers = [] }: PlotProps): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const xOf = (at: number): number =>
    Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(at, 'x', true)));
  ctx.save();
  for (const { from, to, tone } of bands) {
    ctx.fillStyle = role(tone);
    const left = xOf(from);
    const foot = bbox.top + bbox.height - BAND_PX * ratio;
    ctx.fillRect(left, foot, Math.max(ratio, xOf(to) - left), BAND_PX * ratio);
  }
  for (const [index, { steps, dashed }] of series.entries()) {
    const last = steps.at(-1);
    if (last === undefined || dashed === true) continue;
    ctx.fillStyle = role(toneOf(index));
    ctx.beginPath();
    ctx.arc(xOf(last.to), plot.valToPos(last.value, 'y', true), END_PX * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.fillStyle = role('var(--st-paused)');
  for (const { at } of markers) {
    ctx.beginPath();
    ctx.arc(xOf(at), bbox.top + MARK_PX * 2 * ratio, MARK_PX * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}
