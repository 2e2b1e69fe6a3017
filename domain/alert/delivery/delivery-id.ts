// The id of a delivery, `dlv_<ordered id>`, and of the workflow that carries it. Both follow from what is delivered and where,
// so a repeat makes no second one.
import type { Hasher } from '../../system/clock.ts';
import { orderedId } from '../../run/ids.ts';

const PREFIX = 'dlv_';

export function deliveryId(
  message: { readonly id: string; readonly at: Date },
  channelId: string,
  hasher: Hasher,
): string {
  return `${PREFIX}${orderedId(message.at, `${message.id}:${channelId}`, hasher)}`;
}

/** `round`: 1, and one more for each time it was asked for again. */
export function deliveryWorkflowId(id: string, round: number): string {
  return round === 1 ? `alertDelivery:${id}` : `alertDelivery:${id}:${round}`;
}

const ATTEMPTS = '#';

/** Stands for the first attempts of a delivery, so many of them, where they are counted. */
export function countedAttempts(id: string, made: number): string {
  return `${id}${ATTEMPTS}${made}`;
}

/** Null: it stands for something else. */
export function parseCountedAttempts(text: string): { readonly id: string; readonly made: number } | null {
  const [id = '', made] = text.split(ATTEMPTS);
  return made === undefined || !id.startsWith(PREFIX) ? null : { id, made: Number(made) };
}
