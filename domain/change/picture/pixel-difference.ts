// When two pixels look different, and when that is only the edge of a letter that was drawn a part of a pixel further.
import type { Raster } from './pixels.ts';

/** Of the squared distance in YIQ, where black to white is 35,215: a tenth of the way. */
const MIN_DISTANCE = 352;
/** Steps of 255 by which an edge may be brighter or darker than all that is around it on the other side. */
const EDGE_SLACK = 20;
/** The same for its colour. */
const COLOR_SLACK = 28;

/** 0 to 255. */
export function brightness(word: number): number {
  return ((word & 255) * 77 + ((word >>> 8) & 255) * 150 + ((word >>> 16) & 255) * 29) >> 8;
}

/** A pixel that is left out differs from none. */
export function isUnlike(one: number, other: number): boolean {
  if (one === other || one === 0 || other === 0) return false;
  const red = (one & 255) - (other & 255);
  const green = ((one >>> 8) & 255) - ((other >>> 8) & 255);
  const blue = ((one >>> 16) & 255) - ((other >>> 16) & 255);
  const y = red * 0.299 + green * 0.587 + blue * 0.114;
  const i = red * 0.596 - green * 0.274 - blue * 0.322;
  const q = red * 0.211 - green * 0.523 + blue * 0.312;
  return 0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q > MIN_DISTANCE;
}

/** Whether each of two pixels could be one of those around the other: between the darkest and the brightest, and of their colours. */
export function isEdge(before: Raster, after: Raster, at: number, other: number): boolean {
  return fitsAround(before, at, after.words[other] ?? 0) && fitsAround(after, other, before.words[at] ?? 0);
}

function fitsAround({ words, width }: Raster, at: number, word: number): boolean {
  const column = at % width;
  const [left, right] = [column === 0 ? 0 : -1, column === width - 1 ? 0 : 1];
  const light = brightness(word);
  const warm = redness(word);
  const cold = blueness(word);
  // Which sides have been seen: 1 as dark, 2 as bright, 4 and 8 as red, 16 and 32 as blue.
  let seen = 0;
  for (let row = at - width; row <= at + width; row += width)
    for (let there = row + left; there <= row + right; there += 1) {
      const one = words[there] ?? 0;
      if (one === 0) continue;
      const dark = brightness(one) - light;
      const red = redness(one) - warm;
      const blue = blueness(one) - cold;
      seen |= side(dark, EDGE_SLACK) | (side(red, COLOR_SLACK) << 2) | (side(blue, COLOR_SLACK) << 4);
      if (seen === 63) return true;
    }
  return false;
}

/** 1: not above, 2: not below, 3: near enough to be both. */
function side(difference: number, slack: number): number {
  return (difference <= slack ? 1 : 0) | (difference >= -slack ? 2 : 0);
}

function redness(word: number): number {
  return (word & 255) - ((word >>> 8) & 255);
}

function blueness(word: number): number {
  return ((word >>> 16) & 255) - ((word >>> 8) & 255);
}
