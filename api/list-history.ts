// Lists of what was found (changes, prices, snapshots): newest first, keyset on time and id.
import type { HistoryQuery } from '../domain/page/page-store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { ApiPorts } from './ports.ts';

export interface HistoryListing {
  readonly jobId?: string | undefined;
  readonly pageId?: string | undefined;
  readonly runId?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface HistoryRow {
  readonly _id: string;
  readonly at: Date;
}

export interface HistoryList<Row, View> {
  /** For the cursor: what the list is of. */
  readonly name: string;
  readonly read: (query: HistoryQuery) => Promise<Row[]>;
  readonly view: (row: Row) => View;
}

export async function listHistory<Row extends HistoryRow, View>(
  { hasher }: Pick<ApiPorts, 'hasher'>,
  listing: HistoryListing,
  { name, read, view }: HistoryList<Row, View>,
): Promise<{ items: View[]; nextCursor: string | null }> {
  const { jobId, pageId, runId, state, limit, cursor } = listing;
  const filter = [name, jobId, pageId, runId, state?.join()].map((part) => part ?? '').join(' ');
  const place = { place: filter, hasher };
  const [at, id] = decodeCursor(place, cursor) ?? [];
  const rows = await read({
    limit: limit + 1,
    ...(jobId === undefined ? {} : { jobId }),
    ...(pageId === undefined ? {} : { pageId }),
    ...(runId === undefined ? {} : { runId }),
    ...(state === undefined ? {} : { states: state }),
    ...(at === undefined || id === undefined ? {} : { before: { at: new Date(Number(at)), id: String(id) } }),
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(view),
    nextCursor: more ? encodeCursor(place, [last.at.getTime(), last._id]) : null,
  };
}
