// What changed last on the pages of a job.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { ChangeLines } from '../../ui/change-line.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/empty-state.tsx';

const SHOWN_CHANGES = 5;

export function RecentChanges({ job: { jobId, metrics } }: { readonly job: JobView }): ReactNode {
  const changes = useList(['changes', { jobId, few: true }], `/v1/jobs/${segment(jobId)}/changes`, {
    limit: SHOWN_CHANGES,
  });
  const total = metrics.changes;
  return (
    <Card
      title="What changed"
      flush
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'changes' }} className="text-accent">
          {total === 0 ? 'All changes' : `All ${formatCount(total)}`}
        </Link>
      }
    >
      {changes.items === null ? (
        <Loading rows={3} />
      ) : changes.items.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2">
          No change yet. The first look is what later ones are compared with.
        </p>
      ) : (
        <ChangeLines changes={changes.items} />
      )}
    </Card>
  );
}
