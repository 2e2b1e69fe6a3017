// What the alert rules have not judged yet, in MongoDB: documents with a time in `alertAt`, by a sparse index.
import type { Collection, Db } from 'mongodb';
import type { AlertMarkStore, Judged } from '../../../domain/alert/rule/alert-store.ts';
import { SEVERITIES } from '../../../domain/change/change.ts';
import type { PricePoint } from '../../../domain/page/page.ts';
import type { Run, RunSummary } from '../../../domain/run/run.ts';
import { given } from '../../../domain/system/given.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { inBatches } from '../driver-error.ts';
import { CHANGE, type ChangeDocument } from '../history-store.ts';
import { RUN_SUMMARY } from '../run-list.ts';

const PRICE = documentShape('prices', { _id: 'string', pageId: 'string', at: 'date', minor: 'number' });
/** A bound that says that the field is there, so that the sparse index serves it. */
const WAITING = { alertAt: { $gt: new Date(0) } };
const LONGEST_FIRST = { alertAt: 1, _id: 1 } as const;
const SUMMARY = documentShape('runs', { _id: 'string', jobId: 'string', state: 'string' });

export function createAlertMarkStore(db: Db): AlertMarkStore {
  const changes = db.collection<ChangeDocument>('changes');
  const prices = db.collection<PricePoint>('prices');
  const runs = db.collection<Run>('runs');
  return {
    async changes(limit) {
      return checkedAll(await changes.find(WAITING).sort(LONGEST_FIRST).limit(limit).toArray(), CHANGE);
    },
    async prices(limit) {
      return checkedAll(await prices.find(WAITING).sort(LONGEST_FIRST).limit(limit).toArray(), PRICE);
    },
    async runs(limit) {
      const found = runs.find<RunSummary>(WAITING, { projection: RUN_SUMMARY });
      return checkedAll(await found.sort(LONGEST_FIRST).limit(limit).toArray(), SUMMARY);
    },
    changesJudged: (judged) => mark(changes, judged),
    pricesJudged: (judged) => mark(prices, judged),
    runsJudged: (ids) => unmark(runs, ids),
    countAlerted(kind, runId, incidentId) {
      const filter = { runId, 'alerts.incidentId': incidentId };
      return kind === 'change' ? changes.countDocuments(filter) : prices.countDocuments(filter);
    },
    async alertedChanges(runId, incidentId, limit) {
      const found: ChangeDocument[] = [];
      for (const severity of SEVERITIES.toReversed()) {
        if (found.length >= limit) break;
        const some = changes.find({ runId, 'alerts.incidentId': incidentId, severity });
        found.push(
          ...(await some
            .sort({ _id: 1 })
            .limit(limit - found.length)
            .toArray()),
        );
      }
      return checkedAll(found, CHANGE);
    },
    async alertedPrices(runId, incidentId, limit) {
      const some = prices.find({ runId, 'alerts.incidentId': incidentId });
      return checkedAll(await some.sort({ _id: 1 }).limit(limit).toArray(), PRICE);
    },
  };
}

/** What told nobody has no list: most prices and many changes. */
async function mark(
  collection: Collection<ChangeDocument> | Collection<PricePoint>,
  judged: readonly Judged[],
): Promise<void> {
  const isSilent = ({ alerts, modelSummary }: Judged): boolean =>
    alerts.length === 0 && modelSummary === undefined;
  const told = judged.filter((one) => !isSilent(one));
  const silent = judged.filter(isSilent);
  await unmark(
    collection,
    silent.map(({ id }) => id),
  );
  for (const batch of inBatches(told)) {
    const updates = batch.map(({ id, alerts, modelSummary }) => ({
      updateOne: {
        filter: { _id: id },
        update: {
          $set: { ...(alerts.length > 0 && { alerts: [...alerts] }), ...given({ modelSummary }) },
          $unset: { alertAt: '' as const },
        },
      },
    }));
    await collection.bulkWrite(updates, { ordered: false });
  }
}

async function unmark(
  collection: Collection<ChangeDocument> | Collection<PricePoint> | Collection<Run>,
  ids: readonly string[],
): Promise<void> {
  for (const batch of inBatches(ids)) {
    const some = { _id: { $in: [...batch] } };
    await collection.updateMany(some, { $unset: { alertAt: '' } });
  }
}
