// The latest changes: how much each matters, what changed, where.
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { ChangeLine } from '../../ui/change-line.tsx';
import { Card } from '../../ui/card.tsx';
import { CardLink, Missing } from './section.tsx';

export function LatestChanges({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { latestChanges } = overview;
  return (
    <Card title="Latest changes" flush aside={<CardLink to="/changes">Inbox</CardLink>}>
      {latestChanges === null ? (
        <div className="px-4 pb-2">
          <Missing overview={overview} part="latestChanges" />
        </div>
      ) : latestChanges.length === 0 ? (
        <p className="px-4 pt-2 pb-4 text-ink-2">
          No page has changed yet. The first look at a page is what later looks are compared with.
        </p>
      ) : (
        <ul>
          {latestChanges.map((change) => (
            <ChangeLine
              key={change.changeId}
              change={change}
              place={`${change.title === '' ? change.url : change.title} · ${change.jobName}`}
              isUnread={change.inbox === 'unread'}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}
