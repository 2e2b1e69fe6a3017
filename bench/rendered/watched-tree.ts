// What processes cost while pages are rendered: CPU of trees with all that ended in them, and the highest proportional memory of one.
import { readSpentMs, readTree } from '../measure/process-usage.ts';

const LOOK_MS = 250;

export interface TreeCost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the tree whose memory is watched. */
  readonly peakPssMb: number;
}

export class WatchedTrees {
  readonly #pids: readonly number[];
  readonly #startedAt = performance.now();
  readonly #spentMs: number;
  readonly #timer: NodeJS.Timeout;
  #peakPssMb = 0;

  /** `pids`: the roots whose CPU counts; `memoryOf`: the root of the tree whose memory is watched. */
  constructor(pids: readonly number[], memoryOf: number) {
    this.#pids = pids;
    this.#spentMs = this.#spent();
    this.#timer = setInterval(() => {
      const pssMb = readTree(memoryOf).reduce((sum, one) => sum + one.pssMb, 0);
      this.#peakPssMb = Math.max(this.#peakPssMb, pssMb);
    }, LOOK_MS).unref();
  }

  end(): TreeCost {
    clearInterval(this.#timer);
    return {
      seconds: (performance.now() - this.#startedAt) / 1_000,
      cpuSeconds: (this.#spent() - this.#spentMs) / 1_000,
      peakPssMb: this.#peakPssMb,
    };
  }

  #spent(): number {
    return this.#pids.reduce((sum, pid) => sum + readSpentMs(pid), 0);
  }
}
