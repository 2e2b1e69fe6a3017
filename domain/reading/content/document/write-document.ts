// Writes a document as the simplest web page that says the same, which then goes the way of every web page: its part, its fields,
// its prices, its preview. Pages and sheets are sections that a selector finds; a row of a table is one line.
import { escapeMarkup } from '../inert-markup.ts';
import {
  CELL_BORDER,
  type DocumentBlock,
  type DocumentCell,
  type DocumentSection,
  type DocumentText,
} from './document-text.ts';

/** `tables`: rows stand in tables, for a form in which a table is one; else each row is a line. */
export type DocumentForm = 'lines' | 'tables';

/** Names the pages in a copy for people without a word of it in the text, where it would be told as a change. */
const STYLE =
  'section{border-top:1px solid #bbb;margin:1.5em 0;padding-top:.5em}section::before{content:attr(title);color:#666;font-size:.8em}';

export function writeDocument(document: DocumentText, form: DocumentForm): string {
  const { title, lang, sections } = document;
  const named = lang === '' ? '' : ` lang="${escapeMarkup(lang)}"`;
  const body = sections.map((section) => writeSection(section, form)).join('\n');
  return `<!doctype html>\n<html${named}><head><title>${escapeMarkup(title)}</title><style>${STYLE}</style></head><body><main>\n${body}\n</main></body></html>\n`;
}

function writeSection({ kind, name, blocks }: DocumentSection, form: DocumentForm): string {
  const inside = form === 'tables' ? withTables(blocks) : blocks.map(writeLine).join('\n');
  if (kind === 'whole') return inside;
  const shown = escapeMarkup(name);
  if (kind === 'page')
    return `<section id="page-${shown}" data-document-page="${shown}" title="Page ${shown}">\n${inside}\n</section>`;
  return `<section data-document-sheet="${shown}" title="Sheet ${shown}">\n<h2>${shown}</h2>\n${inside}\n</section>`;
}

function writeLine(block: DocumentBlock): string {
  switch (block.kind) {
    case 'row':
      return writeRow(block.cells);
    case 'heading':
      return `<h2>${escapeMarkup(block.text)}</h2>`;
    case 'running':
      return `<footer>${escapeMarkup(block.text)}</footer>`;
    case 'paragraph':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'item':
      return `<li>${escapeMarkup(block.text)}</li>`;
  }
}

function writeRow(cells: readonly DocumentCell[]): string {
  const row = cells.find(({ at }) => at !== undefined)?.at?.row;
  const place = row === undefined ? '' : ` data-row="${row}"`;
  return `<p${place}>${cells.map(writeCell).join(CELL_BORDER)}</p>`;
}

function writeCell({ text, at }: DocumentCell): string {
  if (at === undefined) return escapeMarkup(text);
  const name = `${columnLetters(at.column)}${at.row}`;
  return `<span data-cell="${name}" data-column="${at.column}">${escapeMarkup(text)}</span>`;
}

/** 1 is A, 28 is AB. */
function columnLetters(column: number): string {
  const letters: string[] = [];
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters.unshift(String.fromCharCode(65 + ((left - 1) % 26)));
  return letters.join('');
}

function withTables(blocks: readonly DocumentBlock[]): string {
  const lines: string[] = [];
  let isTable = false;
  for (const block of blocks) {
    const isRow = block.kind === 'row';
    if (isRow && !isTable) lines.push('<table>');
    if (!isRow && isTable) lines.push('</table>');
    const cell = isRow && !isTable ? 'th' : 'td';
    isTable = isRow;
    if (isRow)
      lines.push(
        `<tr>${block.cells.map(({ text }) => `<${cell}>${escapeMarkup(text)}</${cell}>`).join('')}</tr>`,
      );
    else lines.push(writeLine(block));
  }
  return `${lines.join('\n')}${isTable ? '\n</table>' : ''}`;
}
