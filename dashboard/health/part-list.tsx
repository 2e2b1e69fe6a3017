// Parts of the health document: the state as a sign with its word, what is so, since when, and what to do.
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Moment } from '../ui/moment.tsx';
import type { Part } from './part-group.ts';

const LOOKS: Readonly<Record<Part['state'], { word: string; icon: IconName; tone: string }>> = {
  ok: { word: 'Well', icon: 'check', tone: 'var(--st-running)' },
  warning: { word: 'Limps', icon: 'warning', tone: 'var(--st-paused)' },
  critical: { word: 'Away', icon: 'close', tone: 'var(--st-failed)' },
  unknown: { word: 'Not known', icon: 'more', tone: 'var(--ink-3)' },
};

const PLACES: Readonly<Partial<Record<Part['kind'], { to: NonNullable<LinkProps['to']>; label: string }>>> = {
  agent: { to: '/agents', label: 'See agents' },
  monitor: { to: '/agents', label: 'See agents' },
  queue: { to: '/queues', label: 'See queues' },
  hosts: { to: '/hosts', label: 'See hosts' },
};

export function PartList({ parts }: { readonly parts: readonly Part[] }): ReactNode {
  return (
    <ul className="divide-y divide-line">
      {parts.map((part) => (
        <Row key={part.id} part={part} />
      ))}
    </ul>
  );
}

function Row({ part }: { readonly part: Part }): ReactNode {
  const { kind, name, state, text, since, remedy } = part;
  const { word, icon, tone } = LOOKS[state];
  const place = state === 'ok' ? undefined : PLACES[kind];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <span
        className="inline-flex flex-none items-center gap-1.5 text-s font-[560] phone:w-24"
        style={{ color: tone }}
      >
        <Icon name={icon} size={13} />
        {word}
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-[580] wrap-anywhere">{name}</p>
        <p className="text-s text-ink-2 wrap-anywhere">
          {text}
          {since === null ? null : (
            <span className="text-ink-3">
              {' '}
              · <Moment at={since} />
            </span>
          )}
        </p>
        {remedy === null ? null : <p className="mt-0.5 text-s text-ink-2">{remedy}</p>}
      </div>
      {place === undefined ? null : <ButtonLink to={place.to}>{place.label}</ButtonLink>}
    </li>
  );
}
