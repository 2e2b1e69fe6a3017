// How many scrapers and pipelines are wanted and why, and what was changed of late.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RoleScalingView, ScalingView } from '../../api/schemas/agent/scaling.ts';
import { ask } from '../api/ask.ts';
import { Card } from '../ui/card.tsx';
import { Moment } from '../ui/moment.tsx';
import { ROLE_WORDS, countWords, latestChanges, reasonSentence } from './scaling-words.ts';

/** It is decided every five seconds. */
const REFRESH_MS = 5_000;
const SHOWN_CHANGES = 6;

/** Absent while it can not be read: the agents above are what matters then. */
export function ScalingCard(): ReactNode {
  const scaling = useQuery({
    queryKey: ['scaling'],
    queryFn: ({ signal }) => ask<ScalingView>('/v1/scaling', { signal }),
    refetchInterval: REFRESH_MS,
  });
  if (scaling.data === undefined) return null;
  const { items } = scaling.data;
  return (
    <Card title="How many there are" className="mt-4">
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <RoleRow key={item.role} item={item} />
        ))}
      </ul>
      <Changes items={items} />
      <p className="mt-3 text-s text-ink-3">
        To let a number follow the work: <code className="font-mono">webloom scale set scrapers 1..4</code>
      </p>
    </Card>
  );
}

function RoleRow({ item }: { readonly item: RoleScalingView }): ReactNode {
  return (
    <li className="grid gap-x-5 py-2 desk:grid-cols-[12rem_minmax(0,1fr)]">
      <p>
        <b className="font-[580]">{ROLE_WORDS[item.role]}</b>
        <span className="block text-s text-ink-2 tabular-nums">{countWords(item)}</span>
      </p>
      <p className="min-w-0 text-s text-ink-2">
        {reasonSentence(item.reason)}
        {item.setBy === null ? null : (
          <span className="block text-ink-3">
            The range was set by {item.setBy}
            {item.setAt === null ? null : (
              <>
                {' '}
                <Moment at={item.setAt} />
              </>
            )}
            .
          </span>
        )}
      </p>
    </li>
  );
}

function Changes({ items }: { readonly items: readonly RoleScalingView[] }): ReactNode {
  const changes = latestChanges(items, SHOWN_CHANGES);
  if (changes.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 text-s font-[580]">Latest changes</h3>
      <ol className="mt-1 text-s text-ink-2">
        {changes.map(({ role, at, from, to, reason }) => (
          <li key={`${role} ${at}`} className="grid gap-x-5 py-0.5 desk:grid-cols-[12rem_minmax(0,1fr)]">
            <span className="tabular-nums">
              {ROLE_WORDS[role]} {from} → {to}, <Moment at={at} />
            </span>
            <span className="min-w-0">{reasonSentence(reason)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
