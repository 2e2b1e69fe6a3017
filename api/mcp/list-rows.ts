// A page of a list that fits into an answer: where its rows are too long, fewer are asked for, so that the cursor goes on behind them.
import type { ListOf, Query } from '../client/list-of.ts';
import { MAX_TEXT } from './answer.ts';

interface Listing<Item> {
  readonly read: (query: Query) => Promise<ListOf<Item>>;
  readonly query: Query;
  readonly limit: number;
  /** Lines of an item. */
  readonly show: (item: Item) => string;
}

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly text: string;
  readonly nextCursor: string | null;
}

/** One request looks at a bounded number of rows; where few of them fit it is asked again, until there are enough. */
const MAX_ASKED = 20;

export async function listRows<Item>(listing: Listing<Item>): Promise<Listed<Item>> {
  const first = await readRows(listing, listing.limit);
  const fit = countFitting(first.items.map(listing.show));
  const { items, nextCursor } =
    fit === first.items.length ? first : await readRows(listing, Math.max(1, fit));
  return { items, nextCursor, text: items.map(listing.show).join('\n') };
}

async function readRows<Item>({ read, query }: Listing<Item>, limit: number): Promise<ListOf<Item>> {
  const items: Item[] = [];
  let asked: Query = { ...query, limit };
  for (let n = 1; ; n += 1) {
    const part = await read(asked);
    items.push(...part.items);
    const left = limit - items.length;
    if (part.nextCursor === null || left <= 0 || n === MAX_ASKED)
      return { items, nextCursor: part.nextCursor };
    asked = { ...query, limit: left, cursor: part.nextCursor };
  }
}

function countFitting(rows: readonly string[]): number {
  let length = 0;
  const over = rows.findIndex((row) => (length += row.length + 1) > MAX_TEXT);
  return over === -1 ? rows.length : over;
}

/** What is said behind a list that goes on. */
export function moreRows(nextCursor: string | null): string[] {
  return nextCursor === null ? [] : [`There are more: ask again with cursor "${nextCursor}".`];
}
