// Reads texts and workbooks of OpenDocument (ODT, ODS). Cells are written as they are shown beside their values.
import {
  type DocumentBlock,
  DocumentBudget,
  type DocumentCell,
  type DocumentSection,
  type DocumentText,
  UnreadableDocument,
} from './document-text.ts';
import { openOffice } from './office-archive.ts';
import { readXml, xmlValue } from './read-xml.ts';
import { TextDraft } from './text-draft.ts';

const CONTENT = 'content.xml';
const META = 'meta.xml';
const MANIFEST = 'META-INF/manifest.xml';
const READ = new Set([CONTENT, META, MANIFEST]);
const SKIPPED = new Set([
  'office:annotation',
  'office:forms',
  'office:automatic-styles',
  'office:scripts',
  'svg:desc',
  'svg:title',
  'table:shapes',
  'text:note-citation',
  'text:tracked-changes',
]);
const MAX_SPACES = 100;
/** Programs repeat an empty cell to the edge of the sheet; one with a text is repeated by hand. */
const MAX_REPEATED = 1_000;

export function readOpenDocument(body: Uint8Array, kind: 'odt' | 'ods'): DocumentText {
  const archive = openOffice(body, (name) => READ.has(name));
  if (archive.text(MANIFEST).includes('encryption-data'))
    throw new UnreadableDocument('document-locked', 'The document is encrypted with a password.');
  const xml = archive.text(CONTENT);
  if (xml === '') throw new UnreadableDocument('document-broken', 'The document has no content.');
  const meta = archive.text(META);
  return {
    title: xmlValue(meta, 'dc:title'),
    lang: xmlValue(meta, 'dc:language'),
    sections: kind === 'odt' ? [{ kind: 'whole', name: '', blocks: textOf(xml) }] : sheetsOf(xml),
  };
}

function repeated(attributes: Readonly<Record<string, string>>, name: string): number {
  const count = Number(attributes[name] ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** What stands for white space in a text; null: another element. */
function spaceOf(name: string, attributes: Readonly<Record<string, string>>): string | null {
  if (name === 'text:s') return ' '.repeat(Math.min(MAX_SPACES, repeated(attributes, 'text:c')));
  return name === 'text:tab' || name === 'text:line-break' ? ' ' : null;
}

function textOf(xml: string): readonly DocumentBlock[] {
  const draft = new TextDraft();
  let [lines, items] = [0, 0];
  readXml(
    xml,
    {
      open: (name, attributes) => {
        if (name === 'text:p' || name === 'text:h') {
          lines += 1;
          if (lines === 1) draft.name(name === 'text:h' ? 'heading' : items > 0 ? 'item' : 'paragraph');
        } else if (name === 'text:list-item') items += 1;
        else if (name === 'table:table-row') draft.beginRow();
        else draft.add(spaceOf(name, attributes) ?? '');
      },
      text: (text) => {
        if (lines > 0) draft.add(text);
      },
      close: (name) => {
        if (name === 'text:p' || name === 'text:h') {
          lines -= 1;
          draft.endLine();
        } else if (name === 'text:list-item') items -= 1;
        else if (name === 'table:table-cell') draft.endCell();
        else if (name === 'table:table-row') draft.endRow();
      },
    },
    SKIPPED,
  );
  return draft.blocks;
}

function sheetsOf(xml: string): DocumentSection[] {
  const reader = new SheetReader();
  readXml(
    xml,
    {
      open: (name, attributes) => reader.open(name, attributes),
      text: (text) => reader.text(text),
      close: (name) => reader.close(name),
    },
    SKIPPED,
  );
  return reader.sections;
}

class SheetReader {
  readonly sections: DocumentSection[] = [];
  readonly #budget = new DocumentBudget();
  #blocks: DocumentBlock[] = [];
  #cells: DocumentCell[] = [];
  #row = 0;
  #rows = 1;
  #column = 0;
  #columns = 1;
  #text = '';
  #isText = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'table:table':
        [this.#blocks, this.#row] = [[], 0];
        this.sections.push({ kind: 'sheet', name: attributes['table:name'] ?? '', blocks: this.#blocks });
        return;
      case 'table:table-row':
        [this.#cells, this.#column] = [[], 0];
        this.#rows = repeated(attributes, 'table:number-rows-repeated');
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        this.#text = '';
        this.#columns = repeated(attributes, 'table:number-columns-repeated');
        return;
      case 'text:p':
        this.#isText = true;
        return;
      default:
        this.#text += spaceOf(name, attributes) ?? '';
    }
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(name: string): void {
    if (name === 'text:p') {
      this.#isText = false;
      this.#text += ' ';
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#endCell();
    else if (name === 'table:table-row') this.#endRow();
  }

  #endCell(): void {
    const text = this.#text.replaceAll(/\s+/g, ' ').trim();
    const times = text === '' ? 0 : Math.min(MAX_REPEATED, this.#columns);
    for (let at = 1; at <= times; at += 1)
      this.#cells.push({ text, at: { column: this.#column + at, row: this.#row + 1 } });
    this.#column += this.#columns;
  }

  #endRow(): void {
    const times = this.#cells.length === 0 ? 0 : Math.min(MAX_REPEATED, this.#rows);
    for (let at = 1; at <= times; at += 1) {
      const row = this.#row + at;
      const cells = this.#cells.map((cell) => ({ ...cell, at: { column: cell.at?.column ?? 1, row } }));
      const block = { kind: 'row', cells } as const;
      this.#budget.spend(block);
      this.#blocks.push(block);
    }
    this.#row += this.#rows;
  }
}
