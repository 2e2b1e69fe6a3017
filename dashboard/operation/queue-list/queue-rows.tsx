// The table of queues; on a phone a list of two lines each.
import type { ReactNode } from 'react';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import type { QueueView } from '../../../api/schemas/queue.ts';
import { formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { Moment } from '../../ui/moment.tsx';
import { Sparkline } from '../../ui/figure/sparkline.tsx';
import { TableHead } from '../../ui/list/table-head.tsx';

const SERVICES = { rabbitmq: 'RabbitMQ', temporal: 'Temporal' } as const;
const HEADS = [
  'Queue',
  'Waiting',
  'In hand',
  'Oldest',
  'In / out a second',
  'Taken by',
  'Last five minutes',
] as const;

export function QueueRows({ items }: { readonly items: readonly QueueView[] }): ReactNode {
  return (
    <>
      <ScrollBox label="Queues" className="hidden overflow-x-auto desk:block">
        <table className="table">
          <TableHead heads={HEADS} />
          <tbody>
            {items.map((queue) => (
              <Row key={queue.name} queue={queue} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <ul className="desk:hidden">
        {items.map((queue) => (
          <PhoneRow key={queue.name} queue={queue} />
        ))}
      </ul>
    </>
  );
}

function Row({ queue }: { readonly queue: QueueView }): ReactNode {
  const { name, purpose, ready, unacked, consumers, oldestMs, inPerSecond, outPerSecond, isCurrent } = queue;
  return (
    <tr className={isCurrent ? '' : 'text-ink-3'}>
      <th scope="row" className="text-m! font-[450]! text-ink! [tr:last-child>&]:border-b-0!">
        <span className="block">{purpose}</span>
        <span className="block font-mono text-xs text-ink-3">
          {name} · {SERVICES[queue.service]}
        </span>
        {isCurrent ? null : <AsOf at={queue.asOf} />}
      </th>
      <td>
        {shown(ready)}
        <span className={`block text-s ${queue.trend.kind === 'growing' ? 'text-paused' : 'text-ink-3'}`}>
          {queue.trend.words}
        </span>
      </td>
      <td>{shown(unacked)}</td>
      <td>{age(oldestMs)}</td>
      <td>
        {rate(inPerSecond)} / {rate(outPerSecond)}
      </td>
      <td>
        <Consumers count={consumers} ready={ready} />
      </td>
      <td className="w-40 min-w-32">
        <Line queue={queue} />
      </td>
    </tr>
  );
}

function PhoneRow({ queue }: { readonly queue: QueueView }): ReactNode {
  const { name, purpose, ready, consumers, oldestMs, trend, isCurrent } = queue;
  return (
    <li className={`border-t border-line px-4 py-3 ${isCurrent ? '' : 'text-ink-3'}`}>
      <p className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 font-[540]">{purpose}</span>
        <b className="font-semibold">{shown(ready)}</b>
      </p>
      <p className="text-s text-ink-2">
        {trend.words}, oldest {age(oldestMs)}, taken by <Consumers count={consumers} ready={ready} />
      </p>
      <p className="font-mono text-xs wrap-anywhere text-ink-3">{name}</p>
      {isCurrent ? null : <AsOf at={queue.asOf} />}
      <div className="mt-2">
        <Line queue={queue} />
      </div>
    </li>
  );
}

function AsOf({ at }: { readonly at: string }): ReactNode {
  return (
    <span className="block text-s font-[550] text-paused">
      last known, <Moment at={at} />
    </span>
  );
}

function Line({ queue }: { readonly queue: QueueView }): ReactNode {
  const values = queue.history.map(({ ready }) => ready);
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className="text-s text-ink-3">watched since a moment</span>;
  const words = `${queue.purpose}: between ${formatCount(Math.min(...known))} and ${formatCount(Math.max(...known))} waiting in the last five minutes, ${formatCount(known.at(-1) ?? 0)} now.`;
  return (
    <span className="block h-8 [&>svg]:h-full" title={words}>
      <Sparkline values={values} words={words} width={150} height={32} />
    </span>
  );
}

function Consumers({
  count,
  ready,
}: {
  readonly count: number | null;
  readonly ready: number | null;
}): ReactNode {
  if (count === null) return <Unknown />;
  if (count > 0) return <>{counted(count)}</>;
  return <span className={(ready ?? 0) > 0 ? 'font-[560] text-failed' : 'text-ink-3'}>nobody</span>;
}

function counted(count: number): string {
  return count === 1 ? 'one process' : `${formatCount(count)} processes`;
}

function Unknown(): ReactNode {
  return (
    <span className="text-ink-3" title="not known">
      –<span className="sr-only"> not known</span>
    </span>
  );
}

function shown(value: number | null): ReactNode {
  return value === null ? <Unknown /> : formatCount(value);
}

function age(ms: number | null): ReactNode {
  if (ms === null) return <Unknown />;
  return ms === 0 ? '–' : formatDuration(ms);
}

function rate(perSecond: number | null): ReactNode {
  if (perSecond === null) return <Unknown />;
  return perSecond >= 10 ? formatCount(Math.round(perSecond)) : perSecond.toFixed(1);
}
