// What a route of the API answers, kept under a key until an event makes it old.
import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { Answer, PathFor } from '../../api/schemas/route-path.ts';
import { given } from '../../domain/system/given.ts';
import { type Query, ask } from './ask.ts';

type AskOptions<Data> = Omit<UseQueryOptions<Data>, 'queryKey' | 'queryFn'> & { readonly query?: Query };

export function useAsk<P extends PathFor<'GET'>>(
  queryKey: QueryKey,
  path: P,
  { query, ...options }: AskOptions<Answer<'GET', P>> = {},
) {
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(path, { ...given({ query }), signal }),
    ...options,
  });
}
