// Filters of a chain that choose elements, or read a page as text.
import { type ChildNode, type Document, Element, Text } from 'domhandler';
import { getOuterHTML } from 'domutils';
import { NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { selectCss } from '../../../domain/reading/html/css.ts';
import { parseExactXml, parseHtml } from '../../../domain/reading/html/html-tree.ts';
import { findNodes, type FoundNodes, removeNodes } from '../../../domain/reading/part/markup-part.ts';
import {
  isAttribute,
  parentOf,
  stringOf,
  type XPathNode,
} from '../../../domain/reading/part/query/xpath-value.ts';
import { readVersion } from '../../../domain/reading/part/read-version.ts';
import { byCodePoint, type FilterRow, type Settings, settingsOf, textIn } from './filter-settings.ts';

export function write(node: ChildNode, xml: boolean): string {
  if (node instanceof Text) return node.data;
  const source = getOuterHTML(node, { encodeEntities: 'utf8', xmlMode: xml, selfClosingTags: xml }).trim();
  // In XML mode the serialiser writes non-ASCII letters as character references.
  return xml
    ? source.replace(/&#x([0-9a-f]{2,6});/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
    : source;
}

/** What is excluded is found before anything is removed, so that it shifts no place that the path names. */
function selected(text: string, settings: Settings, key: 'path' | 'selector'): string {
  const kind = settings['method'] === 'xml' ? 'xml' : 'html';
  const { root } = kind === 'xml' ? parseExactXml(text) : parseHtml(text);
  const namespaces = new Map(
    Object.entries(settingsOf(settings['namespaces'] ?? {}, '')).map(([name, uri]) => [name, String(uri)]),
  );
  const [language, prefix] = key === 'path' ? ['xpath', 'xpath:'] : ['css', 'css:'];
  const path = textIn(settings, key) || textIn(settings, language);
  const find = (selector: string): FoundNodes => findNodes(root, prefix + selector, kind, namespaces);
  const found = find(path);
  const exclude = textIn(settings, 'exclude');
  if (exclude !== '') removeNodes(find(exclude).nodes);
  const left = found.nodes.filter((node) => isInTree(node, root));
  const parts = found.value === null ? left.map((node) => written(node, kind === 'xml')) : [found.value];
  const windowed = window(
    parts.map((part) => part.trim()),
    settings,
  );
  if (settings['sort'] === true) windowed.sort(byCodePoint);
  return windowed.join('\n');
}

function isInTree(node: XPathNode, root: Document): boolean {
  if (isAttribute(node)) return node.name in node.owner.attribs && isInTree(node.owner, root);
  let top = node;
  for (let up = parentOf(top); up !== null && !isAttribute(up); up = parentOf(up)) top = up;
  return top === root;
}

function written(node: XPathNode, xml: boolean): string {
  if (isAttribute(node)) return stringOf(node);
  if (node.type === 'root') return node.children.map((child) => write(child, xml)).join('');
  return write(xml && node instanceof Element ? withNamespaces(node) : node, xml);
}

/** The element with the namespaces that are declared around it, or its prefixes would stand for nothing. */
function withNamespaces(element: Element): Element {
  const declared: Record<string, string> = {};
  for (let up = element.parent; up instanceof Element; up = up.parent)
    for (const [name, value] of Object.entries(up.attribs))
      if (/^xmlns(?:$|:)/.test(name) && !(name in declared)) declared[name] = value;
  return new Element(element.name, { ...declared, ...element.attribs }, [...element.children]);
}

function window<T>(items: readonly T[], settings: Settings): T[] {
  const skip = Number(settings['skip'] ?? 0);
  const max = Number(settings['maxitems'] ?? 0);
  return max > 0 ? items.slice(skip, skip + max) : items.slice(skip);
}

/** The elements that match a simple selector, one after the other. */
function elements(text: string, selector: string): string {
  const root = parseHtml(text).root;
  const found = selectCss(root, selector);
  const outermost = found.filter(
    (element) => !found.some((other) => other !== element && contains(other, element)),
  );
  return outermost.map((element) => write(element, false)).join('');
}

function contains(outer: Element, inner: Element): boolean {
  for (let here = inner.parent; here !== null; here = here.parent) if (here === outer) return true;
  return false;
}

function textOfPage(html: string): string {
  const source = { text: html, contentType: 'text/html', url: 'http://example.com/page' };
  return readVersion(source, { fields: NO_FIELDS, watched: null })
    .blocks.map(({ text }) => text)
    .join('\n');
}

/** `strip_tags`: the text as it stands in the source, line by line. */
function readText(text: string, argument: unknown): string {
  const method = textIn(settingsOf(argument, 'method'), 'method');
  if (!/^(?:strip_tags|re)$/.test(method)) return textOfPage(text);
  const { root } = parseHtml(text.replace(/<[^<>]*>/g, ''));
  return stringOf(root).replace(/[ \t]+$/gm, '');
}

function quoted(value: unknown): string {
  return JSON.stringify(String(value));
}

export const MARKUP_FILTERS: readonly FilterRow[] = [
  ['css', (text, argument) => selected(text, settingsOf(argument, 'selector'), 'selector')],
  ['xpath', (text, argument) => selected(text, settingsOf(argument, 'path'), 'path')],
  ['element-by-tag', (text, tag) => elements(text, String(tag))],
  ['element-by-id', (text, id) => elements(text, `[id=${quoted(id)}]`)],
  ['element-by-class', (text, name) => elements(text, `[class~=${quoted(name)}]`)],
  ['element-by-style', (text, style) => elements(text, `[style=${quoted(style)}]`)],
  ['html2text', readText],
];
