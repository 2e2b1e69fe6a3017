// What becomes of messages that waited when the backup was taken. Young ones are sent, as if nothing had been; of old ones
// nobody knows whether they were sent after the backup and whether they are still news, so a person decides.
import { type DeliveryState, movedDelivery } from '../../alert/delivery/lifecycle.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface LateDelivery {
  /** Those that were made before. */
  readonly before: Date;
  readonly from: DeliveryState;
  readonly to: DeliveryState;
  readonly heldBack: string;
}

export function lateDeliveries(now: Date): LateDelivery {
  return {
    before: new Date(now.getTime() - DAY_MS),
    from: 'waiting',
    to: movedDelivery('waiting', 'given-up'),
    heldBack:
      'Not sent: it waited in a backup that was restored more than a day after the message was made, and may have been sent before that. “webloom redeliver” sends it now.',
  };
}
