// Deliveries in MongoDB: ids rise with the time of the message, so lists go by id; moves are compare-and-set.
import type { Db, Document } from 'mongodb';
import type { Delivery, DeliveryQuery, DeliveryStore } from '../../../domain/alert/delivery/delivery.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';
import { given } from '../../../domain/system/given.ts';

const SHAPE = documentShape('deliveries', {
  _id: 'string',
  workspaceId: 'string',
  channelId: 'string',
  message: 'object',
  state: 'string',
  round: 'number',
  tries: 'number',
  attempts: 'array',
});

export function createDeliveryStore(db: Db): DeliveryStore {
  const deliveries = db.collection<Delivery>('deliveries');
  return {
    async get(deliveryId) {
      return checkedOrNull(await deliveries.findOne({ _id: deliveryId }), SHAPE);
    },
    async insert(delivery) {
      return insertOnce(deliveries, delivery);
    },
    async move({ _id, state, round, tries }, set) {
      const moved = await deliveries.findOneAndUpdate(
        { _id, state, round, tries },
        { $set: set },
        { returnDocument: 'after' },
      );
      return checkedOrNull(moved, SHAPE);
    },
    async list(query) {
      const found = deliveries.find(filterOf(query)).sort({ _id: -1 }).limit(query.limit);
      return checkedAll(await found.toArray(), SHAPE);
    },
    async idle(before, limit) {
      const found = deliveries.find({
        state: 'waiting',
        updatedAt: { $lt: before },
        $or: [{ nextAt: null }, { nextAt: { $lt: before } }],
      });
      return checkedAll(await found.sort({ updatedAt: 1 }).limit(limit).toArray(), SHAPE);
    },
    async refused(tries, limit) {
      const found = deliveries.find({ state: 'waiting', tries: { $gte: tries } });
      return checkedAll(await found.sort({ updatedAt: 1 }).limit(limit).toArray(), SHAPE);
    },
    async dead(since, limit) {
      const found = deliveries.find({ state: 'dead', updatedAt: { $gte: since } });
      return checkedAll(await found.sort({ updatedAt: 1, _id: 1 }).limit(limit).toArray(), SHAPE);
    },
  };
}

function filterOf({ workspaceId, states, channelId, jobId, incidentId, before }: DeliveryQuery): Document {
  return {
    workspaceId,
    ...(states !== undefined && { state: { $in: [...states] } }),
    ...given({ channelId, 'message.job.id': jobId, 'message.incidentId': incidentId }),
    ...(before !== undefined && { _id: { $lt: before } }),
  };
}
