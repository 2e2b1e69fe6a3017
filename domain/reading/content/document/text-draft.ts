// Collects the paragraphs and tables of a text document in their order. A table within a cell is text of the cell.
import { type DocumentBlock, DocumentBudget } from './document-text.ts';

type LineKind = 'heading' | 'paragraph' | 'item';

export class TextDraft {
  readonly #budget = new DocumentBudget();
  readonly #blocks: DocumentBlock[] = [];
  #text = '';
  #kind: LineKind = 'paragraph';
  #cells: string[] = [];
  #rows = 0;

  get blocks(): readonly DocumentBlock[] {
    return this.#blocks;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** What follows is of this kind, until the line ends. */
  name(kind: LineKind): void {
    this.#kind = kind;
  }

  endLine(): void {
    if (this.#rows > 0) {
      this.#text += ' ';
      return;
    }
    const text = folded(this.#text);
    if (text !== '') this.#push({ kind: this.#kind, text });
    [this.#text, this.#kind] = ['', 'paragraph'];
  }

  beginRow(): void {
    if (this.#rows === 0) this.endLine();
    this.#rows += 1;
  }

  endCell(): void {
    if (this.#rows !== 1) return;
    this.#cells.push(folded(this.#text));
    this.#text = '';
  }

  endRow(): void {
    if (this.#rows === 1) {
      const cells = this.#cells.map((text) => ({ text }));
      if (cells.some(({ text }) => text !== '')) this.#push({ kind: 'row', cells });
      [this.#cells, this.#text] = [[], ''];
    }
    this.#rows = Math.max(0, this.#rows - 1);
  }

  #push(block: DocumentBlock): void {
    this.#budget.spend(block);
    this.#blocks.push(block);
  }
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
