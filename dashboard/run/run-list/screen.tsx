// All runs: what goes on, what ended how, filtered from the address.
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunListView } from '../../../api/schemas/run/run-list.ts';
import type { RunState } from '../../../domain/run/lifecycle.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { wordCounted } from '../../ui/appearance/number-words.ts';
import type { Search } from '../../api/search.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { useFilter } from '../../ui/list/use-filter.ts';
import { RunFilters } from './run-filters.tsx';
import { FILTERS, TABS, isFiltered } from './run-query.ts';
import { RunTable } from './run-table.tsx';
import { type RunRows, useRuns } from './use-runs.ts';

type Counts = RunListView['counts'];

export function Screen(): ReactNode {
  const search: Search = useSearch({ strict: false });
  const runs = useRuns(search);
  return (
    <>
      <PageHead title={headline(runs.counts)} tab="Runs" sub={subline(runs.counts)} />
      <LinkTabs label="Runs by state" tabs={tabsOf(search, runs.counts)} />
      <RunFilters search={search} />
      <Card flush>
        <Rows runs={runs} search={search} />
      </Card>
      {runs.more === null ? null : (
        <div className="mt-4 text-center">
          <Button onClick={runs.more}>Older runs</Button>
        </div>
      )}
    </>
  );
}

function Rows({ runs, search }: { readonly runs: RunRows; readonly search: Search }): ReactNode {
  const set = useFilter();
  if (runs.isPending) return <Loading rows={8} label="Loading runs" />;
  if (runs.error !== null)
    return (
      <div className="p-4">
        <ProblemNote error={runs.error} retry={runs.retry} />
      </div>
    );
  if (runs.rows.length === 0)
    return isFiltered(search) ? (
      <EmptyState
        title="No run matches"
        action={
          <Button onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, ''])))}>
            Clear the filters
          </Button>
        }
      >
        Take a filter away, or look further back.
      </EmptyState>
    ) : (
      <EmptyState
        title="Nothing has run yet"
        action={
          <ButtonLink kind="primary" to="/jobs/new">
            Watch a page
          </ButtonLink>
        }
      >
        A run is one look of a job at its pages. The first one starts with the first job.
      </EmptyState>
    );
  return (
    <>
      {runs.waiting === 0 ? null : (
        <div className="border-b border-line bg-accent-soft px-4 py-1.5 text-center">
          <Button kind="quiet" onClick={runs.showWaiting}>
            Show {counted(runs.waiting, 'new run')}
          </Button>
        </div>
      )}
      <RunTable runs={runs.rows} />
    </>
  );
}

function sum(counts: NonNullable<Counts>, states: readonly RunState[]): number {
  return states.reduce((total, state) => total + counts[state], 0);
}

function headline(counts: Counts): string {
  if (counts === null) return 'Runs';
  const moving = sum(counts, ['starting', 'running', 'stopping', 'finalizing']);
  if (moving > 0) return `${wordCounted(moving, 'run is', 'runs are')} going on`;
  return counts.paused > 0
    ? `${wordCounted(counts.paused, 'run is', 'runs are')} paused`
    : 'Nothing runs right now';
}

function subline(counts: Counts): string | undefined {
  if (counts === null) return undefined;
  const { completed, failed, stopped, paused } = counts;
  const parts = [
    ...(paused > 0 ? [`${formatCount(paused)} paused`] : []),
    `${formatCount(completed)} completed`,
    `${formatCount(failed)} failed`,
    `${formatCount(stopped)} stopped`,
  ];
  return `So far ${parts.join(', ')}.`;
}

function tabsOf(search: Search, counts: Counts) {
  return TABS.map(({ name, states }) => {
    const { state: _state, ...others } = search;
    const wanted = states.join(',');
    return {
      name,
      current: (search['state'] ?? '') === wanted,
      to: '/runs' as const,
      search: wanted === '' ? others : { ...others, state: wanted },
      ...(counts === null || states.length === 0 ? {} : { count: sum(counts, states) }),
    };
  });
}
