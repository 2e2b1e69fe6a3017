// Whether what differs is the same drawn a part of a pixel further, as letters are when the box around them grew by half a pixel. A
// picture that is moved by shares of a pixel mixes each pixel with those beside it: the mixture that fits best is taken, and what it
// leaves is compared with what was there.
import type { Difference, Pair } from './pair.ts';
import type { Raster } from './pixels.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

/** About two letters, and one line: letters stand each at a share of their own. */
const TILE = { width: 24, height: 24 };
/** Of the squared difference of a tile. A letter that was replaced by another keeps three quarters and more: those beside it stay. */
const MAX_LEFT = 0.62;
const CHANNELS = 3;
/** Every other row tells as much in half the time. */
const ROW_STEP = 2;
/** Which way it may have moved, at once across and down. */
const QUARTERS = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];
/** Pixels around what differs. Where a letter alone has changed, those beside it stand as they stood. */
const CONTEXT = { across: 12, down: 3 };

/** True: each part of it is what it was, up to one pixel further. */
export function isNudged(pair: Pair, difference: Difference): boolean {
  const { before, after } = pair;
  if (difference.aRows !== difference.bRows) return false;
  const { x, width, a, aRows, b } = withContext(pair, difference);
  for (let top = 0; top < aRows; top += TILE.height)
    for (let from = 0; from < width; from += TILE.width) {
      const size = { width: Math.min(TILE.width, width - from), height: Math.min(TILE.height, aRows - top) };
      const place = { x: x + from, a: a + top, b: b + top, ...size };
      if (!isTileNudged(before, after, place)) return false;
    }
  return true;
}

function withContext({ before, after }: Pair, { x, width, a, aRows, b }: Difference): Difference {
  const left = Math.min(x, CONTEXT.across);
  const right = Math.min(Math.min(before.width, after.width) - x - width, CONTEXT.across);
  const above = Math.min(a, b, CONTEXT.down);
  const below = Math.min(before.height - a - aRows, after.height - b - aRows, CONTEXT.down);
  const rows = above + aRows + below;
  return {
    x: x - left,
    width: left + width + right,
    a: a - above,
    aRows: rows,
    b: b - above,
    bRows: rows,
    changed: 0,
  };
}

interface Place {
  readonly x: number;
  readonly a: number;
  readonly b: number;
  readonly width: number;
  readonly height: number;
}

/** Whether the best move of the one picture, or of the other, leaves little of the squared difference of a tile. */
function isTileNudged(before: Raster, after: Raster, place: Place): boolean {
  const one = patch(before, place, place.a);
  const two = patch(after, place, place.b);
  return isMoved(one, two, place) || isMoved(two, one, place);
}

function isMoved(from: Int16Array, to: Int16Array, place: Place): boolean {
  const moves = new Moves();
  const stride = (place.width + 2) * CHANNELS;
  for (let y = 1; y <= place.height; y += ROW_STEP)
    for (let at = y * stride + CHANNELS; at < (y + 1) * stride - CHANNELS; at += 1)
      moves.add(from, { at, stride, difference: (to[at] ?? 0) - (from[at] ?? 0) });
  return moves.least() <= MAX_LEFT * moves.there;
}

/** The bytes of a place and of one pixel more on each side, blurred: thin lines look sharper at one share of a pixel than at another. */
function patch(raster: Raster, place: Place, top: number): Int16Array {
  const [across, down] = [place.width + 4, place.height + 4];
  const sharp = bytesOf(raster, { x: place.x - 2, y: top - 2, width: across, height: down });
  const stride = across * CHANNELS;
  const soft = new Int16Array((across - 2) * (down - 2) * CHANNELS);
  let to = 0;
  for (let y = 1; y < down - 1; y += 1)
    for (let at = y * stride + CHANNELS; at < (y + 1) * stride - CHANNELS; at += 1, to += 1) {
      const above = lineSum(sharp, at - stride);
      const below = lineSum(sharp, at + stride);
      soft[to] = (above + 2 * lineSum(sharp, at) + below) >> 2;
    }
  return soft;
}

/** Four times a byte softened by those beside it. */
function lineSum(bytes: Int16Array, at: number): number {
  return (bytes[at - CHANNELS] ?? 0) + 2 * (bytes[at] ?? 0) + (bytes[at + CHANNELS] ?? 0);
}

