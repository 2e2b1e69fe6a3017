// The list of runs as the address asks for it, a page at a time, with what came in meanwhile held back.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RunListView, RunSummaryView } from '../../../api/schemas/run/run-list.ts';
import { ask } from '../../api/ask.ts';
import type { Search } from '../../api/search.ts';
import { useEvents } from '../../api/live/live.tsx';
import { serverNow } from '../../api/server-clock.ts';
import { splitNew, toRunQuery } from './run-query.ts';

/** While runs go on, their rows are asked for again this often at most. */
const REFRESH_MS = 2_000;

export interface RunRows {
  readonly rows: readonly RunSummaryView[];
  /** New runs that are not shown yet, so that no row moves under the pointer. */
  readonly waiting: number;
  readonly showWaiting: () => void;
  readonly counts: RunListView['counts'];
  readonly more: (() => void) | null;
  readonly isPending: boolean;
  /** Nothing was ever read, and this is why. */
  readonly error: unknown;
  readonly retry: () => void;
}

export function useRuns(search: Search): RunRows {
  const filter = JSON.stringify(search);
  const list = useInfiniteQuery({
    queryKey: ['runs', search],
    queryFn: ({ signal, pageParam }) =>
      ask('/v1/runs', {
        query: { ...toRunQuery(search, serverNow()), cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const newest = all[0]?.runId ?? null;
  const [held, setHeld] = useState<{ filter: string; newest: string | null }>({ filter, newest: null });
  const known = held.filter === filter ? held.newest : null;
  if (newest !== null && (held.filter !== filter || held.newest === null)) setHeld({ filter, newest });
  const { shown, waiting } = splitNew(all, known);
  useFreshRows(all.some(({ finishedAt }) => finishedAt === null));
  return {
    rows: shown,
    waiting,
    showWaiting: () => setHeld({ filter, newest }),
    counts: list.data?.pages[0]?.counts ?? null,
    more: list.hasNextPage ? () => void list.fetchNextPage() : null,
    isPending: list.isPending,
    error: list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
  };
}

/** Asks for the rows again while a run reports progress. */
function useFreshRows(isLive: boolean): void {
  const queries = useQueryClient();
  const heard = useRef(false);
  useEvents(({ type }) => {
    if (type === 'run.progress') heard.current = true;
  });
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => {
      if (heard.current) void queries.invalidateQueries({ queryKey: ['runs'] });
      heard.current = false;
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isLive, queries]);
}
