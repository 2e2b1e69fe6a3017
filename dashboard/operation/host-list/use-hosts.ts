// Hosts from the API, page by page, and one of them.
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';

export interface HostFilter {
  readonly prefix: string | undefined;
  readonly state: string | undefined;
}

const AGAIN_MS = 10_000;

export function useHosts({ prefix, state }: HostFilter) {
  return useInfiniteQuery({
    queryKey: ['hosts', prefix ?? '', state ?? ''],
    queryFn: ({ signal, pageParam }) =>
      ask('/v1/hosts', {
        query: { limit: 50, prefix, state, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: AGAIN_MS,
  });
}

export function useHost(host: string) {
  return useAsk(['hosts', 'one', host], `/v1/hosts/${segment(host)}`, { refetchInterval: AGAIN_MS });
}
