// Pages per minute over the last hour, as a line with a table beside it. Drawn here, so that the first screen loads no charts.
import type { ReactNode } from 'react';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatTimeOfDay } from '../../ui/appearance/format.ts';
import { Card } from '../../ui/card.tsx';
import { Sparkline } from '../../ui/figure/sparkline.tsx';
import { TableHead } from '../../ui/list/table-head.tsx';
import { Missing } from './section.tsx';

type MinuteRows = NonNullable<OverviewView['throughput']>;

export function ThroughputCard({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { throughput } = overview;
  return (
    <Card title="Pages per minute" aside="last hour">
      {throughput === null ? (
        <Missing overview={overview} part="throughput" />
      ) : (
        <Chart minutes={throughput} />
      )}
    </Card>
  );
}

function Chart({ minutes }: { readonly minutes: MinuteRows }): ReactNode {
  const appearance = useAppearance();
  // The minute that goes on is not whole yet.
  const whole = minutes.slice(0, -1);
  const values = minutes.map(({ pages }) => pages);
  const total = minutes.reduce((sum, { pages }) => sum + pages, 0);
  const most = Math.max(...values);
  const last = whole.at(-1)?.pages ?? 0;
  const words = `${counted(total, 'page')} in the last hour; at most ${formatCount(most)} in a minute, ${formatCount(last)} in the last one.`;
  const clock = (at: string | undefined): string =>
    at === undefined ? '' : formatTimeOfDay(Date.parse(at), appearance);
  return (
    <>
      <div className="relative h-28 [&>svg]:h-full">
        <Sparkline values={values} words={words} width={320} height={112} />
        {most === 0 ? (
          <p className="absolute inset-0 grid place-items-center text-s text-ink-3">
            no page in the last hour
          </p>
        ) : (
          <span aria-hidden="true" className="absolute top-0 left-0 bg-sheet/80 text-xs text-ink-3">
            {formatCount(most)}
          </span>
        )}
      </div>
      <p aria-hidden="true" className="mt-1 flex justify-between text-xs text-ink-3">
        <span>{clock(minutes[0]?.minute)}</span>
        <span>
          {formatCount(last)} at {clock(whole.at(-1)?.minute)}
        </span>
      </p>
      <Minutes minutes={minutes} clock={clock} />
    </>
  );
}

function Minutes({
  minutes,
  clock,
}: {
  readonly minutes: MinuteRows;
  readonly clock: (at: string | undefined) => string;
}): ReactNode {
  return (
    <details className="mt-2 text-s">
      <summary className="w-max cursor-pointer py-0.5 text-ink-2">As a table</summary>
      <ScrollBox label="Pages per minute" className="mt-1 max-h-56 overflow-y-auto">
        <table className="table">
          <TableHead heads={['Minute', 'Pages']} />
          <tbody>
            {minutes.toReversed().map(({ minute, pages }, row) => (
              <tr key={minute}>
                <td>
                  {clock(minute)}
                  {row === 0 ? ' (going on)' : ''}
                </td>
                <td>{formatCount(pages)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
