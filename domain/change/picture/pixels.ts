// A picture as its pixels, one number each, and the rectangles that are left out of it.
import { WebloomError } from '../../system/errors.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

/** As decoders give them: rows from the top, 3 (RGB) or 4 (RGBA) bytes for each pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One number for each pixel; 0 where it is left out. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly words: Uint32Array;
}

/** What of a picture counts. */
export interface Choice {
  /** Left out; a browser tells where the boxes of elements are when it takes the picture. */
  readonly ignore?: readonly Rectangle[];
  /** Where there are some, all else is left out. */
  readonly only?: readonly Rectangle[];
}

/** Half a gigabyte in memory for two; the tallest page of 1,280 columns has 21 million. */
const MAX_PIXELS = 64_000_000;
const OPAQUE = 0xff000000;

/** A view on the same bytes where they are RGBA: what is read from it must not be written. */
export function readPixels({ width, height, data }: Pixels): Raster {
  const count = width * height;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 0 || height < 0 || count > MAX_PIXELS)
    throw new WebloomError(
      'validation',
      `A picture of ${width} × ${height} pixels can't be compared: at most ${MAX_PIXELS} pixels are.`,
    );
  if (data.length === count * 4) return { width, height, words: wordsOf(data, count) };
  if (data.length !== count * 3)
    throw new WebloomError(
      'validation',
      `A picture of ${width} × ${height} pixels has ${data.length} bytes: 3 or 4 for each pixel are read.`,
    );
  const words = new Uint32Array(count);
  for (let at = 0, from = 0; at < count; at += 1, from += 3)
    words[at] = OPAQUE | ((data[from + 2] ?? 0) << 16) | ((data[from + 1] ?? 0) << 8) | (data[from] ?? 0);
  return { width, height, words };
}

function wordsOf(data: Uint8Array, count: number): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, count);
}

/** A copy without what does not count; the same raster where all counts. */
export function choosePixels(raster: Raster, { ignore = [], only = [] }: Choice): Raster {
  if (ignore.length === 0 && only.length === 0) return raster;
  const words = only.length === 0 ? raster.words.slice() : new Uint32Array(raster.words.length);
  for (const one of only)
    eachRow(raster, one, (from, to) => words.set(raster.words.subarray(from, to), from));
  for (const one of ignore) eachRow(raster, one, (from, to) => words.fill(0, from, to));
  return { ...raster, words };
}

/** How many pixels count. */
export function countPixels({ words }: Raster, { ignore = [], only = [] }: Choice): number {
  if (ignore.length === 0 && only.length === 0) return words.length;
  let count = 0;
  for (const word of words) if (word !== 0) count += 1;
  return count;
}

/** A rectangle with parts of pixels takes them whole. */
function eachRow(
  { width, height }: Raster,
  rectangle: Rectangle,
  visit: (from: number, to: number) => void,
): void {
  const left = Math.max(0, Math.floor(rectangle.x));
  const right = Math.min(width, Math.ceil(rectangle.x + rectangle.width));
  const bottom = Math.min(height, Math.ceil(rectangle.y + rectangle.height));
  if (right <= left) return;
  for (let y = Math.max(0, Math.floor(rectangle.y)); y < bottom; y += 1)
    visit(y * width + left, y * width + right);
}
