// findAndModify: finds one document, changes or removes it, and returns it, in one step.
import type { Collection } from '../catalog/collection.ts';
import { StoreError } from '../failure.ts';
import { firstRecord, parseFilter } from '../query/find.ts';
import { compileProjection } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import { compileUpdate } from '../update/apply.ts';
import type { Doc } from '../value/document.ts';
import { namespaceOf, type Command } from './command.ts';
import { insertUpsert, updateRecord } from './write.ts';

const findAndModify: Command = {
  fields: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters'],
  writes: true,
  grows: true,
  run: (request) => {
    const { body, store } = request;
    const remove = body['remove'] === true;
    const wrong = remove && (body['update'] !== undefined || body['new'] === true || body['upsert'] === true);
    if (wrong || (!remove && body['update'] === undefined)) {
      throw new StoreError('FailedToParse', 'findAndModify needs either remove or update');
    }
    const namespace = namespaceOf(request);
    const collection = body['upsert'] === true ? store.require(namespace) : store.find(namespace);
    const project = compileProjection(body['fields']);
    const { value, ...rest } = remove ? removeOne(collection, body) : updateOne(collection, body);
    return { value: value === null || project === undefined ? value : project(value), ...rest, ok: 1 };
  },
};

interface Outcome {
  readonly value: Doc | null;
  readonly lastErrorObject: Doc;
}

function removeOne(collection: Collection | undefined, body: Doc): Outcome {
  const record = collection && firstRecord(collection, parseFilter(body['query']), parseSort(body['sort']));
  if (record === undefined) return { value: null, lastErrorObject: { n: 0 } };
  collection?.remove(record);
  return { value: record.doc, lastErrorObject: { n: 1 } };
}

function updateOne(collection: Collection | undefined, body: Doc): Outcome {
  const filter = parseFilter(body['query']);
  const updater = compileUpdate(filter, body['update'], body['arrayFilters']);
  const sort = parseSort(body['sort']);
  if (collection === undefined) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const record = firstRecord(collection, filter, sort);
  const wantsNew = body['new'] === true;
  if (record !== undefined) {
    const before = record.doc;
    updateRecord(collection, record, updater);
    return { value: wantsNew ? record.doc : before, lastErrorObject: { n: 1, updatedExisting: true } };
  }
  if (body['upsert'] !== true) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const doc = insertUpsert(collection, updater);
  return {
    value: wantsNew ? doc : null,
    lastErrorObject: { n: 1, updatedExisting: false, upserted: doc['_id'] },
  };
}

export const findAndModifyCommands: Record<string, Command> = { findAndModify };
