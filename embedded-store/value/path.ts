// Reads values at a dotted path as queries do: arrays on the path are entered, and numbers also index them.
import { getField, isDoc, isList, type Doc } from './document.ts';

export type Path = readonly string[];

export function parsePath(text: string): Path {
  return text.includes('.') ? text.split('.') : [text];
}

const DIGITS = /^(0|[1-9]\d{0,8})$/;

export function isPosition(part: string): boolean {
  return DIGITS.test(part);
}

/**
 * Calls `test` with every value at the path (undefined if there is none) until one call returns true. A
 * scalar in an array on the path is no document, so nothing is read from it.
 */
export function someAt(node: unknown, path: Path, depth: number, test: (value: unknown) => boolean): boolean {
  if (depth === path.length) return test(node);
  const part = path[depth] as string;
  if (isDoc(node)) return someAt(getField(node, part), path, depth + 1, test);
  if (!isList(node)) return test(undefined);
  if (isPosition(part) && Number(part) < node.length && someAt(node[Number(part)], path, depth + 1, test)) {
    return true;
  }
  for (const item of node) {
    if (isDoc(item) && someAt(item, path, depth, test)) return true;
  }
  return false;
}

/** The value at a path without entering arrays by name; undefined if there is none. */
export function valueAt(doc: Doc, path: Path): unknown {
  let node: unknown = doc;
  for (const part of path) {
    if (isDoc(node)) node = getField(node, part);
    else if (isList(node) && isPosition(part)) node = node[Number(part)];
    else return undefined;
  }
  return node;
}

/** The values an index or `distinct` sees: arrays at the end give their elements (`array`: one was met). */
export function leavesAt(doc: Doc, path: Path): { values: unknown[]; array: boolean } {
  const values: unknown[] = [];
  let array = false;
  const first = path.length === 1 ? getField(doc, path[0] as string) : undefined;
  if (path.length === 1 && typeof first !== 'object') return { values: [first], array };
  let visits = 0;
  someAt(doc, path, 0, (value) => {
    visits++;
    if (isList(value)) {
      array = true;
      if (value.length === 0) values.push(EMPTY);
      else values.push(...value);
    } else {
      values.push(value);
    }
    return false;
  });
  if (visits === 0) values.push(undefined);
  return { values, array: array || visits !== 1 };
}

/** Stands for an empty array among the values: it is neither null nor missing. */
export const EMPTY: unique symbol = Symbol('empty array');
