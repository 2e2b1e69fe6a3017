// The part of a web page or an XML document that is watched. What is excluded is taken out of the tree first, then what
// is included is chosen, so a part inside an excluded one is gone. This changes the tree: it is the last thing done to it.
import { type AnyNode, type ChildNode, type Document, Element, Text } from 'domhandler';
import { appendChild, getOuterHTML, removeElement } from 'domutils';
import { selectCss } from '../parse/html/css.ts';
import { partSelector } from './part-selector.ts';
import { type AttributeNode, isAttribute, stringOf, toText } from './query/xpath-value.ts';
import { selectXPath } from './query/xpath.ts';

/** A selector that matches more nodes is meant for the whole page. */
const MAX_MATCHES = 5_000;

export interface ChosenNodes {
  readonly nodes: readonly ChildNode[];
  /** Values of attributes and results of functions. */
  readonly texts: readonly string[];
}

type Selected = ChosenNodes & { readonly attributes: readonly AttributeNode[] };

/** `folded-xml`: the names of the tree are in lower case, so that the case of a selector makes no difference. */
export type MarkupKind = 'html' | 'folded-xml' | 'xml';

/** The nodes and values that a CSS or XPath selector names, in document order. Throws when it is neither. */
export function selectNodes(root: Document, selector: string, kind: MarkupKind): Selected {
  const { language, expression } = partSelector(selector);
  if (language === 'json') return { nodes: [], texts: [], attributes: [] };
  if (language === 'css') {
    const css = kind === 'html' ? expression : withEscapedPrefixes(expression);
    return { nodes: selectCss(root, css, kind === 'xml').slice(0, MAX_MATCHES), texts: [], attributes: [] };
  }
  const value = selectXPath(expression, root, { xml: kind === 'xml' });
  if (typeof value !== 'object') return { nodes: [], texts: [toText(value)], attributes: [] };
  const found = value.slice(0, MAX_MATCHES);
  const attributes = found.filter(isAttribute);
  const nodes = found.flatMap((node) => (isAttribute(node) ? [] : childNodes(node)));
  return { nodes, texts: attributes.map(stringOf), attributes };
}

/** The document itself (`/`) stands for what it holds. */
function childNodes(node: Document | ChildNode): readonly ChildNode[] {
  return node.type === 'root' ? node.children : [node];
}

/** In a document with prefixes "media|title" names the element "media:title". */
function withEscapedPrefixes(selector: string): string {
  return selector.replace(/([\w-]+)\|(?=[\w-])/g, '$1\\:');
}

export function removeExcluded(root: Document, exclude: readonly string[], kind: MarkupKind): void {
  // All nodes are found before the first is removed, because a removal shifts positions.
  const found = exclude.map((selector) => selectNodes(root, selector, kind));
  for (const node of new Set(found.flatMap(({ nodes }) => nodes))) removeElement(node);
  for (const { owner, name } of found.flatMap(({ attributes }) => attributes)) delete owner.attribs[name];
}

/** What the selectors name; null when none of them finds anything. Nodes inside chosen ones are not chosen again. */
export function chooseIncluded(
  root: Document,
  include: readonly string[],
  kind: MarkupKind,
): ChosenNodes | null {
  const found = include.map((selector) => selectNodes(root, selector, kind));
  const texts = found.flatMap((one) => one.texts);
  const all = new Set<AnyNode>(found.flatMap(({ nodes }) => nodes));
  const nodes = found.flatMap((one) => one.nodes).filter((node) => !isInside(node, all));
  return all.size + texts.length === 0 ? null : { nodes: inDocumentOrder(root, [...new Set(nodes)]), texts };
}

function isInside(node: ChildNode, chosen: ReadonlySet<AnyNode>): boolean {
  for (let up = node.parent; up !== null; up = up.parent) if (chosen.has(up)) return true;
  return false;
}

function inDocumentOrder(root: Document, nodes: readonly ChildNode[]): ChildNode[] {
  if (nodes.length < 2) return [...nodes];
  const wanted = new Set<AnyNode>(nodes);
  const ordered: ChildNode[] = [];
  const stack: ChildNode[] = [...root.children].reverse();
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    if (wanted.has(here)) ordered.push(here);
    if (here instanceof Element || here.type === 'cdata')
      for (const child of [...here.children].reverse()) stack.push(child);
  }
  return ordered;
}

/** Writes the target of each link behind its text, so that another target is another text. */
export function writeLinkTargets(root: Document): void {
  for (const link of selectCss(root, 'a[href]')) {
    const href = link.attribs['href'] ?? '';
    if (href !== '') appendChild(link, new Text(` (${href})`));
  }
}

/** The markup of nodes. */
export function sourceOf(nodes: readonly AnyNode[], kind: MarkupKind): string {
  const options = { xmlMode: kind !== 'html', encodeEntities: 'utf8' } as const;
  return nodes.map((node) => getOuterHTML(node, options)).join('\n');
}
