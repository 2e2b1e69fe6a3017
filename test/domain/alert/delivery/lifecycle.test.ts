// The states of a delivery, move by move.
import { describe, expect, it } from 'vitest';
import {
  DELIVERY_EVENTS,
  DELIVERY_STATES,
  movedDelivery,
  nextDelivery,
} from '../../../../domain/alert/delivery/lifecycle.ts';

const ALLOWED: Readonly<Record<string, string>> = {
  'waiting delivered': 'delivered',
  'waiting failed': 'waiting',
  'waiting given-up': 'dead',
  'delivered redeliver': 'waiting',
  'dead redeliver': 'waiting',
};

describe('a delivery', () => {
  const moves = DELIVERY_STATES.flatMap((state) => DELIVERY_EVENTS.map((event) => [state, event] as const));
  it.each(moves)('that is %s takes %s as the table says', (state, event) => {
    expect(nextDelivery(state, event)).toBe(ALLOWED[`${state} ${event}`] ?? null);
  });

  it('that is being tried says what to wait for when it is asked for again', () => {
    expect(() => movedDelivery('waiting', 'redeliver')).toThrow('wait for its end');
    expect(movedDelivery('dead', 'redeliver')).toBe('waiting');
  });
});
