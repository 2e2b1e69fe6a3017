// Functions of XPath 1.0, and the few of XPath 2.0 that watchers use.
import { RE2JS } from 're2js';
import { Element } from 'domhandler';
import { localName, namespaceOf } from './xpath-namespace.ts';
import {
  childrenOf,
  isAttribute,
  parentOf,
  stringOf,
  toBoolean,
  toNumber,
  toText,
  type XPathNode,
  type XPathValue,
} from './xpath-value.ts';
import { reFlags } from '../text-rule.ts';
import { XPathError } from './xpath-token.ts';

export interface CallContext {
  readonly node: XPathNode;
  readonly position: number;
  readonly size: number;
  readonly budget: { spend(count: number): void };
}

export interface XPathFunction {
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  readonly run: (args: readonly XPathValue[], context: CallContext) => XPathValue;
}

type Row = readonly [name: string, least: number, most: number, run: XPathFunction['run']];

function text(args: readonly XPathValue[], at: number): string {
  return toText(args[at] ?? '');
}
function fold(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
function nodes(value: XPathValue | undefined): readonly XPathNode[] {
  if (typeof value !== 'object') throw new XPathError('nodes expected, got a value');
  return value;
}
function own(args: readonly XPathValue[], { node }: CallContext): string {
  return args.length === 0 ? stringOf(node) : text(args, 0);
}

function namedNode(args: readonly XPathValue[], { node }: CallContext): XPathNode | undefined {
  return args.length === 0 ? node : nodes(args[0])[0];
}

function nameOf(args: readonly XPathValue[], context: CallContext): string {
  const node = namedNode(args, context);
  return node !== undefined && (isAttribute(node) || node instanceof Element) ? node.name : '';
}

function namespaceUri(args: readonly XPathValue[], context: CallContext): string {
  const node = namedNode(args, context);
  return node === undefined ? '' : namespaceOf(node);
}

/** The elements with one of the ids, which stand between white space or are the texts of nodes. */
function byId([ids = '']: readonly XPathValue[], { node, budget }: CallContext): XPathNode[] {
  const texts = typeof ids === 'object' ? ids.map(stringOf) : [toText(ids)];
  const wanted = new Set(texts.flatMap((one) => one.split(/\s+/)).filter((id) => id !== ''));
  let top = node;
  for (let up = parentOf(top); up !== null; up = parentOf(up)) top = up;
  const found: XPathNode[] = [];
  const stack: XPathNode[] = [top];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    budget.spend(1);
    if (here instanceof Element && wanted.has(here.attribs['id'] ?? '')) found.push(here);
    stack.push(...[...childrenOf(here)].reverse());
  }
  return found;
}

/** Whether the node is in the language, or in a kind of it (`en` holds for en-GB). */
function isInLanguage(args: readonly XPathValue[], { node }: CallContext): boolean {
  for (let here: XPathNode | null = node; here !== null; here = parentOf(here)) {
    const attributes: Readonly<Record<string, string>> = here instanceof Element ? here.attribs : {};
    const own = attributes['xml:lang'] ?? attributes['lang'];
    if (own !== undefined) return `${own.toLowerCase()}-`.startsWith(`${text(args, 0).toLowerCase()}-`);
  }
  return false;
}

function translate(args: readonly XPathValue[]): string {
  const to = Array.from(text(args, 2));
  const letters = new Map<string, string>();
  for (const [at, letter] of Array.from(text(args, 1)).entries())
    if (!letters.has(letter)) letters.set(letter, to[at] ?? '');
  return Array.from(text(args, 0), (letter) => letters.get(letter) ?? letter).join('');
}

function pattern(args: readonly XPathValue[], flagsAt: number): RE2JS {
  try {
    return RE2JS.compile(text(args, 1), reFlags(text(args, flagsAt)));
  } catch (cause) {
    throw new XPathError(`not a regular expression: ${String(cause)}`);
  }
}

