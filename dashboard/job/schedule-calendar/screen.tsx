// The calendar of the coming day: what is due in each hour, on which hosts, where runs wait for each other.
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ScheduleDayView } from '../../../api/schemas/schedule-day.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { formatCount, formatDay, formatTimeOfDay } from '../../ui/appearance/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { EmptyState, NoAnswer, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { DueRuns } from './due-runs.tsx';
import { HourLanes } from './hour-lanes.tsx';
import { Unplanned } from './unplanned.tsx';

const AGAIN_MS = 60_000;

export function Screen(): ReactNode {
  const zone = zoneOf(useAppearance());
  const { view } = useSearch({ strict: false });
  const { data, error, refetch } = useAsk(['schedules', zone], '/v1/schedules', {
    query: { zone },
    refetchInterval: AGAIN_MS,
  });
  if (data === undefined)
    return (
      <>
        <PageHead title="Schedules" />
        <NoAnswer of={{ error, refetch }} label="Loading the coming day" />
      </>
    );
  return (
    <>
      <PageHead title={headline(data)} tab="Schedules" sub={<Span day={data} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {error === null ? null : <ProblemNote error={error} retry={() => void refetch()} />}
        <Notes day={data} />
        {data.total === 0 ? (
          <Card>
            <EmptyState
              title="No run is due in the coming day"
              action={<ButtonLink to="/jobs">See jobs</ButtonLink>}
            >
              Jobs without a schedule run when somebody starts them; paused ones wait.
            </EmptyState>
          </Card>
        ) : (
          <div>
            <LinkTabs
              label="How to show the day"
              tabs={[
                { name: 'By hour', to: '/schedules', search: {}, current: view !== 'list' },
                {
                  name: 'As a list',
                  to: '/schedules',
                  search: { view: 'list' },
                  current: view === 'list',
                  count: data.total,
                },
              ]}
            />
            {view === 'list' ? <DueRuns day={data} /> : <HourLanes day={data} />}
          </div>
        )}
        <Unplanned day={data} />
      </div>
    </>
  );
}

function headline({ total, lanes }: ScheduleDayView): string {
  if (total === 0) return 'Nothing is due in the coming day';
  const due =
    total === 1 ? 'One run is due in the coming day' : `${formatCount(total)} runs are due in the coming day`;
  const waiting = lanes.filter(({ pileUps }) => pileUps.length > 0).length;
  if (waiting === 0) return `${due}, none has to wait`;
  return `${due}, some of them wait on ${waiting === 1 ? 'one host' : `${formatCount(waiting)} hosts`}`;
}

function Span({ day }: { readonly day: ScheduleDayView }): ReactNode {
  const appearance = useAppearance();
  const [from, until] = [Date.parse(day.from), Date.parse(day.until)];
  return (
    <>
      {formatDay(from, appearance)} {formatTimeOfDay(from, appearance)} to {formatDay(until, appearance)}{' '}
      {formatTimeOfDay(until, appearance)}, clock of {day.zone}. Pauses of hosts and the size of the last runs
      say how long they take.
    </>
  );
}

const SHOWN = 5;

function Notes({ day }: { readonly day: ScheduleDayView }): ReactNode {
  const pileUps = day.lanes.flatMap((lane) => lane.pileUps);
  const longest = pileUps.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, SHOWN);
  return (
    <>
      {day.isCut ? <Note title="There are more jobs than are shown here.">The first 20,000 are.</Note> : null}
      {day.clockChanges.map(({ zone, text }) => (
        <Note key={zone} tone="var(--st-scheduled)" title="The clocks change.">
          {text}
        </Note>
      ))}
      {longest.length === 0 ? null : (
        <Card
          title="Where runs wait for each other"
          aside={pileUps.length > SHOWN ? `the longest ${SHOWN} of ${pileUps.length}` : undefined}
        >
          <ul>
            {longest.map(({ text, from, kind }) => (
              <li
                key={`${from} ${text}`}
                className="border-t border-line py-2 first:border-t-0 first:pt-0 last:pb-0"
              >
                <p className="font-[540] wrap-anywhere">{text}.</p>
                <p className="text-s text-ink-2">
                  {kind === 'overrun'
                    ? 'Let it run less often, or watch fewer pages.'
                    : 'Nothing is lost, the later ones wait. Spread their times, or use an interval: Webloom spreads those by itself.'}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function lengthOf({ from, until }: { readonly from: string; readonly until: string }): number {
  return Date.parse(until) - Date.parse(from);
}
