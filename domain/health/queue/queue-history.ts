// The depths of a queue over the last minutes, one every few seconds; older ones are forgotten.
import type { Depth } from './queue-trend.ts';

/** How far back the history goes. */
export const HISTORY_MS = 300_000;
/** Time between two depths. */
export const SAMPLE_MS = 5_000;

export class QueueHistory {
  readonly #depths = new Map<string, Depth[]>();

  note(name: string, depth: Depth): void {
    const before = this.#depths.get(name) ?? [];
    this.#depths.set(name, [...before.filter(({ at }) => at > depth.at - HISTORY_MS), depth]);
  }

  depths(name: string): readonly Depth[] {
    return this.#depths.get(name) ?? [];
  }

  /**
   * For how long the queue has had messages and nobody who takes them, as far as this history goes: the oldest message has
   * waited at least that long. Null: it is empty.
   */
  stuckMs(name: string, now: number): number | null {
    const depths = this.depths(name);
    const sinceEmpty = depths.slice(depths.findLastIndex(({ ready }) => ready === 0 || ready === null) + 1);
    const [first] = sinceEmpty;
    return first === undefined ? null : Math.max(0, now - first.at);
  }
}
