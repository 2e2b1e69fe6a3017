// The machine's clock, and the clock of the store: the machine's plus an offset measured now and then.
import type { Clock, Log } from '../../domain/clock.ts';

const REMEASURE_MS = 60_000;

export const systemClock: Clock = { now: () => new Date() };

export interface StoreClockOptions {
  readonly log: Log;
  /** Milliseconds between measurements. Default 60,000. */
  readonly remeasureMs?: number;
}

export interface StoreClock extends Clock {
  /** Milliseconds the store is ahead of this machine, as measured last. */
  offsetMs(): number;
  close(): void;
}

/**
 * `measureOffset` gives the milliseconds the store is ahead of this machine. The first measurement must succeed: without it
 * no time of this process means anything to another. Later ones may fail; the last offset then goes on being used.
 */
export async function createStoreClock(
  measureOffset: () => Promise<number>,
  { log, remeasureMs = REMEASURE_MS }: StoreClockOptions,
): Promise<StoreClock> {
  let offsetMs = await measureOffset();
  const timer = setInterval(() => {
    measureOffset().then(
      (measured) => {
        offsetMs = measured;
      },
      (error: unknown) => log.warn({ error: String(error) }, "The store's clock could not be read"),
    );
  }, remeasureMs);
  timer.unref();
  return {
    now: () => new Date(Date.now() + offsetMs),
    offsetMs: () => offsetMs,
    close: () => clearInterval(timer),
  };
}
