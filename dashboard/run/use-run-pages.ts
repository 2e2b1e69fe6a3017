// The pages of a run by outcome, reason and a part of their address, as the address of the screen says.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { RunPageView } from '../../api/schemas/run/run.ts';
import { ask, part } from '../api/ask.ts';
import type { Search } from '../api/search.ts';

interface PageList {
  readonly items: readonly RunPageView[];
  readonly nextCursor: string | null;
}

const SHOWN = 30;

export function useRunPages(runId: string, { outcome, reason, fallback, q }: Search) {
  return useInfiniteQuery({
    queryKey: ['run', runId, 'pages', outcome, reason, fallback, q],
    queryFn: ({ signal, pageParam }) =>
      ask<PageList>(`/v1/runs/${part(runId)}/pages`, {
        query: { limit: SHOWN, outcome, reason, fallback, q, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
