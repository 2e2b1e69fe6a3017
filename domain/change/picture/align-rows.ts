// Which rows of two pictures are the same, as a comparison of texts finds lines: each row of pixels is one number, rows that each
// picture has once are the anchors, and between them what is equal from above and from below. What is left differs.
import type { Raster } from './pixels.ts';

/** Columns and rows of two pictures that are compared with each other. */
export interface Strip {
  readonly x: number;
  readonly width: number;
  readonly a: number;
  readonly aRows: number;
  readonly b: number;
  readonly bRows: number;
}

/** Rows of `before` from `a` and of `after` from `b` that are not the same; one of the two may have none. */
export interface Band {
  readonly a: number;
  readonly aRows: number;
  readonly b: number;
  readonly bRows: number;
}

/** Fewer equal rows than that between two bands are chance: the gap between two lines of a letter. */
const MIN_EQUAL_ROWS = 4;
/** Anchors within anchors. Each level costs one pass over the rows. */
const MAX_DEPTH = 12;

/** The bands in which the rows of a strip differ, from above. */
export function differingBands(before: Raster, after: Raster, strip: Strip): Band[] {
  const inner = trimEqual(before, after, strip);
  if (inner.aRows === 0 && inner.bRows === 0) return [];
  const a = hashRows(before, { ...inner, y: inner.a, rows: inner.aRows });
  const b = hashRows(after, { ...inner, y: inner.b, rows: inner.bRows });
  const found: Band[] = [];
  collectBands({ a, b, found }, { a: 0, aRows: a.length, b: 0, bRows: b.length }, 0);
  const bands = found.map((band) => ({ ...band, a: band.a + inner.a, b: band.b + inner.b }));
  return joinNear(slideUp(bands, { before, after, strip }));
}

/** Without the equal rows above and below: they need no numbers. */
function trimEqual(before: Raster, after: Raster, strip: Strip): Strip {
  const most = Math.min(strip.aRows, strip.bRows);
  let top = 0;
  while (top < most && areEqual([before, strip.a + top], [after, strip.b + top], strip)) top += 1;
  const { a, b } = { a: strip.a + top, b: strip.b + top };
  let [aRows, bRows] = [strip.aRows - top, strip.bRows - top];
  while (aRows > 0 && bRows > 0 && areEqual([before, a + aRows - 1], [after, b + bRows - 1], strip)) {
    aRows -= 1;
    bRows -= 1;
  }
  return { ...strip, a, b, aRows, bRows };
}

interface Rows {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly rows: number;
}

/** Four pixels at a time, in four numbers that do not wait for each other. */
function hashRows({ words, width: stride }: Raster, { x, width, y, rows }: Rows): Int32Array {
  const hashes = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let at = (y + row) * stride + x;
    const end = at + width;
    let [h0, h1, h2, h3] = [1, 2, 3, 4];
    for (; at + 4 <= end; at += 4) {
      h0 = Math.imul(h0 ^ (words[at] ?? 0), 0x5bd1e995);
      h1 = Math.imul(h1 ^ (words[at + 1] ?? 0), 0x1b873593);
      h2 = Math.imul(h2 ^ (words[at + 2] ?? 0), 0x27d4eb2d);
      h3 = Math.imul(h3 ^ (words[at + 3] ?? 0), 0x165667b1);
      h0 ^= h0 >>> 15;
      h1 ^= h1 >>> 13;
      h2 ^= h2 >>> 14;
      h3 ^= h3 >>> 16;
    }
    for (; at < end; at += 1) h0 = Math.imul(h0 ^ (words[at] ?? 0), 0x5bd1e995) ^ (h0 >>> 15);
    hashes[row] = Math.imul(Math.imul(h0 ^ (h1 << 7), 31) ^ h2 ^ (h3 << 11), 0x2545f491) ^ (h3 >>> 9);
  }
  return hashes;
}

interface Search {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly found: Band[];
}

