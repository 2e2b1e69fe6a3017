// A chart of values that hold until they change: prices. Its words say what it shows, a table stands behind it, and the
// plot itself is loaded only where it is shown.
import { type ReactNode, Suspense, lazy } from 'react';
import type { StepChartProps } from './chart-props.ts';

const StepPlot = lazy(async () => ({ default: (await import('./step-plot.tsx')).StepPlot }));

export function StepChart(props: StepChartProps): ReactNode {
  const { words, table, height = 240 } = props;
  return (
    <figure className="min-w-0">
      <Suspense fallback={<div style={{ height }} role="status" aria-label="Loading the chart" />}>
        <div role="img" aria-label={words}>
          <StepPlot {...props} height={height} />
        </div>
      </Suspense>
      <figcaption className="mt-2 text-s text-ink-2" dir="auto">
        {words}
      </figcaption>
      <TableTwin {...table} />
    </figure>
  );
}

function TableTwin({ head, rows }: StepChartProps['table']): ReactNode {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer py-1 text-s text-accent">The same as a table</summary>
      <div
        className="mt-1 max-h-80 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label="Values of the chart"
      >
        <table className="table text-s">
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td key={head[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
