// A change as a row: how much it matters, what it is in words, where and when.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import { Moment } from '../ui/moment.tsx';
import { Severity } from '../ui/state-badge.tsx';

export function ChangeRow({ change }: { readonly change: ChangeView }): ReactNode {
  const { changeId, severity, summary, title, url, at, state } = change;
  return (
    <li className="grid grid-cols-[64px_minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line px-4 py-2">
      <Severity severity={severity} />
      <span className="min-w-0">
        <Link
          to="/changes/$changeId"
          params={{ changeId }}
          className="block truncate font-[540] hover:text-accent"
          dir="auto"
        >
          {summary}
        </Link>
        <span className="block truncate text-s text-ink-3" dir="auto">
          {title === '' ? url : title}
          {state === 'confirmed' ? '' : ` · ${state}`}
        </span>
      </span>
      <span className="text-s text-ink-3">
        <Moment at={at} />
      </span>
    </li>
  );
}
