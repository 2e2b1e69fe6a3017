// Values of XPath (node sets, strings, numbers, booleans) and their conversions.
import { CDATA, type ChildNode, Document, Element, Text } from 'domhandler';

export interface AttributeNode {
  readonly owner: Element;
  readonly name: string;
  readonly value: string;
}

export type XPathNode = Document | ChildNode | AttributeNode;
export type XPathValue = readonly XPathNode[] | string | number | boolean;

export function isAttribute(node: XPathNode): node is AttributeNode {
  return 'owner' in node;
}

export function isNodeSet(value: XPathValue): value is readonly XPathNode[] {
  return Array.isArray(value);
}

export function childrenOf(node: XPathNode): readonly ChildNode[] {
  return node instanceof Element || node instanceof Document ? node.children : [];
}

export function parentOf(node: XPathNode): XPathNode | null {
  if (isAttribute(node)) return node.owner;
  // A CDATA section is no node of its own, its text is.
  const parent = node.parent instanceof CDATA ? node.parent.parent : node.parent;
  return parent instanceof Element || parent instanceof Document ? parent : null;
}

/** All text of a node, CDATA sections included. */
export function stringOf(node: XPathNode): string {
  if (isAttribute(node)) return node.value;
  if (node instanceof Text) return node.data;
  let text = '';
  const stack: ChildNode[] = 'children' in node ? [...node.children].reverse() : [];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    if (here instanceof Text) text += here.data;
    else if ('children' in here)
      for (let i = here.children.length - 1; i >= 0; i -= 1) push(stack, here.children[i]);
  }
  return text;
}

function push(stack: ChildNode[], node: ChildNode | undefined): void {
  if (node !== undefined) stack.push(node);
}

export function toText(value: XPathValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value[0] === undefined ? '' : stringOf(value[0]);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** XPath writes numbers without an exponent. */
function numberText(value: number): string {
  const written = String(value);
  const [, sign = '', whole = '', part = '', power = ''] = EXPONENT.exec(written) ?? [];
  if (power === '') return written;
  const digits = whole + part;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

const EXPONENT = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

export function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value).trim();
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

export function toBoolean(value: XPathValue): boolean {
  if (typeof value === 'object') return value.length > 0;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return typeof value === 'string' ? value.length > 0 : value;
}

/** Comparison by the rules of XPath 1.0: true for a node set when it is true for one of its nodes. */
export function compare(operator: string, left: XPathValue, right: XPathValue): boolean {
  // Beside true or false a node set stands for whether it has nodes.
  if (typeof left === 'boolean' && typeof right === 'object')
    return compare(operator, left, toBoolean(right));
  if (typeof right === 'boolean' && typeof left === 'object')
    return compare(operator, toBoolean(left), right);
  if (typeof left === 'object' && typeof right === 'object') return compareSets(operator, left, right);
  if (typeof left === 'object') return left.some((node) => compare(operator, stringOf(node), right));
  if (typeof right === 'object') return right.some((node) => compare(operator, left, stringOf(node)));
  if (operator === '=' || operator === '!=') return isEqual(left, right) === (operator === '=');
  const [a, b] = [toNumber(left), toNumber(right)];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** Of two values that are no node sets: compared as booleans if one is, else as numbers if one is, else as strings. */
function isEqual(left: XPathValue, right: XPathValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right);
  return left === right;
}

/** Whether it is true for some pair of nodes, without a look at all pairs: both sets may be large. */
function compareSets(operator: string, left: readonly XPathNode[], right: readonly XPathNode[]): boolean {
  const [ours, theirs] = [left.map(stringOf), right.map(stringOf)];
  if (operator === '=') {
    const known = new Set(theirs);
    return ours.some((text) => known.has(text));
  }
  if (operator === '!=') return ours.length * theirs.length > 0 && new Set([...ours, ...theirs]).size > 1;
  // The pair that fits best: the smallest against the largest.
  const isLess = operator.startsWith('<');
  const a = extreme(ours, isLess);
  const b = extreme(theirs, !isLess);
  return a !== undefined && b !== undefined && compare(operator, a, b);
}

function extreme(texts: readonly string[], smallest: boolean): number | undefined {
  return texts
    .map(toNumber)
    .filter((value) => !Number.isNaN(value))
    .reduce<number | undefined>(
      (best, value) => (best === undefined || value < best === smallest ? value : best),
      undefined,
    );
}
