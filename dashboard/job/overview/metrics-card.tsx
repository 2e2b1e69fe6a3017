// Figures of a job over ninety days: changes by day as a quiet line, the same days as a table, and why pages failed.
import type { ReactNode } from 'react';
import type { JobMetricsView } from '../../../api/schemas/job-detail/job-metrics.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { Card } from '../../ui/card.tsx';
import { NoAnswer } from '../../ui/empty-state.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import { Sparkline } from '../../ui/figure/sparkline.tsx';
import { TableHead } from '../../ui/list/table-head.tsx';
import { daysWords, runsWords } from './metrics-words.ts';

const SHOWN_REASONS = 5;

export function MetricsCard({ jobId }: { readonly jobId: string }): ReactNode {
  const metrics = useAsk(['job', jobId, 'metrics'], `/v1/jobs/${segment(jobId)}/metrics`);
  const { data } = metrics;
  return (
    <Card title="Over 90 days" aside={data?.whole === false ? 'the latest 5,000 runs' : 'by days in UTC'}>
      {data !== undefined ? <Shown metrics={data} /> : <NoAnswer of={metrics} rows={4} />}
    </Card>
  );
}

function Shown({ metrics }: { readonly metrics: JobMetricsView }): ReactNode {
  if (metrics.runs === 0) return <p className="text-ink-2">No run has ended in this time.</p>;
  const { days, failures, meanDurationMs } = metrics;
  return (
    <>
      <Sparkline values={days.map(({ changes }) => changes)} words={daysWords(metrics)} height={64} />
      <p className="mt-1 text-s text-ink-2">{daysWords(metrics)}</p>
      <Facts className="mt-3">
        <Fact name="Runs">{runsWords(metrics)}</Fact>
        {meanDurationMs === null ? null : (
          <Fact name="A run takes">{formatDuration(meanDurationMs)} on average</Fact>
        )}
        <Fact name="Pages">
          {formatCount(metrics.pages)} read, {formatCount(metrics.failedPages)} failed
        </Fact>
        <Fact name="Price changes">{formatCount(metrics.priceChanges)}</Fact>
        <Fact name="Traffic">
          {counted(metrics.requests, 'request')}, {formatBytes(metrics.wireBytes)}
        </Fact>
      </Facts>
      {failures.length === 0 ? null : (
        <ul className="mt-3 grid gap-1 text-s text-ink-2">
          {failures.slice(0, SHOWN_REASONS).map(({ code, count, means }) => (
            <li key={code}>
              <b className="font-[540] text-ink">{formatCount(count)}</b> × {means}
            </li>
          ))}
        </ul>
      )}
      <Days days={days.filter(({ runs }) => runs > 0).toReversed()} />
    </>
  );
}

function Days({ days }: { readonly days: JobMetricsView['days'] }): ReactNode {
  const number = (name: string): { name: string; className: string } => ({ name, className: 'number' });
  const heads = ['Day', ...['Runs', 'Failed', 'Pages', 'Changes', 'Prices'].map(number)];
  return (
    <details className="mt-2 text-s text-ink-2">
      <summary className="min-h-6 cursor-pointer py-0.5">As a table</summary>
      <ScrollBox label="Figures by day" className="max-h-80 overflow-auto">
        <table className="table">
          <TableHead heads={heads} />
          <tbody>
            {days.map(({ day, runs, failedRuns, pages, changes, priceChanges }) => (
              <tr key={day}>
                <td>{day}</td>
                <td className="number">{formatCount(runs)}</td>
                <td className="number">{formatCount(failedRuns)}</td>
                <td className="number">{formatCount(pages)}</td>
                <td className="number">{formatCount(changes)}</td>
                <td className="number">{formatCount(priceChanges)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
