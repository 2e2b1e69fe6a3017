// Namespaces of elements and attributes. The parsed tree keeps names as they are written; what a prefix stands for is
// found at the nearest element that declares it.
import { Element } from 'domhandler';
import { isAttribute, parentOf, type XPathNode } from './xpath-value.ts';

/** Prefixes of an expression, and the namespaces they stand for. */
export type Namespaces = ReadonlyMap<string, string>;

export const NO_NAMESPACES: Namespaces = new Map();

const FIXED: Namespaces = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['xmlns', 'http://www.w3.org/2000/xmlns/'],
]);

export function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The namespace of a node; '' = none. An attribute without a prefix has none. */
export function namespaceOf(node: XPathNode): string {
  if (isAttribute(node)) {
    const prefix = prefixOf(node.name);
    return prefix === '' ? '' : (declared(prefix, node.owner) ?? '');
  }
  return node instanceof Element ? (declared(prefixOf(node.name), node) ?? '') : '';
}

/** What a prefix stands for at a node; '' is the prefix of the default namespace. */
export function declared(prefix: string, node: XPathNode): string | undefined {
  const fixed = FIXED.get(prefix);
  if (fixed !== undefined) return fixed;
  const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let here: XPathNode | null = node; here !== null; here = parentOf(here)) {
    const value = here instanceof Element ? here.attribs[attribute] : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
