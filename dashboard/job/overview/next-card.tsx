// When a job looks again: three times in words, and by which schedule.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { OutlookView } from '../../../api/schemas/job-detail/outlook.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { Operators } from '../../ui/field/operators.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading } from '../../ui/empty-state.tsx';
import { SoonMoment, Until } from '../../ui/moment.tsx';

const SHOWN_TIMES = 3;

interface NextCardProps {
  readonly job: JobView;
  readonly outlook: OutlookView | undefined;
}

export function NextCard({ job, outlook }: NextCardProps): ReactNode {
  return (
    <Card title="Next">
      {outlook === undefined ? <Loading rows={2} /> : <Next job={job} next={outlook.next} />}
    </Card>
  );
}

function Next({ job, next }: { readonly job: JobView; readonly next: OutlookView['next'] }): ReactNode {
  const zone = zoneOf(useAppearance());
  const later = job.nextTimes.filter((at) => next.at !== null && Date.parse(at) > Date.parse(next.at));
  const isPlanned = next.kind === 'schedule' && next.at !== null;
  return (
    <>
      {next.at === null ? null : (
        <p className="flex flex-wrap gap-x-4">
          <b className="font-[580]">
            <Until at={next.at} />
          </b>
          {later.slice(0, SHOWN_TIMES - 1).map((at) => (
            <span key={at} className="text-ink-2">
              <SoonMoment at={at} />
            </span>
          ))}
        </p>
      )}
      <p className={next.at === null ? '' : 'mt-1.5 text-s text-ink-2'}>
        {isPlanned && job.scheduleText !== null ? `${job.scheduleText}, clock of ${zone}. ` : `${next.why} `}
        <Operators>
          <Link
            to="/jobs/$jobId/$tab"
            params={{ jobId: job.jobId, tab: 'settings' }}
            className="text-accent underline"
            aria-label="Change when it looks"
          >
            Change
          </Link>
        </Operators>
      </p>
    </>
  );
}
