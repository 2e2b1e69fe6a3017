// Versions of pages as a clean-up sees them, in MongoDB. Rows are read by ranges of ids and with the few fields they need.
import type { AnyBulkWriteOperation, Db, Filter } from 'mongodb';
import {
  type NamingChange,
  type ThinnedVersion,
  type VersionCount,
  type VersionRow,
  type VersionStore,
  marksOf,
} from '../../../domain/upkeep/clean-up/version-store.ts';
import type { Incident } from '../../../domain/alert/incident/incident.ts';
import { keysOfSnapshot } from '../../../domain/page/blob-keys.ts';
import type { Page, Snapshot } from '../../../domain/page/page.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { inBatches } from '../driver-error.ts';
import { idRange } from '../id-range.ts';
import { namedKeys } from '../page/named-keys.ts';

const ROW = { pageId: 1, jobId: 1, at: 1, textHash: 1, pinned: 1, blocksKey: 1, bodyKey: 1 } as const;
const PROJECTION = { ...ROW, 'picture.key': 1, 'served.key': 1 } as const;
type FoundRow = Pick<Snapshot, '_id' | 'picture' | 'served' | keyof typeof ROW>;

const SNAPSHOT = documentShape('snapshots', { _id: 'string', pageId: 'string', at: 'date', v: 'number' });
const FOUND = documentShape('snapshots', { _id: 'string', pageId: 'string', at: 'date', bodyKey: 'string' });
const THINNED = documentShape('thinnedVersions', { _id: 'string', pageId: 'string', thinnedAt: 'date' });

const NAMING = {
  pageId: 1,
  at: 1,
  state: 1,
  fromSnapshot: 1,
  toSnapshot: 1,
  'alerts.incidentId': 1,
} as const;
const COUNT = {
  _id: null,
  versions: { $sum: 1 },
  pinned: { $sum: { $cond: [{ $ifNull: ['$pinned', false] }, 1, 0] } },
  oldestAt: { $min: '$at' },
  newestAt: { $max: '$at' },
};
const NO_VERSION: VersionCount = { versions: 0, pinned: 0, oldestAt: null, newestAt: null };

export function createVersionStore(db: Db): VersionStore {
  const snapshots = db.collection<Snapshot>('snapshots');
  const thinned = db.collection<ThinnedVersion>('thinnedVersions');
  return {
    async some({ after, jobId, limit }) {
      const found = snapshots.find<FoundRow>(rangeOf(after, jobId), { projection: PROJECTION });
      return checkedAll(await found.sort({ _id: 1 }).limit(limit).toArray(), FOUND).map(toRow);
    },
    async ofPage(pageId, limit) {
      const found = snapshots.find<FoundRow>({ pageId }, { projection: PROJECTION });
      return checkedAll(await found.sort({ at: 1, _id: 1 }).limit(limit).toArray(), FOUND).map(toRow);
    },
    async marks(pageIds) {
      const changes = await changesOf(db, pageIds);
      return marksOf(await baselinesOf(db, pageIds), changes, await openAmong(db, changes));
    },
    async thin(versions) {
      let gone = 0;
      for (const batch of inBatches(versions)) {
        const ids = batch.map(({ _id }) => _id);
        // Noted first: a process that dies between the two leaves a note of a version that is there, which nobody reads.
        await thinned.bulkWrite(batch.map(toUpsert), { ordered: false });
        const unpinned: Filter<Snapshot> = { _id: { $in: ids }, pinned: { $exists: false } };
        gone += (await snapshots.deleteMany(unpinned)).deletedCount;
      }
      return gone;
    },
    async thinned(id) {
      const isThere = (await snapshots.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
      return isThere ? null : checkedOrNull(await thinned.findOne({ _id: id }), THINNED);
    },
    async forgetThinned(before) {
      return (await thinned.deleteMany({ thinnedAt: { $lt: before } })).deletedCount;
    },
    async pin(id, pin) {
      const update = pin ? { $set: { pinned: pin } } : { $unset: { pinned: true as const } };
      return checkedOrNull(
        await snapshots.findOneAndUpdate({ _id: id }, update, { returnDocument: 'after' }),
        SNAPSHOT,
      );
    },
    async count(jobId) {
      const [counted] = await snapshots
        .aggregate<VersionCount>([{ $match: { _id: idRange(jobId) } }, { $group: COUNT }])
        .toArray();
      const { versions, pinned, oldestAt, newestAt } = counted ?? NO_VERSION;
      return { versions, pinned, oldestAt, newestAt };
    },
    async *namedKeys(jobId) {
      yield* keysOfJob(db, jobId);
    },
  };
}

async function* keysOfJob(db: Db, jobId: string): AsyncGenerator<string[]> {
  const ofJob = (after: string | null) => ({ _id: idRange(jobId, after) });
  const behind = (after: string | null) => (after === null ? {} : { _id: { $gt: after } });
  yield* namedKeys(db, 'snapshots', ofJob);
  yield* namedKeys(db, 'pages', ofJob);
  yield* namedKeys(db, 'rollbacks', (after) => ({ jobId, ...behind(after) }));
  yield* namedKeys(db, 'failures', (after) => ({ 'picture.pageId': idRange(jobId), ...behind(after) }));
}

function toUpsert(note: ThinnedVersion): AnyBulkWriteOperation<ThinnedVersion> {
  const { _id, ...replacement } = note;
  return { replaceOne: { filter: { _id }, replacement, upsert: true } };
}

function rangeOf(after: string | null, jobId: string | undefined): Filter<Snapshot> {
  const above = after === null ? {} : { $gt: after };
  if (jobId === undefined) return after === null ? {} : { _id: above };
  const { $lt } = idRange(jobId);
  return { _id: after === null ? idRange(jobId) : { ...above, $lt } };
}

function toRow(row: FoundRow): VersionRow {
  const { _id: id, pageId, jobId, at, textHash, pinned } = row;
  return { id, pageId, jobId, at, textHash, pinned: pinned !== undefined, keys: keysOfSnapshot(row) };
}

async function baselinesOf(db: Db, pageIds: readonly string[]): Promise<string[]> {
  const pages = db
    .collection<Page>('pages')
    .find<{ baseline?: { snapshotId: string } }>(
      { _id: { $in: [...pageIds] } },
      { projection: { 'baseline.snapshotId': 1 } },
    );
  return (await pages.toArray()).flatMap(({ baseline }) => baseline?.snapshotId ?? []);
}

async function changesOf(db: Db, pageIds: readonly string[]): Promise<NamingChange[]> {
  return db
    .collection('changes')
    .find<NamingChange>({ pageId: { $in: [...pageIds] } }, { projection: NAMING })
    .toArray();
}

async function openAmong(db: Db, changes: readonly NamingChange[]): Promise<Set<string>> {
  const named = new Set(changes.flatMap(({ alerts = [] }) => alerts.map(({ incidentId }) => incidentId)));
  const open = new Set<string>();
  for (const batch of inBatches([...named])) {
    const filter: Filter<Incident> = { _id: { $in: [...batch] }, state: { $ne: 'resolved' } };
    const found = db.collection<Incident>('incidents').find(filter, { projection: { _id: 1 } });
    for await (const { _id } of found) open.add(_id);
  }
  return open;
}
