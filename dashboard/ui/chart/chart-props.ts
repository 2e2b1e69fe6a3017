// What a chart of steps shows, and the colours of its lines.
import type { ReactNode } from 'react';
import type { StepSeries } from './step-data.ts';

interface ChartBand {
  readonly from: number;
  readonly to: number;
  /** A colour role, as `var(--st-completed)`. */
  readonly tone: string;
  readonly word: string;
}

interface ChartMarker {
  readonly at: number;
  readonly words: string;
}

export interface StepChartProps {
  readonly series: readonly StepSeries[];
  /** Drawn under the line, as whether it was in stock. */
  readonly bands?: readonly ChartBand[];
  readonly markers?: readonly ChartMarker[];
  readonly formatValue: (value: number) => string;
  /** The chart in words. */
  readonly words: string;
  readonly height?: number;
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly ReactNode[])[];
  };
}

const SERIES_TONES = [
  'var(--accent)',
  'var(--st-completed)',
  'var(--st-stopping)',
  'var(--st-running)',
  'var(--st-failed)',
  'var(--st-scheduled)',
] as const;

export function toneOf(index: number): string {
  return SERIES_TONES[index % SERIES_TONES.length] ?? 'var(--accent)';
}
