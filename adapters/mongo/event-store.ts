// Events in MongoDB: inserted once, read in the order of their times (ids are not all ULIDs).
import type { Db } from 'mongodb';
import type { EventStore, StoredEvent } from '../../domain/system/event/event.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { insertMissing } from './driver-error.ts';

const SHAPE = documentShape('events', { _id: 'string', type: 'string', at: 'date', data: 'object' });

export function createEventStore(db: Db): EventStore {
  const events = db.collection<StoredEvent>('events');
  return {
    async insert(some) {
      await insertMissing(events, some);
    },
    async since(workspaceId, from, limit, afterId) {
      const after = afterId === undefined ? {} : { $or: [{ at: { $gt: from } }, { _id: { $gt: afterId } }] };
      const found = events.find({ workspaceId, at: { $gte: from }, ...after }).sort({ at: 1, _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
  };
}
