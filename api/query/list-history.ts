// Lists of changes, prices and snapshots: newest first, keyset on time and id.
import type { HistoryQuery } from '../../domain/page/page-store.ts';
import { decodeTimedCursor, encodeTimedCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { readVisible } from './visible-rows.ts';
import { given } from '../../domain/system/given.ts';

export interface HistoryListing {
  readonly workspaceId: string;
  readonly jobId?: string | undefined;
  readonly pageId?: string | undefined;
  readonly runId?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface HistoryRow {
  readonly _id: string;
  readonly jobId: string;
  readonly at: Date;
}

export interface HistoryList<Row, View> {
  /** Name of the list, for the cursor. */
  readonly name: string;
  readonly read: (query: HistoryQuery) => Promise<Row[]>;
  readonly view: (row: Row) => View;
}

export async function listHistory<Row extends HistoryRow, View>(
  ports: Pick<ApiPorts, 'hasher' | 'jobs'>,
  listing: HistoryListing,
  { name, read, view }: HistoryList<Row, View>,
): Promise<{ items: View[]; nextCursor: string | null }> {
  const { workspaceId, jobId, pageId, runId, state, limit, cursor } = listing;
  const filter = [name, jobId, pageId, runId, state?.join()].map((part) => part ?? '').join(' ');
  const place = { place: filter, hasher: ports.hasher };
  const begin = decodeTimedCursor(place, cursor);
  const { rows, last } = await readVisible(ports, { workspaceId, limit }, (after: Row | null, count) => {
    const before = after === null ? begin : { at: after.at, id: after._id };
    return read({
      limit: count,
      ...given({ jobId, pageId, runId, states: state, before: before ?? undefined }),
    });
  });
  return {
    items: rows.map(view),
    nextCursor: last === null ? null : encodeTimedCursor(place, { at: last.at, id: last._id }),
  };
}
