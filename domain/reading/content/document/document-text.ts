// What a document says, in the form that all readers of documents give, and why one could not be read.

export type DocumentBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'item'; readonly text: string }
  /** Stands on most pages, as a page number does. */
  | { readonly kind: 'running'; readonly text: string }
  | { readonly kind: 'row'; readonly cells: readonly DocumentCell[] };

export interface DocumentCell {
  readonly text: string;
  /** Column and row in its sheet, from 1; absent in tables of texts. */
  readonly at?: { readonly column: number; readonly row: number };
}

export interface DocumentSection {
  /** `whole`: the document has no pages of its own. */
  readonly kind: 'page' | 'sheet' | 'whole';
  /** Number of the page, name of the sheet. */
  readonly name: string;
  readonly blocks: readonly DocumentBlock[];
}

export interface DocumentText {
  readonly title: string;
  readonly lang: string;
  readonly sections: readonly DocumentSection[];
}

export type DocumentFault =
  | 'document-locked'
  | 'document-broken'
  | 'document-too-large'
  | 'document-without-text';

export type DocumentRead =
  | { readonly ok: true; readonly document: DocumentText }
  | { readonly ok: false; readonly reason: DocumentFault; readonly detail: string };

export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;
export const MAX_DOCUMENT_PAGES = 2_000;
/** As many as a page may have; what is beyond would be left out unseen. */
const MAX_DOCUMENT_BLOCKS = 20_000;
const MAX_DOCUMENT_CELLS = 90_000;
const MAX_DOCUMENT_CHARS = 3_000_000;

/** Thrown by readers in the middle of a document; caught where a document is read. */
export class UnreadableDocument extends Error {
  readonly reason: DocumentFault;
  constructor(reason: DocumentFault, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** Counts what is read, so that a small file that says very much ends early. */
export class DocumentBudget {
  #blocks = 0;
  #cells = 0;
  #chars = 0;

  spend(block: DocumentBlock): void {
    this.#blocks += 1;
    if (block.kind === 'row') this.#cells += block.cells.length;
    this.#chars += textOfBlock(block).length;
    if (this.#blocks > MAX_DOCUMENT_BLOCKS) throw tooLarge(MAX_DOCUMENT_BLOCKS, 'lines');
    if (this.#cells > MAX_DOCUMENT_CELLS) throw tooLarge(MAX_DOCUMENT_CELLS, 'cells');
    if (this.#chars > MAX_DOCUMENT_CHARS) throw tooLarge(MAX_DOCUMENT_CHARS, 'characters');
  }
}

function tooLarge(most: number, what: string): UnreadableDocument {
  return new UnreadableDocument('document-too-large', `The document has more than ${most} ${what}.`);
}

/** Between the cells of a row, which is one line. */
export const CELL_BORDER = ' | ';

export function textOfBlock(block: DocumentBlock): string {
  return block.kind === 'row' ? block.cells.map(({ text }) => text).join(CELL_BORDER) : block.text;
}
