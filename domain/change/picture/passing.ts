// What comes and goes in pictures without being news: slivers, the caret of a text field, the bar for scrolling, letters that were drawn
// a part of a pixel further.
import { WHOLE } from './changed-cells.ts';
import { isNudged } from './nudge.ts';
import type { Difference, Pair } from './pair.ts';

/** Pixels. A full stop that became a comma has as many. */
const MIN_CHANGED = 4 * WHOLE;
/** Pixels. */
const CARET = { width: 1, least: 8, most: 48 };
const BAR = { width: 17, least: 40 };
/** Pixels. Narrower pictures show a part of a page, which may end where they end. */
const MIN_PAGE_WIDTH = 200;
/** Pixels that are looked at, all differences of two pictures taken together: a second of work. */
const MAX_NUDGED = 1_500_000;

/** The differences that are news. */
export function withoutPassing(pair: Pair, differences: readonly Difference[]): Difference[] {
  const pixels = Math.min(pair.before.words.length, pair.after.words.length);
  const least = Math.min(MIN_CHANGED, pixels * WHOLE);
  let looked = 0;
  return differences.filter((one) => {
    if (one.aRows === 0 || one.bRows === 0) return true;
    if (one.changed < least || isCaret(one) || isBar(pair, one)) return false;
    looked += one.width * one.aRows;
    return looked > MAX_NUDGED || !isNudged(pair, one);
  });
}

function isCaret({ width, bRows }: Difference): boolean {
  return width <= CARET.width && bRows >= CARET.least && bRows <= CARET.most;
}

function isBar({ after }: Pair, { x, bRows }: Difference): boolean {
  return after.width >= MIN_PAGE_WIDTH && x >= after.width - BAR.width && bRows >= BAR.least;
}