/** Characters count from 1; a place or length that is no number gives nothing. */
function substring(args: readonly XPathValue[]): string {
  const from = Math.round(toNumber(args[1] ?? 1));
  const to = args[2] === undefined ? Infinity : from + Math.round(toNumber(args[2]));
  return Array.from(text(args, 0))
    .filter((_, at) => at + 1 >= from && at + 1 < to)
    .join('');
}

function before(value: string, mark: string): string {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(0, at);
}

function after(value: string, mark: string): string {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(at + mark.length);
}

const ROWS: readonly Row[] = [
  ['position', 0, 0, (_, { position }) => position],
  ['last', 0, 0, (_, { size }) => size],
  ['count', 1, 1, (args) => nodes(args[0]).length],
  ['id', 1, 1, byId],
  ['name', 0, 1, nameOf],
  ['local-name', 0, 1, (args, context) => localName(nameOf(args, context))],
  ['namespace-uri', 0, 1, namespaceUri],
  ['lang', 1, 1, isInLanguage],
  ['not', 1, 1, (args) => !toBoolean(args[0] ?? false)],
  ['true', 0, 0, () => true],
  ['false', 0, 0, () => false],
  ['boolean', 1, 1, (args) => toBoolean(args[0] ?? false)],
  ['string', 0, 1, own],
  ['number', 0, 1, (args, { node }) => toNumber(args[0] ?? stringOf(node))],
  ['contains', 2, 2, (args) => text(args, 0).includes(text(args, 1))],
  ['starts-with', 2, 2, (args) => text(args, 0).startsWith(text(args, 1))],
  ['normalize-space', 0, 1, (args, context) => fold(own(args, context))],
  ['string-length', 0, 1, (args, context) => Array.from(own(args, context)).length],
  ['concat', 2, Infinity, (args) => args.map(toText).join('')],
  ['substring', 2, 3, substring],
  ['substring-before', 2, 2, (args) => before(text(args, 0), text(args, 1))],
  ['substring-after', 2, 2, (args) => after(text(args, 0), text(args, 1))],
  ['translate', 3, 3, translate],
  ['sum', 1, 1, (args) => nodes(args[0]).reduce((sum, node) => sum + toNumber(stringOf(node)), 0)],
  ['floor', 1, 1, (args) => Math.floor(toNumber(args[0] ?? 0))],
  ['ceiling', 1, 1, (args) => Math.ceil(toNumber(args[0] ?? 0))],
  ['round', 1, 1, (args) => Math.round(toNumber(args[0] ?? 0))],
  // Of XPath 2.0, because many selectors use them.
  ['ends-with', 2, 2, (args) => text(args, 0).endsWith(text(args, 1))],
  ['matches', 2, 3, (args) => pattern(args, 2).matcher(text(args, 0)).find()],
  ['re:test', 2, 3, (args) => pattern(args, 2).matcher(text(args, 0)).find()],
  ['replace', 3, 4, (args) => pattern(args, 3).matcher(text(args, 0)).replaceAll(text(args, 2))],
  ['string-join', 1, 2, (args) => nodes(args[0]).map(stringOf).join(text(args, 1))],
  ['lower-case', 1, 1, (args) => text(args, 0).toLowerCase()],
  ['upper-case', 1, 1, (args) => text(args, 0).toUpperCase()],
  ['exists', 1, 1, (args) => nodes(args[0]).length > 0],
  ['empty', 1, 1, (args) => nodes(args[0]).length === 0],
];

const FUNCTIONS = new Map(ROWS.map(([name, least, most, run]) => [name, { least, most, run }]));

/** Throws when there is no such function, or it does not take so many arguments. */
export function xpathFunction(name: string, argumentCount: number): XPathFunction['run'] {
  const known = FUNCTIONS.get(name.replace(/^fn:/, ''));
  if (known === undefined) throw new XPathError(`unknown function ${name}()`);
  const { least, most, run } = known;
  if (argumentCount >= least && argumentCount <= most) return run;
  const wanted = least === most ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`;
  throw new XPathError(`${name}() takes ${wanted} arguments, got ${argumentCount}`);
}
