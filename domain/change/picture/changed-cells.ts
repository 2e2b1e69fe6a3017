// Where two strips of as many rows look different: squares of eight pixels that hold changed pixels, and the boxes around squares that
// touch.
import type { Strip } from './align-rows.ts';
import { isEdge, isUnlike } from './pixel-difference.ts';
import type { Raster } from './pixels.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';

/** Around pixels that changed; `y` counts from the first row of the strip. */
export interface Box extends Rectangle {
  readonly changed: number;
}

/** What is known of each square, row by row. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly changed: Uint16Array;
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly top: Uint16Array;
  readonly bottom: Uint16Array;
}

const SIDE = 8;
/** What a changed pixel counts, where one that may be the edge of a letter counts 1. */
export const WHOLE = 4;
/** After so many the pixels of a square are no longer asked whether they are edges. */
const ENOUGH = 8 * WHOLE;
/** Steps of 255: less is the noise of a picture that was compressed again. */
const MIN_TINT = 6;
/** Of the pixels of a square, where another tint of the whole square is no noise. */
const TINT_SHARE = 0.85;
const MAX_COORDINATE = 65_535;

export function changedCells(before: Raster, after: Raster, strip: Strip): Cells {
  const [columns, rows] = [Math.ceil(strip.width / SIDE), Math.ceil(strip.aRows / SIDE)];
  const count = columns * rows;
  const cells = {
    columns,
    rows,
    changed: new Uint16Array(count),
    left: new Uint16Array(count).fill(MAX_COORDINATE),
    right: new Uint16Array(count),
    top: new Uint16Array(count).fill(MAX_COORDINATE),
    bottom: new Uint16Array(count),
  };
  const tints = new Tints(columns);
  for (let row = 0; row < strip.aRows; row += 1) {
    const from = (strip.a + row) * before.width + strip.x;
    const other = (strip.b + row) * after.width + strip.x;
    for (let column = 0; column < strip.width; column += 1) {
      const one = before.words[from + column] ?? 0;
      const two = after.words[other + column] ?? 0;
      if (one === two || one === 0 || two === 0) continue;
      if (!isUnlike(one, two)) tints.add(column >> 3, one, two);
      else if (
        (cells.changed[(row >> 3) * columns + (column >> 3)] ?? 0) < ENOUGH &&
        isEdge(before, after, from + column, other + column)
      )
        mark(cells, column, row, 1);
      else mark(cells, column, row, WHOLE);
    }
    if (row % SIDE === SIDE - 1 || row === strip.aRows - 1) markTinted(cells, tints, strip, row);
  }
  return cells;
}

function mark(cells: Cells, column: number, row: number, weight: number): void {
  const at = (row >> 3) * cells.columns + (column >> 3);
  cells.changed[at] = (cells.changed[at] ?? 0) + weight;
  if (column < (cells.left[at] ?? 0)) cells.left[at] = column;
  if (column > (cells.right[at] ?? 0)) cells.right[at] = column;
  if (row < (cells.top[at] ?? 0)) cells.top[at] = row;
  if (row > (cells.bottom[at] ?? 0)) cells.bottom[at] = row;
}

/** Of the squares of a row the sums of what differs a little. */
class Tints {
  readonly #count: Int32Array;
  readonly #sums: Int32Array;

  constructor(columns: number) {
    this.#count = new Int32Array(columns);
    this.#sums = new Int32Array(columns * 3);
  }

  add(cell: number, one: number, two: number): void {
    this.#count[cell] = (this.#count[cell] ?? 0) + 1;
    for (let channel = 0; channel < 3; channel += 1) {
      const difference = ((one >>> (channel * 8)) & 255) - ((two >>> (channel * 8)) & 255);
      this.#sums[cell * 3 + channel] = (this.#sums[cell * 3 + channel] ?? 0) + difference;
    }
  }

  /** Whether nearly all `size` pixels of a square are of another tint. */
  isTinted(cell: number, size: number): boolean {
    const count = this.#count[cell] ?? 0;
    if (count < size * TINT_SHARE) return false;
    return [0, 1, 2].some((channel) => Math.abs(this.#sums[cell * 3 + channel] ?? 0) >= MIN_TINT * count);
  }

  clear(): void {
    this.#count.fill(0);
    this.#sums.fill(0);
  }
}

/** At the end of a row of squares: those with another tint are marked whole. */
function markTinted(cells: Cells, tints: Tints, strip: Strip, row: number): void {
  const top = row - (row % SIDE);
  for (let cell = 0; cell < cells.columns; cell += 1) {
    const right = Math.min(strip.width, (cell + 1) * SIDE) - 1;
    const size = (right - cell * SIDE + 1) * (row - top + 1);
    if (!tints.isTinted(cell, size)) continue;
    mark(cells, cell * SIDE, top, WHOLE);
    mark(cells, right, row, WHOLE);
    const at = (row >> 3) * cells.columns + cell;
    cells.changed[at] = Math.max(cells.changed[at] ?? 0, size * WHOLE);
  }
  tints.clear();
}

/** The boxes around squares that touch each other, at a corner too. */
export function boxesOf(cells: Cells): Box[] {
  const seen = new Uint8Array(cells.changed.length);
  const boxes: Box[] = [];
  for (let at = 0; at < cells.changed.length; at += 1)
    if (seen[at] === 0 && (cells.changed[at] ?? 0) > 0) boxes.push(boxFrom(cells, at, seen));
  return boxes;
}

function boxFrom(cells: Cells, start: number, seen: Uint8Array): Box {
  const open = [start];
  seen[start] = 1;
  let [left, right, top, bottom, changed] = [MAX_COORDINATE, 0, MAX_COORDINATE, 0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    left = Math.min(left, cells.left[at] ?? 0);
    right = Math.max(right, cells.right[at] ?? 0);
    top = Math.min(top, cells.top[at] ?? 0);
    bottom = Math.max(bottom, cells.bottom[at] ?? 0);
    changed += cells.changed[at] ?? 0;
    for (const next of around(cells, at))
      if (seen[next] === 0 && (cells.changed[next] ?? 0) > 0) {
        seen[next] = 1;
        open.push(next);
      }
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1, changed };
}

function around({ columns, rows }: Cells, at: number): number[] {
  const [column, row] = [at % columns, Math.floor(at / columns)];
  const found: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1)
      found.push(y * columns + x);
  return found;
}
