// The list of jobs: what each does and found, searched, sorted and acted on, however many there are.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { JobCounts } from '../../../api/schemas/job/job-list.ts';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import type { Search } from '../../api/search.ts';
import { useCommands } from '../../api/registry.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Operators } from '../../ui/field/operators.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { JOB_TABS, listQuery, searchOf, sortOf, tabOf } from './job-query.ts';
import { JobTable } from './job-table.tsx';
import { rowsOutOfOrder } from './row-order.ts';
import { SavedViews } from './saved-views.tsx';
import { SearchField } from './search-field.tsx';
import { type Selection, useSelection } from './selection.ts';
import { type JobRows, useJobs } from './use-jobs.ts';

export function Screen(): ReactNode {
  const search: Search = useSearch({ strict: false });
  const counts = useCounts();
  const jobs = useJobs(listQuery(search));
  const order = jobs.rows.map(({ jobId }) => jobId);
  const selection = useSelection(order, `${searchOf(search)} ${search['sort'] ?? ''}`);
  const [current, setCurrent] = useState(-1);
  useListKeys({ jobs, selection, current, setCurrent });
  return (
    <>
      <PageHead
        title={counts === undefined ? 'Jobs' : headline(counts)}
        tab="Jobs"
        sub={counts === undefined ? undefined : subline(counts)}
        actions={
          <Operators>
            <ButtonLink to="/jobs/read">Read a page</ButtonLink>
            <ButtonLink to="/jobs/import">Import</ButtonLink>
          </Operators>
        }
      />
      <LinkTabs label="Jobs by state" tabs={tabsOf(search, counts)} />
      <Toolbar search={search} />
      <BulkProgress />
      <BulkBar selection={selection} total={jobs.total} loaded={jobs.rows.length} search={searchOf(search)} />
      <Waiting jobs={jobs} search={search} counts={counts} />
      <Card flush>
        <Rows jobs={jobs} search={search} selection={selection} current={current} counts={counts} />
      </Card>
      <Foot jobs={jobs} />
    </>
  );
}

function useCounts(): JobCounts | undefined {
  return useAsk(['jobs', 'counts'], '/v1/jobs/counts').data;
}

/** `24 jobs, 3 running, 2 need attention`. */
function headline({ total, states, attention }: JobCounts): string {
  const here = total - states.archived;
  if (here === 0) return 'No jobs yet';
  const running = states.running + states.starting + states.stopping;
  const parts = [
    counted(here, 'job'),
    ...(running === 0 ? [] : [`${formatCount(running)} running`]),
    ...(attention === 0 ? [] : [`${formatCount(attention)} ${attention === 1 ? 'needs' : 'need'} attention`]),
  ];
  return parts.join(', ');
}

function subline({ total, states, attention, unread }: JobCounts): string | undefined {
  if (total - states.archived === 0) return undefined;
  const waiting =
    states.scheduled === 0
      ? 'None waits for its next time'
      : states.scheduled === 1
        ? 'One waits for its next time'
        : `${formatCount(states.scheduled)} wait for their next time`;
  const paused =
    states.paused === 0 ? '' : `, ${formatCount(states.paused)} ${states.paused === 1 ? 'is' : 'are'} paused`;
  const news =
    unread === 0 ? '' : ` ${counted(unread, 'job')} ${unread === 1 ? 'has' : 'have'} unread changes.`;
  return `${waiting}${paused}.${attention === 0 ? ' All of them do well.' : ''}${news}`;
}

function tabsOf(search: Search, counts: JobCounts | undefined) {
  const shown = tabOf(search);
  const { tab: _tab, ...rest } = search;
  return JOB_TABS.map(({ id, name, count }) => ({
    name,
    current: id === shown.id,
    count: counts === undefined ? undefined : count(counts),
    to: '/jobs' as const,
    search: id === '' ? rest : { ...rest, tab: id },
  }));
}

function Toolbar({ search }: { readonly search: Search }): ReactNode {
  const navigate = useNavigate();
  const submit = (q: string): void => {
    const { q: _q, ...rest } = search;
    void navigate({ to: '/jobs', search: q === '' ? rest : { ...rest, q } });
  };
  return (
    <div className="mb-3 flex flex-wrap items-start gap-2">
      <SearchField search={search['q'] ?? ''} submit={submit} />
      <SavedViews search={search} />
    </div>
  );
}

interface WaitingProps {
  readonly jobs: JobRows;
  readonly search: Search;
  readonly counts: JobCounts | undefined;
}

