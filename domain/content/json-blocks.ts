// The blocks of a JSON document: a line for every value, named by its path from the top (`offers[].price: 12`). White
// space and the order of names make no difference. Places in lists have no number, so a new first item moves no other.
import { withExactIntegers } from '../parse/markup/json-mend.ts';
import type { TextBlock } from '../page/parsed-page.ts';
import { MAX_BLOCKS, piecesOf } from './text-blocks.ts';

/** A deeper document is an attack; it is kept as text. */
const MAX_DEPTH = 200;
const MAX_PATH_CHARS = 500;

/** Null when the text is no JSON, or nested deeper than MAX_DEPTH. */
export function jsonBlocks(source: string): TextBlock[] | null {
  let value: unknown;
  try {
    value = JSON.parse(withExactIntegers(source.replace(/^\ufeff/, '')));
  } catch {
    return null;
  }
  const writer = new JsonWriter();
  return writer.write('', value, 0) ? writer.blocks.slice(0, MAX_BLOCKS) : null;
}

class JsonWriter {
  readonly blocks: TextBlock[] = [];

  /** False when the value is nested too deep. */
  write(path: string, value: unknown, depth: number): boolean {
    if (depth > MAX_DEPTH) return false;
    if (this.blocks.length >= MAX_BLOCKS) return true;
    if (Array.isArray(value) && value.length > 0)
      return value.every((item) => this.write(`${path}[]`, item, depth + 1));
    const members = isObject(value) ? Object.entries(value) : [];
    if (members.length > 0)
      return members
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .every(([name, inner]) => this.write(wayTo(path, name), inner, depth + 1));
    this.#leaf(path, scalarText(value));
    return true;
  }

  #leaf(path: string, text: string): void {
    for (const piece of piecesOf(path === '' ? text : `${path}: ${text}`))
      this.blocks.push({ path: path === '' ? 'value' : path, text: piece });
  }
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
