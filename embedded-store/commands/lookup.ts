// $lookup. The form with localField and foreignField uses the indexes of the other collection; a pipeline
// with `let` runs once per document.
import type { Collection } from '../catalog/collection.ts';
import type { Store } from '../catalog/store.ts';
import { StoreError } from '../failure.ts';
import { evaluate } from '../query/expression.ts';
import { findRecords } from '../query/find.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import { EMPTY, leavesAt, parsePath } from '../value/path.ts';
import { changeAt } from '../update/write-path.ts';

export interface PipelineContext {
  readonly store: Store;
  readonly database: string;
  readonly variables: Doc;
}

export type Docs = Iterable<Doc>;
export type RunPipeline = (
  collection: Collection | undefined,
  pipeline: unknown,
  context: PipelineContext,
) => Docs;

const FIELDS = ['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'];

export function compileLookup(
  spec: unknown,
  context: PipelineContext,
  run: RunPipeline,
): (docs: Docs) => Docs {
  if (!isDoc(spec)) throw new StoreError('FailedToParse', '$lookup needs a document');
  const odd = Object.keys(spec).find((key) => !FIELDS.includes(key));
  if (odd !== undefined) throw new StoreError('FailedToParse', `unknown field of $lookup: ${odd}`);
  const { from, as, localField, foreignField } = spec;
  if (typeof from !== 'string' || typeof as !== 'string') {
    throw new StoreError('FailedToParse', '$lookup needs from and as');
  }
  const byField = typeof localField === 'string' && typeof foreignField === 'string';
  if (!byField && spec['pipeline'] === undefined) {
    throw new StoreError('FailedToParse', '$lookup needs localField and foreignField, or a pipeline');
  }
  const collection = context.store.find(`${context.database}.${from}`);
  const path = as.split('.');
  const pipeline = spec['pipeline'];
  const joined = (doc: Doc): Doc[] => {
    const filter = byField ? { [foreignField]: { $in: localValues(doc, localField) } } : {};
    if (isList(pipeline)) {
      return [...run(collection, [{ $match: filter }, ...pipeline], withLet(context, spec['let'], doc))];
    }
    if (collection === undefined) return [];
    return Array.from(
      findRecords(collection, { filter, sort: [], skip: 0, limit: 0 }),
      (record) => record.doc,
    );
  };
  return function* (docs) {
    for (const doc of docs) {
      const found = joined(doc);
      yield changeAt(doc, { path, apply: () => found, create: true, elementTests: new Map() });
    }
  };
}

function localValues(doc: Doc, localField: string): unknown[] {
  return leavesAt(doc, parsePath(localField)).values.map((value) =>
    value === undefined || value === EMPTY ? null : value,
  );
}

function withLet(context: PipelineContext, bindings: unknown, doc: Doc): PipelineContext {
  if (!isDoc(bindings)) return context;
  const variables: Doc = { ...context.variables };
  for (const name in bindings) variables[name] = evaluate(doc, bindings[name], context.variables) ?? null;
  return { ...context, variables };
}
