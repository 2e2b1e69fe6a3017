// The latest changes: how much each matters, what changed, where.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../api/schemas/overview.ts';
import { Card } from '../ui/card.tsx';
import { Moment } from '../ui/moment.tsx';
import { Severity } from '../ui/state-badge.tsx';
import { CardLink, Missing } from './part.tsx';

export function LatestChanges({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { latestChanges } = overview;
  return (
    <Card title="Latest changes" aside={<CardLink to="/changes">Inbox</CardLink>}>
      {latestChanges === null ? (
        <Missing overview={overview} part="latestChanges" />
      ) : latestChanges.length === 0 ? (
        <p className="py-2 text-ink-2">
          No page has changed yet. The first look at a page is what later looks are compared with.
        </p>
      ) : (
        <ul>
          {latestChanges.map((change) => (
            <Row key={change.changeId} change={change} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ change }: { readonly change: NonNullable<OverviewView['latestChanges']>[number] }): ReactNode {
  const { changeId, severity, summary, title, url, jobName, inbox, at } = change;
  return (
    <li className="border-t border-line">
      <Link
        to="/changes/$changeId"
        params={{ changeId }}
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5 hover:text-accent phone:grid-cols-[4.5rem_minmax(0,1fr)_auto]"
      >
        <span className="col-span-2 phone:col-span-1">
          <Severity severity={severity} />
        </span>
        <span className="min-w-0">
          <span dir="auto" className={`block wrap-anywhere ${inbox === 'unread' ? 'font-[600]' : ''}`}>
            {summary}
          </span>
          <span dir="auto" className="block truncate text-s text-ink-2">
            {title === '' ? url : title} · {jobName}
          </span>
        </span>
        <span className="text-s text-ink-3">
          <Moment at={at} />
        </span>
      </Link>
    </li>
  );
}
