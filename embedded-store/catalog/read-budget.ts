// How many records a read may take from the disk before it is called long: others wait as long as it runs. A long read begins
// anew in a thread of its own (`commands/long-reads.ts`).
import { StoreError } from '../failure.ts';

/** Some 10 to 25 ms. */
const RECORDS = 2_000;

export class LongReadError extends Error {
  constructor() {
    super('the read looks at many records');
    this.name = 'LongReadError';
  }
}

/** Records read between two looks at the clock. */
const LOOK_EVERY = 256;

export class ReadBudget {
  #left = Number.POSITIVE_INFINITY;
  #deadline = Number.POSITIVE_INFINITY;
  #untilLook = LOOK_EVERY;

  /** One record more is read. */
  spend(): void {
    if (--this.#left < 0) throw new LongReadError();
    if (--this.#untilLook > 0) return;
    this.#untilLook = LOOK_EVERY;
    if (performance.now() > this.#deadline)
      throw new StoreError('MaxTimeMSExpired', 'the read took longer than it may');
  }

  /** Runs something that fails with MaxTimeMSExpired when it reads for longer. */
  limitTime<T>(ms: number, run: () => T): T {
    this.#deadline = performance.now() + ms;
    try {
      return run();
    } finally {
      this.#deadline = Number.POSITIVE_INFINITY;
    }
  }

  /** Runs something that throws `LongReadError` when it has read enough. */
  limit<T>(run: () => T): T {
    this.#left = RECORDS;
    try {
      return run();
    } finally {
      this.#left = Number.POSITIVE_INFINITY;
    }
  }
}
