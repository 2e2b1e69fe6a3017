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
const SAME_LINE = 0.45;

interface OpenLine {
  cells: string[];
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
  return lines.map(({ cells, x, right, y, size }) => ({
    cells: cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim()).filter((cell) => cell !== ''),
    x,
    right,
    y,
    size,
  }));
}

function opened({ text, x, y, width, size, endsLine }: PlacedText): OpenLine {
  return { cells: [text], x, right: x + width, y, size, isEnded: endsLine, isSpaced: false };
}

/** Raised and lowered letters stand in the line; what goes back to the left begins another. */
function goesOn(line: OpenLine, piece: PlacedText): boolean {
  const size = Math.max(line.size, piece.size);
  return Math.abs(piece.y - line.y) <= size * SAME_LINE && piece.x >= line.right - size;
}

function add(line: OpenLine, { text, x, width, size, endsLine }: PlacedText): void {
  const gap = x - line.right;
  const height = Math.max(1, Math.min(line.size, size));
  const last = line.cells.length - 1;
  if (gap > height * CELL_GAP) line.cells.push(text);
  else line.cells[last] += line.isSpaced || line.isEnded || gap > height * SPACE_GAP ? ` ${text}` : text;
  line.right = Math.max(line.right, x + width);
  line.size = Math.max(line.size, size);
  line.isSpaced = false;
  line.isEnded = endsLine;
}
