// The states of a delivery as one table. Everything that moves a delivery asks here.
import { WebloomError } from '../../system/errors.ts';

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * `failed`: an attempt failed and another one follows. `given-up`: no attempt follows. `redeliver`: somebody asked for it
 * again.
 */
export const DELIVERY_EVENTS = ['delivered', 'failed', 'given-up', 'redeliver'] as const;
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number];

const TABLE: Readonly<Record<DeliveryState, Partial<Record<DeliveryEvent, DeliveryState>>>> = {
  waiting: { delivered: 'delivered', failed: 'waiting', 'given-up': 'dead' },
  delivered: { redeliver: 'waiting' },
  dead: { redeliver: 'waiting' },
};

/** Null: the move is not allowed. */
export function nextDelivery(state: DeliveryState, event: DeliveryEvent): DeliveryState | null {
  return TABLE[state][event] ?? null;
}

/** The same; throws (transition-not-allowed) with what can be done instead. */
export function movedDelivery(state: DeliveryState, event: DeliveryEvent): DeliveryState {
  const next = nextDelivery(state, event);
  if (next !== null) return next;
  const remedy = state === 'waiting' ? ' It is being tried; wait for its end.' : '';
  throw new WebloomError(
    'transition-not-allowed',
    `A delivery that is ${state} takes no ${event}.${remedy}`,
    {
      facts: { state, event, allowed: Object.keys(TABLE[state]) },
    },
  );
}
