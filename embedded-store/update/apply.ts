// Applies an update to a document and returns the new one; the same reference means that nothing changed. It
// also builds the document that an upsert inserts.
import { ObjectId } from 'bson';
import { StoreError } from '../failure.ts';
import { compileFilter, isOperatorDoc } from '../query/matcher.ts';
import { getField, isDoc, isList, withIdFirst, type Doc } from '../value/document.ts';
import { equalValues, sameValue } from '../value/order.ts';
import { valueAt } from '../value/path.ts';
import { positionalTests } from './array-operators.ts';
import { compileOperators, isReplacement, type CompiledUpdate } from './operators.ts';
import { changeAt, REMOVE, type Change } from './write-path.ts';

type ElementTests = ReadonlyMap<string, (item: unknown) => boolean>;

export interface Updater {
  readonly replaces: boolean;
  /** The new document for a stored one. */
  update(doc: Doc): Doc;
  /** The document to insert if none matched. */
  upsert(): Doc;
}

export function compileUpdate(filter: Doc, update: unknown, arrayFilters: unknown): Updater {
  if (isList(update)) {
    throw new StoreError('CommandNotSupported', 'updates with an aggregation pipeline are not supported');
  }
  if (!isDoc(update)) throw new StoreError('FailedToParse', 'an update must be a document');
  if (isReplacement(update)) return replacement(filter, update);
  const compiled = compileOperators(update);
  const tests = parseArrayFilters(arrayFilters);
  return {
    replaces: false,
    update: (doc) => keepId(doc, applyOperators(doc, compiled, { tests, filter, inserting: false })),
    upsert: () => {
      const base = fromFilter(filter);
      const doc = applyOperators(base, compiled, { tests, filter, inserting: true });
      if (base['_id'] !== undefined) keepId(base, doc);
      return doc['_id'] === undefined ? { _id: new ObjectId(), ...doc } : withIdFirst(doc);
    },
  };
}

function replacement(filter: Doc, update: Doc): Updater {
  return {
    replaces: true,
    update: (doc) => {
      const next = keepId(doc, { ...update, _id: update['_id'] ?? doc['_id'] });
      const ordered = withIdFirst(next);
      return sameValue(doc, ordered) ? doc : ordered;
    },
    upsert: () => {
      const id = update['_id'] ?? fromFilter(filter)['_id'] ?? new ObjectId();
      return withIdFirst({ ...update, _id: id });
    },
  };
}

function keepId(before: Doc, after: Doc): Doc {
  if (before['_id'] !== after['_id'] && !equalValues(before['_id'], after['_id'])) {
    throw new StoreError(
      'ImmutableField',
      "performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return after;
}

interface Circumstances {
  readonly tests: ElementTests;
  readonly filter: Doc;
  readonly inserting: boolean;
}

function applyOperators(doc: Doc, compiled: CompiledUpdate, at: Circumstances): Doc {
  let out = doc;
  for (const { path, apply, create, insertOnly } of compiled.changes) {
    if (insertOnly && !at.inserting) continue;
    out = changeAt(out, { path: resolvePath(path, doc, at.filter), apply, create, elementTests: at.tests });
  }
  for (const { from, to } of compiled.renames) out = rename(out, from, to);
  return out;
}

function rename(doc: Doc, from: string, to: string): Doc {
  const value = valueAt(doc, from.split('.'));
  if (value === undefined) return doc;
  const change = (path: string, result: unknown, create: boolean): Change => ({
    path: path.split('.'),
    apply: () => result,
    create,
    elementTests: new Map(),
  });
  return changeAt(changeAt(doc, change(from, REMOVE, false)), change(to, value, true));
}

/** Replaces the positional `$` in a path by the position of the element that the filter matched. */
function resolvePath(path: string, doc: Doc, filter: Doc): string[] {
  const parts = path.split('.');
  const at = parts.indexOf('$');
  if (at === -1) return parts;
  if (parts.indexOf('$', at + 1) !== -1)
    throw new StoreError('BadValue', `too many positional elements in '${path}'`);
  const array = parts.slice(0, at);
  const list = valueAt(doc, array);
  const tests = positionalTests(filter, array.join('.'));
  let position =
    isList(list) && tests.length > 0 ? list.findIndex((item) => tests.every((test) => test(item))) : -1;
  if (position === -1 && isList(list)) position = list.findIndex((item) => tests.some((test) => test(item)));
  if (position === -1) {
    throw new StoreError('BadValue', 'the positional operator did not find the match needed from the query');
  }
  return parts.with(at, String(position));
}

function parseArrayFilters(filters: unknown): ElementTests {
  const tests = new Map<string, (item: unknown) => boolean>();
  if (filters === undefined) return tests;
  if (!isList(filters)) throw new StoreError('TypeMismatch', 'arrayFilters must be an array');
  for (const filter of filters) {
    if (!isDoc(filter)) throw new StoreError('TypeMismatch', 'an array filter must be a document');
    const name = identifierOf(filter);
    const matches = compileFilter(filter);
    tests.set(name, (item) => matches({ [name]: item }));
  }
  return tests;
}

function identifierOf(filter: Doc): string {
  for (const key in filter) {
    if (!key.startsWith('$')) return key.split('.')[0] as string;
    const parts = filter[key];
    if (isList(parts) && isDoc(parts[0])) return identifierOf(parts[0]);
  }
  throw new StoreError('FailedToParse', 'an array filter must name an identifier');
}

/** Fields that an upsert takes from its filter: equalities that are not in alternatives. */
function fromFilter(filter: Doc): Doc {
  let doc: Doc = {};
  for (const key in filter) {
    const value = getField(filter, key);
    if (key === '$and' && isList(value)) {
      for (const part of value) if (isDoc(part)) doc = { ...doc, ...fromFilter(part) };
      continue;
    }
    if (key.startsWith('$') || value instanceof RegExp) continue;
    const equal = isOperatorDoc(value) ? equalityOf(value) : value;
    if (equal === undefined) continue;
    doc = changeAt(doc, { path: key.split('.'), apply: () => equal, create: true, elementTests: new Map() });
  }
  return doc;
}

function equalityOf(condition: Doc): unknown {
  if ('$eq' in condition) return condition['$eq'];
  const all = condition['$all'];
  return isList(all) && all.length === 1 && !isDoc(all[0]) ? all[0] : undefined;
}
