// Makes a document of the pages of a PDF: paragraphs of each, what stands on most of them told apart, within what may be read.
import { type DocumentBlock, DocumentBudget, type DocumentSection, textOfBlock } from './document-text.ts';
import { pdfBlocks } from './pdf-blocks.ts';
import { type PdfLine, pdfLines, type PlacedText } from './pdf-line.ts';

const MIN_PAGES = 3;
/** Of the pages, so that a heading of two chapters stays one. */
const RUNNING_SHARE = 0.5;
const DEFAULT_SIZE = 10;

/** Takes the pages one by one, so that a document that says too much ends early. */
export class PdfDraft {
  readonly #budget = new DocumentBudget();
  readonly #pages: PdfLine[][] = [];

  addPage(pieces: readonly PlacedText[]): void {
    const lines = pdfLines(pieces).filter(({ cells }) => cells.length > 0);
    for (const { cells } of lines) this.#budget.spend({ kind: 'paragraph', text: cells.join(' ') });
    this.#pages.push(lines);
  }

  sections(): DocumentSection[] {
    const size = usualSize(this.#pages);
    const pages = this.#pages.map((lines) => pdfBlocks({ lines, size }));
    const running = runningTexts(pages);
    return pages.map((blocks, at) => ({
      kind: 'page',
      name: String(at + 1),
      blocks: blocks.map((block, place) => {
        const isEdge = place === 0 || place === blocks.length - 1;
        const text = textOfBlock(block);
        return isEdge && running.has(shapeOf(text)) ? { kind: 'running' as const, text } : block;
      }),
    }));
  }
}

/** The height of most letters. */
function usualSize(pages: readonly (readonly PdfLine[])[]): number {
  const chars = new Map<number, number>();
  for (const { size, cells } of pages.flat()) {
    const key = Math.round(size * 2) / 2;
    chars.set(key, (chars.get(key) ?? 0) + cells.join('').length);
  }
  const [best] = [...chars].toSorted(([, one], [, other]) => other - one);
  return best?.[0] ?? DEFAULT_SIZE;
}

/** `Page 3 of 12` and `Page 4 of 12` are one. */
function shapeOf(text: string): string {
  return text.replaceAll(/\d+/g, '0');
}

function runningTexts(pages: readonly (readonly DocumentBlock[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  if (pages.length < MIN_PAGES) return new Set();
  for (const blocks of pages) {
    const [first, last] = [blocks[0], blocks.at(-1)];
    const shapes = new Set(
      [first, last].flatMap((block) => (block === undefined ? [] : shapeOf(textOfBlock(block)))),
    );
    for (const shape of shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return new Set(
    [...counts].filter(([, count]) => count > pages.length * RUNNING_SHARE).map(([shape]) => shape),
  );
}
