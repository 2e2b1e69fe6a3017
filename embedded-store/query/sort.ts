// Sorts by encoded keys, in the order of the indexes. Of an array the smallest element counts in ascending
// order, the largest in descending order.
import { StoreError } from '../failure.ts';
import { isDoc, type Doc } from '../value/document.ts';
import { compareKeys } from '../catalog/index-tree.ts';
import { EMPTY_ARRAY_KEY, encodeValue, invertKey } from '../value/order.ts';
import { EMPTY, leavesAt, parsePath, type Path } from '../value/path.ts';

export interface SortField {
  readonly name: string;
  readonly path: Path;
  readonly descending: boolean;
}

export function parseSort(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) return [];
  if (!isDoc(sort)) throw new StoreError('TypeMismatch', 'sort must be a document');
  return Object.entries(sort).map(([name, direction]) => {
    if (direction !== 1 && direction !== -1) {
      throw new StoreError('BadValue', `sort direction of ${name} must be 1 or -1`);
    }
    if (name.startsWith('$')) throw new StoreError('BadValue', `sorting by ${name} is not supported`);
    return { name, path: parsePath(name), descending: direction === -1 };
  });
}

/** Undefined: the key is behind the bound, which the first differing field decides without reading the others. */
function sortKey(doc: Doc, fields: readonly SortField[], bound: string | undefined): string | undefined {
  let out = '';
  for (const { path, descending } of fields) {
    let best: string | undefined;
    for (const value of leavesAt(doc, path).values) {
      const key = value === EMPTY ? EMPTY_ARRAY_KEY : encodeValue(value);
      if (best === undefined || (descending ? key > best : key < best)) best = key;
    }
    const chosen = best ?? encodeValue(null);
    out += descending ? invertKey(chosen) : chosen;
    if (bound !== undefined && out > bound) return undefined;
  }
  return out;
}

/**
 * Sorted items, stable. With `limit`, only the first ones are kept while reading, so memory stays small; what is behind
 * the last one kept is neither kept nor sorted.
 */
export function sortBy<T>(
  items: Iterable<T>,
  docOf: (item: T) => Doc,
  fields: readonly SortField[],
  limit = Number.POSITIVE_INFINITY,
): T[] {
  let entries: { key: string; item: T }[] = [];
  const keep = Math.max(200, limit * 2);
  let bound: string | undefined;
  const order = (a: { key: string }, b: { key: string }): number => compareKeys(a.key, b.key);
  for (const item of items) {
    const key = sortKey(docOf(item), fields, bound);
    if (key === undefined) continue;
    entries.push({ key, item });
    if (entries.length <= keep || limit === Number.POSITIVE_INFINITY) continue;
    entries = entries.sort(order).slice(0, limit);
    bound = entries[limit - 1]?.key;
  }
  entries.sort(order);
  return entries.slice(0, limit).map((entry) => entry.item);
}