/** Rows stay where they are; what would move them waits here. */
function Waiting({ jobs, search, counts }: WaitingProps): ReactNode {
  const moved = rowsOutOfOrder(jobs.rows, sortOf(search));
  const now = counts === undefined || (search['q'] ?? '') !== '' ? jobs.total : tabOf(search).count(counts);
  const more = jobs.isPending ? 0 : now - jobs.total;
  if (moved === 0 && more === 0) return null;
  const words = [
    ...(more > 0 ? [counted(more, 'more job')] : []),
    ...(more < 0 ? [`${counted(-more, 'job')} fewer`] : []),
    ...(moved > 0 ? [`${counted(moved, 'row')} would move`] : []),
  ];
  return (
    <div aria-live="polite" className="mb-3 text-center">
      <Button onClick={jobs.anew}>{words.join(', ')}: show the list anew</Button>
    </div>
  );
}

interface RowsProps extends WaitingProps {
  readonly selection: Selection;
  readonly current: number;
}

function Rows({ jobs, search, selection, current, counts }: RowsProps): ReactNode {
  if (jobs.isPending) return <Loading rows={9} label="Loading jobs" />;
  if (jobs.error !== null)
    return (
      <div className="p-4">
        <ProblemNote error={jobs.error} retry={jobs.retry} />
      </div>
    );
  if (jobs.rows.length === 0) return <Empty search={search} counts={counts} />;
  return (
    <JobTable
      rows={jobs.rows}
      total={jobs.total}
      search={search}
      selection={selection}
      current={current}
      readMore={jobs.readMore}
      noteVisible={jobs.noteVisible}
    />
  );
}

function Empty({ search, counts }: Omit<WaitingProps, 'jobs'>): ReactNode {
  const navigate = useNavigate();
  if (counts?.total === 0)
    return (
      <EmptyState
        title="Nothing is watched yet"
        action={
          <>
            <ButtonLink to="/jobs/new" kind="primary">
              Watch a page
            </ButtonLink>
            <ButtonLink to="/jobs/import">Import from another tool</ButtonLink>
          </>
        }
      >
        Paste an address: Webloom says within seconds what it understood of the page, and what can be watched
        on it.
      </EmptyState>
    );
  const { name, id } = tabOf(search);
  const q = search['q'] ?? '';
  return (
    <EmptyState
      title={q === '' ? `No job under “${name}”` : 'No job fits this search'}
      action={<Button onClick={() => void navigate({ to: '/jobs' })}>Show all jobs</Button>}
    >
      {q === '' ? null : <code className="font-mono text-s">{q}</code>}
      {q !== '' && id !== '' ? ` among “${name}”` : null}
    </EmptyState>
  );
}

function Foot({ jobs }: { readonly jobs: JobRows }): ReactNode {
  if (jobs.moreError !== null)
    return (
      <div className="mt-3">
        <ProblemNote error={jobs.moreError} retry={jobs.readMore} />
      </div>
    );
  if (jobs.rows.length === 0) return null;
  const words = jobs.hasMore
    ? `${formatCount(jobs.rows.length)} of ${counted(jobs.total, 'job')} are loaded; scroll on for more.`
    : counted(jobs.total, 'job');
  return <p className="mt-3 text-center text-s text-ink-3">{words}</p>;
}

interface ListKeys {
  readonly jobs: JobRows;
  readonly selection: Selection;
  readonly current: number;
  readonly setCurrent: (index: number) => void;
}

function useListKeys({ jobs, selection, current, setCurrent }: ListKeys): void {
  const navigate = useNavigate();
  const row = jobs.rows[current];
  const move = (by: number): void => setCurrent(Math.max(0, Math.min(jobs.rows.length - 1, current + by)));
  const group = 'Jobs';
  useCommands([
    { keys: 'j', label: 'Next job', group, run: () => move(1) },
    { keys: 'k', label: 'Previous job', group, run: () => move(-1) },
    {
      keys: 'x',
      label: 'Choose the job',
      group,
      run: () => (row === undefined ? undefined : selection.toggle(row.jobId, false)),
    },
    {
      keys: 'o',
      label: 'Open the job',
      group,
      run: () =>
        row === undefined ? undefined : void navigate({ to: '/jobs/$jobId', params: { jobId: row.jobId } }),
    },
    {
      keys: '/',
      label: 'Search jobs',
      group,
      run: () => document.querySelector<HTMLInputElement>('[data-search="jobs"]')?.focus(),
    },
  ]);
}
