// The blocks of a feed (RSS, Atom, RDF, JSON Feed): one for each entry, named by the entry's id. What a feed says about
// itself (its title, the time it was built) is left out: who watches a feed waits for entries.
import { type Element, Text } from 'domhandler';
import type { TextBlock } from '../page/parsed-page.ts';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { isElement, parseHtml, textOf } from '../html/html-tree.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
}

const MAX_ENTRIES = 5_000;
const MAX_SUMMARY_CHARS = 300;
const MAX_TITLE_CHARS = 500;
const MAX_ID_CHARS = 500;
const ENTRY_PATH = 'entry';

/** Whether blocks are the entries of a feed, which are told apart by their paths. */
export function areEntries(blocks: readonly TextBlock[]): boolean {
  return isEntryPath(blocks[0]?.path ?? '');
}

export function isEntryPath(path: string): boolean {
  return path.startsWith(`${ENTRY_PATH}[`);
}

/** Null when the document is no feed. `elements`: all of the document, names in lower case. */
export function feedBlocks(elements: readonly Element[]): TextBlock[] | null {
  const [root] = elements;
  if (root === undefined || !/^(?:rss|feed|rdf:rdf|atom:feed)$/.test(root.name)) return null;
  const entries = elements.filter(({ name }) => /^(?:item|entry|atom:entry|rss:item)$/.test(name));
  return entries.slice(0, MAX_ENTRIES).map((element) => toBlock(readEntry(element)));
}

/** Null when the value is no JSON Feed. */
export function jsonFeedBlocks(value: unknown): TextBlock[] | null {
  const { version, items } = members(value);
  if (typeof version !== 'string' || !version.includes('jsonfeed.org/version') || !Array.isArray(items))
    return null;
  return items.slice(0, MAX_ENTRIES).map((item: unknown) => toBlock(readItem(members(item))));
}

function toBlock({ id, title, summary, link }: Entry): TextBlock {
  const parts = [title, summary].filter((part) => part !== '').join(' — ');
  const text = foldSpace(`${parts}${link === '' ? '' : ` (${link})`}`);
  return {
    path: `${ENTRY_PATH}[${(id || link || title).slice(0, MAX_ID_CHARS)}]`,
    text: text === '' ? '–' : text,
  };
}

function readEntry(element: Element): Entry {
  const children = element.children.filter(isElement);
  const textIn = (...names: readonly string[]): string => {
    const child = names
      .map((name) => children.find((one) => one.name === name))
      .find((one) => one !== undefined);
    return child === undefined ? '' : ownText(child);
  };
  return {
    id: textIn('guid', 'id') || (element.attribs['rdf:about'] ?? ''),
    title: plainText(textIn('title'), MAX_TITLE_CHARS),
    summary: plainText(textIn('description', 'summary', 'content', 'content:encoded'), MAX_SUMMARY_CHARS),
    link: linkOf(children) || textIn('link'),
  };
}

/** Atom: the link to the entry's page stands in an attribute; `self`, `edit` and enclosures lead elsewhere. */
function linkOf(children: readonly Element[]): string {
  const links = children.filter(
    ({ name, attribs }) => /^(?:atom:)?link$/.test(name) && attribs['href'] !== undefined,
  );
  const page = links.find(({ attribs }) => (attribs['rel'] ?? 'alternate') === 'alternate');
  return page?.attribs['href']?.trim() ?? '';
}

function ownText(element: Element): string {
  let text = '';
  for (const child of element.children) {
    if (child instanceof Text) text += child.data;
    else if (isElement(child)) text += ` ${textOf(child)} `;
    else if (child.type === 'cdata')
      for (const inner of child.children) if (inner instanceof Text) text += inner.data;
  }
  return text.trim();
}

/** Titles and summaries are often HTML, written as text. */
function plainText(text: string, maxChars: number): string {
  if (!/[<&]/.test(text)) return boundedText(text, maxChars);
  return boundedText(textOf(parseHtml(text).root), maxChars);
}

function readItem(item: Readonly<Record<string, unknown>>): Entry {
  const read = (...names: readonly string[]): string => {
    const value = names
      .map((name) => item[name])
      .find((one) => typeof one === 'string' || typeof one === 'number');
    return value === undefined ? '' : String(value);
  };
  return {
    id: read('id'),
    title: boundedText(read('title'), MAX_TITLE_CHARS),
    summary: plainText(read('summary', 'content_text', 'content_html'), MAX_SUMMARY_CHARS),
    link: read('url', 'external_url'),
  };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
