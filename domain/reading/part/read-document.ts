// Reads pages that are no web pages (text, JSON, XML, CSV, feeds). They are kept and compared as text. What is read
// from a page's layout (links, prices, its type, walls) has no meaning here. A job's selectors work on XML.
import type { Document, Element } from 'domhandler';
import { type BodyFormat, isWebPage } from '../content/body-format.ts';
import { feedBlocks, jsonFeedBlocks } from '../content/feed-blocks.ts';
import { jsonBlocks, prettyJsonBlocks } from '../content/json-blocks.ts';
import { sourceBlocks, textBlocks } from '../content/text-blocks.ts';
import { xmlDrafts } from '../content/xml-drafts.ts';
import type { ParsedPage, TextBlock } from '../page/parsed-page.ts';
import { type CompiledFields, extractFields } from './field/field-rule.ts';
import { boundedText } from '../html/copy-text.ts';
import { isElement, parseXml, textOf } from '../html/html-tree.ts';
import { toTextBlocks } from '../parse-page.ts';
import { chooseJson, parseJsonText } from './json-part.ts';
import { chooseIncluded, removeExcluded, sourceOf } from './markup-part.ts';
import type { WatchRules } from './watch-rules.ts';

type Format = Exclude<BodyFormat, 'html'>;

interface Content {
  readonly title: string;
  /** Null when the rules name a part and it is not there. */
  readonly blocks: readonly TextBlock[] | null;
  readonly elements: readonly Element[];
  readonly isFeed?: boolean;
  /** Why the document is not what the job says. */
  readonly misread?: string;
}

const MAX_TITLE_CHARS = 300;

export interface DocumentRules {
  readonly fields: CompiledFields;
  readonly watched: WatchRules;
  /** Address of the document, for links of feeds that begin there. */
  readonly url?: string;
}

export function readDocument(text: string, format: Format, rules: DocumentRules): ParsedPage {
  const { fields, watched } = rules;
  const why = misreadOf(text, format, watched);
  const content = why === null ? readContent(text, format, rules) : { ...NOTHING, misread: why };
  const { title, blocks, elements, misread } = content;
  return {
    title,
    description: '',
    lang: '',
    noindex: false,
    nofollow: false,
    links: [],
    priceCandidates: [],
    fields: extractFields(fields, elements),
    blocks: blocks ?? [],
    ...(blocks === null ? { lostPart: true } : {}),
    ...(misread === undefined || text.trim() === '' ? {} : { misread }),
    features: { format, blocks: isEmpty(content) ? (blocks?.length ?? 0) : countLines(text) },
  };
}

const NOTHING: Content = { title: '', blocks: [], elements: [] };
const NO_FEED: Content = { ...NOTHING, misread: 'the answer is no feed' };

/** Servers answer with a page for people when something is wrong; nobody asked to be told of that. */
function misreadOf(text: string, format: Format, watched: WatchRules): string | null {
  if (text.trim() === '' || watched.compare === 'source') return null;
  if (format !== 'text' && isWebPage(text)) return `the answer is a web page, and no ${NAMES[format]}`;
  if (format === 'json' && watched.format.startsWith('json') && parseJsonText(text) === undefined)
    return 'the answer is no JSON';
  return null;
}

const NAMES = { json: 'JSON', xml: 'XML' } as const;

function readContent(text: string, format: Format, { watched, url }: DocumentRules): Content {
  if (format === 'xml') return readXml(text, watched, url);
  if (watched.compare === 'source' || format === 'text')
    return { ...NOTHING, blocks: readText(text, watched) };
  return readJson(text, watched);
}

/** A document without the watched part, or without an entry yet, is not empty; nor is one of another kind. */
function isEmpty({ blocks, misread, isFeed = false }: Content): boolean {
  return blocks !== null && misread === undefined && !isFeed;
}

function countLines(text: string): number {
  return text.trim() === '' ? 0 : 1;
}

/** A part that is named by a selector is in no plain text. */
function readText(text: string, { include, keepWhitespace }: WatchRules): readonly TextBlock[] | null {
  return include.length > 0 ? null : sourceBlocks(text, keepWhitespace);
}

/** A document that calls itself JSON and is not is read as text. */
function readJson(text: string, watched: WatchRules): Content {
  const value = parseJsonText(text);
  const entries = isReadAsFeed(watched) ? jsonFeedBlocks(value) : null;
  if (entries === null && watched.format === 'feed') return NO_FEED;
  if (entries !== null) return { ...NOTHING, blocks: entries, isFeed: true };
  if (value === undefined) return { ...NOTHING, blocks: readText(text, watched) };
  const chosen = chooseJson([value], watched);
  if (chosen === null) return { ...NOTHING, blocks: null };
  if (watched.format === 'json-pretty') return { ...NOTHING, blocks: prettyJsonBlocks(chosen) };
  return { ...NOTHING, blocks: jsonBlocks(chosen, watched.arrayKeys) ?? textBlocks(text) };
}

/** Who names a part of a feed, or asks for its XML, wants lines of the document and not its entries. */
function isReadAsFeed({ format, include, exclude, compare }: WatchRules): boolean {
  if (compare === 'source') return false;
  return format === 'feed' || (format === 'auto' && include.length + exclude.length === 0);
}

function readXml(text: string, watched: WatchRules, url: string | undefined): Content {
  const { root, all } = parseXml(text);
  const titleElement = all.find(({ name }) => name === 'title');
  const title = titleElement === undefined ? '' : boundedText(textOf(titleElement), MAX_TITLE_CHARS);
  const entries = isReadAsFeed(watched) ? feedBlocks(all, url) : null;
  if (entries === null && watched.format === 'feed') return NO_FEED;
  if (all.length === 0 && watched.format === 'xml') return { ...NOTHING, misread: 'the answer is no XML' };
  if (entries !== null) return { title, blocks: entries, elements: all, isFeed: true };
  return { title, blocks: xmlPart(root, text, watched), elements: all };
}

function xmlPart(root: Document, text: string, watched: WatchRules): readonly TextBlock[] | null {
  const { include, exclude, compare, keepWhitespace } = watched;
  if (include.length + exclude.length === 0 && compare === 'source')
    return sourceBlocks(text, keepWhitespace);
  removeExcluded(root, exclude, 'folded-xml');
  const chosen =
    include.length === 0 ? { nodes: root.children, texts: [] } : chooseIncluded(root, include, 'folded-xml');
  if (chosen === null) return null;
  const values = chosen.texts.flatMap((value) => textBlocks(value));
  if (compare === 'source')
    return [...sourceBlocks(sourceOf(chosen.nodes, 'folded-xml'), keepWhitespace), ...values];
  const blocks = chosen.nodes.flatMap((node) =>
    isElement(node) ? toTextBlocks(xmlDrafts(elementsOf(node))) : 'data' in node ? textBlocks(node.data) : [],
  );
  return [...blocks, ...values];
}

/** An element and all elements inside it, in document order. */
function elementsOf(top: Element): Element[] {
  const found: Element[] = [];
  const stack: Element[] = [top];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    found.push(here);
    for (const child of here.children.filter(isElement).reverse()) stack.push(child);
  }
  return found;
}
