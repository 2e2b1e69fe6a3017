// Scaling in MongoDB: a document for each role, for each range that somebody has set, and for each fleet.
import type { Db } from 'mongodb';
import type {
  Fleet,
  RoleScaling,
  ScalingStore,
  SetRange,
} from '../../../domain/health/scaling/role-scaling.ts';
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

export function createScalingStore(db: Db): ScalingStore {
  const scaling = db.collection<RoleScaling>('scaling');
  const ranges = db.collection<SetRange>('scaling_ranges');
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
    async ranges() {
      return checkedAll(await ranges.find({}).sort({ _id: 1 }).toArray(), RANGE);
    },
    async setRange({ _id, ...fields }) {
      await retryDuplicate(() => ranges.replaceOne({ _id }, fields, { upsert: true }));
    },
    async unsetRange(role) {
      await ranges.deleteOne({ _id: role });
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
