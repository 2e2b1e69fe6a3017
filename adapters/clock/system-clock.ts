// The machine's clock, and the clock of the store. The store's clock is measured at intervals and continued
// by the machine's monotonic clock, so a wall clock that is set (by hand, by NTP, after a suspend) moves no
// deadline.
import type { Clock, Log } from '../../domain/system/clock.ts';

const REMEASURE_MS = 60_000;
/** A wall clock that is off by more than this has been set, not slewed. */
const JUMP_MS = 1_000;

export const systemClock: Clock = { now: () => new Date() };

export interface StoreClockOptions {
  readonly log: Log;
  /** Milliseconds between measurements. Default 60,000. */
  readonly remeasureMs?: number;
  /** This machine's wall clock, epoch ms, as `measureOffset` reads it. Default `Date.now`. */
  readonly wallMs?: () => number;
}

export interface StoreClock extends Clock {
  /** Milliseconds the store was ahead of this machine's wall clock when measured last. */
  offsetMs(): number;
  close(): void;
}

/** Result of the last measurement; all values are of the same moment. */
interface Measurement {
  readonly offsetMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * `measureOffset` gives the milliseconds by which the store is ahead of this machine. The first measurement
 * must succeed: without it, times of this process could not be compared with those of others. If a later one
 * fails, the last stays valid.
 */
export async function createStoreClock(
  measureOffset: () => Promise<number>,
  { log, remeasureMs = REMEASURE_MS, wallMs = Date.now }: StoreClockOptions,
): Promise<StoreClock> {
  const measure = async (): Promise<Measurement> => {
    const offsetMs = await measureOffset();
    return { offsetMs, wallMs: wallMs(), monotonicMs: performance.now() };
  };
  let last = await measure();
  let measuring = false;
  const measureAgain = (): void => {
    if (measuring) return;
    measuring = true;
    measure()
      .then(
        (measured) => {
          last = measured;
        },
        (error: unknown) => log.warn({ err: error }, "The store's clock could not be read"),
      )
      .finally(() => {
        measuring = false;
      });
  };
  const timer = setInterval(measureAgain, remeasureMs);
  timer.unref();
  return {
    now() {
      const sinceMs = performance.now() - last.monotonicMs;
      // If all clocks were set together, the store's has moved too: measured now, not in a minute.
      if (Math.abs(wallMs() - last.wallMs - sinceMs) > JUMP_MS) measureAgain();
      return new Date(last.wallMs + last.offsetMs + sinceMs);
    },
    offsetMs: () => last.offsetMs,
    close: () => clearInterval(timer),
  };
}
