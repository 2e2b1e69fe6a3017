// Microdata by the WHATWG rules: nested items, itemref, itemid, and values by element kind.
import type { ChildNode, Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { elementsIn, isElement, nextNode, textOf } from '../html/html-tree.ts';
import type { JsonObject, JsonValue } from './structured-node.ts';

export interface MicrodataItem {
  readonly element: Element;
  readonly types: readonly string[];
  readonly id: string | undefined;
  /** One entry per name and value: those of elements named by itemref first, then the item's own in document order. */
  readonly properties: readonly MicrodataProperty[];
}

interface MicrodataProperty {
  readonly name: string;
  readonly value: string | MicrodataItem;
  readonly element: Element;
}

interface Reader {
  readonly byId: ReadonlyMap<string, Element>;
  readonly resolve: (url: string) => string;
  readonly keepSpace: boolean;
  /** Items being read, against itemref loops. */
  readonly open: Set<Element>;
  /** Elements read as the value of some property. */
  readonly nested: Set<Element>;
  budget: number;
}

export interface MicrodataInput {
  readonly scopes: readonly Element[];
  readonly byId: ReadonlyMap<string, Element>;
  readonly resolve: (url: string) => string;
  /** Keep the whitespace of text values; default false: it is folded. */
  readonly keepSpace?: boolean;
}

const MAX_DEPTH = 20;
const MAX_PROPERTIES = 20_000;

/** Items that are no property of another item, in document order. */
export function readMicrodata(input: MicrodataInput): MicrodataItem[] {
  const reader: Reader = {
    byId: input.byId,
    resolve: input.resolve,
    keepSpace: input.keepSpace ?? false,
    open: new Set(),
    nested: new Set(),
    budget: MAX_PROPERTIES,
  };
  // An item with a property name but no item around it stands alone, as browsers' tools show it. Whether it has one
  // is known when the others are read, because a later item may refer to it.
  const items = new Map<Element, MicrodataItem>();
  const isNamed = (scope: Element): boolean => scope.attribs['itemprop'] !== undefined;
  for (const scope of input.scopes) if (!isNamed(scope)) items.set(scope, readItem(reader, scope, 0));
  for (const scope of input.scopes) {
    if (isNamed(scope) && !reader.nested.has(scope)) items.set(scope, readItem(reader, scope, 0));
  }
  return input.scopes.flatMap((scope) => items.get(scope) ?? []);
}

function tokens(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(/\s+/).filter((token) => token !== '');
}

function readItem(reader: Reader, scope: Element, depth: number): MicrodataItem {
  const properties: MicrodataProperty[] = [];
  const item = {
    element: scope,
    types: tokens(scope.attribs['itemtype']),
    id: scope.attribs['itemid']?.trim(),
    properties,
  };
  if (reader.open.has(scope) || depth > MAX_DEPTH) return item;
  reader.open.add(scope);
  const roots: Element[] = [];
  for (const ref of tokens(scope.attribs['itemref'])) {
    const target = reader.byId.get(ref);
    if (target !== undefined && target !== scope) roots.push(target);
  }
  // The item itself is no property of its own, where it refers to an element around it.
  const target = { reader, into: properties, depth, taken: new Set([scope]) };
  for (const root of roots) readProperties(target, root, root);
  readProperties(target, scope, scope.firstChild ?? undefined);
  reader.open.delete(scope);
  return item;
}

interface Collection {
  readonly reader: Reader;
  readonly into: MicrodataProperty[];
  readonly depth: number;
  /** Elements already read as properties: an element named by itemref may lie inside the item or inside another one. */
  readonly taken: Set<Element>;
}

/** Walks from `start` inside `top`, not into nested items. */
function readProperties(collection: Collection, top: Element, start: ChildNode | undefined): void {
  const { reader, into, depth, taken } = collection;
  let node = start;
  while (node !== undefined && reader.budget > 0) {
    let skip = false;
    if (isElement(node)) {
      const names = new Set(tokens(node.attribs['itemprop']));
      const isItem = node.attribs['itemscope'] !== undefined;
      if (names.size > 0 && !taken.has(node)) {
        taken.add(node);
        reader.budget--;
        if (isItem) reader.nested.add(node);
        const value = isItem ? readItem(reader, node, depth + 1) : valueOf(reader, node);
        for (const name of names) into.push({ name, value, element: node });
      }
      skip = isItem;
    }
    node = nextNode(node, top, skip);
  }
}

const URL_ATTRIBUTE: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  link: 'href',
  audio: 'src',
  embed: 'src',
  iframe: 'src',
  img: 'src',
  source: 'src',
  track: 'src',
  video: 'src',
  object: 'data',
};

function valueOf(reader: Reader, element: Element): string {
  const { attribs, name } = element;
  // `content` on any element is common practice, though the standard knows it on meta only.
  if (attribs['content'] !== undefined) return attribs['content'];
  const attribute = URL_ATTRIBUTE[name];
  if (attribute !== undefined && attribs[attribute] !== undefined) return reader.resolve(attribs[attribute]);
  if ((name === 'data' || name === 'meter') && attribs['value'] !== undefined) return attribs['value'];
  // Forms and their states are no part of the standard; shops put prices and numbers into hidden inputs.
  if (name === 'input') return attribs['value'] ?? '';
  if (name === 'select') return selectedOption(element);
  if (name === 'time' && attribs['datetime'] !== undefined) return attribs['datetime'];
  const text = textOf(element, 50_000);
  return reader.keepSpace ? text : foldSpace(text);
}

function selectedOption(element: Element): string {
  const options = elementsIn(element, 'option');
  const chosen = options.find(({ attribs }) => attribs['selected'] !== undefined) ?? options[0];
  return chosen === undefined ? '' : (chosen.attribs['value'] ?? foldSpace(textOf(chosen)));
}

/** The item as JSON-LD would write it. */
export function microdataObject(item: MicrodataItem): JsonObject {
  const object: JsonObject = {};
  if (item.types.length > 0) object['@type'] = [...item.types];
  if (item.id !== undefined) object['@id'] = item.id;
  for (const { name, value } of item.properties) {
    if (name === '__proto__') continue;
    const json: JsonValue = typeof value === 'string' ? value : microdataObject(value);
    const before = object[name];
    if (before === undefined) object[name] = json;
    else if (Array.isArray(before)) before.push(json);
    else object[name] = [before, json];
  }
  return object;
}
