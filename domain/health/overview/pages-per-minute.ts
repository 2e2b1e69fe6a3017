// Pages per minute over the last hour, from the ends of chunks. Minutes that are over are remembered, so that each look reads
// only the last few.
import type { Commit } from './overview-store.ts';
import { MINUTE_MS } from '../../system/duration.ts';

export interface MinutePages {
  /** Begin of the minute, epoch ms. */
  readonly minute: number;
  readonly pages: number;
}

/** Both in epoch ms. */
export interface Look {
  /** What `readFrom(now)` said when the commits were asked for. */
  readonly from: number;
  readonly now: number;
}

const SHOWN_MINUTES = 60;
/** A chunk's end may be written this long after its time. */
const LATE_MS = 2 * MINUTE_MS;

export class PagesPerMinute {
  readonly #pages = new Map<number, number>();
  /** Everything before is complete; epoch ms. */
  #completeUntil = 0;
  /** Time of the latest look that was noted; epoch ms. */
  #notedAt = 0;

  /** From when on commits have to be read. */
  readFrom(now: number): number {
    return Math.max(minuteOf(now) - (SHOWN_MINUTES - 1) * MINUTE_MS, this.#completeUntil);
  }

  /**
   * Takes the commits since `from`, as read for a look at `now`. Reads may overtake each other: one that began before
   * another that is noted already tells nothing new.
   */
  note(commits: readonly Commit[], { from, now }: Look): void {
    if (now < this.#notedAt) return;
    this.#notedAt = now;
    const oldest = minuteOf(now) - SHOWN_MINUTES * MINUTE_MS;
    for (const minute of this.#pages.keys())
      if (minute >= from || minute < oldest) this.#pages.delete(minute);
    for (const { at, visits } of commits) {
      const minute = minuteOf(at.getTime());
      this.#pages.set(minute, (this.#pages.get(minute) ?? 0) + visits);
    }
    this.#completeUntil = Math.max(this.#completeUntil, minuteOf(now - LATE_MS));
  }

  /** Every minute of the last hour, oldest first; the last one is going on. */
  lastHour(now: number): MinutePages[] {
    const last = minuteOf(now);
    return Array.from({ length: SHOWN_MINUTES }, (_, n) => {
      const minute = last - (SHOWN_MINUTES - 1 - n) * MINUTE_MS;
      return { minute, pages: this.#pages.get(minute) ?? 0 };
    });
  }
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
