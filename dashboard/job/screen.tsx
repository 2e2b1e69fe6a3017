// One job: its name, below it how it stands; the verbs what can be asked of it, the tabs what it found and how it is set.
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { JobView } from '../../api/schemas/job/job.ts';
import { ask, segment } from '../api/ask.ts';
import { useJobStop } from '../verb/emergency/use-job-stop.tsx';
import { useEvents } from '../api/live/live.tsx';
import { useJobMending } from '../verb/mend/use-job-mending.tsx';
import { refusalWords } from '../verb/use-verb.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState, Loading, NoAnswer } from '../ui/empty-state.tsx';
import { Until } from '../ui/moment.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { LinkTabs } from '../ui/tabs.tsx';
import { tell } from '../ui/toast.tsx';
import { VerbButtons, VerbKeys } from '../verb/verb-buttons.tsx';
import { ChangesTab, RunsTab } from './history-tabs.tsx';
import { OverviewTab } from './overview/overview-tab.tsx';
import { useJob, useOutlook } from '../api/use-job.ts';

const RulesTab = lazy(async () => ({ default: (await import('./rules/rules-tab.tsx')).RulesTab }));
const SettingsTab = lazy(async () => ({
  default: (await import('./settings/settings-tab.tsx')).SettingsTab,
}));
const VersionsTab = lazy(async () => ({ default: (await import('./versions-tab.tsx')).VersionsTab }));
const FieldsTab = lazy(async () => ({ default: (await import('./fields-tab.tsx')).FieldsTab }));
const PricesTab = lazy(async () => ({ default: (await import('./prices-tab.tsx')).PricesTab }));
const PagesTab = lazy(async () => ({
  default: (await import('../change/page-list/pages-tab.tsx')).PagesTab,
}));

const TABS = [
  ['overview', 'Overview'],
  ['runs', 'Runs'],
  ['pages', 'Pages'],
  ['changes', 'Changes'],
  ['prices', 'Prices'],
  ['rules', 'Rules'],
  ['fields', 'Fields'],
  ['settings', 'Settings'],
  ['versions', 'Versions'],
] as const;
type TabName = (typeof TABS)[number][0];

export function Screen(): ReactNode {
  const { jobId = '', tab } = useParams({ strict: false });
  const job = useJob(jobId);
  const isRemoved = useIsRemoved(jobId);
  if (job.data === undefined)
    return (
      <>
        <PageHead title="Job" crumbs={CRUMBS} />
        <NoAnswer of={job} />
      </>
    );
  const current = TABS.find(([name]) => name === (tab ?? 'overview'))?.[0];
  return (
    <>
      <JobHead job={job.data} />
      <JobNote note={job.data.note} />
      {isRemoved ? (
        <p role="status" className="mb-3 rounded-m border border-line-strong bg-sheet px-3.5 py-2">
          This job is deleted. Shown is what was known of it; what is stored of it is being erased.
        </p>
      ) : null}
      <LinkTabs
        label="Parts of the job"
        tabs={TABS.map(([name, word]) => ({
          name: word,
          current: name === current,
          count: countOf(name, job.data.metrics),
          to: name === 'overview' ? '/jobs/$jobId' : '/jobs/$jobId/$tab',
          params: name === 'overview' ? { jobId } : { jobId, tab: name },
        }))}
      />
      <Suspense fallback={<Loading />}>
        {current === undefined ? <NoTab jobId={jobId} /> : <TabContent name={current} job={job.data} />}
      </Suspense>
    </>
  );
}

function countOf(tab: TabName, { changes, pages }: JobView['metrics']): number | undefined {
  const counts: Partial<Record<TabName, number>> = { changes, pages };
  const count = counts[tab] ?? 0;
  return count === 0 ? undefined : count;
}

