// The blocks of a feed (RSS, Atom, RDF, JSON Feed): one for each entry, named by the entry's id. What a feed says about
// itself (its title, the time it was built) is left out: who watches a feed waits for entries.
import type { Element } from 'domhandler';
import type { TextBlock } from '../page/parsed-page.ts';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { entryPath } from './entry-path.ts';
import {
  type FeedEntry,
  isFeedEntry,
  isFeedRoot,
  MAX_SUMMARY_CHARS,
  MAX_TITLE_CHARS,
  readEntry,
  summaryAndContent,
} from './feed-entry.ts';
import { htmlText } from './feed-text.ts';

const MAX_ENTRIES = 5_000;

/** Null when the document is no feed. `elements`: all of the document, names in lower case. `url`: its address. */
export function feedBlocks(elements: readonly Element[], url?: string): TextBlock[] | null {
  const [root] = elements;
  if (root === undefined || !isFeedRoot(root)) return null;
  const entries = elements.filter(isFeedEntry);
  // A channel that is no frame of items is some other document.
  if (root.name === 'channel' && entries.length === 0) return null;
  return entries.slice(0, MAX_ENTRIES).map((element) => toBlock(readEntry(element, url)));
}

/** Null when the value is no JSON Feed. */
export function jsonFeedBlocks(value: unknown): TextBlock[] | null {
  const { version, items } = members(value);
  if (typeof version !== 'string' || !version.includes('jsonfeed.org/version') || !Array.isArray(items))
    return null;
  return items.slice(0, MAX_ENTRIES).map((item: unknown) => toBlock(readItem(members(item))));
}

function toBlock({ id, title, summary, content, link }: FeedEntry): TextBlock {
  const said = [title, summary, content].filter((part) => part !== '').join(' — ');
  const text = said === '' ? link || id : `${said}${link === '' ? '' : ` (${link})`}`;
  return { path: entryPath(id || link || title || summary), text: foldSpace(text) || EMPTY };
}

/** What is told of an entry that holds nothing to read. */
const EMPTY = 'an entry without title, text and link';

function readItem(item: Readonly<Record<string, unknown>>): FeedEntry {
  const read = (...names: readonly string[]): string =>
    names.map((name) => scalarText(item[name])).find((text) => text !== '') ?? '';
  return {
    id: read('id'),
    title: boundedText(read('title'), MAX_TITLE_CHARS),
    ...summaryAndContent(
      htmlText(read('summary'), MAX_SUMMARY_CHARS),
      htmlText(read('content_text', 'content_html'), MAX_SUMMARY_CHARS),
    ),
    link: read('url', 'external_url'),
  };
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
