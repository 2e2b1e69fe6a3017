// The times of a chunk that decide when it ends: since when it goes on, when something moved last, when its first visit ended.
import {
  type ChunkLimits,
  type ChunkStep,
  isSomethingDue,
  nextChunkStep,
} from '../../domain/dispatch/chunk-end.ts';
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';

export class ChunkClock {
  #startedAt: number;
  #movedAt: number;
  #firstEndAt: number | null = null;

  constructor(now: number) {
    this.#startedAt = now;
    this.#movedAt = now;
  }

  /** Something was asked or answered, or is not to be expected now. */
  moved(now: number): void {
    this.#movedAt = now;
  }

  /** What waits for room waits for nothing else: that time does not count. */
  hold(now: number): void {
    this.#startedAt = now;
    this.#movedAt = now;
    if (this.#firstEndAt !== null) this.#firstEndAt = now;
  }

  step(visits: readonly WaitingVisit[], limits: ChunkLimits, now: number): ChunkStep {
    // Only now: what was answered since the last look counts.
    if (visits.some(({ mode }) => mode === 'done')) this.#firstEndAt ??= now;
    const state = {
      startedAt: this.#startedAt,
      firstEndAt: this.#firstEndAt,
      movedAt: this.#movedAt,
      isSomethingDue: isSomethingDue(visits, now, now + limits.horizonMs),
    };
    return nextChunkStep(state, limits, now);
  }
}
