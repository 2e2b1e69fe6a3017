// Deliveries in memory.
import type { Delivery, DeliveryQuery, DeliveryStore } from '../../../../domain/alert/delivery/delivery.ts';
import { type DocumentTable, byId } from '../document-table.ts';

export function createDeliveryStore(deliveries: DocumentTable<Delivery>): DeliveryStore {
  return {
    async get(deliveryId) {
      return deliveries.get(deliveryId);
    },
    async insert(delivery) {
      return deliveries.insert(delivery);
    },
    async move(known, set) {
      return deliveries.change(
        known._id,
        ({ state, round, tries }) => state === known.state && round === known.round && tries === known.tries,
        (one) => ({ ...one, ...set }),
      );
    },
    async list(query) {
      return deliveries.find(
        (one) => fits(one, query),
        (a, b) => byId(b, a),
        query.limit,
      );
    },
    async idle(before, limit) {
      return deliveries.find(
        ({ state, updatedAt, nextAt }) =>
          state === 'waiting' && updatedAt < before && (nextAt === null || nextAt < before),
        (a, b) => a.updatedAt.getTime() - b.updatedAt.getTime(),
        limit,
      );
    },
    async refused(tries, limit) {
      return deliveries.find(
        (one) => one.state === 'waiting' && one.tries >= tries,
        (a, b) => a.updatedAt.getTime() - b.updatedAt.getTime(),
        limit,
      );
    },
    async dead(since, limit) {
      return deliveries.find(
        ({ state, updatedAt }) => state === 'dead' && updatedAt >= since,
        (a, b) => a.updatedAt.getTime() - b.updatedAt.getTime() || byId(a, b),
        limit,
      );
    },
  };
}

function fits({ _id, workspaceId, state, channelId, message }: Delivery, query: DeliveryQuery): boolean {
  const { states, before } = query;
  return (
    workspaceId === query.workspaceId &&
    (states === undefined || states.includes(state)) &&
    [channelId, undefined].includes(query.channelId) &&
    [message.job?.id, undefined].includes(query.jobId) &&
    [message.incidentId, undefined].includes(query.incidentId) &&
    (before === undefined || _id < before)
  );
}
