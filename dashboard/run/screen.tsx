// One run: what goes on or how it ended, with its cause and remedy first; then its pages, chunks and reasons.
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { formatDuration } from '../ui/appearance/format.ts';
import type { Search } from '../api/search.ts';
import { FallbackCard } from './fallback/fallback-card.tsx';
import { useJob } from '../api/use-job.ts';
import { useFilter } from '../ui/list/use-filter.ts';
import { MendCard } from '../verb/mend/mend-card.tsx';
import { Card, Note } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { LedgerBar } from '../ui/ledger-bar.tsx';
import { Marked } from '../ui/marked.tsx';
import { Moment, useNow } from '../ui/moment.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Behind } from './behind.tsx';
import { Chain } from './chain.tsx';
import { ChangesCard } from './changes-card.tsx';
import { Comparison } from './comparison.tsx';
import { Cost } from './cost.tsx';
import { DegradationNote } from './degradation-note.tsx';
import { Idle } from './idle.tsx';
import { PageTable } from './page-table.tsx';
import { StoryPanel } from './page-story.tsx';
import { Reasons } from './reasons.tsx';
import { Rerun } from './rerun.tsx';
import { RunGrace, RunVerbs } from './run-verbs.tsx';
import { runHeadline, triggerWords } from './run-words.ts';
import { Speed } from './speed.tsx';
import { StatePath } from './state-path.tsx';
import { useFollowedRun, useRun, useRunChunks, useRunReasons } from './use-run.ts';

const Waterfall = lazy(() =>
  import('./waterfall.tsx').then(({ Waterfall: component }) => ({ default: component })),
);

export function Screen(): ReactNode {
  const { runId = '' } = useParams({ strict: false });
  const run = useRun(runId);
  const job = useJob(run.data?.jobId);
  useFollowedRun(runId, run.data !== undefined && run.data.finishedAt === null);
  if (run.isPending) return <Loading rows={8} label="Loading the run" />;
  if (run.data === undefined)
    return (
      <>
        <PageHead title="This run can not be shown" crumbs={[{ name: 'Runs', to: '/runs' }]} />
        <ProblemNote error={run.error} retry={() => void run.refetch()} />
      </>
    );
  return <Shown run={run.data} job={job.data} />;
}

interface ShownProps {
  readonly run: RunView;
  /** Absent while it is read, and when it is removed. */
  readonly job: JobView | undefined;
}

function Shown({ run, job }: ShownProps): ReactNode {
  const search: Search = useSearch({ strict: false });
  const set = useFilter();
  const page = search['page'];
  const reasons = useRunReasons(run.runId);
  return (
    <>
      <PageHead
        title={runHeadline(run, reasons.data?.items)}
        tab={`Run ${run.seq} of ${run.jobName}`}
        crumbs={[
          { name: 'Runs', to: '/runs' },
          { name: run.jobName, to: `/jobs/${run.jobId}` },
        ]}
        sub={<Sub run={run} />}
        actions={
          <>
            <Rerun run={run} />
            <RunVerbs run={run} job={job} />
          </>
        }
      />
      <RunGrace run={run} />
      <Cause run={run} />
      <DegradationNote run={run} />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <Overview run={run} />
          <ChangesCard run={run} />
          {run.mend === null ? null : <MendCard run={run} mend={run.mend} />}
          <ReasonCard run={run} />
          <FallbackCard run={run} />
          <div className="order-last min-w-0 phone:order-none">
            <Chunks run={run} />
          </div>
          <Cost run={run} />
          <Card flush title="Pages">
            <PageTable run={run} search={search} />
          </Card>
        </div>
        <div className="grid min-w-0 gap-4">
          <Idle run={run} />
          <Chain run={run} />
          <Speed run={run} />
          <Card title="Against the run before">
            <Comparison runId={run.runId} />
          </Card>
          <Behind run={run} />
        </div>
      </div>
      {page === undefined ? null : (
        <StoryPanel runId={run.runId} urlKey={page} close={() => set({ page: '' })} />
      )}
    </>
  );
}

function Sub({ run }: { readonly run: RunView }): ReactNode {
  const now = useNow();
  const since = Date.parse(run.startedAt ?? run.createdAt);
  const took = run.finishedAt === null ? Math.max(0, now - since) : run.durationMs;
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <StateBadge state={run.state} />
      <Link
        to="/jobs/$jobId"
        params={{ jobId: run.jobId }}
        className="py-0.5 text-ink hover:text-accent hover:underline"
        dir="auto"
      >
        {run.jobName}
      </Link>
      <span>
        {triggerWords(run)}, began <Moment at={run.createdAt} />,{' '}
        {run.finishedAt === null ? 'goes on for' : 'took'} {formatDuration(took)}
      </span>
    </span>
  );
}

/** What was observed may begin with what the reason means; then it stands alone. */
function titleOf({ means, detail }: NonNullable<RunView['endingReason']>): string {
  return detail.startsWith(means.replace(/\.$/, '')) ? detail : means;
}

/** Whether what was observed says more than what the reason means. */
function tellsNew({ means, detail }: NonNullable<RunView['endingReason']>): boolean {
  return detail !== '' && !detail.startsWith(means.replace(/\.$/, ''));
}

/** Why it ended badly, with what to do. */
function Cause({ run }: { readonly run: RunView }): ReactNode {
  const { endingReason, state } = run;
  if (endingReason === null || (state !== 'failed' && state !== 'stopped')) return null;
  return (
    <div className="mb-4">
      <Note
        tone={state === 'failed' ? 'var(--st-failed)' : 'var(--st-stopped)'}
        title={titleOf(endingReason)}
      >
        {tellsNew(endingReason) ? endingReason.detail : null}
        {endingReason.remedy === null ? null : (
          <span className="block text-ink">
            → <Marked text={endingReason.remedy} />
          </span>
        )}
      </Note>
    </div>
  );
}

function Overview({ run }: { readonly run: RunView }): ReactNode {
  return (
    <Card>
      <StatePath run={run} />
      <div className="mt-5">
        <LedgerBar ledger={run.ledger} legend />
      </div>
    </Card>
  );
}

function ReasonCard({ run }: { readonly run: RunView }): ReactNode {
  const reasons = useRunReasons(run.runId);
  if (reasons.data === undefined && reasons.error === null) return null;
  return (
    <Card title="Why pages ended as they did">
      {reasons.data === undefined ? (
        <ProblemNote error={reasons.error} retry={() => void reasons.refetch()} />
      ) : reasons.data.items.length === 0 ? (
        <p className="text-ink-2">No page has ended yet.</p>
      ) : (
        <Reasons reasons={reasons.data.items} />
      )}
    </Card>
  );
}

function Chunks({ run }: { readonly run: RunView }): ReactNode {
  const chunks = useRunChunks(run.runId);
  if (chunks.data === undefined && chunks.error === null) return null;
  const items = chunks.data?.items ?? [];
  const isCut = chunks.data?.nextCursor !== null && chunks.data !== undefined;
  return (
    <Card title="Chunks by stage" aside={isCut ? `the latest ${items.length}` : undefined}>
      {chunks.data === undefined ? (
        <ProblemNote error={chunks.error} retry={() => void chunks.refetch()} />
      ) : items.length === 0 ? (
        <p className="text-ink-2">No chunk is cut yet.</p>
      ) : (
        <Suspense fallback={<Loading rows={4} />}>
          <Waterfall chunks={items} />
        </Suspense>
      )}
    </Card>
  );
}
