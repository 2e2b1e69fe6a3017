// The jobs that are due next.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatDay, formatTimeOfDay } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Countdown, useNow } from '../../ui/moment.tsx';
import { CardLink, Missing } from './section.tsx';
import { DAY_MS } from '../../../domain/system/duration.ts';

type DueJob = NonNullable<OverviewView['next']>[number];

export function NextCard({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { next } = overview;
  return (
    <Card title="Next" aside={<CardLink to="/schedules">Schedules</CardLink>}>
      {next === null ? (
        <Missing overview={overview} part="next" />
      ) : next.length === 0 ? (
        <p className="py-1 text-ink-2">
          No job has a schedule that is on. Jobs run when somebody starts them.
        </p>
      ) : (
        <ul>
          {next.map((job) => (
            <Row key={job.jobId} job={job} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ job }: { readonly job: DueJob }): ReactNode {
  const appearance = useAppearance();
  const { jobId, name, at, pages, host } = job;
  const time = Date.parse(at);
  const isSoon = time - useNow() < DAY_MS;
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        to="/jobs/$jobId"
        params={{ jobId }}
        className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 py-2.5 hover:text-accent"
      >
        <span className="font-mono text-s text-ink-2">
          {isSoon ? formatTimeOfDay(time, appearance) : formatDay(time, appearance)}
        </span>
        <span className="min-w-0">
          <CutText text={name} />
          <span dir="auto" className="block text-s [overflow-wrap:anywhere] text-ink-2">
            <Countdown at={at} />, {counted(pages, 'page')}
            {host === null ? '' : ` on ${host}`}
          </span>
        </span>
      </Link>
    </li>
  );
}
