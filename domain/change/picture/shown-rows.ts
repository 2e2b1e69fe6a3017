// What rows and columns show that one picture alone has: white space put in between shows nothing.
import type { Strip } from './align-rows.ts';
import type { Difference, Pair } from './pair.ts';
import { isBare } from './bare.ts';
import { WHOLE } from './changed-cells.ts';
import { isUnlike } from './pixel-difference.ts';
import type { Raster } from './pixels.ts';

/** Pixels. The edge of a box that became a row taller has fewer. */
const MIN_SHOWN = 16;
/** A box that stands half a pixel further down has an edge of one row more. */
const MIN_ROWS = 2;

/** The columns in which rows of one picture show something that the rows above and below them do not go on with. */
export function shownRows({ before, after }: Pair, strip: Strip): Difference[] {
  const [raster, y, rows] =
    strip.aRows === 0 ? [after, strip.b, strip.bRows] : [before, strip.a, strip.aRows];
  if (rows < Math.min(MIN_ROWS, raster.height) || isEmptyEnd(raster, strip, { y, rows })) return [];
  let [left, right, changed] = [strip.width, -1, 0];
  for (let row = y; row < y + rows; row += 1)
    for (let column = 0; column < strip.width; column += 1) {
      if (!standsOut(raster, strip.x + column, row, [y - 1, y + rows])) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      changed += 1;
    }
  if (changed < Math.min(MIN_SHOWN, rows * strip.width)) return [];
  return [{ ...strip, x: strip.x + left, width: right - left + 1, changed: changed * WHOLE }];
}

/** A window that is higher than its page goes on below it in one colour. */
function isEmptyEnd(
  raster: Raster,
  { x, width }: Strip,
  { y, rows }: { readonly y: number; readonly rows: number },
): boolean {
  if (y === 0 || y + rows !== raster.height) return false;
  return isBare(raster, { x, y, width, height: rows });
}

/** Unlike the pixels of its column in the rows beside, where there are such rows. */
function standsOut(raster: Raster, x: number, y: number, beside: readonly number[]): boolean {
  const word = raster.words[y * raster.width + x] ?? 0;
  if (word === 0) return false;
  return beside.every((row) => {
    if (row < 0 || row >= raster.height) return true;
    return isUnlike(word, raster.words[row * raster.width + x] ?? 0);
  });
}

/** The columns that the wider of two pictures has more, where they do not go on with the last one that both have. */
export function shownColumns({ before, after }: Pair): Difference[] {
  if (before.width === after.width) return [];
  const x = Math.min(before.width, after.width);
  const wider = before.width > after.width ? before : after;
  let changed = 0;
  for (let row = 0; row < wider.height; row += 1)
    for (let column = x; column < wider.width; column += 1) {
      const word = wider.words[row * wider.width + column] ?? 0;
      const isNew = x === 0 ? word !== 0 : isUnlike(word, wider.words[row * wider.width + x - 1] ?? 0);
      if (isNew) changed += 1;
    }
  if (changed < Math.min(MIN_SHOWN, wider.words.length)) return [];
  const rows = wider === before ? { aRows: before.height, bRows: 0 } : { aRows: 0, bRows: after.height };
  return [{ x, width: wider.width - x, a: 0, b: 0, ...rows, changed: changed * WHOLE }];
}
