// Erases rows of runs and jobs in MongoDB: by the owner's range of ids if it has one, else by an index.
import type { Db, Filter } from 'mongodb';
import {
  type ErasureStore,
  type OwnedRow,
  type RowKind,
  TELLING_EVENTS,
} from '../../domain/upkeep/removal/erasure-store.ts';
import { inBatches } from './driver-error.ts';
import { idRange } from './id-range.ts';
import { type Row, keysOfRow, namedKeys, projectionOf } from './page/named-keys.ts';

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
      yield* namedKeys(db, 'snapshots', behind);
      yield* namedKeys(db, 'pages', behind);
      yield* namedKeys(db, 'rollbacks', behind);
      yield* namedKeys(db, 'failures', (after) => ({
        ...behind(after),
        'picture.pageId': { $exists: true },
      }));
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

function toOwnedRow(kind: RowKind, row: Row): OwnedRow {
  return { id: row._id, keys: keysOfRow(kind, row) };
}

function behind(after: string | null): Filter<Row> {
  return after === null ? {} : { _id: { $gt: after } };
}
