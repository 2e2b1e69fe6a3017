// What the inbox shows: its rows, page by page, its counts, and what came in meanwhile. New changes wait until they are
// asked for, so that rows do not move; what another tab marks is shown at once.
import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeView } from '../../../api/schemas/change/change.ts';
import { eventFacts, isChangeEvent } from '../../../domain/system/event/event-words.ts';
import { ask } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useEvents } from '../../api/live/live.tsx';
import { filterQuery, listQuery, type Search } from './inbox-filter.ts';

interface ChangePage {
  readonly items: readonly ChangeView[];
  readonly nextCursor: string | null;
}

const PAGE_SIZE = 50;
/** Apart from ['changes'], which events make old. */
const LIST_KEY = 'inbox';

export function useInboxRows(search: Search) {
  const query = listQuery(search);
  const list = useInfiniteQuery({
    queryKey: [LIST_KEY, query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask('/v1/changes', { query: { ...query, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const waiting = useWaiting();
  return {
    ...list,
    rows: list.data?.pages.flatMap(({ items }) => items) ?? [],
    waiting: waiting.count,
    showWaiting: () => {
      waiting.clear();
      void list.refetch();
    },
  };
}

/** Changes that were told since the list was read. */
function useWaiting(): { readonly count: number; readonly clear: () => void } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const queries = useQueryClient();
  useEvents((event) => {
    const facts = eventFacts(event);
    if (event.type === 'change.marked') showMarked(queries, facts);
    if (event.type === 'change.summarized') showSentence(queries, facts);
    const id = facts['changeId'];
    if (isChangeEvent(event.type) && typeof id === 'string') setIds((known) => new Set([...known, id]));
  });
  return { count: ids.size, clear: () => setIds(new Set()) };
}

function showMarked(queries: QueryClient, facts: Readonly<Record<string, unknown>>): void {
  const { inbox, changeIds } = facts;
  if (!Array.isArray(changeIds) || (inbox !== 'unread' && inbox !== 'seen' && inbox !== 'ignored')) return;
  setInbox(queries, new Set(changeIds.map(String)), inbox);
}

function showSentence(queries: QueryClient, facts: Readonly<Record<string, unknown>>): void {
  const { changeId, text, model } = facts;
  if (typeof changeId !== 'string' || typeof text !== 'string' || typeof model !== 'string') return;
  setRows(queries, new Set([changeId]), { modelSummary: { text, model, why: null } });
}

/** Shows the state in every list that is kept, without asking again. */
export function setInbox(queries: QueryClient, ids: ReadonlySet<string>, inbox: ChangeView['inbox']): void {
  setRows(queries, ids, { inbox });
}

function setRows(queries: QueryClient, ids: ReadonlySet<string>, fields: Partial<ChangeView>): void {
  const change = (row: ChangeView): ChangeView => (ids.has(row.changeId) ? { ...row, ...fields } : row);
  queries.setQueriesData<InfiniteData<ChangePage>>({ queryKey: [LIST_KEY] }, (data) =>
    data === undefined
      ? data
      : { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) },
  );
  for (const id of ids)
    queries.setQueryData<ChangeView>(['change', id], (row) => (row === undefined ? row : change(row)));
}

export function useInboxCounts(search: Search) {
  const query = filterQuery(search);
  return useAsk(['changes', 'counts', query], '/v1/changes/counts', {
    query,
    placeholderData: keepPreviousData,
  });
}
