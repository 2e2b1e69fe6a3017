// A change in a list: how much it matters, what it is in words, where and when.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import { CutText } from './cut-text.tsx';
import { Moment } from './moment.tsx';
import { Severity } from './state-badge.tsx';

interface ChangeLineProps {
  readonly change: Pick<ChangeView, 'changeId' | 'summary' | 'at'> & { readonly severity: string };
  readonly place?: string;
  readonly isUnread?: boolean;
}

export function ChangeLine({ change, place, isUnread = false }: ChangeLineProps): ReactNode {
  const { changeId, severity, summary, at } = change;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-t border-line px-4 py-2 phone:grid-cols-[4.5rem_minmax(0,1fr)_auto]">
      <span className="col-span-2 phone:col-span-1">
        <Severity severity={severity} />
      </span>
      <span className="min-w-0">
        <Link
          to="/changes/$changeId"
          params={{ changeId }}
          className={`block wrap-anywhere hover:text-accent ${isUnread ? 'font-[600]' : ''}`}
          dir="auto"
        >
          {summary}
        </Link>
        {place === undefined ? null : <CutText text={place} className="text-s text-ink-3" />}
      </span>
      <span className="text-s text-ink-3">
        <Moment at={at} />
      </span>
    </li>
  );
}

/** The page it is on, and whether it is told already. */
function placeOf({ title, url, state }: Pick<ChangeView, 'title' | 'url' | 'state'>): string {
  return `${title === '' ? url : title}${state === 'confirmed' ? '' : ` · ${state}`}`;
}

/** Changes of one job or page as a list, each with its place. */
export function ChangeLines({ changes }: { readonly changes: readonly ChangeView[] }): ReactNode {
  return (
    <ul>
      {changes.map((change) => (
        <ChangeLine key={change.changeId} change={change} place={placeOf(change)} />
      ))}
    </ul>
  );
}
