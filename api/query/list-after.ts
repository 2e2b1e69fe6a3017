// Lists ordered by id: pages of a job, URLs and failures of a run.
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';

export interface AfterList<Row> {
  /** Name of the list with its filters, for the cursor. */
  readonly name: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly read: (after: string | null, limit: number) => Promise<Row[]>;
}

export async function listAfter<Row extends { readonly _id: string }>(
  { hasher }: Pick<ApiPorts, 'hasher'>,
  { name, limit, cursor, read }: AfterList<Row>,
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const place = { place: name, hasher };
  const after = decodeCursor(place, cursor)?.[0];
  const found = await read(after === undefined ? null : String(after), limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  return { rows, nextCursor: more ? encodeCursor(place, [last._id]) : null };
}
