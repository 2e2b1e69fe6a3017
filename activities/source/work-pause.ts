// Rests as long as the work before took, so that the reading of a huge source takes at most half of the
// process, of the store and of a core from the runs beside it.
import { setTimeout as wait } from 'node:timers/promises';

const MAX_REST_MS = 100;

export class WorkPause {
  #since = performance.now();

  async take(signal: AbortSignal): Promise<void> {
    const workedMs = performance.now() - this.#since;
    await wait(Math.min(workedMs, MAX_REST_MS), undefined, { signal });
    this.#since = performance.now();
  }
}
