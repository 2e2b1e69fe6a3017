// The pages of a run: how each ended and why, filtered by outcome, reason and address. A click tells the story.
import type { ReactNode } from 'react';
import type { RunPageView, RunView } from '../../api/schemas/run/run.ts';
import { formatCount, formatDuration } from '../ui/appearance/format.ts';
import type { Search } from '../api/search.ts';
import { useFilter } from '../ui/list/use-filter.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState, Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Moment } from '../ui/moment.tsx';
import { SearchField } from '../ui/list/search-field.tsx';
import { useRunPages } from './use-run-pages.ts';

const OUTCOMES = [
  ['failed', 'failed', 'Failed'],
  ['skipped', 'skipped', 'Skipped'],
  ['stored', 'stored', 'Stored'],
  ['unchanged', 'unchanged', 'Unchanged'],
  ['in-flight', 'inFlight', 'In flight'],
  ['pending', 'pending', 'Pending'],
] as const satisfies readonly (readonly [string, keyof RunView['ledger'], string])[];

const COLOURS: Readonly<Record<string, string>> = {
  stored: 'var(--lg-stored)',
  unchanged: 'var(--lg-unchanged)',
  failed: 'var(--lg-failed)',
  skipped: 'var(--lg-skipped)',
  'in-flight': 'var(--lg-flight)',
  pending: 'var(--line-strong)',
};

interface PageTableProps {
  readonly run: RunView;
  readonly search: Search;
}

export function PageTable({ run, search }: PageTableProps): ReactNode {
  const pages = useRunPages(run.runId, search);
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageFilters run={run} search={search} />
      {pages.isPending ? <Loading rows={6} label="Loading pages" /> : null}
      {pages.data === undefined && pages.error !== null ? (
        <div className="p-4">
          <ProblemNote error={pages.error} retry={() => void pages.refetch()} />
        </div>
      ) : null}
      {pages.data !== undefined && rows.length === 0 ? <NoPages search={search} run={run} /> : null}
      {rows.length === 0 ? null : <Rows pages={rows} chosen={search['page']} />}
      {pages.hasNextPage ? (
        <div className="border-t border-line p-2 text-center">
          <Button kind="quiet" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            More pages
          </Button>
        </div>
      ) : null}
    </>
  );
}

function PageFilters({ run, search }: PageTableProps): ReactNode {
  const set = useFilter();
  const { outcome = '', reason = '', fallback = '', q = '' } = search;
  return (
    <div role="search" aria-label="Filter pages" className="flex flex-wrap items-center gap-1.5 px-4 pb-3">
      <Chip
        name="All"
        count={run.ledger.discovered}
        pressed={outcome === ''}
        choose={() => set({ outcome: '' })}
      />
      {OUTCOMES.filter(([id, name]) => run.ledger[name] > 0 || id === outcome).map(([id, name, word]) => (
        <Chip
          key={id}
          name={word}
          count={run.ledger[name]}
          pressed={outcome === id}
          choose={() => set({ outcome: outcome === id ? '' : id })}
        />
      ))}
      {reason === '' ? null : (
        <Button kind="quiet" onClick={() => set({ reason: '' })}>
          {run.reasons.find(({ code }) => code === reason)?.means ?? reason} ✕
        </Button>
      )}
      {fallback === '' ? null : (
        <Button kind="quiet" onClick={() => set({ fallback: '' })}>
          {run.fallbacks.find(({ kind }) => kind === fallback)?.text ?? fallback} ✕
        </Button>
      )}
      <span className="ml-auto w-full phone:w-auto">
        <SearchField
          label="Part of an address"
          value={q}
          onSearch={(text) => set({ q: text })}
          className="phone:w-52"
        />
      </span>
    </div>
  );
}

interface ChipProps {
  readonly name: string;
  readonly count: number;
  readonly pressed: boolean;
  readonly choose: () => void;
}

function Chip({ name, count, pressed, choose }: ChipProps): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={choose}
      className={`min-h-7 rounded-full border px-2.5 text-s ${pressed ? 'border-accent bg-accent-soft font-[560] text-ink' : 'border-line text-ink-2 hover:text-ink'}`}
    >
      {name} <span className="text-ink-2">{formatCount(count)}</span>
    </button>
  );
}

function NoPages({ run, search }: PageTableProps): ReactNode {
  const set = useFilter();
  const isFiltered = ['outcome', 'reason', 'fallback', 'q'].some((name) => search[name] !== undefined);
  if (isFiltered)
    return (
      <EmptyState
        title="No page matches"
        action={
          <Button onClick={() => set({ outcome: '', reason: '', fallback: '', q: '' })}>
            Clear the filters
          </Button>
        }
      />
    );
  return (
    <EmptyState title="No page yet">
      {run.finishedAt === null
        ? 'The source is being read; its pages show as soon as they are known.'
        : 'The source named no page, or the run ended before.'}
    </EmptyState>
  );
}

interface RowsProps {
  readonly pages: readonly RunPageView[];
  readonly chosen: string | undefined;
}

function Rows({ pages, chosen }: RowsProps): ReactNode {
  const set = useFilter();
  return (
    <ul className="max-h-[34rem] divide-y divide-line overflow-y-auto border-t border-line">
      {pages.map((page) => (
        <li
          key={page.urlKey}
          data-current={chosen === page.urlKey}
          className="data-[current=true]:bg-accent-soft"
        >
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => set({ page: page.urlKey })}
            className="grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-4 py-2 text-left hover:bg-paper phone:grid-cols-[auto_minmax(0,1fr)_auto]"
          >
            <i
              aria-hidden="true"
              className="mt-1.5 inline-block size-[9px] rounded-[2px]"
              style={{ background: COLOURS[page.outcome] ?? 'var(--line-strong)' }}
            />
            <span className="min-w-0">
              <span className="block truncate" dir="auto" title={page.url}>
                {page.url}
              </span>
              <span className="block text-s text-ink-2">{outcomeWords(page)}</span>
            </span>
            <span className="col-start-2 text-s text-ink-3 phone:col-start-3 phone:text-right">
              <Facts page={page} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function outcomeWords({ outcome, means, status, changes }: RunPageView): string {
  const word = outcome === 'in-flight' ? 'in flight' : outcome;
  if (outcome === 'pending')
    return means === null ? 'waits for its turn' : `waits for another look. Before: ${means}`;
  const http = status === null || status === 200 ? '' : ` (HTTP ${status})`;
  const found = changes === 0 ? '' : ` ${changes === 1 ? 'One change' : `${changes} changes`} found.`;
  return `${word}${http}${means === null || means === '' ? '' : `: ${means}`}${found}`;
}

function Facts({ page }: { readonly page: RunPageView }): ReactNode {
  const { pageType, elapsedMs, dueAt, attempts } = page;
  if (dueAt !== null)
    return (
      <>
        due <Moment at={dueAt} />
      </>
    );
  const parts = [
    pageType,
    elapsedMs === null || elapsedMs === 0 ? null : formatDuration(elapsedMs),
    attempts > 1 ? `${attempts} attempts failed` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
