// When a process that has grown is replaced by a fresh one. A fresh one has to be worth it: where the bound lies below what a
// process holds with nothing to do, or where its work needs more, replacing it at once would go on for ever.

/** A process is replaced only when it holds this much more than a fresh one. */
const WORTH_IT = 1.25;
/** A bound this near to what a process holds with nothing to do leaves its work no room. */
const NO_ROOM = 1.1;
/** Doubled for each process before it in a row that was replaced, up to six times: an hour from the usual minute. */
const MAX_DOUBLED = 6;
/** A process that lived this many times longer than it had to did not grow at once. */
const GREW_SLOWLY = 3;
/** It takes this long at most to start, to be found too large, and to drain. */
const BESIDES_MS = 30_000;

export interface MemoryBound {
  readonly boundMb: number;
  /** What it held when it was ready and had nothing to do. */
  readonly freshMb: number;
}

/** Above this it is replaced, MB. */
export function replacedAboveMb({ boundMb, freshMb }: MemoryBound): number {
  return Math.max(boundMb, Math.ceil(freshMb * WORTH_IT));
}

/** The bound can not be kept: a fresh process holds about as much. */
export function isBoundTooLow({ boundMb, freshMb }: MemoryBound): boolean {
  return boundMb < freshMb * NO_ROOM;
}

/** A bound that leaves a process half of what it holds with nothing to do for its work, in tens of MB. */
export function leastBoundMb(freshMb: number): number {
  return Math.ceil((freshMb * 1.5) / 10) * 10;
}

/** How old a process has to be before it is replaced; `inRow`: how many before it were replaced in a row. */
export function leastAgeMs(baseMs: number, inRow: number): number {
  return baseMs * 2 ** Math.min(MAX_DOUBLED, inRow);
}

/** How many are in a row for the successor of a process that lived `livedMs` and asked to be replaced. */
export function nextInRow(inRow: number, livedMs: number, baseMs: number): number {
  return isInRow(livedMs, leastAgeMs(baseMs, inRow)) ? inRow + 1 : 0;
}

/** It has not lived so long that what was before it counts no more. */
export function isInRow(livedMs: number, ageMs: number): boolean {
  return livedMs <= GREW_SLOWLY * ageMs + BESIDES_MS;
}
