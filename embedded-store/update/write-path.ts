// Changes a document at a dotted path without changing the original: everything beside the path is shared. If
// nothing changes, the same document is returned, by which "nothing modified" is known.
import { StoreError } from '../failure.ts';
import { getField, hasField, isDoc, isList, putField, type Doc } from '../value/document.ts';
import { isPosition } from '../value/path.ts';

/** Returned by a change to remove the field. */
export const REMOVE: unique symbol = Symbol('remove');

export interface Change {
  readonly path: readonly string[];
  /** The new value for the old one (undefined = missing). The same reference means no change. */
  readonly apply: (old: unknown) => unknown;
  /** Whether missing documents on the path are created; false for $unset, $pull, $pop. */
  readonly create: boolean;
  /** Tests for `$[name]`, from arrayFilters. */
  readonly elementTests: ReadonlyMap<string, (item: unknown) => boolean>;
}

const MAX_PADDING = 1_500_000;

export function changeAt(doc: Doc, change: Change): Doc {
  return changeNode(doc, change, 0) as Doc;
}

function changeNode(node: unknown, change: Change, depth: number): unknown {
  const part = change.path[depth];
  if (part === undefined) return change.apply(node);
  if (node === undefined) {
    if (!change.create) return undefined;
    if (part.startsWith('$[')) throw new StoreError('BadValue', `no array to apply ${part} to`);
    return changeDoc({}, part, change, depth);
  }
  if (isDoc(node)) {
    if (part.startsWith('$[')) throw new StoreError('BadValue', `cannot apply ${part} to a document`);
    return changeDoc(node, part, change, depth);
  }
  if (isList(node)) return changeList(node, part, change, depth);
  if (!change.create) return node;
  throw new StoreError(
    'PathNotViable',
    `cannot create field '${part}' in a ${node === null ? 'null' : typeof node} value`,
  );
}

function changeDoc(doc: Doc, part: string, change: Change, depth: number): Doc {
  const old = getField(doc, part);
  const value = changeNode(old, change, depth + 1);
  if (value === REMOVE) {
    if (!hasField(doc, part)) return doc;
    const out: Doc = {};
    for (const name in doc) if (name !== part) putField(out, name, doc[name]);
    return out;
  }
  if (value === old) return doc;
  const out: Doc = { ...doc };
  putField(out, part, value);
  return out;
}

function changeList(list: readonly unknown[], part: string, change: Change, depth: number): unknown {
  if (part.startsWith('$[')) {
    const name = part.slice(2, -1);
    const test = name === '' ? () => true : change.elementTests.get(name);
    if (test === undefined)
      throw new StoreError('BadValue', `no array filter found for identifier '${name}'`);
    return replaceItems(list, (item) => (test(item) ? changeNode(item, change, depth + 1) : item));
  }
  if (!isPosition(part)) {
    if (!change.create) return list;
    throw new StoreError('PathNotViable', `cannot create field '${part}' in an array`);
  }
  const position = Number(part);
  const old = list[position];
  if (position >= list.length && !change.create) return list;
  if (position - list.length > MAX_PADDING)
    throw new StoreError('BadValue', `array position too far: ${part}`);
  const value = changeNode(old, change, depth + 1);
  if (value === old && position < list.length) return list;
  const out = [...list];
  while (out.length < position) out.push(null);
  out[position] = value === REMOVE ? null : value;
  return out;
}

function replaceItems(list: readonly unknown[], replace: (item: unknown) => unknown): readonly unknown[] {
  let changed = false;
  const out = list.map((item) => {
    const value = replace(item);
    if (value !== item) changed = true;
    return value === REMOVE ? null : value;
  });
  return changed ? out : list;
}
