// What the screen of a change reads: the change, its difference, and the versions of its page.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { BlockOrder } from '../../domain/change/words/block-order.ts';
import { ask, segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';

export function useChange(changeId: string) {
  return useAsk(['change', changeId], `/v1/changes/${segment(changeId)}`);
}

/** Words, lines and sides are painted from one answer; fields come with it. `isSent`: of what the server sent. */
export function useDiff(changeId: string, order: BlockOrder, isSent = false) {
  return useInfiniteQuery({
    queryKey: ['change', changeId, 'diff', order, isSent],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask(`/v1/changes/${segment(changeId)}/diff`, {
        query: { by: 'words', order, limit: 2_000, cursor: pageParam, ...(isSent ? { served: 'true' } : {}) },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useVersions(pageId: string | undefined) {
  return useAsk(['page', pageId ?? '', 'versions'], `/v1/pages/${segment(pageId ?? '')}/versions`, {
    query: { limit: 200 },
    enabled: pageId !== undefined,
  });
}
