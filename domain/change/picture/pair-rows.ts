// Rows of a band in which none is equal, and their partners: from above down to one row, and from below up to it. What one side has more
// lies between.
import type { Strip } from './align-rows.ts';
import { brightness } from './pixel-difference.ts';
import type { Raster } from './pixels.ts';

/** One pixel in so many is looked at to find where rows were put in. */
const SAMPLE = 3;
/** Steps of brightness. */
const MAX_LIKE = 24;

/** The pieces of a band, from above: as many rows on both sides, or rows that one side alone has. None is empty. */
export function pairRows(before: Raster, after: Raster, strip: Strip): Strip[] {
  const rows = Math.min(strip.aRows, strip.bRows);
  if (rows === 0 || strip.aRows === strip.bRows) return [strip];
  const top = rowsFromAbove(before, after, strip);
  const below = rows - top;
  const { a, b, aRows, bRows } = strip;
  const pieces = [
    { ...strip, aRows: top, bRows: top },
    { ...strip, a: a + top, b: b + top, aRows: aRows - rows, bRows: bRows - rows },
    { ...strip, a: a + aRows - below, b: b + bRows - below, aRows: below, bRows: below },
  ];
  return pieces.filter((piece) => piece.aRows + piece.bRows > 0);
}

/** How many rows have their partner counted from above, so that the fewest pixels differ. */
function rowsFromAbove(before: Raster, after: Raster, strip: Strip): number {
  const { a, aRows, b, bRows } = strip;
  const rows = Math.min(aRows, bRows);
  const costs = { before, after, x: strip.x, width: strip.width };
  let fromBelow = 0;
  for (let at = 1; at <= rows; at += 1) fromBelow += rowCost(costs, a + aRows - at, b + bRows - at);
  let [best, least, cost] = [0, fromBelow, fromBelow];
  for (let top = 1; top <= rows; top += 1) {
    const freed = rows - top + 1;
    cost += rowCost(costs, a + top - 1, b + top - 1);
    cost -= rowCost(costs, a + aRows - freed, b + bRows - freed);
    if (cost < least) [best, least] = [top, cost];
  }
  return best;
}

interface Columns {
  readonly before: Raster;
  readonly after: Raster;
  readonly x: number;
  readonly width: number;
}

function rowCost({ before, after, x, width }: Columns, a: number, b: number): number {
  const [from, other] = [a * before.width + x, b * after.width + x];
  let cost = 0;
  for (let at = 0; at < width; at += SAMPLE) {
    const one = before.words[from + at] ?? 0;
    const two = after.words[other + at] ?? 0;
    if (one !== two && Math.abs(brightness(one) - brightness(two)) > MAX_LIKE) cost += 1;
  }
  return cost;
}
