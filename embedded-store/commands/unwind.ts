// $unwind: one document per element of an array; copies only the path.
import { StoreError } from '../failure.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import { valueAt } from '../value/path.ts';
import { changeAt, REMOVE } from '../update/write-path.ts';

export function compileUnwind(spec: unknown): (docs: Iterable<Doc>) => Iterable<Doc> {
  const options: Doc = isDoc(spec) ? spec : { path: spec };
  const text = options['path'];
  if (typeof text !== 'string' || !text.startsWith('$')) {
    throw new StoreError('FailedToParse', '$unwind needs a path that starts with $');
  }
  const path = text.slice(1).split('.');
  const keepEmpty = options['preserveNullAndEmptyArrays'] === true;
  const indexName =
    typeof options['includeArrayIndex'] === 'string' ? options['includeArrayIndex'] : undefined;
  const put = (doc: Doc, at: readonly string[], value: unknown): Doc =>
    changeAt(doc, { path: at, apply: () => value, create: value !== REMOVE, elementTests: new Map() });
  const withIndex = (doc: Doc, index: number | null): Doc =>
    indexName === undefined ? doc : put(doc, indexName.split('.'), index);

  return function* (docs) {
    for (const doc of docs) {
      const value = valueAt(doc, path);
      if (isList(value) && value.length > 0) {
        for (let i = 0; i < value.length; i++) yield withIndex(put(doc, path, value[i]), i);
      } else if (value !== undefined && value !== null && !isList(value)) {
        yield withIndex(doc, null);
      } else if (keepEmpty) {
        yield withIndex(isList(value) ? put(doc, path, REMOVE) : doc, null);
      }
    }
  };
}
