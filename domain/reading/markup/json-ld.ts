// JSON-LD blocks of a page, read forgivingly.
import type { Element } from 'domhandler';
import { rawTextOf } from '../html/html-tree.ts';
import { parseJson } from './json-mend.ts';
import type { JsonValue } from './structured-node.ts';

const MAX_BLOCKS = 100;

/** One value per script that could be read, in document order. */
export function readJsonLd(scripts: readonly Element[]): JsonValue[] {
  const documents: JsonValue[] = [];
  for (const script of scripts.slice(0, MAX_BLOCKS)) {
    const source = rawTextOf(script);
    if (source.trim() === '') continue;
    const value = parseJson(source);
    if (value !== undefined && value !== null && typeof value === 'object') documents.push(value);
  }
  return documents;
}
