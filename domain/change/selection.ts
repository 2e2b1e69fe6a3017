// The part of a document a job watches: include and exclude by CSS, XPath or JSONPath, as text.
import * as cssSelect from 'css-select';
import { type ChildNode, Document, type Element } from 'domhandler';
import { removeElement } from 'domutils';
import { parseDocument } from 'htmlparser2';
import { parseHtml } from '../page/html-tree.ts';
import { selectJson } from './json-path.ts';
import { foldLines, nodeText, type NodeTextOptions } from './node-text.ts';
import { selectXPath } from './xpath.ts';
import { isAttribute, stringOf, type XPathValue } from './xpath-value.ts';

export type Format = 'html' | 'xml' | 'json' | 'text';

export interface Selection {
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly linkTargets?: boolean | undefined;
}

const MAX_XML_CHARS = 6_000_000;

/** What a body is, by its type and its first characters. */
export function formatOf(contentType: string, body: string): Format {
  const type = contentType.toLowerCase();
  const start = body.slice(0, 300).trimStart();
  if (type.includes('json')) return 'json';
  if (/xhtml|html/.test(type)) return /^<\?xml[^>]*>\s*<(?:rss|feed|rdf)/i.test(start) ? 'xml' : 'html';
  if (/xml|rss|atom/.test(type) || /^<\?xml|^<rss|^<feed/i.test(start)) return 'xml';
  if (type.startsWith('text/')) return 'text';
  return start.startsWith('<') ? 'html' : 'text';
}

export function parseMarkup(body: string, format: Format): Document {
  if (format === 'xml')
    return parseDocument(body.slice(0, MAX_XML_CHARS), { xmlMode: true, decodeEntities: true });
  return parseHtml(body).root;
}

/** XPath starts with `/` or `(`, or says so; everything else is CSS. */
function xpathOf(selector: string): string | null {
  const text = selector.trim();
  if (/^xpath1?:/i.test(text)) return text.replace(/^xpath1?:/i, '');
  return /^[/(]/.test(text) ? text : null;
}

/** Elements and texts a CSS or XPath selector names; a plain value of XPath comes as text. */
export function selectNodes(
  root: Document,
  selector: string,
): { nodes: (ChildNode | Document)[]; texts: string[] } {
  const xpath = xpathOf(selector);
  if (xpath === null) return { nodes: cssSelect.selectAll<ChildNode, Element>(selector, root), texts: [] };
  const value: XPathValue = selectXPath(xpath, root);
  if (typeof value !== 'object') return { nodes: [], texts: [String(value)] };
  const nodes: (ChildNode | Document)[] = [];
  const texts: string[] = [];
  for (const node of value) {
    if (isAttribute(node)) texts.push(stringOf(node));
    else nodes.push(node);
  }
  return { nodes, texts };
}

function removeExcluded(root: Document, exclude: readonly string[]): void {
  // All are found before the first goes, so that no position shifts.
  const nodes = exclude.flatMap((selector) => selectNodes(root, selector).nodes);
  for (const node of new Set(nodes)) if (!(node instanceof Document)) removeElement(node);
}

/** Keys in order, so that their order is no difference. */
export function sortedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedJson(inner)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    // Not JSON, perhaps JSONP: the part within the outer parentheses.
    const inner = /^[\w$.\s]*\((.*)\)\s*;?\s*$/s.exec(text)?.[1];
    if (inner === undefined) return undefined;
    return parseJson(inner);
  }
}

/** JSON of a document: the body itself, or what a page carries in its JSON scripts and text. */
function jsonValues(body: string, format: Format): unknown[] {
  if (format !== 'html') return [parseJson(body)].filter((value) => value !== undefined);
  const root = parseMarkup(body, 'html');
  const scripts = cssSelect.selectAll<ChildNode, Element>('script[type*="json"]', root);
  const sources = scripts.length > 0 ? scripts.map(stringOf) : [nodeText([root]), body];
  return sources.map(parseJson).filter((value) => value !== undefined);
}

function jsonText(body: string, format: Format, path: string): string | null {
  const found = jsonValues(body, format).flatMap((value) => selectJson(path, value));
  if (found.length === 0) return null;
  return found
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(sortedJson(value), null, 2)))
    .join('\n');
}

/** Watched text, or null when an include selector found nothing. */
export function selectText(body: string, format: Format, selection: Selection): string | null {
  const include = (selection.include ?? []).filter((selector) => selector.trim() !== '');
  const json = include.filter((selector) => /^json:/i.test(selector));
  const markup = include.filter((selector) => !/^json:/i.test(selector));
  const parts: string[] = [];
  for (const selector of json) {
    const text = jsonText(body, format, selector.slice(5));
    if (text !== null) parts.push(text);
  }
  if (markup.length > 0 || json.length === 0) {
    const text = markupText(body, format, { ...selection, include: markup });
    if (text !== null) parts.push(text);
  }
  return parts.length === 0 ? null : parts.join('\n');
}

function markupText(
  body: string,
  format: Format,
  { include = [], exclude = [], linkTargets }: Selection,
): string | null {
  if (format === 'json') {
    const value = parseJson(body);
    return value === undefined ? body : JSON.stringify(sortedJson(value), null, 2);
  }
  if (format === 'text' && include.length === 0) return body;
  const root = parseMarkup(body, format === 'text' ? 'html' : format);
  removeExcluded(root, exclude);
  const options: NodeTextOptions = { linkTargets: linkTargets ?? false, xml: format === 'xml' };
  if (include.length === 0) return nodeText([root], options);
  let found = false;
  const parts: string[] = [];
  for (const selector of include) {
    const { nodes, texts } = selectNodes(root, selector);
    found ||= nodes.length + texts.length > 0;
    for (const node of nodes) parts.push(nodeText([node], options));
    parts.push(...texts);
  }
  return found ? foldLines(parts.join('\n')) : null;
}
