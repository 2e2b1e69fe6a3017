// Parts of a page of which its job says that they are body or frame, whatever the rule of frame-places.ts makes of them. The
// nearest named element around a block decides. A page of which nothing would be left as body keeps what the rule says.
import { type AnyNode, type Document, Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import type { BlockDraft } from '../scan/page-scan.ts';
import { findNodes } from './markup-part.ts';
import { isAttribute, type XPathNode } from './query/xpath-value.ts';

export interface NamedParts {
  /** Selectors of what is body. */
  readonly body: readonly string[];
  /** Selectors of what is frame. */
  readonly frame: readonly string[];
}

/** Of each named element whether it is frame. */
type Named = ReadonlyMap<Element, boolean>;

/**
 * Says of the blocks of a page, which are known by the rule already, what its job says of them. False: no body would be left,
 * so the names do not count.
 */
export function nameParts(blocks: readonly BlockDraft[], root: Document, parts: NamedParts): boolean {
  const named = namedElements(root, parts);
  if (named.size === 0) return true;
  const [lines, isFrame] = [namedLines(named, blocks), nearestNamed(named)];
  const marks = blocks.map(
    ({ element, isFrame: wasFrame }) => lines.get(element) ?? isFrame(element) ?? wasFrame === true,
  );
  const leavesBody = blocks.some((block, at) => marks[at] === false && isCompared(block));
  if (!leavesBody) return false;
  for (const [at, block] of blocks.entries()) block.isFrame = marks[at] === true;
  return true;
}

function isCompared({ isAd, isConsent }: BlockDraft): boolean {
  return isAd !== true && isConsent !== true;
}

/** Of an element that different selectors name both ways the body has it: what is told too often is seen, what is not is missed. */
function namedElements(root: Document, { body, frame }: NamedParts): Map<Element, boolean> {
  const named = new Map<Element, boolean>();
  for (const element of elementsOf(root, frame)) named.set(element, true);
  for (const element of elementsOf(root, body)) named.set(element, false);
  return named;
}

function elementsOf(root: Document, selectors: readonly string[]): Element[] {
  return selectors.flatMap((selector) =>
    findNodes(root, selector, 'html').nodes.flatMap((node) => elementOf(node) ?? []),
  );
}

/** A text or an attribute stands for its element. */
function elementOf(node: XPathNode): Element | null {
  const found: AnyNode | null = isAttribute(node) ? node.owner : node;
  if (found instanceof Element) return found;
  return isElement(found.parent) ? found.parent : null;
}

/** What is named within a line, such as a link, names the line: a line is one or the other. */
function namedLines(named: Named, blocks: readonly BlockDraft[]): Named {
  const lines = new Set(blocks.map(({ element }) => element));
  const holders = new Set<AnyNode>();
  for (const line of lines)
    for (let up: AnyNode | null = line; up !== null && !holders.has(up); up = up.parent) holders.add(up);
  const found = new Map<Element, boolean>();
  for (const [element, isFrame] of named) {
    const line = holders.has(element) ? null : lineAround(element, lines);
    if (line !== null) found.set(line, isFrame && found.get(line) !== false);
  }
  return found;
}

function lineAround(element: Element, lines: ReadonlySet<Element>): Element | null {
  for (let up = element.parent; isElement(up); up = up.parent) if (lines.has(up)) return up;
  return null;
}

/** What the nearest named element around one says; undefined: none is named. */
function nearestNamed(named: Named): (element: Element) => boolean | undefined {
  const known = new Map<Element, boolean | undefined>();
  const find = (element: Element): boolean | undefined => {
    if (known.has(element)) return known.get(element);
    const { parent } = element;
    const found = named.get(element) ?? (isElement(parent) ? find(parent) : undefined);
    known.set(element, found);
    return found;
  };
  return find;
}
