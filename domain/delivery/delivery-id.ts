// The id of a delivery, `dlv_<ordered id>`: it follows from what is delivered and where, so a repeat makes no second one.
import type { Hasher } from '../clock.ts';
import { orderedId } from '../run/ids.ts';

const PREFIX = 'dlv_';

export function deliveryId(
  message: { readonly id: string; readonly at: Date },
  channelId: string,
  hasher: Hasher,
): string {
  return `${PREFIX}${orderedId(message.at, `${message.id}:${channelId}`, hasher)}`;
}
