// What the monitor does for deliveries: those that wait and that nothing carries are started again, old ones are deleted.
import type { Clock } from '../clock.ts';
import { DELIVERY_DAYS, type DeliveryEngine, type DeliveryStore } from './delivery.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** One that is due and was not tried for this long has lost its workflow, or never had one. */
const IDLE_MS = 2 * MINUTE_MS;
const AT_ONCE = 200;

export interface WatchPorts {
  readonly deliveries: Pick<DeliveryStore, 'idle' | 'forget'>;
  readonly deliveryEngine: DeliveryEngine;
  readonly clock: Clock;
}

/** Starting one whose workflow is at work changes nothing. Returns how many were started. */
export async function watchDeliveries({ deliveries, deliveryEngine, clock }: WatchPorts): Promise<number> {
  const before = new Date(clock.now().getTime() - IDLE_MS);
  let started = 0;
  for (const { _id, round } of await deliveries.idle(before, AT_ONCE)) {
    if (await deliveryEngine.startDelivery({ deliveryId: _id, round })) started += 1;
  }
  return started;
}

/** Ends early when it may not go on; the next turn does the rest. */
export async function forgetDeliveries(
  { deliveries, clock }: Pick<WatchPorts, 'deliveries' | 'clock'>,
  mayGoOn: () => Promise<boolean>,
): Promise<void> {
  const before = new Date(clock.now().getTime() - DELIVERY_DAYS * DAY_MS);
  while ((await deliveries.forget(before, AT_ONCE)) === AT_ONCE && (await mayGoOn()));
}
