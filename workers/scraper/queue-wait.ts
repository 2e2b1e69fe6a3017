// How long messages waited in the queue before this scraper took them: the longest wait of the last seconds, which tells
// people how old the oldest message is. The broker does not say.

/** Twice the time between two heartbeats, so that no wait is missed. */
const WINDOW_MS = 10_000;

export class QueueWait {
  /** The longest wait of this window and of the one before it. */
  #windows = [0, 0];
  #since = 0;

  /** `sentAt` is absent in messages of older dispatchers. */
  note(sentAt: number | undefined, now: number): void {
    this.#turn(now);
    if (sentAt === undefined) return;
    const [present = 0, before = 0] = this.#windows;
    this.#windows = [Math.max(present, now - sentAt), before];
  }

  longestMs(now: number): number {
    this.#turn(now);
    return Math.max(...this.#windows);
  }

  #turn(now: number): void {
    const passed = now - this.#since;
    if (passed < WINDOW_MS) return;
    this.#windows = [0, passed < 2 * WINDOW_MS ? (this.#windows[0] ?? 0) : 0];
    this.#since = now;
  }
}
