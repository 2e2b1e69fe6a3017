// The keys of blobs that pages, their versions, roll-backs that can be undone and failures name, as every sweep and clean-up reads them.
import type { Db, Document, Filter } from 'mongodb';
import {
  BASELINE_KEYS,
  type FailureWithKeys,
  type PageWithKeys,
  SNAPSHOT_KEYS,
  type SnapshotWithKeys,
  keysOfFailure,
  keysOfPage,
  keysOfSnapshot,
} from '../../../domain/page/blob-keys.ts';
import type { RolledBackPage } from '../../../domain/page/rollback-store.ts';
import type { RowKind } from '../../../domain/upkeep/removal/erasure-store.ts';

export interface Row extends Document {
  readonly _id: string;
}

const NAMED_AT_ONCE = 1_000;
const OF_SNAPSHOT: Document = Object.fromEntries(SNAPSHOT_KEYS.map((key) => [key, 1]));
const OF_PAGE: Document = {
  ...Object.fromEntries(BASELINE_KEYS.map((key) => [`baseline.${key}`, 1])),
  'lastPicture.key': 1,
};
const OF_FAILURE: Document = { 'picture.key': 1 };
const OF_ROLLBACK: Document = Object.fromEntries(BASELINE_KEYS.map((key) => [`before.baseline.${key}`, 1]));

/**
 * In slices, by ranges of ids, so that no cursor stays open for the time of a sweep. `within`: the rows behind this id, null:
 * from the first one on.
 */
export async function* namedKeys(
  db: Db,
  kind: 'snapshots' | 'pages' | 'rollbacks' | 'failures',
  within: (after: string | null) => Filter<Row>,
): AsyncGenerator<string[]> {
  let after: string | null = null;
  for (;;) {
    const found = db
      .collection<Row>(kind)
      .find(within(after), { projection: projectionOf(kind) })
      .sort({ _id: 1 })
      .limit(NAMED_AT_ONCE);
    const rows: Row[] = await found.toArray();
    yield rows.flatMap((row) => keysOfRow(kind, row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < NAMED_AT_ONCE) return;
    after = last._id;
  }
}

export function projectionOf(kind: RowKind): Document {
  if (kind === 'snapshots') return OF_SNAPSHOT;
  if (kind === 'rollbacks') return OF_ROLLBACK;
  if (kind === 'failures') return OF_FAILURE;
  return kind === 'pages' ? OF_PAGE : { _id: 1 };
}

/** Keys of the blobs that a row names. */
export function keysOfRow(kind: RowKind, row: Row): string[] {
  if (kind === 'snapshots') return keysOfSnapshot(parseSnapshot(row));
  if (kind === 'rollbacks') return keysOfPage(parseRolledBack(row).before);
  if (kind === 'failures') return keysOfFailure(parseFailure(row));
  return kind === 'pages' ? keysOfPage(parsePage(row)) : [];
}

function parseSnapshot(row: Row): SnapshotWithKeys {
  return row as Row & SnapshotWithKeys;
}

function parsePage(row: Row): PageWithKeys {
  return row as Row & PageWithKeys;
}

function parseFailure(row: Row): FailureWithKeys {
  return row as Row & FailureWithKeys;
}

function parseRolledBack(row: Row): Pick<RolledBackPage, 'before'> {
  return row as Row & Pick<RolledBackPage, 'before'>;
}
