// Scaling in MongoDB: a document for each role, for each range that somebody has set, and for each fleet. Until when renderers
// are wanted stands beside the ranges, so that one look sees both.
import type { Db } from 'mongodb';
import type {
  Fleet,
  RoleScaling,
  ScalingStore,
  SetRange,
} from '../../../domain/health/scaling/role-scaling.ts';
import type { ProcessRange, ScaledRole } from '../../../domain/health/scaling/process-range.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { insertOnce, retryDuplicate } from '../driver-error.ts';

const ROLE = documentShape('scaling', {
  _id: 'string',
  revision: 'number',
  state: 'object',
  range: 'object',
  decisions: 'array',
});
const RANGE = documentShape('scaling_ranges', { _id: 'string', floor: 'number', ceiling: 'number' });
const FLEET = documentShape('fleets', { _id: 'string', at: 'date', roles: 'object' });

const DEMAND_ID = 'renderer-demand';

/** A range that was set, or the demand: that is a range of none to older versions, which know no other documents here. */
interface Given extends ProcessRange {
  readonly _id: ScaledRole | typeof DEMAND_ID;
  readonly by?: string;
  readonly at?: Date;
  /** Of the demand alone. */
  readonly until?: Date;
}

function isRange(document: Given): document is SetRange {
  return document._id !== DEMAND_ID;
}

export function createScalingStore(db: Db): ScalingStore {
  const scaling = db.collection<RoleScaling>('scaling');
  const ranges = db.collection<Given>('scaling_ranges');
  const fleets = db.collection<Fleet>('fleets');
  return {
    async list() {
      return checkedAll(await scaling.find({}).sort({ _id: 1 }).toArray(), ROLE);
    },
    async save(next, before) {
      if (before === null) return insertOnce(scaling, next);
      const { _id, ...fields } = next;
      const { matchedCount } = await scaling.replaceOne({ _id, revision: before }, fields);
      return matchedCount > 0;
    },
    async given() {
      const found: Given[] = checkedAll(await ranges.find({}).sort({ _id: 1 }).toArray(), RANGE);
      return {
        ranges: found.filter(isRange),
        demandedUntil: found.find(({ _id }) => _id === DEMAND_ID)?.until ?? null,
      };
    },
    async setRange({ _id, ...fields }) {
      await retryDuplicate(() => ranges.replaceOne({ _id }, fields, { upsert: true }));
    },
    async unsetRange(role) {
      await ranges.deleteOne({ _id: role });
    },
    async noteDemand(until) {
      const change = { $max: { until }, $setOnInsert: { floor: 0, ceiling: 0 } } as const;
      await retryDuplicate(() => ranges.updateOne({ _id: DEMAND_ID }, change, { upsert: true }));
    },
    async fleets() {
      return checkedAll(await fleets.find({}).sort({ _id: 1 }).toArray(), FLEET);
    },
    async beatFleet({ _id, ...fields }) {
      await retryDuplicate(() => fleets.replaceOne({ _id }, fields, { upsert: true }));
    },
    async removeFleet(id) {
      await fleets.deleteOne({ _id: id });
    },
  };
}
