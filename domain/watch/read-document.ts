// Reads pages that are no web pages (text, JSON, XML, CSV, feeds). They are kept and compared as text. What is read
// from a page's layout (links, prices, its type, walls) has no meaning here. A job's selectors work on XML.
import type { Document, Element } from 'domhandler';
import type { BodyFormat } from '../content/body-format.ts';
import { feedBlocks, jsonFeedBlocks } from '../content/feed-blocks.ts';
import { jsonBlocks, prettyJsonBlocks } from '../content/json-blocks.ts';
import { sourceBlocks, textBlocks } from '../content/text-blocks.ts';
import { xmlDrafts } from '../content/xml-drafts.ts';
import type { ParsedPage, TextBlock } from '../page/parsed-page.ts';
import { type CompiledFields, extractFields } from '../parse/field/field-rule.ts';
import { boundedText } from '../parse/html/copy-text.ts';
import { isElement, parseXml, textOf } from '../parse/html/html-tree.ts';
import { toTextBlocks } from '../parse/parse-page.ts';
import { chooseJson, parseJsonText } from './json-part.ts';
import { chooseIncluded, removeExcluded, sourceOf } from './markup-part.ts';
import type { WatchRules } from './watch-rules.ts';

type Format = Exclude<BodyFormat, 'html'>;

interface Content {
  readonly title: string;
  /** Null when the rules name a part and it is not there. */
  readonly blocks: readonly TextBlock[] | null;
  readonly elements: readonly Element[];
}

const MAX_TITLE_CHARS = 300;

export interface DocumentRules {
  readonly fields: CompiledFields;
  readonly watched: WatchRules;
}

export function readDocument(text: string, format: Format, { fields, watched }: DocumentRules): ParsedPage {
  const { title, blocks, elements } = readContent(text, format, watched);
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
    features: { format, blocks: blocks?.length ?? countLines(text) },
  };
}

function readContent(text: string, format: Format, watched: WatchRules): Content {
  if (format === 'xml') return readXml(text, watched);
  const blocks =
    watched.compare === 'source' || format === 'text' ? readText(text, watched) : readJson(text, watched);
  return { title: '', blocks, elements: [] };
}

/** A document without the watched part is not empty. */
function countLines(text: string): number {
  return text.trim() === '' ? 0 : 1;
}

/** A part that is named by a selector is in no plain text. */
function readText(text: string, { include, keepWhitespace }: WatchRules): readonly TextBlock[] | null {
  return include.length > 0 ? null : sourceBlocks(text, keepWhitespace);
}

/** A document that calls itself JSON and is not is read as text. */
function readJson(text: string, watched: WatchRules): readonly TextBlock[] | null {
  const value = parseJsonText(text);
  if (value === undefined) return readText(text, watched);
  const chosen = chooseJson([value], watched);
  if (chosen === null) return null;
  if (watched.format === 'json-pretty') return prettyJsonBlocks(chosen);
  return entriesOf(value, watched) ?? jsonBlocks(chosen, watched.arrayKeys) ?? textBlocks(text);
}

function entriesOf(value: unknown, watched: WatchRules): readonly TextBlock[] | null {
  return isReadAsFeed(watched) ? jsonFeedBlocks(value) : null;
}

/** Who names a part of a feed, or asks for its XML, wants lines of the document and not its entries. */
function isReadAsFeed({ format, include, exclude, compare }: WatchRules): boolean {
  if (compare === 'source') return false;
  return format === 'feed' || (format === 'auto' && include.length + exclude.length === 0);
}

function readXml(text: string, watched: WatchRules): Content {
  const { root, all } = parseXml(text);
  const titleElement = all.find(({ name }) => name === 'title');
  const title = titleElement === undefined ? '' : boundedText(textOf(titleElement), MAX_TITLE_CHARS);
  const entries = isReadAsFeed(watched) ? feedBlocks(all) : null;
  return { title, blocks: entries ?? xmlPart(root, text, watched), elements: all };
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
