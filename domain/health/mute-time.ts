// Remembers when no process could give a sign of life: the store was away or the disk full. Right after that, silence
// means nothing yet. A loss of the store can be told only when it is back.
import type { StoreOutage } from '../system/agent/presence.ts';
import type { StoreLoss } from './health.ts';

export class MuteTime {
  #outage: StoreOutage | null = null;
  #since: number | null = null;

  /** The last outage, with what is so now taken into account. */
  note(isMute: boolean, now: number): StoreOutage | null {
    if (isMute) this.#outage = { from: this.#since ?? now, to: now };
    this.#since = isMute ? (this.#since ?? now) : null;
    return this.#outage;
  }
}

/** Of two monitors that noticed the same loss, the one that wrote first is believed. */
export function latestLoss(known: StoreLoss | undefined, noticed: StoreLoss | null): StoreLoss | undefined {
  if (noticed === null || (known !== undefined && known.to >= noticed.from)) return known;
  return noticed;
}
