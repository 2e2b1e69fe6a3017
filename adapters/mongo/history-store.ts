// Snapshots, changes and price points in MongoDB: inserted once under deterministic ids, read newest first.
import type { Collection, Db, Document } from 'mongodb';
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { PricePoint, Snapshot } from '../../domain/page/page.ts';
import type { ChangedPage, HistoryQuery, HistoryStore, RunSpan } from '../../domain/page/page-store.ts';
import { checked, checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { inBatches, insertMissing } from './driver-error.ts';
import { given } from '../../domain/system/given.ts';

const SNAPSHOT = documentShape('snapshots', { _id: 'string', pageId: 'string', at: 'date', v: 'number' });
export const CHANGE = documentShape('changes', {
  _id: 'string',
  pageId: 'string',
  at: 'date',
  state: 'string',
  inbox: 'string',
});
const HELD = documentShape('changes', { held: 'string' });
const PRICE = documentShape('prices', { _id: 'string', pageId: 'string', at: 'date', minor: 'number' });

export const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** The document also has the time at which the change was confirmed or withdrawn. */
export type ChangeDocument = InboxChange & { readonly settledAt?: Date };

interface Collections {
  readonly snapshots: Collection<Snapshot>;
  readonly changes: Collection<ChangeDocument>;
  readonly prices: Collection<PricePoint>;
}

export function createHistoryStore(db: Db): HistoryStore {
  const snapshots = db.collection<Snapshot>('snapshots');
  const changes = db.collection<ChangeDocument>('changes');
  const prices = db.collection<PricePoint>('prices');
  return {
    async insertSnapshots(some) {
      await insertMissing(snapshots, some);
    },
    async insertChanges(some) {
      await insertMissing(changes, some);
    },
    async insertPrices(points) {
      await insertMissing(prices, points);
    },
    async settleChanges(ids, state, at, toSnapshot) {
      const seen = toSnapshot === undefined ? {} : { toSnapshot };
      const judged = state === 'confirmed' ? { alertAt: at } : {};
      for (const batch of inBatches(ids)) {
        const pending = { _id: { $in: [...batch] }, state: 'pending' as const };
        await changes.updateMany(pending, { $set: { state, settledAt: at, ...seen, ...judged } });
      }
    },
    ...rollbacks({ snapshots, changes, prices }),
    async putReadings(readings) {
      for (const batch of inBatches(readings)) {
        const updates = batch.map(({ _id, ...read }) => ({
          updateOne: { filter: { _id }, update: { $set: read } },
        }));
        await snapshots.bulkWrite(updates, { ordered: false });
      }
    },
    async markUnreadable(marks) {
      for (const { id, why } of marks) await snapshots.updateOne({ _id: id }, { $set: { unreadable: why } });
    },
    ...holding(changes, prices),
    async fillFields(fills) {
      if (fills.length === 0) return;
      const updates = fills.map(({ id, fields }) => ({
        updateOne: { filter: { _id: id }, update: { $set: { fields } } },
      }));
      await snapshots.bulkWrite(updates, { ordered: false });
    },
    ...filling(snapshots),
    ...reads({ snapshots, changes, prices }),
  };
}

/** What versions get that were stored without it, and what of it is taken off. */
function filling(
  snapshots: Collections['snapshots'],
): Pick<HistoryStore, 'putPictures' | 'putServed' | 'takeOff'> {
  return {
    async takeOff(lacking) {
      for (const { snapshotId, lacks } of lacking)
        await snapshots.updateOne(
          { _id: snapshotId },
          { $unset: Object.fromEntries(lacks.map((what) => [what, true as const])) },
        );
    },
    async putPictures(pictures) {
      if (pictures.length === 0) return;
      const updates = pictures.map(({ snapshotId, picture }) => ({
        updateOne: {
          filter: { _id: snapshotId, picture: { $exists: false } },
          update: { $set: { picture } },
        },
      }));
      await snapshots.bulkWrite(updates, { ordered: false });
    },
    async putServed(sent) {
      if (sent.length === 0) return;
      const updates = sent.map(({ snapshotId, served }) => ({
        updateOne: { filter: { _id: snapshotId, served: { $exists: false } }, update: { $set: { served } } },
      }));
      await snapshots.bulkWrite(updates, { ordered: false });
    },
  };
}

function reads({
  snapshots,
  changes,
  prices,
}: Collections): Pick<
  HistoryStore,
  'snapshot' | 'change' | 'snapshots' | 'changes' | 'confirmedIn' | 'prices'
> {
  return {
    async snapshot(id) {
      return checkedOrNull(await snapshots.findOne({ _id: id }), SNAPSHOT);
    },
    async change(id) {
      return checkedOrNull(await changes.findOne({ _id: id }), CHANGE);
    },
    async snapshots(query) {
      return checkedAll(
        await snapshots.find(historyFilter(query)).sort(NEWEST_FIRST).limit(query.limit).toArray(),
        SNAPSHOT,
      );
    },
    async changes(query) {
      return checkedAll(
        await changes.find(historyFilter(query)).sort(NEWEST_FIRST).limit(query.limit).toArray(),
        CHANGE,
      );
    },
    async confirmedIn(span, limit) {
      const found = changes.find<ChangedPage>(confirmedFilter(span), { projection: CHANGED_PAGE });
      return found.sort(OLDEST_FIRST).limit(limit).toArray();
    },
    async prices(query) {
      return checkedAll(
        await prices
          .find({ $and: [historyFilter(query), inForce(query)] })
          .sort(NEWEST_FIRST)
          .limit(query.limit)
          .toArray(),
        PRICE,
      );
    },
  };
}

function rollbacks({ snapshots, changes, prices }: Collections): Pick<HistoryStore, 'takeBack' | 'giveBack'> {
  return {
    async takeBack({ changes: withdrawn, priceIds, snapshotIds }, rolledBack) {
      const withdraw = {
        $set: { state: 'withdrawn' as const, rolledBack },
        $unset: { alertAt: '' as const },
      };
      for (const batch of inBatches(withdrawn.map(({ id }) => id)))
        await changes.updateMany({ _id: { $in: [...batch] }, ...IN_FORCE }, withdraw);
      const mark = { $set: { rolledBack }, $unset: { alertAt: '' as const } };
      for (const batch of inBatches(priceIds))
        await prices.updateMany({ _id: { $in: [...batch] }, ...IN_FORCE }, mark);
      for (const batch of inBatches(snapshotIds))
        await snapshots.updateMany({ _id: { $in: [...batch] }, ...IN_FORCE }, { $set: { rolledBack } });
    },
    async giveBack({ changes: withdrawn, priceIds, unjudgedPriceIds, snapshotIds }, at) {
      const $unset = { rolledBack: '' as const };
      for (const { id, state, isUnjudged } of withdrawn) {
        const judged = isUnjudged === true ? { alertAt: at } : {};
        await changes.updateOne({ _id: id, ...TAKEN_BACK }, { $set: { state, ...judged }, $unset });
      }
      for (const batch of inBatches(unjudgedPriceIds))
        await prices.updateMany({ _id: { $in: [...batch] }, ...TAKEN_BACK }, { $set: { alertAt: at } });
      for (const batch of inBatches(priceIds))
        await prices.updateMany({ _id: { $in: [...batch] } }, { $unset });
      for (const batch of inBatches(snapshotIds))
        await snapshots.updateMany({ _id: { $in: [...batch] } }, { $unset });
    },
  };
}

/** More runs of one job than this hold nothing back at a time. */
const MAX_HELD = 200;

function holding(
  changes: Collection<ChangeDocument>,
  prices: Collection<PricePoint>,
): Pick<HistoryStore, 'keepUnreleased' | 'unreleasedRuns' | 'settleUnreleased'> {
  return {
    async keepUnreleased(ids, { runId: held, at, toSnapshot }) {
      const seen = toSnapshot === undefined ? {} : { toSnapshot };
      for (const batch of inBatches(ids)) {
        const pending = { _id: { $in: [...batch] }, state: 'pending' as const };
        await changes.updateMany(pending, { $set: { held, settledAt: at, ...seen } });
      }
    },
    async unreleasedRuns(jobId) {
      return [...new Set([...(await runsIn(changes, jobId)), ...(await runsIn(prices, jobId))])];
    },
    async settleUnreleased(runId, state, at) {
      const alertAt = state === 'confirmed' ? { alertAt: at } : {};
      const settledAt = state === 'withdrawn' ? { settledAt: at } : {};
      const left = { held: '' } as const;
      const { modifiedCount } = await changes.updateMany(
        { held: runId, ...IN_FORCE },
        { $set: { state, ...alertAt, ...settledAt }, $unset: left },
      );
      const told = state === 'confirmed' ? { $set: alertAt } : {};
      await prices.updateMany({ held: runId, ...IN_FORCE }, { ...told, $unset: left });
      return modifiedCount;
    },
  };
}

const TAKEN_BACK = { rolledBack: { $exists: true } } as const;
const IN_FORCE = { rolledBack: { $exists: false } } as const;

function inForce({ takenBackBy }: HistoryQuery): Document {
  return takenBackBy === undefined ? IN_FORCE : { $or: [IN_FORCE, { 'rolledBack.runId': takenBackBy }] };
}

/** From one run to the next by the sparse index: a run may hold many thousands. */
async function runsIn(
  collection: Collection<ChangeDocument> | Collection<PricePoint>,
  jobId: string,
): Promise<string[]> {
  const runIds: string[] = [];
  while (runIds.length < MAX_HELD) {
    const next: object | null = await collection.findOne(
      { jobId, held: { $gt: runIds.at(-1) ?? '' } },
      { projection: { held: 1 }, sort: { held: 1 } },
    );
    if (next === null) break;
    const held: unknown = Reflect.get(checked(next, HELD), 'held');
    if (typeof held === 'string') runIds.push(held);
  }
  return runIds;
}

const OLDEST_FIRST = { at: 1, _id: 1 } as const;
const CHANGED_PAGE = { _id: 0, pageId: 1, url: 1, kind: 1 } as const;

/** A change of the run that a later run confirmed is one of that later run. */
function confirmedFilter({ jobId, runId, from, until }: RunSpan): Document {
  return {
    state: 'confirmed',
    $or: [
      { runId, settledAt: { $exists: false } },
      { jobId, settledAt: { $gte: from, $lte: until } },
    ],
  };
}

function historyFilter({ jobId, pageId, runId, states, before }: HistoryQuery): Document {
  return {
    ...given({ jobId, pageId, runId }),
    ...(states && { state: { $in: [...states] } }),
    // The index serves the plain bound on `at`; the alternatives only split rows of that very time.
    ...(before && {
      at: { $lte: before.at },
      $or: [{ at: { $lt: before.at } }, { _id: { $lt: before.id } }],
    }),
  };
}
