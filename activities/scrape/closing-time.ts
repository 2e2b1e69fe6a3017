// How long a chunk whose gate has closed waits for the requests that are out. What it has must be handed on within the run's
// grace, or it is lost, whatever holds up the answers: a slow host, or a broker that hangs.

/** Share of the run's grace in which answers are still awaited; the rest is for handing them on. */
const SHARE_OF_GRACE = 0.8;

export class ClosingTime {
  readonly #graceMs: number;
  #until: number | null = null;

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** `lateMs`: how much later than the gate closed this may have been heard, at most. */
  close(now: number, lateMs: number): void {
    this.#until ??= now + Math.max(0, this.#graceMs * SHARE_OF_GRACE - lateMs);
  }

  isOver(now: number): boolean {
    return this.#until !== null && now > this.#until;
  }
}
