// How many fetches may be in flight, so that the bodies they bring fit into memory whatever sites send: many while pages
// are small, few while they are megabytes. Sizes are not known beforehand, so recent ones stand for the next.
/** Of decoded bodies; on their way they take about three times as much. */
const BUDGET_BYTES = 32 * 1024 * 1024;
/** Of a page while nothing is known: a process does not begin with a burst of the largest. */
const FIRST_GUESS_BYTES = 2 * 1024 * 1024;
const MIN_CONCURRENCY = 4;
/** A large page is forgotten after some dozens of small ones. */
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
