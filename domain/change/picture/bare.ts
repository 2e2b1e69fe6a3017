// Lines and rectangles of a picture in which nothing is drawn.
import { isUnlike } from './pixel-difference.ts';
import type { Raster } from './pixels.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

export interface Line {
  readonly x: number;
  readonly y: number;
  /** 1: along a row, 0: down a column. */
  readonly across: 0 | 1;
  readonly count: number;
}

/** Not all of its pixels look alike. */
export function isUneven({ words, width }: Raster, { x, y, across, count }: Line): boolean {
  const step = across === 1 ? 1 : width;
  const from = y * width + x;
  const first = words[from] ?? 0;
  for (let at = 1; at < count; at += 1) if (isUnlike(first, words[from + at * step] ?? 0)) return true;
  return false;
}

/** Nothing is drawn there but one colour. */
export function isBare(raster: Raster, rectangle: Rectangle): boolean {
  const { x, y, width, height } = rectangle;
  if (isUneven(raster, { x, y, across: 0, count: height })) return false;
  for (let row = y; row < y + height; row += 1)
    if (isUneven(raster, { x, y: row, across: 1, count: width })) return false;
  return true;
}

/** Nothing is drawn there, nor is it a box of a colour of its own. */
export function isEmpty(raster: Raster, { x, y, width, height }: Rectangle): boolean {
  const [left, top] = [Math.max(0, x - 1), Math.max(0, y - 1)];
  const right = Math.min(raster.width, x + width + 1);
  const bottom = Math.min(raster.height, y + height + 1);
  return isBare(raster, { x: left, y: top, width: right - left, height: bottom - top });
}
