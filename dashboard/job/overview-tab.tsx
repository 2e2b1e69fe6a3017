// How a job stands: what holds it up, the run that goes on, what comes next, its last runs, changes and fields.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { FieldHitsView } from '../../api/schemas/job-detail/field.ts';
import type { OutlookView } from '../../api/schemas/job-detail/outlook.ts';
import type { RunSummaryView } from '../../api/schemas/run/run-list.ts';
import { ask, part } from '../api/ask.ts';
import { useList } from '../api/use-list.ts';
import { counted, formatCount, formatDuration } from '../appearance/format.ts';
import { useEvents } from '../live/live.tsx';
import { ENDINGS } from '../run/run-path.ts';
import { Card, Figure, Note } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { LedgerBar } from '../ui/ledger-bar.tsx';
import { Marked } from '../ui/marked.tsx';
import { Countdown, FullMoment, Moment } from '../ui/moment.tsx';
import { RunStrip } from '../figure/run-strip.tsx';
import { ChangeLines } from '../change/change-line.tsx';
import { ChainCard } from './chain-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { MetricsCard } from './metrics-card.tsx';
import { HitRate } from './hit-rate.tsx';
import { TellMe } from './tell-me.tsx';
import { useOutlook } from './use-job.ts';

const SHOWN_RUNS = 20;
const SHOWN_CHANGES = 5;

export function OverviewTab({ job }: { readonly job: JobView }): ReactNode {
  const { jobId } = job;
  const outlook = useOutlook(jobId);
  const runs = useList<RunSummaryView>(['runs', jobId], `/v1/jobs/${part(jobId)}/runs`, {
    limit: SHOWN_RUNS,
  });
  return (
    <div className="grid gap-4">
      {outlook.data === undefined ? null : <Trouble outlook={outlook.data} />}
      {job.activeRunId === null ? null : <ActiveRun runId={job.activeRunId} />}
      <Figures job={job} />
      <div className="grid gap-4 desk:grid-cols-2">
        <NextCard job={job} outlook={outlook.data} />
        <Card
          title="Last runs"
          aside={
            <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'runs' }} className="text-accent">
              All runs
            </Link>
          }
        >
          {runs.items === null ? (
            <Loading rows={2} />
          ) : (
            <>
              <RunStrip runs={runs.items.toReversed()} />
              <p className="mt-2 text-s text-ink-2">{runWords(runs.items)}</p>
            </>
          )}
        </Card>
        <LastChanges jobId={jobId} />
        <FieldHealth jobId={jobId} />
        <MetricsCard jobId={jobId} />
        <StorageCard jobId={jobId} />
        <TellMe job={job} />
        {outlook.data === undefined ? null : <ChainCard outlook={outlook.data} />}
      </div>
    </div>
  );
}

function Trouble({ outlook }: { readonly outlook: OutlookView }): ReactNode {
  const { waiting, failing, trouble, missed } = outlook;
  return (
    <>
      {failing === null ? null : (
        <Note tone="var(--st-failed)" title={failing.reason}>
          <Marked text={failing.remedy ?? ''} />{' '}
          {failing.inRow > 1 ? `${formatCount(failing.inRow)} runs in a row failed.` : ''}
        </Note>
      )}
      {trouble === null || trouble.kind === 'failed' ? null : (
        <Note
          title={trouble.text}
          action={
            <Link to="/runs/$runId" params={{ runId: trouble.runId }} className="text-accent underline">
              See the run
            </Link>
          }
        >
          <Marked text={trouble.remedy ?? ''} /> Since <Moment at={trouble.since} />.
        </Note>
      )}
      {missed === null ? null : (
        <Note title={missed.text}>
          From <Moment at={missed.from} /> to <Moment at={missed.until} />.
        </Note>
      )}
      {waiting.map(({ code, host, reason, remedy, until }) => (
        <Note key={`${code} ${host ?? ''}`} title={reason}>
          <Marked text={remedy ?? ''} /> {until === null ? null : <Countdown at={until} />}
        </Note>
      ))}
    </>
  );
}

function ActiveRun({ runId }: { readonly runId: string }): ReactNode {
  const run = useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => ask<RunSummaryView>(`/v1/runs/${part(runId)}`, { signal }),
  });
  const [live, setLive] = useState<RunSummaryView['ledger'] | null>(null);
  useEvents(({ type, runId: of, data }) => {
    if (type === 'run.progress' && of === runId && hasLedger(data)) setLive(data.ledger);
  });
  if (run.data === undefined)
    return run.error === null ? <Loading rows={2} /> : <ProblemNote error={run.error} />;
  const { seq, ledger, metrics, live: rate } = run.data;
  const speed = rate?.pagesPerSecond ?? metrics.pagesPerSecond;
  return (
    <Card
      title={
        <Link to="/runs/$runId" params={{ runId }} className="hover:text-accent">
          Run {seq}
        </Link>
      }
      aside={`${speed} pages/s`}
    >
      <LedgerBar ledger={live ?? ledger} legend />
    </Card>
  );
}

