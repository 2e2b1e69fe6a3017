// What the monitor does for deliveries: those that wait and that nothing carries are started again.
import type { Clock } from '../../system/clock.ts';
import type { DeliveryEngine, DeliveryStore } from './delivery.ts';
import { MINUTE_MS } from '../../system/duration.ts';

/** One that is due and was not tried for this long has lost its workflow, or never had one. */
const IDLE_MS = 2 * MINUTE_MS;
const AT_ONCE = 200;

export interface RestartPorts {
  readonly deliveries: Pick<DeliveryStore, 'idle'>;
  readonly deliveryEngine: DeliveryEngine;
  readonly clock: Clock;
}

/** Starting one whose workflow is at work changes nothing. Returns how many were started. */
export async function restartDeliveries({
  deliveries,
  deliveryEngine,
  clock,
}: RestartPorts): Promise<number> {
  const before = new Date(clock.now().getTime() - IDLE_MS);
  let started = 0;
  for (const { _id, round } of await deliveries.idle(before, AT_ONCE)) {
    if (await deliveryEngine.startDelivery({ deliveryId: _id, round })) started += 1;
  }
  return started;
}
