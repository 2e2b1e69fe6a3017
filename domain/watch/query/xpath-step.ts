// Axes and node tests: from one node to the nodes a step of a path names.
import { CDATA, Comment, type Document, Element, Text } from 'domhandler';
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
  return Object.entries(node.attribs).map(([name, value]) => ({ owner: node, name, value }));
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

/** Test by kind: text(), node(), comment(). */
export function kindTest(kind: string): NodeTest {
  switch (kind) {
    case 'text':
      return (node) => node instanceof Text;
    case 'node':
      return () => true;
    case 'comment':
      return (node) => node instanceof Comment;
    case 'element':
      return (node) => node instanceof Element;
    default:
      throw new XPathError(`unknown node test ${kind}()`);
  }
}

function isDeclared(prefix: string, node: XPathNode): boolean {
  return [node, ...ancestors(node)].some((n) => n instanceof Element && `xmlns:${prefix}` in n.attribs);
}

/**
 * Test by name. In HTML, case is ignored. A prefix that the document does not declare ("atom:entry") stands
 * for its default namespace, since an expression can not declare one.
 */
export function nameTest(name: string, isAttributeAxis: boolean, xml: boolean): NodeTest {
  const any = name === '*';
  const folded = xml ? name : name.toLowerCase();
  const prefix = name.endsWith(':*') ? name.slice(0, -1) : null;
  const colon = prefix === null && !isAttributeAxis ? name.indexOf(':') : -1;
  return (node) => {
    if (isAttributeAxis ? !isAttribute(node) : !(node instanceof Element)) return false;
    const own = (node as Element | AttributeNode).name;
    if (any) return true;
    if (prefix !== null) return own.startsWith(prefix);
    if (own === name || own === folded) return true;
    return colon > 0 && own === name.slice(colon + 1) && !isDeclared(name.slice(0, colon), node);
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
    if (nodes.length < 2) return [...nodes];
    const unique = new Map<string, XPathNode>();
    for (const node of nodes) unique.set(this.#key(node), node);
    const position = (node: XPathNode): number => this.#at.get(isAttribute(node) ? node.owner : node) ?? 0;
    return [...unique.values()].sort((a, b) => position(a) - position(b));
  }

  #key(node: XPathNode): string {
    return isAttribute(node)
      ? `${this.#at.get(node.owner) ?? 0}@${node.name}`
      : String(this.#at.get(node) ?? 0);
  }
}
