// Remembers when no process could give a sign of life: the store was away or the disk full. Right after that, silence
// means nothing yet.
import type { StoreOutage } from '../agent/presence.ts';

export class MuteWatch {
  #outage: StoreOutage | null = null;
  #since: number | null = null;

  /** The last outage, with what is so now taken into account. */
  note(isMute: boolean, now: number): StoreOutage | null {
    if (isMute) this.#outage = { from: this.#since ?? now, to: now };
    this.#since = isMute ? (this.#since ?? now) : null;
    return this.#outage;
  }
}
