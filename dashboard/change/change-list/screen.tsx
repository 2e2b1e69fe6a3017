// The inbox: what changed, newest first, by day; unread, seen and ignored.
import { Link, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { ChangeCountsView } from '../../../api/schemas/change/change.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatDay } from '../../ui/appearance/format.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ChangeRow } from './change-row.tsx';
import { type DayGroup, groupByDay } from './day-group.ts';
import { FeedButton } from './feed-button.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FirstChanges } from './first-changes.tsx';
import { isFiltered, listQuery, presentSearch, type Search, TABS, tabOf } from './inbox-filter.ts';
import { useRowKeys } from './row-keys.ts';
import { useInboxCounts, useInboxRows } from './use-inbox.ts';
import { type Mark, useMark } from './use-mark.ts';

const TAB_WORDS = { unread: 'Unread', seen: 'Seen', ignored: 'Ignored', all: 'All' } as const;

export function Screen(): ReactNode {
  const search = presentSearch(useSearch({ strict: false }));
  const counts = useInboxCounts(search);
  const list = useInboxRows(search);
  const mark = useMark();
  const jobName = list.rows[0]?.jobName ?? search['jobId'] ?? '';
  return (
    <>
      <PageHead
        title={headlineOf(counts.data, search)}
        tab="Changes"
        sub={subOf(counts.data)}
        actions={<FeedButton search={search} />}
      />
      <InboxTabs search={search} counts={counts.data} />
      <FilterBar search={search} jobName={jobName} />
      {list.isPending ? (
        <Loading rows={8} label="Loading changes" />
      ) : list.isError && list.rows.length === 0 ? (
        <ProblemNote error={list.error} retry={() => void list.refetch()} />
      ) : (
        <InboxList search={search} list={list} mark={mark} total={counts.data?.total} />
      )}
    </>
  );
}

function headlineOf(counts: ChangeCountsView | undefined, search: Search): string {
  if (counts === undefined) return 'Changes';
  const { unread, atLeast } = counts;
  const kind = isFiltered(search) ? 'changes that fit are' : unread === 1 ? 'change is' : 'changes are';
  if (unread === 0)
    return isFiltered(search) ? 'Nothing unread fits these filters' : 'You have seen every change';
  return `${formatCount(unread)}${atLeast ? ' or more' : ''} ${kind} unread`;
}

function subOf(counts: ChangeCountsView | undefined): string | undefined {
  if (counts === undefined || counts.total === 0) return undefined;
  const { major, notable, minor } = counts.bySeverity;
  return `${formatCount(major)} major, ${formatCount(notable)} notable, ${formatCount(minor)} minor`;
}

function InboxTabs({
  search,
  counts,
}: {
  readonly search: Search;
  readonly counts: ChangeCountsView | undefined;
}): ReactNode {
  const present = tabOf(search);
  const { inbox: _old, ...rest } = search;
  const countOf = (tab: (typeof TABS)[number]): number | undefined => {
    if (counts === undefined) return undefined;
    const { unread, seen, ignored } = counts.byInbox;
    return tab === 'all' ? unread + seen + ignored : counts.byInbox[tab];
  };
  return (
    <LinkTabs
      label="State of the changes"
      tabs={TABS.map((tab) => ({
        name: TAB_WORDS[tab],
        current: tab === present,
        count: countOf(tab),
        to: '/changes',
        search: tab === 'unread' ? rest : { ...rest, inbox: tab },
      }))}
    />
  );
}

interface InboxListProps {
  readonly search: Search;
  readonly list: ReturnType<typeof useInboxRows>;
  readonly mark: Mark;
  readonly total: number | undefined;
}

function InboxList({ search, list, mark, total }: InboxListProps): ReactNode {
  const appearance = useAppearance();
  const groups = groupByDay(list.rows, (at) => formatDay(at, appearance));
  const rows = groups.flatMap((group) => group.rows);
  const choice = useRowKeys(rows, mark);
  return (
    <div aria-busy={list.isFetching}>
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-2">
        {list.waiting === 0 ? null : (
          <Button onClick={list.showWaiting}>Show {counted(list.waiting, 'new change')}</Button>
        )}
        <div className="ml-auto">
          <Operators>
            <BulkBar
              selected={choice.selected.size}
              total={tabOf(search) === 'unread' ? total : undefined}
              onMark={(inbox) => {
                mark.these(choice.changesOf(choice.selected), inbox);
                choice.clear();
              }}
              onMarkAll={() => mark.all(listQuery(search), 'seen')}
              onClear={choice.clear}
            />
          </Operators>
        </div>
      </div>
      {rows.length === 0 && !list.hasNextPage ? <NothingHere search={search} /> : null}
      {groups.map((group) => (
        <DaySheet key={group.day} group={group} choice={choice} mark={mark} />
      ))}
      <MoreRows list={list} />
    </div>
  );
}

function DaySheet({
  group: { day, rows },
  choice,
  mark,
}: {
  readonly group: DayGroup;
  readonly choice: ReturnType<typeof useRowKeys>;
  readonly mark: Mark;
}): ReactNode {
  return (
    <Card title={day} aside={counted(rows.length, 'change')} flush className="mb-4">
      <ul aria-label={`Changes of ${day}`}>
        {rows.map((row) => (
          <ChangeRow
            key={row.change.changeId}
            row={row}
            isCurrent={choice.current === row.change.changeId}
            isSelected={choice.selected.has(row.change.changeId)}
            onSelect={() => choice.toggle(row.change.changeId)}
            onFocus={() => choice.setCurrent(row.change.changeId)}
            onMark={(inbox) => mark.these([row.change, ...row.same], inbox)}
          />
        ))}
      </ul>
    </Card>
  );
}

/** Reads on when the end comes into view; the button is for everybody else. */
function MoreRows({ list }: Pick<InboxListProps, 'list'>): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const pages = list.data?.pages.length ?? 0;
  useEffect(() => {
    const here = end.current;
    if (here === null || !hasNextPage) return undefined;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void fetchNextPage();
    });
    watcher.observe(here);
    return () => watcher.disconnect();
    // A page without a row that fits leaves the end in view, and only a new watcher tells so again.
  }, [hasNextPage, fetchNextPage, pages]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className="flex justify-center py-3">
      <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
        {isFetchingNextPage ? 'Reading on …' : 'Older changes'}
      </Button>
    </div>
  );
}

function NothingHere({ search }: { readonly search: Search }): ReactNode {
  const tab = tabOf(search);
  if (isFiltered(search))
    return (
      <EmptyState
        title="No change fits these filters"
        action={
          <ButtonLink to="/changes" search={tab === 'unread' ? {} : { inbox: tab }}>
            Clear filters
          </ButtonLink>
        }
      >
        The filters are those above and in the address.
      </EmptyState>
    );
  if (tab === 'all') return <FirstChanges />;
  return (
    <EmptyState
      title={tab === 'unread' ? 'Nothing new' : `Nothing was ${tab === 'seen' ? 'seen yet' : 'ignored'}`}
    >
      {tab === 'unread' ? <UnreadHint /> : 'Changes that you mark so stand here.'}
    </EmptyState>
  );
}

function UnreadHint(): ReactNode {
  return (
    <>
      New changes come in by themselves.{' '}
      <Link to="/changes" search={{ inbox: 'all' }} className="text-accent underline">
        All changes
      </Link>{' '}
      are kept.
    </>
  );
}
