// How fast a run goes: pages per second over its time as a quiet line, the present figures, and the same as a table.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import type { RunRateView } from '../../api/schemas/run/run-work.ts';
import { useAppearance } from '../ui/appearance/appearance.ts';
import { formatBytes, formatCount, formatDuration, formatMoment } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Countdown, Moment } from '../ui/moment.tsx';
import { Sparkline } from '../ui/figure/sparkline.tsx';
import { TableHead } from '../ui/list/table-head.tsx';
import { useRunRate } from './use-run.ts';

export function Speed({ run }: { readonly run: RunView }): ReactNode {
  const rate = useRunRate(run.runId);
  const { live, metrics } = run;
  const present = live === null ? metrics.pagesPerSecond : live.pagesPerSecond;
  return (
    <Card title="Pages per second" aside={live === null ? 'over the whole run' : 'in the last minute'}>
      <p className="text-[26px] leading-tight font-semibold tracking-[-.03em]">{present}</p>
      {rate.data === undefined ? null : <Line rate={rate.data} />}
      <Facts className="mt-3">
        <Fact name="Requests">{formatCount(metrics.requests)}</Fact>
        <Fact name="Over the wire">{formatBytes(metrics.wireBytes)}</Fact>
        <Fact name="Waited for hosts">{formatDuration(metrics.waitMs)}, summed over pages</Fact>
        <Fact name="Put off">{formatCount(metrics.deferred)}</Fact>
        {live === null || live.savedAt === null ? null : (
          <Fact name="Last stored for good">
            <Moment at={live.savedAt} />
          </Fact>
        )}
        {live === null || live.doneAt === null ? null : (
          <Fact name="Done">
            <Countdown at={live.doneAt} />, at this speed
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function Line({ rate }: { readonly rate: RunRateView }): ReactNode {
  const appearance = useAppearance();
  const { buckets, bucketMs, peak } = rate;
  const words = `Pages per second in steps of ${formatDuration(bucketMs)}, ${peak} at most.`;
  return (
    <div className="mt-2">
      <Sparkline values={buckets.map(({ pagesPerSecond }) => pagesPerSecond)} words={words} height={72} />
      <p className="flex justify-between text-xs text-ink-3">
        <span>steps of {formatDuration(bucketMs)}</span>
        <span>peak {peak}</span>
      </p>
      <details className="mt-1 text-s text-ink-2">
        <summary className="min-h-6 cursor-pointer py-0.5">As a table</summary>
        <div className="mt-1">
          <table className="table">
            <TableHead heads={['From', { name: 'Pages/s', className: 'number' }]} />
            <tbody>
              {buckets.map(({ at, pagesPerSecond }) => (
                <tr key={at}>
                  <td>{formatMoment(Date.parse(at), appearance)}</td>
                  <td className="number">{pagesPerSecond}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
