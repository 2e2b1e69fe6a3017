// Steps of several series as the columns that the plot takes: one row of moments, one row of values for each series,
// null where nothing is known.

interface ChartStep {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export interface StepSeries {
  readonly name: string;
  readonly steps: readonly ChartStep[];
  /** A price that is named beside the one that is asked. */
  readonly dashed?: boolean;
}

export interface StepColumns {
  readonly moments: number[];
  readonly values: (number | null)[][];
}

/** A moment after the end of a step, where the line has to break. */
const AFTER_MS = 1;

export function toColumns(series: readonly StepSeries[]): StepColumns {
  const ends = series.flatMap(({ steps }) => steps.flatMap(({ from, to }) => [from, to, to + AFTER_MS]));
  const moments = [...new Set(ends)].sort((a, b) => a - b);
  return { moments, values: series.map(({ steps }) => valuesAt(steps, moments)) };
}

/** A step that begins where another ends hides its end. */
function valuesAt(steps: readonly ChartStep[], moments: readonly number[]): (number | null)[] {
  return moments.map((moment) => {
    const step = steps.findLast(({ from, to }) => from <= moment && moment <= to);
    return step?.value ?? null;
  });
}
