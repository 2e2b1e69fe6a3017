// A chart of values that hold until they change: prices. Its words say what it shows, a table stands behind it, and the
// plot itself is loaded only where it is shown.
import { type ReactNode, Suspense, lazy } from 'react';
import { TableHead } from '../list/table-head.tsx';
import { ScrollBox } from '../list/scroll-box.tsx';
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

/** Rows of the table; all of them are in the export. */
const MAX_ROWS = 100;

function TableTwin({ head, rows }: StepChartProps['table']): ReactNode {
  return (
    <details className="mt-2">
      <summary className="w-fit cursor-pointer py-1 text-s text-accent">The same as a table</summary>
      <ScrollBox label="The same as a table" className="mt-1 overflow-x-auto">
        <table className="table text-s">
          <TableHead heads={head} />
          <tbody>
            {rows.slice(0, MAX_ROWS).map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td key={head[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > MAX_ROWS ? (
          <p className="p-2 text-s text-ink-3">
            The first {MAX_ROWS} of {rows.length}; the CSV file has all.
          </p>
        ) : null}
      </ScrollBox>
    </details>
  );
}