/** Beyond the edges of a picture its last pixels go on. */
function bytesOf({ words, width, height }: Raster, box: Rectangle): Int16Array {
  const bytes = new Int16Array(box.width * box.height * CHANNELS);
  let at = 0;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    const row = Math.min(height - 1, Math.max(0, y));
    for (let x = box.x; x < box.x + box.width; x += 1) {
      const word = words[row * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
      bytes[at] = word & 255;
      bytes[at + 1] = (word >>> 8) & 255;
      bytes[at + 2] = (word >>> 16) & 255;
      at += CHANNELS;
    }
  }
  return bytes;
}

interface Spot {
  readonly at: number;
  readonly stride: number;
  readonly difference: number;
}

/** For each quarter the sums of which the best shares of three pixels follow: beside it, below it, and between these. */
class Moves {
  there = 0;
  readonly #parts = new Float64Array(4);
  readonly #sums = QUARTERS.map(() => new Float64Array(9));

  add(values: Int16Array, { at, stride, difference }: Spot): void {
    this.there += difference * difference;
    const here = values[at] ?? 0;
    for (let index = 0; index < QUARTERS.length; index += 1) {
      const { x, y } = QUARTERS[index] ?? { x: 1, y: 1 };
      const across = at + x * CHANNELS;
      const down = y * stride;
      const one = (values[across] ?? 0) - here;
      const two = (values[at + down] ?? 0) - here;
      const three = (values[across + down] ?? 0) - here;
      this.#parts[0] = one;
      this.#parts[1] = two;
      this.#parts[2] = three;
      this.#parts[3] = difference;
      addProducts(this.#sums[index], this.#parts);
    }
  }

  /** What of the squared difference the best mixture leaves. */
  least(): number {
    return Math.min(this.there, ...this.#sums.map((sums) => this.#left(sums)));
  }

  #left(sums: Float64Array): number {
    const [oo = 0, ow = 0, ot = 0, fitOne = 0, ww = 0, wt = 0, fitTwo = 0, tt = 0, fitThree = 0] = sums;
    const [one, two, three] = asMixture(bestShares(sums));
    const fit = one * fitOne + two * fitTwo + three * fitThree;
    const squares = one * one * oo + two * two * ww + three * three * tt;
    return this.there - 2 * fit + squares + 2 * (one * two * ow + one * three * ot + two * three * wt);
  }
}

type Shares = readonly [number, number, number];

/** Shares as a move gives them: none below nothing, and together no more than all. */
function asMixture([one, two, three]: Shares): Shares {
  const [a, b, c] = [Math.max(0, one), Math.max(0, two), Math.max(0, three)];
  const all = Math.max(1, a + b + c);
  return [a / all, b / all, c / all];
}

/** Of three unknowns the products with each other, and of each that with what is to be explained. */
function addProducts(sums: Float64Array | undefined, parts: Float64Array): void {
  if (sums === undefined) return;
  let to = 0;
  for (let one = 0; one < 3; one += 1) {
    const value = parts[one] ?? 0;
    for (let other = one; other < 4; other += 1, to += 1)
      sums[to] = (sums[to] ?? 0) + value * (parts[other] ?? 0);
  }
}

/** The least squares of three unknowns. A little is added to the diagonal, so that a row of one colour has an answer too. */
function bestShares([
  oo = 0,
  ow = 0,
  ot = 0,
  o = 0,
  ww = 0,
  wt = 0,
  w = 0,
  tt = 0,
  t = 0,
]: Float64Array): Shares {
  const ridge = 1 + 1e-6 * (oo + ww + tt);
  const [a, d, f] = [oo + ridge, ww + ridge, tt + ridge];
  const [b, c, e] = [ow, ot, wt];
  const det = a * (d * f - e * e) - b * (b * f - c * e) + c * (b * e - c * d);
  return [
    (o * (d * f - e * e) - b * (w * f - e * t) + c * (w * e - d * t)) / det,
    (a * (w * f - e * t) - o * (b * f - c * e) + c * (b * t - c * w)) / det,
    (a * (d * t - w * e) - b * (b * t - c * w) + o * (b * e - c * d)) / det,
  ];
}
