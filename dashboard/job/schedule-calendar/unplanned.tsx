// Jobs that are not in the calendar: without a schedule, paused, stopped, done.
import type { ReactNode } from 'react';
import type { ScheduleDayView } from '../../../api/schemas/schedule-day.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Card } from '../../ui/card.tsx';
import { type ShownState, StateBadge } from '../../ui/state-badge.tsx';
import { JobItem } from './job-item.tsx';

export function Unplanned({ day }: { readonly day: ScheduleDayView }): ReactNode {
  const { count, jobs } = day.unscheduled;
  if (count === 0) return null;
  return (
    <Card
      title="Not in this calendar"
      aside={count > jobs.length ? `the first ${jobs.length} of ${formatCount(count)}` : undefined}
    >
      <p className="mb-2 text-s text-ink-2">
        They have no schedule, or it is off: they run when somebody starts them.
      </p>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-x-6 phone:grid-cols-[repeat(2,minmax(0,1fr))]">
        {jobs.map(({ jobId, name, state }) => (
          <JobItem key={jobId} jobId={jobId} name={name}>
            <StateBadge state={state as ShownState} />
          </JobItem>
        ))}
      </ul>
    </Card>
  );
}
