// How the list and the panel of hosts say the same things: circuit, pace, what is asked of a host against what it allows.
import type { ReactNode } from 'react';
import type { HostRowView } from '../../../api/schemas/host.ts';
import { formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Countdown } from '../../ui/moment.tsx';

interface Look {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: string;
}

function lookOf({ paused, circuit, restUntil, robots, delaySetBy }: HostRowView): Look {
  if (paused !== null) return { word: 'Paused', icon: 'pause', tone: 'var(--st-paused)' };
  if (circuit.state === 'open') return { word: 'Left alone', icon: 'close', tone: 'var(--st-failed)' };
  if (circuit.state === 'half-open') return { word: 'Probing', icon: 'half', tone: 'var(--st-stopping)' };
  if (robots.status === 'unreachable')
    return { word: 'No robots.txt', icon: 'warning', tone: 'var(--st-failed)' };
  if (restUntil !== null) return { word: 'Asked to wait', icon: 'pause', tone: 'var(--st-paused)' };
  if (delaySetBy === 'refusals') return { word: 'Slowed down', icon: 'warning', tone: 'var(--st-paused)' };
  return { word: 'Well', icon: 'check', tone: 'var(--st-completed)' };
}

export function HostState({ host }: { readonly host: HostRowView }): ReactNode {
  const { word, icon, tone } = lookOf(host);
  const until = host.paused === null ? (host.circuit.probeAt ?? host.restUntil) : host.paused.until;
  return (
    <span>
      <span
        className="inline-flex items-center gap-1.5 text-s font-[550] whitespace-nowrap"
        style={{ color: tone }}
      >
        <Icon name={icon} size={13} />
        {word}
      </span>
      {until === null ? null : (
        <span className="block text-s text-ink-3">
          asked again <Countdown at={until} />
        </span>
      )}
    </span>
  );
}

const SHORT: Readonly<Record<HostRowView['delaySetBy'], string>> = {
  robots: 'by robots.txt',
  refusals: 'after refusals',
  job: 'by a job',
  floor: 'the least for others',
  default: 'the usual pause',
  operator: 'your own host',
};

export function Pace({ host }: { readonly host: HostRowView }): ReactNode {
  return (
    <span title={host.delayWords}>
      {host.delayMs === 0 ? 'no pause' : formatDuration(host.delayMs)}
      <span className="block text-s text-ink-3">{SHORT[host.delaySetBy]}</span>
    </span>
  );
}

/** Only where there are some: a host that rests needs no words for it. */
export function Requests({ host: { requestsNow } }: { readonly host: HostRowView }): ReactNode {
  if (requestsNow.count === null || requestsNow.count === 0) return null;
  return <span className="block text-s text-ink-3 tabular-nums">requests now: {requestsNow.words}</span>;
}

export function Load({ host }: { readonly host: HostRowView }): ReactNode {
  const { plannedADay, possibleADay, share } = host.load;
  if (possibleADay === null || share === null)
    return (
      <span>
        {formatCount(plannedADay)} a day<span className="block text-s text-ink-3">no limit</span>
      </span>
    );
  const isOver = share > 1;
  const percent = share > 0 && share < 0.01 ? 'below 1 %' : `${Math.round(share * 100)} %`;
  return (
    <span className="block min-w-32">
      <span className={isOver ? 'font-[560] text-failed' : ''}>
        {formatCount(plannedADay)} of {formatCount(possibleADay)} a day
      </span>
      <span className="mt-1 flex items-center gap-2 text-s text-ink-3">
        <span aria-hidden="true" className="h-1 w-16 overflow-hidden rounded-full bg-sunk">
          <span
            className={`block h-full ${isOver ? 'bg-failed' : 'bg-accent'}`}
            style={{ width: `${Math.min(1, share) * 100}%` }}
          />
        </span>
        {isOver ? `${percent}: more than it allows` : percent}
      </span>
    </span>
  );
}