/** Told by the stream: the API knows the job no more. */
function useIsRemoved(jobId: string): boolean {
  const [removed, setRemoved] = useState<string | null>(null);
  useEvents(({ type, jobId: of }) => {
    if (type === 'job.removing' && of === jobId) setRemoved(of);
  });
  return removed === jobId;
}

const CRUMBS = [{ name: 'Jobs', to: '/jobs' }];

function JobHead({ job }: { readonly job: JobView }): ReactNode {
  const { jobId, name, state } = job;
  const navigate = useNavigate();
  const mending = useJobMending(job);
  const stop = useJobStop(jobId);
  return (
    <>
      <VerbKeys group="Job" job={{ jobId, name, state }} allowed={job.allowedTransitions} />
      <PageHead
        title={name}
        crumbs={CRUMBS}
        sub={<StateSentence job={job} />}
        actions={
          <>
            <VerbButtons
              job={{ jobId, name, state }}
              allowed={job.allowedTransitions}
              onDeleted={() => void navigate({ to: '/jobs' })}
              more={[
                {
                  id: 'copy',
                  label: 'Make a copy',
                  run: () =>
                    void copyJob(jobId, (to) => void navigate({ to: '/jobs/$jobId', params: { jobId: to } })),
                },
                ...mending.actions,
                stop.action,
              ]}
            />
            <Operators>
              <ButtonLink to="/jobs/$jobId/edit" params={{ jobId }}>
                Change what is watched
              </ButtonLink>
            </Operators>
            {mending.dialog}
          </>
        }
      />
      {stop.dialog}
    </>
  );
}

/** What its user wrote down of it, in the lines that were written. */
function JobNote({ note }: Pick<JobView, 'note'>): ReactNode {
  if (note === null) return null;
  return (
    <div
      role="note"
      aria-label="Note of the job"
      dir="auto"
      className="-mt-2 mb-4 max-w-[80ch] wrap-anywhere whitespace-pre-line text-ink-2"
    >
      {note}
    </div>
  );
}

/** Its state as a word, how it stands in a sentence, and when it looks again. */
function StateSentence({ job: { jobId, state, headline } }: { readonly job: JobView }): ReactNode {
  const { data } = useOutlook(jobId);
  const next = data?.next.at ?? null;
  return (
    <>
      <span role="status" aria-label="State of the job" className="mr-2.5 inline-block">
        <StateBadge state={state} />
      </span>
      {data?.state === state ? data.headline : headline}{' '}
      {next === null ? null : (
        <>
          {data?.next.kind === 'retry' ? 'It is tried again' : 'It looks again'} <Until at={next} />.
        </>
      )}
    </>
  );
}

async function copyJob(jobId: string, open: (jobId: string) => void): Promise<void> {
  try {
    const copy = await ask(`/v1/jobs/${segment(jobId)}/clone`, { method: 'POST', body: {} });
    tell(`${copy.name} is made. It has no schedule yet.`);
    open(copy.jobId);
  } catch (error) {
    tell(refusalWords(error), { tone: 'refused' });
  }
}

function TabContent({ name, job }: { readonly name: TabName; readonly job: JobView }): ReactNode {
  switch (name) {
    case 'overview':
      return <OverviewTab job={job} />;
    case 'runs':
      return <RunsTab job={job} />;
    case 'pages':
      return <PagesTab job={job} />;
    case 'changes':
      return <ChangesTab job={job} />;
    case 'prices':
      return <PricesTab job={job} />;
    case 'rules':
      return <RulesTab job={job} />;
    case 'fields':
      return <FieldsTab job={job} />;
    case 'settings':
      return <SettingsTab job={job} />;
    case 'versions':
      return <VersionsTab job={job} />;
  }
}

function NoTab({ jobId }: { readonly jobId: string }): ReactNode {
  return (
    <EmptyState
      title="This job has no such part"
      action={
        <ButtonLink to="/jobs/$jobId" params={{ jobId }} kind="primary">
          To its overview
        </ButtonLink>
      }
    />
  );
}
