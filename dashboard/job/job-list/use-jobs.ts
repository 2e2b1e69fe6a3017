// The rows of the list. They are read page by page as one scrolls; what changes meanwhile is read again for the rows in
// view alone and put in their place, so that nothing moves under the pointer, however long the list is.
import { type QueryClient, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JobRow } from '../../../api/schemas/job/job-list.ts';
import { type Query, ask } from '../../api/ask.ts';
import { useEvents } from '../../api/live/live.tsx';
import { type JobPage, withFresh, withPage } from './job-page.ts';

export interface JobRows {
  readonly rows: readonly JobRow[];
  /** How many fit in all, when they were counted. */
  readonly total: number;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Reads the next page, unless it is being read or there is none. */
  readonly readMore: () => void;
  readonly hasMore: boolean;
  /** Why the next page could not be read. */
  readonly moreError: unknown;
  /** Tells which rows are in view. */
  readonly noteVisible: (ids: readonly string[]) => void;
  /** Reads the list anew from its beginning, in its order. */
  readonly anew: () => void;
}

const PAGE = 100;
/** Ids in one search. */
const IDS_AT_ONCE = 25;
const PROGRESS_MS = 1_000;

export function useJobs(query: Query): JobRows {
  const queries = useQueryClient();
  const key = ['jobs', 'list', query];
  const visible = useRef<readonly string[]>([]);
  const { data, error, isPending, refetch } = useQuery<JobPage>({
    queryKey: key,
    queryFn: ({ signal }) => read(queries.getQueryData<JobPage>(key), query, visible.current, signal),
  });
  const more = useMore(queries, key, query);
  useProgress(() => void refetch(), visible);
  const settle = useSettled(() => void refetch());
  const noteVisible = useCallback(
    (ids: readonly string[]) => {
      const known = new Set(visible.current);
      const isFirst = known.size === 0;
      visible.current = ids;
      if (!isFirst && ids.some((id) => !known.has(id))) settle();
    },
    [settle],
  );
  return {
    rows: data?.items ?? [],
    total: Math.max(data?.total ?? 0, data?.items.length ?? 0),
    isPending,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    ...more,
    hasMore: data?.nextCursor !== null && data !== undefined,
    noteVisible,
    anew: () => void queries.resetQueries({ queryKey: key, exact: true }),
  };
}

/** The first page; later only the rows in view are read, and put where they are. */
async function read(
  known: JobPage | undefined,
  query: Query,
  visible: readonly string[],
  signal: AbortSignal,
): Promise<JobPage> {
  if (known === undefined || known.items.length === 0)
    return ask('/v1/jobs', { query: { ...query, limit: PAGE, count: 'exact' }, signal });
  return withFresh(known, visible, await readRows(visible, signal));
}

async function readRows(ids: readonly string[], signal: AbortSignal): Promise<Map<string, JobRow>> {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) parts.push(ids.slice(from, from + IDS_AT_ONCE));
  const pages = await Promise.all(
    parts.map((some) => ask('/v1/jobs', { query: { q: `id:${some.join()}`, limit: IDS_AT_ONCE }, signal })),
  );
  return new Map(pages.flatMap(({ items }) => items.map((row) => [row.jobId, row] as const)));
}

function useMore(queries: QueryClient, key: QueryKey, query: Query): Pick<JobRows, 'readMore' | 'moreError'> {
  const reading = useRef<string | null>(null);
  const [moreError, setMoreError] = useState<unknown>(null);
  const readMore = (): void => {
    const cursor = queries.getQueryData<JobPage>(key)?.nextCursor ?? null;
    if (cursor === null || reading.current === cursor) return;
    reading.current = cursor;
    ask('/v1/jobs', { query: { ...query, limit: PAGE, cursor } })
      .then((page) => {
        setMoreError(null);
        queries.setQueryData<JobPage>(key, (before) => before && withPage(before, cursor, page));
      })
      .catch(setMoreError)
      .finally(() => {
        reading.current = null;
      });
  };
  return { readMore, moreError };
}

/** Progress of a run in view is shown at most once a second. */
function useProgress(refresh: () => void, visible: { readonly current: readonly string[] }): void {
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEvents(({ type, jobId }) => {
    if (type !== 'run.progress' || jobId === undefined || waiting.current !== null) return;
    if (!visible.current.includes(jobId)) return;
    waiting.current = setTimeout(() => {
      waiting.current = null;
      refresh();
    }, PROGRESS_MS);
  });
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
    },
    [],
  );
}

const SETTLED_MS = 400;

/** Rows that come into view are read again once scrolling has stopped: they may be from long ago. */
function useSettled(refresh: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  return useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), SETTLED_MS);
  }, []);
}
