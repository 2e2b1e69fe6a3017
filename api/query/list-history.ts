// Lists of changes, prices and snapshots: newest first, keyset on time and id.
import type { HistoryQuery } from '../../domain/page/page-store.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { readVisible } from './visible-rows.ts';

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
  const [at, id] = decodeCursor(place, cursor) ?? [];
  const begin =
    at === undefined || id === undefined ? undefined : { at: new Date(Number(at)), id: String(id) };
  const { rows, last } = await readVisible(ports, { workspaceId, limit }, (after: Row | null, count) => {
    const before = after === null ? begin : { at: after.at, id: after._id };
    return read({
      limit: count,
      ...(jobId === undefined ? {} : { jobId }),
      ...(pageId === undefined ? {} : { pageId }),
      ...(runId === undefined ? {} : { runId }),
      ...(state === undefined ? {} : { states: state }),
      ...(before === undefined ? {} : { before }),
    });
  });
  return {
    items: rows.map(view),
    nextCursor: last === null ? null : encodeCursor(place, [last.at.getTime(), last._id]),
  };
}
