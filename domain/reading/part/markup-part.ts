// The part of a web page or an XML document that is watched. What is excluded is taken out of the tree first, then what
// is included is chosen, so a part inside an excluded one is gone. This changes the tree: it is the last thing done to it.
import { type AnyNode, type ChildNode, type Document, Element, Text } from 'domhandler';
import { appendChild, getOuterHTML } from 'domutils';
import { selectCss } from '../html/css.ts';
import { withWrittenPrefixes } from './css-prefix.ts';
import { withoutImplied } from './implied-element.ts';
import { isCellRange, rowsOfCells } from './document-part.ts';
import { partSelector } from './part-selector.ts';
import { NO_NAMESPACES, type Namespaces } from './query/xpath-namespace.ts';
import { isAttribute, stringOf, toText, type XPathNode } from './query/xpath-value.ts';
import { selectXPath } from './query/xpath.ts';

/** As many as a page has blocks at most. */
const MAX_MATCHES = 100_000;

export interface ChosenNodes {
  readonly nodes: readonly ChildNode[];
  /** Values of attributes and results of functions. */
  readonly texts: readonly string[];
}

/** `folded-xml`: the names of the tree are in lower case, so that the case of a selector makes no difference. */
export type MarkupKind = 'html' | 'folded-xml' | 'xml';

/** What one selector names: nodes in document order, or the value of an expression. */
export interface FoundNodes {
  readonly nodes: readonly XPathNode[];
  readonly value: string | null;
}

/** Throws when the selector is neither CSS nor XPath. `namespaces`: what its prefixes stand for. */
export function findNodes(
  root: Document,
  selector: string,
  kind: MarkupKind,
  namespaces: Namespaces = NO_NAMESPACES,
): FoundNodes {
  const part = partSelector(selector);
  const run = part.language === 'css' ? findCss : findXPath;
  if (part.language === 'json') return { nodes: [], value: null };
  const found = run(part.expression, { root, kind, namespaces });
  if (kind !== 'html' || found.nodes.length > 0 || found.value !== null) return found;
  for (const form of withoutImplied(part)) {
    const again = run(form, { root, kind, namespaces });
    if (again.nodes.length > 0) return again;
  }
  return found;
}

interface Searched {
  readonly root: Document;
  readonly kind: MarkupKind;
  readonly namespaces: Namespaces;
}

function findCss(selector: string, { root, kind, namespaces }: Searched): FoundNodes {
  const css = kind === 'html' ? selector : withWrittenPrefixes(selector, root, namespaces);
  return { nodes: selectCss(root, css, kind === 'xml').slice(0, MAX_MATCHES), value: null };
}

function findXPath(expression: string, { root, kind, namespaces }: Searched): FoundNodes {
  const value = selectXPath(expression, root, { xml: kind === 'xml', namespaces });
  if (typeof value !== 'object') return { nodes: [], value: toText(value) };
  return { nodes: value.slice(0, MAX_MATCHES), value: null };
}

/** Takes the nodes out of the tree. */
export function removeNodes(nodes: readonly XPathNode[]): void {
  const removed = new Set<ChildNode>();
  for (const node of nodes) {
    if (isAttribute(node)) delete node.owner.attribs[node.name];
    else for (const one of childNodes(node)) removed.add(one);
  }
  detach(removed);
}

/** Each parent's children are gone through once: one by one, thousands of rows of a table would take seconds. */
function detach(removed: ReadonlySet<ChildNode>): void {
  const parents = new Set([...removed].map(({ parent }) => parent));
  for (const node of removed) node.parent = node.prev = node.next = null;
  for (const parent of parents) {
    if (parent === null) continue;
    parent.children = parent.children.filter((child) => !removed.has(child));
    for (const [at, child] of parent.children.entries()) {
      child.prev = parent.children[at - 1] ?? null;
      child.next = parent.children[at + 1] ?? null;
    }
  }
}

export function removeExcluded(root: Document, exclude: readonly string[], kind: MarkupKind): void {
  // All nodes are found before the first is removed, because a removal shifts positions.
  removeNodes(exclude.flatMap((selector) => findNodes(root, selector, kind).nodes));
}

function selectNodes(root: Document, selector: string, kind: MarkupKind): ChosenNodes {
  const { nodes, value } = findNodes(root, selector, kind);
  const chosen = nodes.flatMap((node) => (isAttribute(node) ? [] : childNodes(node)));
  return {
    nodes: isCellRange(selector) ? rowsOfCells(chosen) : chosen,
    texts: value === null ? nodes.filter(isAttribute).map(stringOf) : [value],
  };
}

/** The document itself (`/`) stands for what it holds. */
function childNodes(node: Document | ChildNode): readonly ChildNode[] {
  return node.type === 'root' ? node.children : [node];
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
