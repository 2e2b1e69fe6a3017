// Reads all pages of a list of the API.
import type { ListOf, Query } from '../../api/client/client.ts';

const MAX_ITEMS = 10_000;

export async function readAll<Item>(
  read: (query: Query) => Promise<ListOf<Item>>,
  query: Query = {},
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { items, nextCursor } = await read({ limit: 200, ...query, cursor });
    all.push(...items);
    if (nextCursor === null || all.length >= MAX_ITEMS) return all;
    cursor = nextCursor;
  }
}
