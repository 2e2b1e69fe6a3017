// Projections of find and findAndModify: inclusion, exclusion, $slice, $elemMatch; mingo computes.
import { StoreError } from '../failure.ts';
import { getField, hasField, isDoc, isList, putField, type Doc } from '../value/document.ts';
import { evaluate } from './expression.ts';
import { compileElement, isTruthy } from './matcher.ts';

export type Projector = (doc: Doc) => Doc;

/** A tree of the fields to keep or drop; a leaf is true. */
interface Tree {
  [name: string]: true | Tree;
}

type Extra = (source: Doc, target: Doc) => void;

export function compileProjection(spec: unknown): Projector | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDoc(spec)) throw new StoreError('TypeMismatch', 'projection must be a document');
  if (Object.keys(spec).length === 0) return undefined;
  const { tree, extras, mode, idMode, computed } = readSpec(spec);
  const including = mode ?? (computed || (idMode === true && extras.length === 0));
  if (including && idMode !== false) tree['_id'] = true;
  if (!including && idMode === false) tree['_id'] = true;
  return (doc) => {
    const out = including ? include(doc, tree) : exclude(doc, tree);
    for (const extra of extras) extra(doc, out);
    return out;
  };
}

interface Spec {
  /** The fields but `_id`. */
  readonly tree: Tree;
  readonly extras: readonly Extra[];
  /** Whether the fields are kept or dropped; undefined: none is named. */
  readonly mode: boolean | undefined;
  readonly idMode: boolean | undefined;
  /** Some value is computed, which keeps only what is named. */
  readonly computed: boolean;
}

function readSpec(spec: Doc): Spec {
  const tree: Tree = {};
  const extras: Extra[] = [];
  let mode: boolean | undefined;
  let idMode: boolean | undefined;
  let computed = false;
  for (const key in spec) {
    const value = spec[key];
    if (isDoc(value) || typeof value === 'string') {
      extras.push(compileExtra(key, value));
      computed ||= !(isDoc(value) && '$slice' in value);
      continue;
    }
    const keep = isTruthy(value);
    if (key === '_id') {
      idMode = keep;
      continue;
    }
    if (mode !== undefined && mode !== keep) {
      throw new StoreError('BadValue', 'projection cannot mix inclusion and exclusion');
    }
    mode = keep;
    addPath(tree, key);
  }
  return { tree, extras, mode, idMode, computed };
}

function addPath(tree: Tree, key: string): void {
  if (key.includes('$')) throw new StoreError('BadValue', `positional projection is not supported: ${key}`);
  const parts = key.split('.');
  let node = tree;
  parts.forEach((part, i) => {
    const below = node[part];
    if (i === parts.length - 1) node[part] = true;
    else if (below === undefined || below === true) node = node[part] = {};
    else node = below;
  });
}

function include(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const name in doc) {
    const want = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (want === undefined) continue;
    const value = getField(doc, name);
    if (want === true) {
      putField(out, name, value);
    } else {
      const inner = includeInside(value, want);
      if (inner !== undefined) putField(out, name, inner);
    }
  }
  return out;
}

function includeInside(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return include(value, tree);
  if (!isList(value)) return undefined;
  return value.map((item) => includeInside(item, tree)).filter((item) => item !== undefined);
}

function exclude(doc: Doc, tree: Tree): Doc {
  const out: Doc = {};
  for (const name in doc) {
    const drop = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (drop === true) continue;
    const value = getField(doc, name);
    putField(out, name, drop === undefined ? value : excludeInside(value, drop));
  }
  return out;
}

function excludeInside(value: unknown, tree: Tree): unknown {
  if (isDoc(value)) return exclude(value, tree);
  return isList(value) ? value.map((item) => excludeInside(item, tree)) : value;
}

function compileExtra(key: string, spec: Doc | string): Extra {
  if (isDoc(spec) && '$slice' in spec) {
    const slice = parseSlice(spec['$slice']);
    return (source, target) => {
      const value = getField(source, key);
      if (isList(value)) putField(target, key, slice(value));
      else if (hasField(source, key)) putField(target, key, value);
    };
  }
  if (isDoc(spec) && '$elemMatch' in spec) {
    const matches = compileElement(spec['$elemMatch']);
    return (source, target) => {
      const value = getField(source, key);
      const found = isList(value) ? value.find(matches) : undefined;
      if (found !== undefined) putField(target, key, [found]);
    };
  }
  if (isDoc(spec) && '$meta' in spec) throw new StoreError('BadValue', '$meta projections are not supported');
  return (source, target) => {
    const value = evaluate(source, spec);
    if (value !== undefined) putField(target, key, value);
  };
}

function parseSlice(operand: unknown): (list: readonly unknown[]) => unknown[] {
  if (typeof operand === 'number')
    return (list) => (operand < 0 ? list.slice(operand) : list.slice(0, operand));
  if (isList(operand) && typeof operand[0] === 'number' && typeof operand[1] === 'number') {
    const [skip, count] = operand as [number, number];
    return (list) => {
      const start = skip < 0 ? Math.max(0, list.length + skip) : skip;
      return list.slice(start, start + count);
    };
  }
  throw new StoreError('BadValue', '$slice needs a number or [skip, count]');
}
