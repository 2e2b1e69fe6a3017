// A part of a document as people name it: `page:3`, `page:2-5`, `sheet:Prices`, `sheet:Prices!B2:D40`. Documents are read as web
// pages whose sections say which page or sheet they are, so such a part is a selector like others.
import { type ChildNode, type Element, Text } from 'domhandler';
import { CELL_BORDER, MAX_DOCUMENT_PAGES } from '../content/document/document-text.ts';
import { type HtmlTree, isElement } from '../html/html-tree.ts';

const PAGES = /^page:\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/i;
const SHEET = /^sheet:\s*(?:'(?<quoted>[^']+)'|(?<bare>[^!]+))(?:!(?<cells>.+))?$/i;
const CELLS = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;
const NAMED = /^\s*(?:page|sheet):/i;

export function isDocumentPart(selector: string): boolean {
  return NAMED.test(selector);
}

/** An XPath expression; null: it names no part of a document. */
export function documentPath(selector: string): string | null {
  return pagePath(selector.trim()) ?? sheetPath(selector.trim());
}

/** The pages or sheets of a document that was made a web page, each as it is named; empty where it is none. */
export function documentParts({ all }: HtmlTree): string[] {
  return all.flatMap(({ name, attribs }) => {
    if (name !== 'section') return [];
    const page = attribs['data-document-page'];
    const sheet = attribs['data-document-sheet'];
    if (page !== undefined) return [`page:${page}`];
    return sheet === undefined ? [] : (sheetPart(sheet) ?? []);
  });
}

/** Null: its name can not be written. */
function sheetPart(name: string): string | null {
  const forms = [`sheet:${name}`, `sheet:'${name}'`];
  const isRead = (part: string): boolean => {
    const { quoted, bare, cells } = SHEET.exec(part)?.groups ?? {};
    return (quoted ?? bare) === name && cells === undefined;
  };
  return forms.find(isRead) ?? null;
}

/** What is wrong with what begins like a part of a document; null: nothing. */
export function documentPartFault(selector: string): string | null {
  if (documentPath(selector) !== null) return null;
  return /^\s*page:/i.test(selector)
    ? `no page of a document: write page:3 or page:2-5, from 1 to ${MAX_DOCUMENT_PAGES}`
    : 'no sheet of a document: write sheet:Prices or sheet:Prices!B2:D40';
}

function pagePath(selector: string): string | null {
  const [, from, to = from] = PAGES.exec(selector) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === undefined || first < 1 || last < first || last > MAX_DOCUMENT_PAGES) return null;
  return `//section[@data-document-page >= ${first} and @data-document-page <= ${last}]`;
}

function sheetPath(selector: string): string | null {
  const { quoted, bare, cells } = SHEET.exec(selector)?.groups ?? {};
  const name = (quoted ?? bare ?? '').trim();
  if (name === '') return null;
  const sheet = `//section[@data-document-sheet = ${literal(name)}]`;
  if (cells === undefined) return sheet;
  const [, left, top, right = left, bottom = top] = CELLS.exec(cells.trim()) ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  const within = (attribute: string, one: number, other: number): string =>
    `@${attribute} >= ${Math.min(one, other)} and @${attribute} <= ${Math.max(one, other)}`;
  const row = within('data-row', Number(top), Number(bottom));
  return `${sheet}/p[${row}]/span[${within('data-column', columnNumber(left), columnNumber(right))}]`;
}

/** A text in XPath 1.0, which has no escapes. */
function literal(text: string): string {
  if (!text.includes('"')) return `"${text}"`;
  return `concat(${text
    .split('"')
    .map((piece) => `"${piece}"`)
    .join(`, '"', `)})`;
}

/** `AB` is 28. */
function columnNumber(letters: string): number {
  return Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Cells that were chosen, as the lines they are in, without the other cells of those; it changes the tree. */
export function rowsOfCells(nodes: readonly ChildNode[]): ChildNode[] {
  const rows = new Map<Element, ChildNode[]>();
  for (const node of nodes) {
    const row = node.parent;
    if (!isElement(row)) continue;
    const cells = rows.get(row);
    if (cells === undefined) rows.set(row, [node]);
    else cells.push(node);
  }
  for (const [row, cells] of rows) {
    row.children = cells.flatMap((cell, at) => (at === 0 ? [cell] : [new Text(CELL_BORDER), cell]));
    for (const [at, child] of row.children.entries()) {
      child.parent = row;
      child.prev = row.children[at - 1] ?? null;
      child.next = row.children[at + 1] ?? null;
    }
  }
  return [...rows.keys()];
}

/** Whether it names cells, which are told by the line. */
export function isCellRange(selector: string): boolean {
  return /^\s*sheet:/i.test(selector) && selector.includes('!');
}
