// Events in MongoDB: inserted once, read in the order of their ids.
import type { Db } from 'mongodb';
import type { EventStore, StoredEvent } from '../../domain/event/event.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { insertMissing } from './driver-error.ts';

const SHAPE = documentShape('events', { _id: 'string', type: 'string', at: 'date', data: 'object' });

export function createEventStore(db: Db): EventStore {
  const events = db.collection<StoredEvent>('events');
  return {
    async insert(some) {
      await insertMissing(events, some);
    },
    async since(workspaceId, afterId, limit) {
      const found = events.find({ workspaceId, _id: { $gt: afterId } }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
  };
}
