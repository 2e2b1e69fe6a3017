// How many receivers take nothing at present, by the attempts that are kept: nobody is asked anything for this.
import type { Delivery, DeliveryStore } from './delivery.ts';
import type { FailingReceivers } from '../../health/failing-receivers.ts';

/** Attempts of a message that failed before its receiver is said to be down: one alone says little. */
const TRIES = 2;
/** Of more waiting messages the longest waiting ones are looked at. */
const MAX_WAITING = 500;
const MAX_CHANNELS = 50;
/** Messages that arrived out of their order. */
const LOOKED_BACK = 10;

export interface ReceiverPorts {
  readonly deliveries: Pick<DeliveryStore, 'refused' | 'list'>;
  readonly channels: { get(channelId: string): Promise<{ readonly off: object | null } | null> };
}

export async function findFailingReceivers(ports: ReceiverPorts): Promise<FailingReceivers> {
  const byChannel = new Map<string, Delivery[]>();
  for (const delivery of await ports.deliveries.refused(TRIES, MAX_WAITING)) {
    const waiting = byChannel.get(delivery.channelId) ?? [];
    if (waiting.length > 0 || byChannel.size < MAX_CHANNELS)
      byChannel.set(delivery.channelId, [...waiting, delivery]);
  }
  const failing: (readonly Delivery[])[] = [];
  for (const waiting of byChannel.values()) if (await isFailing(ports, waiting)) failing.push(waiting);
  return { channels: failing.length, waiting: failing.flat().length };
}

/** A receiver that took another message since is back: what still waits comes at its next time. */
async function isFailing(
  { channels, deliveries }: ReceiverPorts,
  waiting: readonly Delivery[],
): Promise<boolean> {
  const [{ workspaceId, channelId } = { workspaceId: '', channelId: '' }] = waiting;
  const channel = await channels.get(channelId);
  if (channel === null || channel.off !== null) return false;
  const taken = await deliveries.list({ workspaceId, channelId, states: ['delivered'], limit: LOOKED_BACK });
  return latestAttempt(waiting) > latestAttempt(taken);
}

function latestAttempt(deliveries: readonly Delivery[]): number {
  return Math.max(0, ...deliveries.map(({ attempts }) => attempts.at(-1)?.at.getTime() ?? 0));
}
