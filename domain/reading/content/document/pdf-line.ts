// Puts the pieces of text of a PDF page, which have places but no lines, into lines and the cells of lines.

/** In points, from the lower left corner of the page. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly endsLine: boolean;
}

export interface PdfLine {
  readonly cells: readonly string[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** In heights of a letter. A gap in justified text is smaller. */
const CELL_GAP = 1.1;
const SPACE_GAP = 0.12;
/** One that parts cells where a line beside it has a cell that begins at the same place. */
const NARROW_GAP = 0.45;
/** In points. */
const SAME_START = 1;
/** In heights of a letter, between rows of one table. */
const MAX_ROW_PITCH = 4;
const SAME_LINE = 0.45;

/** Text up to the next gap that parts cells, or might. */
interface Part {
  text: string;
  readonly x: number;
  isCell: boolean;
}

interface OpenLine {
  readonly parts: Part[];
  x: number;
  right: number;
  y: number;
  size: number;
  isEnded: boolean;
  isSpaced: boolean;
}

export function pdfLines(pieces: readonly PlacedText[]): PdfLine[] {
  const lines: OpenLine[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (piece.text.trim() === '') {
      if (line !== undefined && piece.text !== '') line.isSpaced = true;
      if (line !== undefined && piece.endsLine) line.isEnded = true;
    } else if (line !== undefined && goesOn(line, piece)) add(line, piece);
    else lines.push(opened(piece));
  }
  for (const [at, line] of lines.entries()) partAs(line, lines[at - 1]);
  for (const [at, line] of [...lines.entries()].toReversed()) partAs(line, lines[at + 1]);
  return lines.map(({ parts, x, right, y, size }) => ({
    cells: cellsOf(parts)
      .map((cell) => cell.replaceAll(/\s+/g, ' ').trim())
      .filter((cell) => cell !== ''),
    x,
    right,
    y,
    size,
  }));
}

function opened({ text, x, y, width, size, endsLine }: PlacedText): OpenLine {
  const parts = [{ text, x, isCell: true }];
  return { parts, x, right: x + width, y, size, isEnded: endsLine, isSpaced: false };
}

/** Rows of one table are parted alike: a long name leaves a narrow gap before its price, a short one a wide gap. */
function partAs(line: OpenLine, beside: OpenLine | undefined): void {
  if (beside === undefined) return;
  if (Math.abs(line.y - beside.y) > Math.max(line.size, beside.size) * MAX_ROW_PITCH) return;
  const starts = beside.parts.slice(1).filter(({ isCell }) => isCell);
  for (const part of line.parts) part.isCell ||= starts.some(({ x }) => Math.abs(x - part.x) <= SAME_START);
}

function cellsOf(parts: readonly Part[]): string[] {
  const cells: string[] = [];
  for (const { text, isCell } of parts) {
    if (isCell) cells.push(text);
    else cells.push(`${cells.pop() ?? ''} ${text}`);
  }
  return cells;
}

/** Raised and lowered letters stand in the line; what goes back to the left begins another. */
function goesOn(line: OpenLine, piece: PlacedText): boolean {
  const size = Math.max(line.size, piece.size);
  return Math.abs(piece.y - line.y) <= size * SAME_LINE && piece.x >= line.right - size;
}

function add(line: OpenLine, { text, x, width, size, endsLine }: PlacedText): void {
  const gap = x - line.right;
  const height = Math.max(1, Math.min(line.size, size));
  const last = line.parts.at(-1);
  if (last === undefined || gap > height * NARROW_GAP)
    line.parts.push({ text, x, isCell: gap > height * CELL_GAP });
  else last.text += line.isSpaced || line.isEnded || gap > height * SPACE_GAP ? ` ${text}` : text;
  line.right = Math.max(line.right, x + width);
  line.size = Math.max(line.size, size);
  line.isSpaced = false;
  line.isEnded = endsLine;
}
