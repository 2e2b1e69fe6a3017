// The times that decide when a chunk ends: its start, its last movement, the end of its first visit.
import {
  type ChunkLimits,
  type ChunkMove,
  isSomethingDue,
  nextChunkMove,
  usableUntil,
} from '../../domain/run/dispatch/chunk-end.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';

export class ChunkClock {
  #startedAt: number;
  #movedAt: number;
  #firstEndAt: number | null = null;

  constructor(now: number) {
    this.#startedAt = now;
    this.#movedAt = now;
  }

  /** A request was sent or answered, or none can be expected now. */
  moved(now: number): void {
    this.#movedAt = now;
  }

  /** Called while the chunk waits for disk space: that time does not count. */
  hold(now: number): void {
    this.#startedAt = now;
    this.#movedAt = now;
    if (this.#firstEndAt !== null) this.#firstEndAt = now;
  }

  /** No slot is taken that comes later; epoch ms. */
  usableUntil(limits: ChunkLimits): number {
    return usableUntil(this.#firstEndAt, limits);
  }

  step(visits: readonly WaitingVisit[], limits: ChunkLimits, now: number): ChunkMove {
    // Set here and not when the answer came, so that all answers since the last look count together.
    if (visits.some(({ mode }) => mode === 'done')) this.#firstEndAt ??= now;
    const state = {
      startedAt: this.#startedAt,
      firstEndAt: this.#firstEndAt,
      movedAt: this.#movedAt,
      isSomethingDue: isSomethingDue(visits, now, now + limits.horizonMs),
    };
    return nextChunkMove(state, limits, now);
  }
}
