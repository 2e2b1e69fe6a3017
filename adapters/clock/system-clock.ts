// The machine's clock, and the clock of the store: measured now and then, carried on in between by this machine's
// monotonic clock, so that a wall clock that is set (by hand, by NTP, after a suspend) moves no deadline.
import type { Clock, Log } from '../../domain/clock.ts';

const REMEASURE_MS = 60_000;
/** A wall clock that is off by more has been set, not slewed. */
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

/** What the last measurement found, all at the same moment. */
interface Measurement {
  readonly offsetMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * `measureOffset` gives the milliseconds the store is ahead of this machine. The first measurement must succeed: without it
 * no time of this process means anything to another. Later ones may fail; the last one then goes on being used.
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
      // Set on all machines at once, the store's clock has moved too: its new time is asked for now, not in a minute.
      if (Math.abs(wallMs() - last.wallMs - sinceMs) > JUMP_MS) measureAgain();
      return new Date(last.wallMs + last.offsetMs + sinceMs);
    },
    offsetMs: () => last.offsetMs,
    close: () => clearInterval(timer),
  };
}
