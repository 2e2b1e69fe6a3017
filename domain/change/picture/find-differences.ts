// Where two pictures differ. Rows are compared as lines are; what differs is divided into columns, and the rows of each column are
// compared again: so a paragraph put into one column moves that column alone.
import { type Band, differingBands, type Strip } from './align-rows.ts';
import { isUneven } from './bare.ts';
import { type Box, boxesOf, changedCells } from './changed-cells.ts';
import type { Difference, Pair } from './pair.ts';
import { pairRows } from './pair-rows.ts';
import { shownColumns, shownRows } from './shown-rows.ts';

/** Columns within columns. */
const MAX_DEPTH = 3;
/** Lower ones hold no more than a line or two, whose rows are compared as they stand. */
const MIN_COLUMN_ROWS = 64;
/** Empty pixels between two columns of a page. */
const COLUMN_GAP = 24;
/** Equal rows between two bands of a group: white space between lines and paragraphs is the same in columns that moved. */
const MAX_GROUP_GAP = 64;
/** Rows at the lower end of a picture that may be like those that were pushed out of it. */
const MAX_SLIP = 64;
/** Of what differs as the rows stand, what may still differ when each column is compared by itself. */
const MAX_APART = 0.6;

export interface Found {
  readonly differences: readonly Difference[];
  /** Rows of the whole page that one picture alone has, and that show something. */
  readonly rows: readonly Difference[];
}

export function findDifferences(pair: Pair): Found {
  const { before, after } = pair;
  const width = Math.min(before.width, after.width);
  const whole = { x: 0, width, a: 0, aRows: before.height, b: 0, bRows: after.height };
  if (width === 0) return { differences: shownColumns(pair), rows: [] };
  const bands = differingBands(before, after, whole);
  const found = inBands(pair, whole, { bands, depth: 0 });
  const rows = withoutPushed(pair, { ...found, bands });
  return { differences: [...found.differences, ...rows, ...shownColumns(pair)], rows };
}

/** Of a picture of a fixed height, what was pushed out below by rows further up, or drawn in, is not news. */
function withoutPushed(
  { before, after }: Pair,
  { rows, bands }: Parts & Pick<Looked, 'bands'>,
): Difference[] {
  const uneven = bands.filter(({ aRows, bRows }) => aRows !== bRows);
  const end = before.height - MAX_SLIP;
  if (before.height !== after.height || uneven.length < 2) return [...rows];
  return rows.filter(({ a, aRows }, at) => at < rows.length - 1 || a + aRows < end);
}

interface Looked {
  readonly bands: readonly Band[];
  readonly depth: number;
}

interface Parts {
  readonly differences: Difference[];
  readonly rows: Difference[];
}

function inBands(pair: Pair, { x, width }: Strip, { bands, depth }: Looked): Parts {
  const found: Parts = { differences: [], rows: [] };
  for (const group of groupsOf(bands)) {
    const columns = depth < MAX_DEPTH ? inColumns(pair, { x, width, group }, depth + 1) : null;
    if (columns === null) for (const band of group) addBand(pair, { ...band, x, width }, found);
    else found.differences.push(...columns);
  }
  return found;
}

/** Bands that stand below each other as the lines of a text do. */
function groupsOf(bands: readonly Band[]): Band[][] {
  const groups: Band[][] = [];
  for (const band of bands) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && band.a - last.a - last.aRows < MAX_GROUP_GAP) groups.at(-1)?.push(band);
    else groups.push([band]);
  }
  return groups;
}

function addBand(pair: Pair, band: Strip, { differences, rows }: Parts): void {
  for (const piece of pairRows(pair.before, pair.after, band))
    if (piece.aRows === 0 || piece.bRows === 0) rows.push(...shownRows(pair, piece));
    else
      for (const box of boxesOf(changedCells(pair.before, pair.after, piece)))
        differences.push(placed(piece, box));
}

function placed(piece: Strip, { x, y, width, height, changed }: Box): Difference {
  const rows = { a: piece.a + y, aRows: height, b: piece.b + y, bRows: height };
  return { x: piece.x + x, width, ...rows, changed };
}

interface Group extends Pick<Strip, 'x' | 'width'> {
  readonly group: readonly Band[];
}

/** What differs in each column of a group, compared by itself; null: its columns have not moved apart. */
function inColumns(pair: Pair, { x, width, group }: Group, depth: number): Difference[] | null {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [aRows, bRows] = [last.a + last.aRows - first.a, last.b + last.bRows - first.b];
  if (Math.min(aRows, bRows) < MIN_COLUMN_ROWS) return null;
  const whole = { x, width, a: first.a, aRows, b: first.b, bRows };
  const columns = drawnColumns(pair, whole).map((column) => ({ ...whole, ...column }));
  if (columns.length < 2) return null;
  const looks = columns.map((column) => ({
    column,
    bands: differingBands(pair.before, pair.after, column),
  }));
  const apart = looks.reduce((sum, { column, bands }) => sum + column.width * unlikeRows(bands), 0);
  const together = unlikeRows(group) * columns.reduce((sum, column) => sum + column.width, 0);
  if (apart > MAX_APART * together) return null;
  return looks.flatMap(({ column, bands }) => {
    const { differences, rows } = inBands(pair, column, { bands, depth });
    return [...differences, ...rows];
  });
}

function unlikeRows(bands: readonly Band[]): number {
  return bands.reduce((sum, { aRows, bRows }) => sum + Math.max(aRows, bRows), 0);
}

/** What stands side by side, with so many empty pixels between in both pictures. */
function drawnColumns({ before, after }: Pair, strip: Strip): Pick<Strip, 'x' | 'width'>[] {
  const columns: { x: number; width: number }[] = [];
  for (let x = strip.x; x < strip.x + strip.width; x += 1) {
    const isDrawn =
      isUneven(before, { x, y: strip.a, across: 0, count: strip.aRows }) ||
      isUneven(after, { x, y: strip.b, across: 0, count: strip.bRows });
    if (!isDrawn) continue;
    const last = columns.at(-1);
    if (last !== undefined && x - last.x - last.width < COLUMN_GAP) last.width = x + 1 - last.x;
    else columns.push({ x, width: 1 });
  }
  return columns;
}
