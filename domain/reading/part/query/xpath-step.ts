// Axes and node tests: from one node to the nodes a step of a path names.
import { CDATA, type Document, Element, Text } from 'domhandler';
import { declared, localName, namespaceOf, type Namespaces, prefixOf } from './xpath-namespace.ts';
import { XPathError } from './xpath-token.ts';
import { type AttributeNode, childrenOf, isAttribute, parentOf, type XPathNode } from './xpath-value.ts';

/** Limits the nodes one expression may visit; more is an error, so that no expression hangs. */
export class Budget {
  #left: number;
  constructor(nodes = 1_000_000) {
    this.#left = nodes;
  }
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw new XPathError('the expression visits too many nodes');
  }
}

export type NodeTest = (node: XPathNode) => boolean;

/** CDATA sections count as text. */
function children(node: XPathNode): readonly XPathNode[] {
  const list = childrenOf(node);
  return list.some((child) => child instanceof CDATA)
    ? list.flatMap((child) => (child instanceof CDATA ? child.children : [child]))
    : list;
}

function descendants(node: XPathNode, budget: Budget): XPathNode[] {
  const found: XPathNode[] = [];
  const stack = [...children(node)].reverse();
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    found.push(here);
    const below = children(here);
    for (let i = below.length - 1; i >= 0; i -= 1) {
      const child = below[i];
      if (child !== undefined) stack.push(child);
    }
  }
  budget.spend(found.length);
  return found;
}

function ancestors(node: XPathNode): XPathNode[] {
  const found: XPathNode[] = [];
  for (let here = parentOf(node); here !== null; here = parentOf(here)) found.push(here);
  return found;
}

function siblings(node: XPathNode, forward: boolean): XPathNode[] {
  const parent = parentOf(node);
  if (parent === null || isAttribute(node)) return [];
  const all = children(parent);
  const at = all.indexOf(node);
  return forward ? all.slice(at + 1) : all.slice(0, at).reverse();
}

function attributes(node: XPathNode): AttributeNode[] {
  if (!(node instanceof Element)) return [];
  // Declarations of namespaces are no attributes.
  return Object.entries(node.attribs).flatMap(([name, value]) =>
    /^xmlns(?:$|:)/.test(name) ? [] : [{ owner: node, name, value }],
  );
}

/** All nodes on an axis, in the order of the axis. */
export function onAxis(axis: string, node: XPathNode, budget: Budget): readonly XPathNode[] {
  budget.spend(1);
  switch (axis) {
    case 'child':
      return children(node);
    case 'descendant':
      return descendants(node, budget);
    case 'descendant-or-self':
      return [node, ...descendants(node, budget)];
    case 'self':
      return [node];
    case 'parent': {
      const parent = parentOf(node);
      return parent === null ? [] : [parent];
    }
    case 'ancestor':
      return ancestors(node);
    case 'ancestor-or-self':
      return [node, ...ancestors(node)];
    case 'following-sibling':
      return siblings(node, true);
    case 'preceding-sibling':
      return siblings(node, false);
    case 'attribute':
      return attributes(node);
    case 'following':
      return [node, ...ancestors(node)].flatMap((n) =>
        siblings(n, true).flatMap((s) => [s, ...descendants(s, budget)]),
      );
    case 'preceding':
      return [node, ...ancestors(node)].flatMap((n) =>
        siblings(n, false).flatMap((s) => [...descendants(s, budget).reverse(), s]),
      );
    default:
      throw new XPathError(`unknown axis ${axis}`);
  }
}

/** Test by kind: text(), node() … The parsed tree keeps neither comments nor instructions. */
export function kindTest(kind: string): NodeTest {
  switch (kind) {
    case 'text':
      return (node) => node instanceof Text;
    case 'node':
      return () => true;
    case 'element':
      return (node) => node instanceof Element;
    default:
      return () => false;
  }
}

export interface NameScope {
  readonly isAttribute: boolean;
  /** Names keep their case; in HTML it is ignored. */
  readonly xml: boolean;
  readonly namespaces: Namespaces;
}

/** Test by name, with or without a prefix. */
export function nameTest(
  name: string,
  { isAttribute: wantsAttribute, xml, namespaces }: NameScope,
): NodeTest {
  const fits = namespaces.has(prefixOf(name))
    ? byNamespace(namespaces.get(prefixOf(name)) ?? '', localName(name))
    : byPrefix(name, { isFolded: !xml, wantsAttribute });
  return (node) => (wantsAttribute ? isAttribute(node) : node instanceof Element) && fits(node as Named);
}

type Named = Element | AttributeNode;

function byNamespace(namespace: string, local: string): (node: Named) => boolean {
  return (node) => (local === '*' || localName(node.name) === local) && namespaceOf(node) === namespace;
}

/**
 * A prefix that nobody gave a namespace to is compared as it is written. One that the document does not declare
 * ("atom:entry") stands for its default namespace.
 */
function byPrefix(
  name: string,
  { isFolded, wantsAttribute }: { readonly isFolded: boolean; readonly wantsAttribute: boolean },
): (node: Named) => boolean {
  if (name === '*') return () => true;
  if (name.endsWith(':*')) return (node) => node.name.startsWith(name.slice(0, -1));
  const folded = isFolded ? name.toLowerCase() : name;
  const prefix = wantsAttribute ? '' : prefixOf(name);
  return (node) => {
    if (node.name === name || node.name === folded) return true;
    return prefix !== '' && node.name === localName(name) && declared(prefix, node) === undefined;
  };
}

/** Positions of all nodes, to bring results into document order. */
export class DocumentOrder {
  readonly #at = new Map<XPathNode, number>();
  constructor(root: Document) {
    let order = 0;
    const stack: XPathNode[] = [root];
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      this.#at.set(here, order);
      order += 1;
      const below = childrenOf(here);
      const list: readonly XPathNode[] = here instanceof CDATA ? here.children : below;
      for (let i = list.length - 1; i >= 0; i -= 1) {
        const child = list[i];
        if (child !== undefined) stack.push(child);
      }
    }
  }

  /** Each node once, in document order; attributes after their element. */
  sort(nodes: readonly XPathNode[]): XPathNode[] {
    if (nodes.length < 2 || this.#areInOrder(nodes)) return [...nodes];
    const unique = new Map<string, XPathNode>();
    for (const node of nodes) unique.set(this.#key(node), node);
    const position = (node: XPathNode): number => this.#at.get(isAttribute(node) ? node.owner : node) ?? 0;
    return [...unique.values()].sort((a, b) => position(a) - position(b));
  }

  /** Each node once and in order already, as most steps leave them. */
  #areInOrder(nodes: readonly XPathNode[]): boolean {
    let last = -1;
    for (const node of nodes) {
      const at = this.#at.get(node);
      if (at === undefined || at <= last) return false;
      last = at;
    }
    return true;
  }

  #key(node: XPathNode): string {
    return isAttribute(node)
      ? `${this.#at.get(node.owner) ?? 0}@${node.name}`
      : String(this.#at.get(node) ?? 0);
  }
}