/** What the event of a run's progress carries. */
function hasLedger(data: unknown): data is { readonly ledger: RunSummaryView['ledger'] } {
  if (typeof data !== 'object' || data === null || !('ledger' in data)) return false;
  const { ledger } = data;
  return typeof ledger === 'object' && ledger !== null && 'discovered' in ledger && 'inFlight' in ledger;
}

function Figures({ job: { metrics } }: { readonly job: JobView }): ReactNode {
  const share = metrics.successRate === null ? '–' : `${Math.round(metrics.successRate * 100)} %`;
  return (
    <div className="grid grid-cols-2 gap-3 desk:grid-cols-4">
      <Figure value={formatCount(metrics.pages)}>pages known</Figure>
      <Figure value={formatCount(metrics.changes)}>changes found</Figure>
      <Figure value={share}>of {counted(metrics.runs, 'run')} completed</Figure>
      <Figure value={metrics.runs === 0 ? '–' : formatDuration(metrics.meanDurationMs)}>
        a run on average
      </Figure>
    </div>
  );
}

function NextCard({
  job,
  outlook,
}: {
  readonly job: JobView;
  readonly outlook: OutlookView | undefined;
}): ReactNode {
  return (
    <Card title="What happens next">
      {outlook === undefined ? (
        <Loading rows={2} />
      ) : (
        <>
          <p>
            {outlook.next.at === null ? null : (
              <>
                <b className="font-[580]">
                  <Countdown at={outlook.next.at} />
                </b>
                {', '}
                <FullMoment at={outlook.next.at} />.{' '}
              </>
            )}
            {outlook.next.why}
          </p>
          {outlook.lastRun === null ? null : (
            <p className="mt-1.5 text-ink-2">
              The{' '}
              <Link
                to="/runs/$runId"
                params={{ runId: outlook.lastRun.runId }}
                className="text-accent underline"
              >
                last run
              </Link>{' '}
              {outlook.lastRun.state} <Moment at={outlook.lastRun.at} />
              {outlook.lastRun.reason === null ? '.' : `: ${outlook.lastRun.reason}`}
            </p>
          )}
          {job.nextTimes.length < 2 ? null : (
            <ul className="mt-2 grid gap-0.5 text-s text-ink-2">
              {job.nextTimes.slice(1).map((at) => (
                <li key={at}>
                  <FullMoment at={at} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

function runWords(runs: readonly RunSummaryView[]): string {
  if (runs.length === 0) return 'It has not run yet.';
  const completed = runs.filter(({ state }) => state === 'completed').length;
  const ended = runs.filter(({ state }) => ENDINGS.includes(state)).length;
  if (ended === 0) return 'Its first run goes on.';
  if (ended === 1) return `The only run so far ${completed === 1 ? 'completed' : 'did not complete'}.`;
  return `${completed} of the last ${counted(ended, 'run')} completed.`;
}

function LastChanges({ jobId }: { readonly jobId: string }): ReactNode {
  const changes = useList<ChangeView>(['changes', { jobId, few: true }], `/v1/jobs/${part(jobId)}/changes`, {
    limit: SHOWN_CHANGES,
  });
  return (
    <Card
      title="Last changes"
      flush
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'changes' }} className="text-accent">
          All changes
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

function FieldHealth({ jobId }: { readonly jobId: string }): ReactNode {
  const hits = useQuery({
    queryKey: ['job', jobId, 'fields'],
    queryFn: ({ signal }) => ask<FieldHitsView>(`/v1/jobs/${part(jobId)}/fields`, { signal }),
  });
  return (
    <Card
      title="Fields"
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'fields' }} className="text-accent">
          All fields
        </Link>
      }
    >
      {hits.data === undefined ? (
        hits.error === null ? (
          <Loading rows={3} />
        ) : (
          <ProblemNote error={hits.error} />
        )
      ) : hits.data.items.length === 0 ? (
        <p className="text-ink-2">The job names no fields; texts and prices are watched all the same.</p>
      ) : (
        <ul className="grid gap-2">
          {hits.data.items.slice(0, 8).map((field) => (
            <li key={field.name} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
              <span className="truncate">{field.name}</span>
              <HitRate field={field} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
