// Limits the fetches in flight so that the bodies they bring fit into memory: many while pages are small, few
// while they are megabytes. The size of a page is not known before, so the sizes of recent pages are taken.
/**
 * Decoded bytes of all fetches in flight; while they are being fetched they take about three times as much.
 */
const BUDGET_BYTES = 32 * 1024 * 1024;
/**
 * Assumed size of a page before any is known, so that a process does not begin with a burst of large pages.
 */
const FIRST_GUESS_BYTES = 2 * 1024 * 1024;
const MIN_CONCURRENCY = 4;
/** Weight of earlier sizes: a large page is forgotten after some dozens of small ones. */
const DECAY = 0.95;

export class BodyBudget {
  readonly #maxConcurrency: number;
  #expectedBytes = FIRST_GUESS_BYTES;

  constructor(maxConcurrency: number) {
    this.#maxConcurrency = maxConcurrency;
  }

  note(bodyBytes: number): void {
    this.#expectedBytes = Math.max(bodyBytes, this.#expectedBytes * DECAY);
  }

  get concurrency(): number {
    const fitting = Math.floor(BUDGET_BYTES / Math.max(1, this.#expectedBytes));
    return Math.min(this.#maxConcurrency, Math.max(MIN_CONCURRENCY, fitting));
  }
}
