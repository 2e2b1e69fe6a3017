// The blocks of a JSON document: a line for every value, named by its path from the top (`offers[].price: 12`). White
// space and the order of names make no difference. Places in lists have no number, so a new first item moves no other;
// where the items have an id each, it stands in the path instead (`offers[AB12].price: 12`).
import type { TextBlock } from '../page/parsed-page.ts';
import { MAX_BLOCKS, piecesOf } from './text-blocks.ts';

/** A deeper document is an attack; it is kept as text. */
const MAX_DEPTH = 200;
const MAX_PATH_CHARS = 500;
const MAX_KEY_CHARS = 100;
/** Members that tell the items of a list apart in most APIs. */
export const KNOWN_KEYS = [
  'id',
  '@id',
  '_id',
  'uuid',
  'guid',
  'uid',
  'sku',
  'gtin',
  'asin',
  'isbn',
  'key',
  'slug',
];

/** `keys`: further members that tell items apart, tried first. Null when a value is nested deeper than MAX_DEPTH. */
export function jsonBlocks(values: readonly unknown[], keys: readonly string[] = []): TextBlock[] | null {
  const writer = new JsonWriter([...keys, ...KNOWN_KEYS]);
  return values.every((value) => writer.write('', value, 0)) ? writer.blocks.slice(0, MAX_BLOCKS) : null;
}

class JsonWriter {
  readonly blocks: TextBlock[] = [];
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  /** False when the value is nested too deep. */
  write(path: string, value: unknown, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    if (this.blocks.length >= MAX_BLOCKS) return true;
    if (Array.isArray(value) && value.length > 0) return this.#list(path, value, depth);
    const members = isObject(value) ? Object.entries(value) : [];
    if (members.length > 0)
      return members
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .every(([name, inner]) => this.write(wayTo(path, name), inner, depth + 1));
    this.#leaf(path, scalarText(value));
    return true;
  }

  #list(path: string, items: readonly unknown[], depth: number): boolean {
    const ids = this.#idsOf(items);
    return items.every((item, at) => this.write(`${path}[${ids?.[at] ?? ''}]`, item, depth + 1));
  }

  /** The ids of the items, if all have one under the same name and no two the same. */
  #idsOf(items: readonly unknown[]): readonly string[] | null {
    const objects = items.filter(isObject);
    if (objects.length !== items.length) return null;
    for (const key of this.#keys) {
      const ids = objects.map((item) => idText(item[key]));
      if (ids.every((id) => id !== '') && new Set(ids).size === ids.length) return ids;
    }
    return null;
  }

  #leaf(path: string, text: string): void {
    for (const piece of piecesOf(path === '' ? text : `${path}: ${text}`))
      this.blocks.push({ path: path === '' ? 'value' : path, text: piece });
  }
}

function idText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, MAX_KEY_CHARS) : '';
}

function wayTo(path: string, name: string): string {
  return (path === '' ? name : `${path}.${name}`).slice(0, MAX_PATH_CHARS);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that would be taken for another value without its quotes: "null", "12", "[]". */
const OTHER_VALUE = /^(?:|null|true|false|-?\d[\d.eE+-]*|\[\]|\{\})$/;

function scalarText(value: unknown): string {
  return typeof value === 'string' && value === value.trim() && !OTHER_VALUE.test(value)
    ? value
    : JSON.stringify(value);
}

/**
 * Lines as in an indented file, with sorted names: for people who know the document in this form. Without the commas at
 * their ends, or the line before a new last one would differ too.
 */
export function prettyJsonBlocks(values: readonly unknown[]): TextBlock[] {
  const lines = values.flatMap((value) => JSON.stringify(sortedJson(value, 0), null, 2).split('\n'));
  return lines.slice(0, MAX_BLOCKS).map((line) => ({ path: 'line', text: line.trim().replace(/,$/, '') }));
}

function sortedJson(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => sortedJson(item, depth + 1));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedJson(inner, depth + 1)]));
}
