// From the pixels that changed to what a person calls one thing: from a digit to its price, from a part of a photograph to all of it. A
// rectangle grows until there is a gap on each side in which nothing is drawn.
import type { Difference, Pair } from './pair.ts';
import { isEmpty, isUneven } from './bare.ts';

/** Pixels on each side, or as much as the rectangle is wide or high: a background that goes on behind everything ends nowhere. */
const MAX_GROWTH = 96;
/** Empty columns that end a word, and a line of words: of its height, and at most so many. */
const GAPS = { word: { share: 0.35, most: 8 }, line: { share: 0.8, most: 16 } };
const MIN_GAP = 3;

export type Reach = keyof typeof GAPS;

export function growDifference(pair: Pair, difference: Difference, reach: Reach): Difference {
  const { x, width, a, aRows, b, bRows } = difference;
  if (aRows !== bRows) return difference;
  // What appeared on an empty place, or left one, is whole.
  const [was, is] = [
    { x, y: a, width, height: aRows },
    { x, y: b, width, height: bRows },
  ];
  if (reach === 'word' && isEmpty(pair.before, was) !== isEmpty(pair.after, is)) return difference;
  const wide = growAcross(pair, difference, reach);
  return growAcross(pair, growDown(pair, wide), reach);
}

function growAcross(pair: Pair, one: Difference, reach: Reach): Difference {
  const { share, most: widest } = GAPS[reach];
  const gap = Math.min(widest, Math.max(MIN_GAP, Math.round(one.bRows * share)));
  const most = Math.max(MAX_GROWTH, one.width);
  const isDrawn = (x: number): boolean => isColumnDrawn(pair, one, x);
  const end = Math.min(pair.before.width, pair.after.width);
  const right = grown(isDrawn, { from: one.x + one.width, to: Math.min(end, one.x + one.width + most), gap });
  const left = grown(isDrawn, { from: one.x - 1, to: Math.max(-1, one.x - 1 - most), gap });
  return { ...one, x: left + 1, width: right - left - 1 };
}

function growDown(pair: Pair, one: Difference): Difference {
  const most = Math.max(MAX_GROWTH, one.bRows);
  const isDrawn = (row: number): boolean => isRowDrawn(pair, one, row);
  const below = Math.min(pair.before.height - one.a, pair.after.height - one.b, one.bRows + most);
  const above = -Math.min(one.a, one.b, most) - 1;
  const bottom = grown(isDrawn, { from: one.bRows, to: below, gap: MIN_GAP });
  const top = grown(isDrawn, { from: -1, to: above, gap: MIN_GAP }) + 1;
  return { ...one, a: one.a + top, b: one.b + top, aRows: bottom - top, bRows: bottom - top };
}

interface Way {
  readonly from: number;
  readonly to: number;
  readonly gap: number;
}

/** The first place after what is drawn without a gap; `from` where nothing is. */
function grown(isDrawn: (at: number) => boolean, { from, to, gap }: Way): number {
  const step = to < from ? -1 : 1;
  let end = from;
  for (let at = from, empty = 0; at !== to && empty < gap; at += step)
    if (isDrawn(at)) {
      end = at + step;
      empty = 0;
    } else empty += 1;
  return end;
}

/** Something begins or ends in it. A line that goes down all of it, as a border does, is none of its things. */
function isColumnDrawn({ before, after }: Pair, { a, b, bRows }: Difference, x: number): boolean {
  return (
    isUneven(before, { x, y: a, across: 0, count: bRows }) ||
    isUneven(after, { x, y: b, across: 0, count: bRows })
  );
}

function isRowDrawn({ before, after }: Pair, { x, width, a, b }: Difference, row: number): boolean {
  return (
    isUneven(before, { x, y: a + row, across: 1, count: width }) ||
    isUneven(after, { x, y: b + row, across: 1, count: width })
  );
}