function collectBands(search: Search, band: Band, depth: number): void {
  const { a, aRows, b, bRows } = withoutEnds(search, band);
  if (aRows === 0 && bRows === 0) return;
  const within = { a, aRows, b, bRows };
  const anchors = aRows === 0 || bRows === 0 || depth >= MAX_DEPTH ? [] : anchorsOf(search, within);
  if (anchors.length === 0) {
    search.found.push(within);
    return;
  }
  let [fromA, fromB] = [a, b];
  for (const [atA, atB] of [...anchors, [a + aRows, b + bRows] as const]) {
    collectBands(search, { a: fromA, aRows: atA - fromA, b: fromB, bRows: atB - fromB }, depth + 1);
    [fromA, fromB] = [atA + 1, atB + 1];
  }
}

function withoutEnds({ a: hashesA, b: hashesB }: Search, band: Band): Band {
  let { a, aRows, b, bRows } = band;
  while (aRows > 0 && bRows > 0 && hashesA[a] === hashesB[b]) {
    a += 1;
    b += 1;
    aRows -= 1;
    bRows -= 1;
  }
  while (aRows > 0 && bRows > 0 && hashesA[a + aRows - 1] === hashesB[b + bRows - 1]) {
    aRows -= 1;
    bRows -= 1;
  }
  return { a, aRows, b, bRows };
}

/** Rows that each side has once, in an order that both sides have. */
function anchorsOf({ a, b }: Search, band: Band): [number, number][] {
  const inA = onceIn(a, band.a, band.a + band.aRows);
  const inB = onceIn(b, band.b, band.b + band.bRows);
  const pairs: [number, number][] = [];
  for (const [hash, atA] of inA) {
    const atB = atA === -1 ? undefined : inB.get(hash);
    if (atB !== undefined && atB !== -1) pairs.push([atA, atB]);
  }
  return longestRise(pairs.toSorted(([one], [other]) => one - other));
}

/** Where each number stands; -1: more than once. Equal rows below each other, as a bar has them, count as the first of them. */
function onceIn(hashes: Int32Array, from: number, to: number): Map<number, number> {
  const at = new Map<number, number>();
  for (let row = from; row < to; row += 1) {
    const hash = hashes[row] ?? 0;
    if (row === from || hash !== hashes[row - 1]) at.set(hash, at.has(hash) ? -1 : row);
  }
  return at;
}

/** The most pairs whose second numbers rise too. */
function longestRise(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const rise: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) rise.push(pair);
  }
  return rise.toReversed();
}

interface Sides {
  readonly before: Raster;
  readonly after: Raster;
  readonly strip: Strip;
}

/** Rows that one side alone has can often stand at several places: they stand as far up as they can, always. */
function slideUp(bands: readonly Band[], { before, after, strip }: Sides): Band[] {
  const slid: Band[] = [];
  for (const band of bands) {
    const last = slid.at(-1) ?? { a: strip.a, aRows: 0 };
    const most = band.a - last.a - last.aRows;
    const [raster, from, rows] =
      band.aRows === 0 ? [after, band.b, band.bRows] : [before, band.a, band.aRows];
    let up = 0;
    if (band.aRows === 0 || band.bRows === 0)
      while (up < most && areEqual([raster, from - 1 - up], [raster, from + rows - 1 - up], strip)) up += 1;
    slid.push({ ...band, a: band.a - up, b: band.b - up });
  }
  return slid;
}

type Row = readonly [raster: Raster, y: number];

function areEqual([{ words, width }, y]: Row, [other, otherY]: Row, strip: Strip): boolean {
  const from = y * width + strip.x;
  const end = from + strip.width;
  const theirs = other.words;
  const ahead = otherY * other.width + strip.x - from;
  for (let at = from; at < end; at += 1) if (words[at] !== theirs[at + ahead]) return false;
  return true;
}

function joinNear(bands: readonly Band[]): Band[] {
  const joined: Band[] = [];
  for (const band of bands) {
    const last = joined.at(-1);
    if (last !== undefined && band.a - last.a - last.aRows < MIN_EQUAL_ROWS)
      joined[joined.length - 1] = {
        ...last,
        aRows: band.a + band.aRows - last.a,
        bRows: band.b + band.bRows - last.b,
      };
    else joined.push(band);
  }
  return joined;
}
