// insert, update and delete. Each runs without a pause, so it is atomic for other clients.
import { ObjectId } from 'bson';
import type { Collection } from '../catalog/collection.ts';
import { StoreError, errorReply } from '../failure.ts';
import { findRecords, parseFilter } from '../query/find.ts';
import { compileFilter } from '../query/matcher.ts';
import { parseSort } from '../query/sort.ts';
import { compileUpdate, type Updater } from '../update/apply.ts';
import { checkSize, sizeOf } from '../value/bytes.ts';
import { isList, withIdFirst, type Doc } from '../value/document.ts';
import { isSimpleCollation, namespaceOf, partsOf, type Command, type Part, type Request } from './command.ts';

/** Runs each part; errors become writeErrors, and an ordered command stops at the first one. */
function forEachPart(
  request: Request,
  parts: readonly Part[],
  run: (part: Part, index: number) => void,
): Doc {
  const writeErrors: Doc[] = [];
  const ordered = request.body['ordered'] !== false;
  for (let index = 0; index < parts.length; index++) {
    try {
      run(parts[index] as Part, index);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const { ok: _, ...rest } = errorReply(error);
      writeErrors.push({ index, ...rest });
      if (ordered) break;
    }
  }
  return writeErrors.length === 0 ? {} : { writeErrors };
}

const insert: Command = {
  fields: ['documents', 'ordered'],
  writes: true,
  grows: true,
  run: (request) => {
    const parts = partsOf(request, 'documents');
    const collection = request.store.require(namespaceOf(request));
    let n = 0;
    const errors = forEachPart(request, parts, (part) => {
      insertPart(collection, part);
      n++;
    });
    return { n, ...errors, ok: 1 };
  },
};

function insertPart(collection: Collection, { doc, raw }: Part): void {
  const whole = doc['_id'] === undefined ? { _id: new ObjectId(), ...doc } : withIdFirst(doc);
  checkId(whole['_id']);
  // The received bytes can go to the log unchanged, unless `_id` had to be moved to the front.
  const asCame = raw !== undefined && whole === doc;
  const size = asCame ? raw.length : sizeOf(whole);
  checkSize(size);
  collection.insert(whole, size, asCame ? raw : undefined);
}

function checkId(id: unknown): void {
  if (isList(id) || id instanceof RegExp) {
    throw new StoreError(
      'InvalidIdField',
      `the '_id' value cannot be of type ${isList(id) ? 'array' : 'regex'}`,
    );
  }
}

/** Changes one stored document; false if it stayed the same. */
export function updateRecord(
  collection: Collection,
  record: Parameters<Collection['replace']>[0],
  updater: Updater,
): boolean {
  const next = updater.update(record.doc);
  if (next === record.doc) return false;
  collection.replace(record, next, sizeOf(next));
  return true;
}

export function insertUpsert(collection: Collection, updater: Updater): Doc {
  const doc = updater.upsert();
  checkId(doc['_id']);
  collection.insert(doc, sizeOf(doc));
  return doc;
}

interface UpdateResult {
  n: number;
  nModified: number;
  readonly upserted: Doc[];
}

const UPDATE_FIELDS = ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort', 'c'];

const update: Command = {
  fields: ['updates', 'ordered'],
  writes: true,
  grows: true,
  run: (request) => {
    const parts = partsOf(request, 'updates');
    const upserts = parts.some(({ doc }) => doc['upsert'] === true);
    const namespace = namespaceOf(request);
    const collection = upserts ? request.store.require(namespace) : request.store.find(namespace);
    const result: UpdateResult = { n: 0, nModified: 0, upserted: [] };
    const errors = forEachPart(request, parts, ({ doc }, index) =>
      updatePart(collection, doc, index, result),
    );
    const upserted = result.upserted.length > 0 ? { upserted: result.upserted } : {};
    return { n: result.n, nModified: result.nModified, ...upserted, ...errors, ok: 1 };
  },
};

function updatePart(
  collection: Collection | undefined,
  part: Doc,
  index: number,
  result: UpdateResult,
): void {
  checkPartFields(part, UPDATE_FIELDS);
  const filter = parseFilter(part['q']);
  const updater = compileUpdate(filter, part['u'], part['arrayFilters']);
  const multi = part['multi'] === true;
  if (multi && updater.replaces)
    throw new StoreError('FailedToParse', 'multi update is not supported for a replacement');
  if (collection === undefined) return void compileFilter(filter);
  const query = { filter, sort: parseSort(part['sort']), skip: 0, limit: multi ? 0 : 1 };
  // All records are found before the first change, so that an update does not meet its own results.
  const records = [...findRecords(collection, query)];
  for (const record of records) {
    result.n++;
    if (updateRecord(collection, record, updater)) result.nModified++;
  }
  if (records.length > 0 || part['upsert'] !== true) return;
  const doc = insertUpsert(collection, updater);
  result.n++;
  result.upserted.push({ index, _id: doc['_id'] });
}

function checkPartFields(part: Doc, allowed: readonly string[]): void {
  for (const key in part) {
    if (!allowed.includes(key) || (key === 'collation' && !isSimpleCollation(part[key]))) {
      throw new StoreError(
        'UnknownField',
        `field '${key}' of a write is not supported by the embedded store`,
      );
    }
  }
}

const deleteCommand: Command = {
  fields: ['deletes', 'ordered'],
  writes: true,
  run: (request) => {
    const parts = partsOf(request, 'deletes');
    const collection = request.store.find(namespaceOf(request));
    let n = 0;
    const errors = forEachPart(request, parts, ({ doc: part }) => {
      checkPartFields(part, ['q', 'limit', 'hint', 'collation']);
      const filter = parseFilter(part['q']);
      if (collection === undefined) return void compileFilter(filter);
      const limit = part['limit'] === 1 ? 1 : 0;
      const records = Array.from(findRecords(collection, { filter, sort: [], skip: 0, limit }));
      for (const record of records) {
        collection.remove(record);
        n++;
      }
    });
    return { n, ...errors, ok: 1 };
  },
};

export const writeCommands: Record<string, Command> = { insert, update, delete: deleteCommand };
