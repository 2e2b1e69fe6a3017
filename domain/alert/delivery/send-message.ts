// Hands a message to channels: one delivery for each, carried by a workflow of its own. Whoever calls it may be cut off
// anywhere and call it again: ids follow from message and channel, and nothing that is there already is made twice.
import type { AlertMessage } from '../rule/message.ts';
import type { Clock, Hasher } from '../../system/clock.ts';
import type { Delivery, DeliveryEngine, DeliveryStore } from './delivery.ts';
import { deliveryId } from './delivery-id.ts';

export interface SendPorts {
  readonly deliveries: Pick<DeliveryStore, 'insert'>;
  readonly deliveryEngine: DeliveryEngine;
  readonly clock: Clock;
  readonly hasher: Hasher;
}

/**
 * Returns the ids of the deliveries, in the order of the channels. All are stored before the first is started; one whose
 * channel is gone or turned off ends as a dead letter that says so.
 */
export async function sendMessage(
  ports: SendPorts,
  message: AlertMessage,
  channelIds: readonly string[],
): Promise<string[]> {
  const now = ports.clock.now();
  const ids: string[] = [];
  for (const channelId of new Set(channelIds)) {
    const _id = deliveryId(message, channelId, ports.hasher);
    await ports.deliveries.insert(newDelivery(_id, { message, channelId, now }));
    ids.push(_id);
  }
  for (const id of ids) await ports.deliveryEngine.startDelivery({ deliveryId: id, round: 1 });
  return ids;
}

function newDelivery(
  _id: string,
  { message, channelId, now }: { message: AlertMessage; channelId: string; now: Date },
): Delivery {
  const { workspaceId } = message;
  const begun = { state: 'waiting', round: 1, tries: 0, nextAt: null, attempts: [] } as const;
  return { _id, workspaceId, channelId, message, ...begun, createdAt: now, updatedAt: now };
}
