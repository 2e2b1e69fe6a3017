// Differences that a person would draw one rectangle around: the letters of a word, the lines of a paragraph, the parts of a picture.
import type { Difference } from './pair.ts';

/** More are joined wherever they share rows: that costs one pass. */
const MAX_JOINED = 1_500;
/** Pixels between letters and between words; a line of letters bridges as much as it is high. */
const COLUMN_GAP = { least: 6, most: 24 };
/** Pixels between lines. */
const ROW_GAP = { least: 4, most: 16 };
const ROW_GAP_SHARE = 0.8;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The joined ones, those of one picture alone apart from each other. */
export function joinDifferences(differences: readonly Difference[]): Difference[] {
  const gone = differences.filter(({ bRows }) => bRows === 0);
  const there = differences.filter(({ bRows }) => bRows > 0);
  return [...joinAll(gone, boxBefore), ...joinAll(there, boxAfter)];
}

function boxBefore({ x, width, a, aRows }: Difference): Box {
  return { left: x, right: x + width, top: a, bottom: a + aRows };
}

function boxAfter({ x, width, b, bRows }: Difference): Box {
  return { left: x, right: x + width, top: b, bottom: b + bRows };
}

type BoxOf = (difference: Difference) => Box;

function joinAll(differences: readonly Difference[], boxOf: BoxOf): Difference[] {
  let joined = differences.toSorted((one, other) => boxOf(one).top - boxOf(other).top);
  if (joined.length > MAX_JOINED) joined = joinOnce(joined, boxOf, sharesRows);
  for (let count = -1; count !== joined.length; ) {
    count = joined.length;
    joined = joinOnce(joined, boxOf, isNear);
  }
  return joined;
}

/** Each to the first before it that it belongs to; the order is that of the upper edges. */
function joinOnce(
  differences: readonly Difference[],
  boxOf: BoxOf,
  belongs: (one: Box, other: Box) => boolean,
): Difference[] {
  const joined: Difference[] = [];
  let open = 0;
  for (const one of differences) {
    const box = boxOf(one);
    // What ends far above this one and all that stand before it takes no more.
    while (open < joined.length && endsAbove(joined[open], box.top - ROW_GAP.most, boxOf)) open += 1;
    const at = joined.findIndex((other, index) => index >= open && belongs(boxOf(other), box));
    const other = joined[at];
    if (other === undefined) joined.push(one);
    else joined[at] = union(other, one);
  }
  return joined.toSorted((one, other) => boxOf(one).top - boxOf(other).top);
}

function endsAbove(difference: Difference | undefined, y: number, boxOf: BoxOf): boolean {
  return difference !== undefined && boxOf(difference).bottom < y;
}

function union(one: Difference, other: Difference): Difference {
  const x = Math.min(one.x, other.x);
  const right = Math.max(one.x + one.width, other.x + other.width);
  const [a, aRows] = span([one.a, one.aRows], [other.a, other.aRows]);
  const [b, bRows] = span([one.b, one.bRows], [other.b, other.bRows]);
  return { x, width: right - x, a, aRows, b, bRows, changed: one.changed + other.changed };
}

/** First row and number of rows of both; what has no rows takes no part. */
function span(one: readonly [number, number], other: readonly [number, number]): readonly [number, number] {
  if (one[1] === 0) return other;
  if (other[1] === 0) return one;
  const from = Math.min(one[0], other[0]);
  return [from, Math.max(one[0] + one[1], other[0] + other[1]) - from];
}

/** Negative: they overlap by so much. */
function gaps(one: Box, other: Box): { readonly across: number; readonly down: number } {
  return {
    across: Math.max(one.left, other.left) - Math.min(one.right, other.right),
    down: Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom),
  };
}

function isNear(one: Box, other: Box): boolean {
  const { across, down } = gaps(one, other);
  if (across <= 0 && down <= 0) return true;
  const [height, otherHeight] = [one.bottom - one.top, other.bottom - other.top];
  const lower = Math.min(height, otherHeight);
  if (-down >= lower / 2) return across <= between(COLUMN_GAP, Math.max(height, otherHeight));
  const narrower = Math.min(one.right - one.left, other.right - other.left);
  return -across >= narrower / 2 && down <= between(ROW_GAP, lower * ROW_GAP_SHARE);
}

function sharesRows(one: Box, other: Box): boolean {
  return gaps(one, other).down <= ROW_GAP.least;
}

function between({ least, most }: { readonly least: number; readonly most: number }, value: number): number {
  return Math.min(most, Math.max(least, value));
}
