// The same day as a list: each run with its time.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ScheduleDayView } from '../../../api/schemas/schedule-day.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatDay, formatDuration, formatTimeOfDay } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { JobItem } from './job-item.tsx';

type Run = ScheduleDayView['runs'][number];

export function DueRuns({ day }: { readonly day: ScheduleDayView }): ReactNode {
  const { runs, total, steady, steadyCount } = day;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {steadyCount === 0 ? null : (
        <Card title="Every few minutes" aside={counted(steadyCount, 'job')}>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-x-6 phone:grid-cols-[repeat(2,minmax(0,1fr))]">
            {steady.map(({ jobId, name, everyMs }) => (
              <JobItem key={jobId} jobId={jobId} name={name}>
                <span className="text-s text-ink-3">every {formatDuration(everyMs)}</span>
              </JobItem>
            ))}
          </ul>
        </Card>
      )}
      <Card flush>
        <ul aria-label="Runs in the order of their times">
          {runs.map((run, row) => (
            <Row key={`${run.at} ${run.jobId}`} run={run} before={runs[row - 1]} />
          ))}
        </ul>
        {runs.length < total ? (
          <p className="border-t border-line px-4 py-2.5 text-s text-ink-3">
            {counted(runs.length, 'run is', 'runs are')} listed of {formatCount(total)}; the hours count them
            all.
          </p>
        ) : null}
      </Card>
    </div>
  );
}

function Row({ run, before }: { readonly run: Run; readonly before: Run | undefined }): ReactNode {
  const appearance = useAppearance();
  const time = Date.parse(run.at);
  const day = formatDay(time, appearance);
  const isNewDay = before === undefined || formatDay(Date.parse(before.at), appearance) !== day;
  return (
    <>
      {isNewDay ? (
        <li className="border-t border-line bg-paper px-4 py-1.5 text-s font-[550] text-ink-2 first:border-t-0">
          {day}
        </li>
      ) : null}
      <li className="border-t border-line">
        <Link
          to="/jobs/$jobId"
          params={{ jobId: run.jobId }}
          className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-3 px-4 py-2 hover:text-accent phone:grid-cols-[3.5rem_minmax(0,1fr)_minmax(0,14rem)]"
        >
          <time dateTime={run.at} className="font-mono text-s text-ink-2">
            {formatTimeOfDay(time, appearance)}
          </time>
          <CutText text={run.name} />
          <CutText text={hosts(run)} className="col-start-2 text-s text-ink-3 phone:col-start-3" />
        </Link>
      </li>
    </>
  );
}

function hosts({ hosts: named }: Run): string {
  const [first = '', ...others] = named;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
