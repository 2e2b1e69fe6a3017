// Parts of the health document: the state as a sign with its word, what is so, since when, and what to do.
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import type { ComponentView } from './component-group.ts';
import { type Sign, SignRow } from './sign-row.tsx';

const LOOKS: Readonly<Record<ComponentView['state'], Sign>> = {
  ok: { word: 'Well', icon: 'check', tone: 'var(--st-running)' },
  warning: { word: 'Limps', icon: 'warning', tone: 'var(--st-paused)' },
  critical: { word: 'Away', icon: 'close', tone: 'var(--st-failed)' },
  unknown: { word: 'Not known', icon: 'more', tone: 'var(--ink-3)' },
};

const PLACES: Readonly<
  Partial<Record<ComponentView['kind'], { to: NonNullable<LinkProps['to']>; label: string }>>
> = {
  agent: { to: '/agents', label: 'See agents' },
  monitor: { to: '/agents', label: 'See agents' },
  queue: { to: '/queues', label: 'See queues' },
  hosts: { to: '/hosts', label: 'See hosts' },
};

export function ComponentList({ parts }: { readonly parts: readonly ComponentView[] }): ReactNode {
  return (
    <ul className="divide-y divide-line">
      {parts.map((part) => (
        <Row key={part.id} part={part} />
      ))}
    </ul>
  );
}

function Row({ part }: { readonly part: ComponentView }): ReactNode {
  const { kind, name, state, text, since, remedy } = part;
  const place = state === 'ok' ? undefined : PLACES[kind];
  return (
    <SignRow sign={LOOKS[state]} name={name} text={text} since={since} remedy={remedy} className="px-4 py-3">
      {place === undefined ? null : <ButtonLink to={place.to}>{place.label}</ButtonLink>}
    </SignRow>
  );
}
