// How a price moved: since the last other price, since a moment, and as a row of evenly spaced values for a small chart.
import type { PricePoint } from './price-point.ts';
import { percentChange } from './track.ts';

export interface PriceMove {
  readonly fromMinor: number;
  readonly percent: number;
}

/** Points in order of time, all in one currency; null: the price never was another one. */
export function lastMove(points: readonly PricePoint[]): PriceMove | null {
  const last = points.at(-1);
  const other = points.findLast(({ minor }) => minor !== last?.minor);
  return last === undefined || other === undefined ? null : moveOf(other.minor, last.minor);
}

/** How the price moved from the one that was in force at the moment; null: none was known then. */
export function moveSince(points: readonly PricePoint[], moment: number): PriceMove | null {
  const last = points.at(-1);
  const then = points.findLast(({ at }) => at <= moment);
  return last === undefined || then === undefined ? null : moveOf(then.minor, last.minor);
}

function moveOf(fromMinor: number, minor: number): PriceMove {
  return { fromMinor, percent: percentChange(fromMinor, minor) };
}

/** The prices in force at `count` evenly spaced moments; moments before the first point are left out. */
export function evenlySpaced(
  points: readonly PricePoint[],
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): number[] {
  return Array.from({ length: count }, (_, n) => from + ((to - from) * n) / (count - 1)).flatMap(
    (moment) => points.findLast(({ at }) => at <= moment)?.minor ?? [],
  );
}
