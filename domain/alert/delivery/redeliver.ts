// Sends a delivery again that has ended: a new round with attempts of its own, and the same id for the receiver.
import type { Clock } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import type { Delivery, DeliveryEngine, DeliveryStore } from './delivery.ts';
import { movedDelivery } from './lifecycle.ts';

export interface RedeliverPorts {
  readonly deliveries: Pick<DeliveryStore, 'move'>;
  readonly deliveryEngine: DeliveryEngine;
  readonly clock: Clock;
}

/** Stored first: when the engine is away, the monitor starts the round later. */
export async function redeliver(ports: RedeliverPorts, delivery: Delivery): Promise<Delivery> {
  const moved = await ports.deliveries.move(delivery, {
    state: movedDelivery(delivery.state, 'redeliver'),
    round: delivery.round + 1,
    tries: 0,
    nextAt: null,
    updatedAt: ports.clock.now(),
  });
  if (moved === null)
    throw new WebloomError(
      'conflict',
      `The delivery ${delivery._id} was moved at the same time. Look at it again.`,
    );
  await ports.deliveryEngine.startDelivery({ deliveryId: moved._id, round: moved.round });
  return moved;
}
