// The pages of a run by outcome, reason and a part of their address, as the address of the screen says.
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask, segment } from '../api/ask.ts';
import type { Search } from '../api/search.ts';

const SHOWN = 30;

export function useRunPages(runId: string, { outcome, reason, fallback, q }: Search) {
  return useInfiniteQuery({
    queryKey: ['run', runId, 'pages', outcome, reason, fallback, q],
    queryFn: ({ signal, pageParam }) =>
      ask(`/v1/runs/${segment(runId)}/pages`, {
        query: { limit: SHOWN, outcome, reason, fallback, q, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
