// Erases rows of runs and jobs in MongoDB: by the owner's range of ids if it has one, else by an index.
import type { Db, Document, Filter } from 'mongodb';
import { BASELINE_KEYS, SNAPSHOT_KEYS, keysOfPage, keysOfSnapshot } from '../../domain/page/blob-keys.ts';
import type { RolledBackPage } from '../../domain/mend/rollback-store.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import {
  type ErasureStore,
  type OwnedRow,
  type RowKind,
  TELLING_EVENTS,
} from '../../domain/removal/erasure-store.ts';
import { inBatches } from './driver-error.ts';
import { idRange } from './id-range.ts';

export interface Row extends Document {
  readonly _id: string;
}

const NAMED_AT_ONCE = 1_000;
const OF_SNAPSHOT: Document = Object.fromEntries(SNAPSHOT_KEYS.map((key) => [key, 1]));
const OF_PAGE: Document = Object.fromEntries(BASELINE_KEYS.map((key) => [`baseline.${key}`, 1]));
const OF_ROLLBACK: Document = Object.fromEntries(BASELINE_KEYS.map((key) => [`before.baseline.${key}`, 1]));

export function createErasureStore(db: Db): ErasureStore {
  return {
    async some(kind, owner, limit) {
      const found = db.collection<Row>(kind).find(ownedBy(kind, owner), { projection: projectionOf(kind) });
      return (await found.sort({ _id: 1 }).limit(limit).toArray()).map((row) => toOwnedRow(kind, row));
    },
    async erase(kind, ids) {
      let erased = 0;
      for (const batch of inBatches(ids)) {
        erased += (await db.collection<Row>(kind).deleteMany({ _id: { $in: [...batch] } })).deletedCount;
      }
      return erased;
    },
    async *namedKeys() {
      yield* namedIn(db, 'snapshots');
      yield* namedIn(db, 'pages');
      yield* namedIn(db, 'rollbacks');
    },
  };
}

function ownedBy(kind: RowKind, owner: string): Filter<Row> {
  switch (kind) {
    case 'runs':
      return { jobId: owner };
    case 'chunks':
      return { runId: owner };
    case 'alertStates':
    case 'deadLetters':
      return { jobId: owner };
    case 'jobStorage':
      return { _id: owner };
    case 'alertRules':
      return { 'scope.jobId': owner };
    case 'incidents':
      return { 'job.id': owner };
    case 'events':
      return { jobId: owner, type: { $nin: [...TELLING_EVENTS] } };
    default:
      return { _id: idRange(owner) };
  }
}

function projectionOf(kind: RowKind): Document {
  if (kind === 'snapshots') return OF_SNAPSHOT;
  if (kind === 'rollbacks') return OF_ROLLBACK;
  return kind === 'pages' ? OF_PAGE : { _id: 1 };
}

function toOwnedRow(kind: RowKind, row: Row): OwnedRow {
  return { id: row._id, keys: keysOfRow(kind, row) };
}

/** Keys of the blobs that a row names. */
export function keysOfRow(kind: RowKind, row: Row): string[] {
  if (kind === 'snapshots') return keysOfSnapshot(parseSnapshot(row));
  if (kind === 'rollbacks') return keysOfPage(parseRolledBack(row).before);
  return kind === 'pages' ? keysOfPage(parsePage(row)) : [];
}

function parseSnapshot(row: Row): Pick<Snapshot, 'blocksKey' | 'bodyKey' | 'basis'> {
  return row as Pick<Snapshot, '_id' | 'blocksKey' | 'bodyKey' | 'basis'>;
}

function parsePage(row: Row): Pick<Page, '_id' | 'baseline'> {
  return row as Pick<Page, '_id' | 'baseline'>;
}

function parseRolledBack(row: Row): Pick<RolledBackPage, 'before'> {
  return row as Row & Pick<RolledBackPage, 'before'>;
}

/** Reads by ranges of ids, so that no cursor stays open for the time of a sweep. */
async function* namedIn(db: Db, kind: 'snapshots' | 'pages' | 'rollbacks'): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const found = db
      .collection<Row>(kind)
      .find({ _id: { $gt: after } }, { projection: projectionOf(kind) })
      .sort({ _id: 1 })
      .limit(NAMED_AT_ONCE);
    const rows = await found.toArray();
    yield rows.flatMap((row) => keysOfRow(kind, row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < NAMED_AT_ONCE) return;
    after = last._id;
  }
}
