// The part of a document that a job watches, as text: included and excluded by CSS, XPath or JSONPath.
import { type ChildNode, Document } from 'domhandler';
import { getOuterHTML, removeElement } from 'domutils';
import { parseDocument } from 'htmlparser2';
import { selectCss } from '../parse/html/css.ts';
import { parseHtml } from '../parse/html/html-tree.ts';
import { withExactIntegers } from '../parse/markup/json-mend.ts';
import { selectJson, withoutJson } from './query/json-path.ts';
import { foldLines, nodeText, type NodeTextOptions } from './node-text.ts';
import { selectXPath } from './query/xpath.ts';
import { isAttribute, stringOf, type XPathValue } from './query/xpath-value.ts';

export type Format = 'html' | 'xml' | 'json' | 'text';

export interface Selection {
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly linkTargets?: boolean | undefined;
  /** Return the markup of the selected nodes instead of their text. */
  readonly source?: boolean | undefined;
}

const MAX_XML_CHARS = 6_000_000;

/** The format of a body, by its type and its first characters. */
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

/** The XPath of a selector that begins with `/`, `./`, `(`, a function or `xpath:`; null: it is CSS. */
function xpathOf(selector: string): string | null {
  const text = selector.trim();
  if (/^xpath1?:/i.test(text)) return text.replace(/^xpath1?:/i, '');
  return /^(?:\.{0,2}\/|\(|[a-z][a-z-]*\()/.test(text) ? text : null;
}

/** "media|title" names the element "media:title". */
function withEscapedPrefixes(selector: string): string {
  return selector.replace(/([\w-]+)\|(?=[\w-])/g, '$1\\:');
}

/** Elements and texts that a CSS or XPath selector names; an XPath that gives a plain value gives a text. */
export function selectNodes(
  root: Document,
  selector: string,
  xml: boolean,
): { nodes: (ChildNode | Document)[]; texts: string[] } {
  const xpath = xpathOf(selector);
  if (xpath === null) {
    return { nodes: selectCss(root, xml ? withEscapedPrefixes(selector) : selector, xml), texts: [] };
  }
  const value: XPathValue = selectXPath(xpath, root, xml);
  if (typeof value !== 'object') return { nodes: [], texts: [String(value)] };
  const nodes: (ChildNode | Document)[] = [];
  const texts: string[] = [];
  for (const node of value) {
    if (isAttribute(node)) texts.push(stringOf(node));
    else nodes.push(node);
  }
  return { nodes, texts };
}

export function removeExcluded(root: Document, exclude: readonly string[], xml: boolean): void {
  // All nodes are found before the first is removed, because a removal shifts positions.
  const nodes = exclude.flatMap((selector) => selectNodes(root, selector, xml).nodes);
  for (const node of new Set(nodes)) if (!(node instanceof Document)) removeElement(node);
}

/** Sorts keys, so that their order makes no difference. */
export function sortedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedJson(inner)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withExactIntegers(text.replace(/^\ufeff/, ''))) as unknown;
  } catch {
    // Not JSON, perhaps JSONP: parse the part within the outer parentheses.
    const inner = /^[\w$.\s]*\((.*)\)\s*;?\s*$/s.exec(text)?.[1];
    if (inner === undefined) return undefined;
    return parseJson(inner);
  }
}

/** JSON values of a document: the body itself, or the JSON in a page's scripts and text. */
function jsonValues(body: string, format: Format): unknown[] {
  if (format !== 'html') return [parseJson(body)].filter((value) => value !== undefined);
  const root = parseMarkup(body, 'html');
  const scripts = selectCss(root, 'script[type*="json"]');
  const sources = scripts.length > 0 ? scripts.map(stringOf) : [nodeText([root]), body];
  return sources.map(parseJson).filter((value) => value !== undefined);
}

function isJsonPath(selector: string): boolean {
  return /^json:/i.test(selector.trim());
}
function jsonPath(selector: string): string {
  return selector.trim().slice(5);
}

function withoutExcluded(value: unknown, exclude: readonly string[]): unknown {
  return exclude.filter(isJsonPath).reduce((left, path) => withoutJson(jsonPath(path), left), value);
}

function jsonText(body: string, format: Format, selector: string, exclude: readonly string[]): string | null {
  const found = jsonValues(body, format).flatMap((value) =>
    selectJson(jsonPath(selector), withoutExcluded(value, exclude)),
  );
  if (found.length === 0) return null;
  return found
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(sortedJson(value), null, 2)))
    .join('\n');
}

/** Watched text, or null when an include selector found nothing. */
export function selectText(body: string, format: Format, selection: Selection): string | null {
  const include = (selection.include ?? []).filter((selector) => selector.trim() !== '');
  const exclude = (selection.exclude ?? []).filter((selector) => selector.trim() !== '');
  const json = include.filter(isJsonPath);
  const markup = include.filter((selector) => !isJsonPath(selector));
  const parts: string[] = [];
  for (const selector of json) {
    const text = jsonText(body, format, selector, exclude);
    if (text !== null) parts.push(text);
  }
  if (markup.length > 0 || json.length === 0) {
    const text = markupText(body, format, { ...selection, include: markup, exclude });
    if (text !== null) parts.push(text);
  }
  return parts.length === 0 ? null : parts.join('\n');
}

function markupText(
  body: string,
  format: Format,
  { include = [], exclude = [], linkTargets = false, source = false }: Selection,
): string | null {
  if (source && include.length === 0 && exclude.length === 0) return body;
  if (format === 'json') {
    const value = parseJson(body);
    return value === undefined ? body : JSON.stringify(sortedJson(withoutExcluded(value, exclude)), null, 2);
  }
  if (format === 'text' && include.length === 0) return body;
  const xml = format === 'xml';
  const root = parseMarkup(body, xml ? 'xml' : 'html');
  removeExcluded(
    root,
    exclude.filter((selector) => !isJsonPath(selector)),
    xml,
  );
  const options: NodeTextOptions = { linkTargets, xml };
  const write = (node: ChildNode | Document): string =>
    source ? getOuterHTML(node, { xmlMode: xml }) : nodeText([node], options);
  if (include.length === 0) return write(root);
  let found = false;
  const parts: string[] = [];
  for (const selector of include) {
    const { nodes, texts } = selectNodes(root, selector, xml);
    found ||= nodes.length + texts.length > 0;
    parts.push(...nodes.map(write));
    parts.push(...texts);
  }
  if (!found) return null;
  return source ? parts.join('\n') : foldLines(parts.join('\n'));
}
