// Emergency holds in MongoDB. Few stand at a time, and every process asks for those every two seconds.
import type { Db, Filter } from 'mongodb';
import type { EmergencyHold, EmergencyStore } from '../../../domain/job/hold/emergency-hold.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('holds', {
  _id: 'string',
  workspaceId: 'string',
  scope: 'object',
  kind: 'string',
  reason: 'string',
  by: 'string',
  since: 'date',
});

export function createEmergencyStore(db: Db): EmergencyStore {
  const holds = db.collection<EmergencyHold>('holds');
  return {
    insert: (hold) => insertOnce(holds, hold),
    async get(holdId) {
      return checkedOrNull(await holds.findOne({ _id: holdId }), SHAPE);
    },
    async standing() {
      return checkedAll(await holds.find({ liftedAt: null }).sort({ _id: 1 }).toArray(), SHAPE);
    },
    async lifted(workspaceId, limit) {
      const own: Filter<EmergencyHold> = workspaceId === null ? {} : { workspaceId };
      const found = holds.find({ ...own, liftedAt: { $ne: null } }).sort({ liftedAt: -1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async lift(holdId, { at, by }) {
      const lifted = await holds.findOneAndUpdate(
        { _id: holdId, liftedAt: null },
        { $set: { liftedAt: at, liftedBy: by } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(lifted, SHAPE);
    },
  };
}
