// Objects that scripts of a page carry: assignments, pushed layers, quoted JSON, streamed and indexed application state.
// Read as text, never run; everything is bounded.
import type { Element } from 'domhandler';
import { rawTextOf } from '../html/html-tree.ts';
import { readJsonAt } from './json-mend.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { type JsonObject, type JsonValue, isObject } from './structured-node.ts';

const MAX_SCRIPT_CHARS = 1_500_000;
const MAX_TOTAL_CHARS = 3_000_000;
const MAX_VALUES = 60;
/** Keys of shop data. Indexed state quotes each of its keys too, so this finds it as well. */
const OF_A_SHOP =
  /["']?(?:price|display_price|optionPrices|salePrice|currentPrice|finalPrice|sku|availability|item_name)["']?\s*:/i;
/** An object or a list that is assigned or passed to a function. */
const OBJECT_START = /[=(]\s*(?=\{\s*(?:["']|[\w$]+\s*:)|\[\s*[{"'])/g;
const QUOTED = /JSON\.parse\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;
const STREAMED = /__next_f\.push\(\s*\[\s*1\s*,\s*("(?:[^"\\]|\\.)*")\s*\]/g;
const STREAM_ROW = /^[0-9a-f]{1,6}:[A-Z]{0,2}([[{].*)$/;

function strictJson(source: string): JsonValue | undefined {
  try {
    return JSON.parse(source) as JsonValue;
  } catch {
    return undefined; // state that can't be read whole is of no use
  }
}

function unquoted(literal: string): JsonValue | undefined {
  const inner = literal.startsWith("'")
    ? `"${literal
        .slice(1, -1)
        .replaceAll("\\'", "'")
        .replaceAll(/(?<!\\)"/g, '\\"')}"`
    : literal;
  const text = strictJson(inner);
  return typeof text === 'string' ? strictJson(text) : undefined;
}

function assigned(source: string): JsonValue[] {
  const found: JsonValue[] = [];
  for (const match of [...source.matchAll(QUOTED)].slice(0, 10)) {
    const value = unquoted(match[1] ?? '');
    if (value !== undefined) found.push(value);
  }
  OBJECT_START.lastIndex = 0;
  while (found.length < MAX_VALUES && OBJECT_START.exec(source) !== null) {
    const read = readJsonAt(source, OBJECT_START.lastIndex);
    if (read.value !== undefined) found.push(read.value);
    OBJECT_START.lastIndex = Math.max(read.end, OBJECT_START.lastIndex + 1);
  }
  return found;
}

function streamed(sources: readonly string[]): JsonValue[] {
  let text = '';
  for (const source of sources) {
    for (const match of source.matchAll(STREAMED)) {
      const part = strictJson(match[1] ?? '');
      if (typeof part === 'string') text += part;
    }
  }
  const rows = text.split('\n').flatMap((row) => {
    const json = STREAM_ROW.exec(row)?.[1];
    const value = json !== undefined && OF_A_SHOP.test(json) ? strictJson(json) : undefined;
    return value === undefined ? [] : [value];
  });
  return rows.slice(0, MAX_VALUES);
}

/** State written as one list, in which an object holds positions instead of values: `[{"price": 1}, 19.9]`. */
function indexed(list: readonly JsonValue[]): JsonValue[] {
  const resolve = (at: JsonValue | undefined, depth: number): JsonValue => {
    const value = typeof at === 'number' ? list[at] : undefined;
    if (value === undefined || depth > 4) return null;
    if (Array.isArray(value)) {
      if (typeof value[0] === 'string') return resolve(value[1], depth + 1);
      return value.slice(0, 30).map((item) => resolve(item, depth + 1));
    }
    return isObject(value) ? resolveObject(value, depth) : value;
  };
  const resolveObject = (value: JsonObject, depth: number): JsonObject => {
    const object: JsonObject = {};
    for (const key of Object.keys(value).slice(0, 60)) object[key] = resolve(value[key], depth + 1);
    return object;
  };
  const ofShop = list.filter(isObject).filter((one) => 'price' in one || 'sku' in one || 'offers' in one);
  return ofShop.slice(0, 100).map((one) => resolveObject(one, 0));
}

function isIndexed(value: JsonValue): value is JsonValue[] {
  return Array.isArray(value) && value.length > 5 && value.filter(isObject).length > 2 && isPositions(value);
}

function isPositions(list: readonly JsonValue[]): boolean {
  const first = list.find(isObject);
  const values = first === undefined ? [] : Object.values(first);
  return values.length > 0 && values.every((at) => Number.isInteger(at) && Number(at) < list.length);
}

/** Values found in scripts that speak of prices or stock, each with the script it stood in. */
export function scriptValues(scripts: readonly Element[]): { value: JsonValue; locator: string }[] {
  const found: { value: JsonValue; locator: string }[] = [];
  const streams: string[] = [];
  let left = MAX_TOTAL_CHARS;
  for (const script of scripts) {
    const source = rawTextOf(script);
    left -= source.length;
    if (source.length > MAX_SCRIPT_CHARS || left < 0) continue;
    if (source.includes('__next_f')) streams.push(source);
    else if (OF_A_SHOP.test(source) || source.includes('\\"price')) {
      const { id, type } = script.attribs;
      const locator = id === undefined ? 'script' : `script#${id}`;
      const whole = /json|x-magento-init/.test(type ?? '') ? strictJson(source) : undefined;
      const values = whole === undefined ? assigned(source) : isIndexed(whole) ? indexed(whole) : [whole];
      for (const value of values) found.push({ value, locator });
    }
  }
  for (const value of streamed(streams)) found.push({ value, locator: 'script (streamed state)' });
  return found.slice(0, MAX_VALUES * 2);
}

/** Values of attributes that carry state of a shop. */
export function textValues(
  texts: PageScan['stateTexts'],
): { readonly value: JsonValue; readonly locator: string }[] {
  return texts.flatMap(({ text, name }) => {
    const value = OF_A_SHOP.test(text) ? strictJson(text) : undefined;
    return value === undefined ? [] : [{ value, locator: `attribute ${name}` }];
  });
}
