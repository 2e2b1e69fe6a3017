// Functions of XPath 1.0, and the few of XPath 2.0 that watchers use.
import { RE2JS } from 're2js';
import { Element } from 'domhandler';
import {
  isAttribute,
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
}

type XPathFunction = (args: readonly XPathValue[], context: CallContext) => XPathValue;

function text(args: readonly XPathValue[], at: number): string {
  return toText(args[at] ?? '');
}
function fold(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
function nodes(value: XPathValue | undefined): readonly XPathNode[] {
  return typeof value === 'object' ? value : [];
}
function own(args: readonly XPathValue[], { node }: CallContext): string {
  return args.length === 0 ? stringOf(node) : text(args, 0);
}

function nameOf(args: readonly XPathValue[], context: CallContext): string {
  const node = args.length === 0 ? context.node : nodes(args[0])[0];
  if (node === undefined) return '';
  return isAttribute(node) || node instanceof Element ? node.name : '';
}

function translate(args: readonly XPathValue[]): string {
  const from = Array.from(text(args, 1));
  const to = Array.from(text(args, 2));
  return Array.from(text(args, 0))
    .map((c) => (from.includes(c) ? (to[from.indexOf(c)] ?? '') : c))
    .join('');
}

function pattern(args: readonly XPathValue[], flagsAt: number): RE2JS {
  try {
    return RE2JS.compile(text(args, 1), reFlags(text(args, flagsAt)));
  } catch (cause) {
    throw new XPathError(`not a regular expression: ${String(cause)}`);
  }
}

function substring(args: readonly XPathValue[]): string {
  const from = Math.round(toNumber(args[1] ?? 1)) - 1;
  const length = args[2] === undefined ? Infinity : Math.round(toNumber(args[2]));
  return text(args, 0).slice(Math.max(0, from), Math.max(0, from + length));
}

function before(value: string, mark: string): string {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(0, at);
}

function after(value: string, mark: string): string {
  const at = value.indexOf(mark);
  return at < 0 ? '' : value.slice(at + mark.length);
}

export const XPATH_FUNCTIONS: ReadonlyMap<string, XPathFunction> = new Map<string, XPathFunction>([
  ['position', (_, { position }) => position],
  ['last', (_, { size }) => size],
  ['count', (args) => nodes(args[0]).length],
  ['not', (args) => !toBoolean(args[0] ?? false)],
  ['true', () => true],
  ['false', () => false],
  ['boolean', (args) => toBoolean(args[0] ?? false)],
  ['string', own],
  ['number', (args, context) => toNumber(args.length === 0 ? stringOf(context.node) : (args[0] ?? ''))],
  ['contains', (args) => text(args, 0).includes(text(args, 1))],
  ['starts-with', (args) => text(args, 0).startsWith(text(args, 1))],
  ['ends-with', (args) => text(args, 0).endsWith(text(args, 1))],
  ['matches', (args) => pattern(args, 2).matcher(text(args, 0)).find()],
  ['re:test', (args) => pattern(args, 2).matcher(text(args, 0)).find()],
  ['replace', (args) => pattern(args, 3).matcher(text(args, 0)).replaceAll(text(args, 2))],
  ['normalize-space', (args, context) => fold(own(args, context))],
  ['string-length', (args, context) => Array.from(own(args, context)).length],
  ['concat', (args) => args.map(toText).join('')],
  ['string-join', (args) => nodes(args[0]).map(stringOf).join(text(args, 1))],
  ['substring', substring],
  ['substring-before', (args) => before(text(args, 0), text(args, 1))],
  ['substring-after', (args) => after(text(args, 0), text(args, 1))],
  ['translate', translate],
  ['lower-case', (args) => text(args, 0).toLowerCase()],
  ['upper-case', (args) => text(args, 0).toUpperCase()],
  ['name', nameOf],
  ['local-name', (args, context) => nameOf(args, context).replace(/^.*:/, '')],
  ['sum', (args) => nodes(args[0]).reduce((sum, node) => sum + toNumber(stringOf(node)), 0)],
  ['floor', (args) => Math.floor(toNumber(args[0] ?? 0))],
  ['ceiling', (args) => Math.ceil(toNumber(args[0] ?? 0))],
  ['round', (args) => Math.round(toNumber(args[0] ?? 0))],
  ['exists', (args) => nodes(args[0]).length > 0],
  ['empty', (args) => nodes(args[0]).length === 0],
]);
