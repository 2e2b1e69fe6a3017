// A list of the API that is read page by page: the first one at once, more when somebody asks for them.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer, PathFor } from '../../api/schemas/route-path.ts';
import { type Query, ask } from './ask.ts';

interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface ShownList<Item, Page = unknown> {
  /** Null while nothing has come yet. */
  readonly items: readonly Item[] | null;
  readonly error: unknown;
  readonly retry: () => void;
  /** Null: this is all. */
  readonly more: (() => void) | null;
  readonly isReading: boolean;
  /** The answer with the newest rows, for what it says beside them; null while nothing has come yet. */
  readonly first: Page | null;
}

/** What a list that is at this path answers. */
type PageAt<P extends PathFor<'GET'>> = Extract<Answer<'GET', P>, ListPage<unknown>>;

export function useList<P extends PathFor<'GET'>>(
  key: readonly unknown[],
  path: P,
  query: Query = {},
): ShownList<PageAt<P>['items'][number], PageAt<P>> {
  const list = useInfiniteQuery({
    queryKey: [...key, query],
    queryFn: async ({ pageParam, signal }) =>
      (await ask(path, { query: { ...query, cursor: pageParam }, signal })) as PageAt<P>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return {
    items: list.data === undefined ? null : list.data.pages.flatMap(({ items }) => items),
    error: list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
    more: list.hasNextPage ? () => void list.fetchNextPage() : null,
    isReading: list.isFetchingNextPage,
    first: list.data?.pages[0] ?? null,
  };
}
