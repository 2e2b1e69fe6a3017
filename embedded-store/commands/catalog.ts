// Commands about databases, collections and indexes.
import type { Collection } from '../catalog/collection.ts';
import { compareKeys, type IndexSpec } from '../catalog/index-tree.ts';
import type { Store } from '../catalog/store.ts';
import { StoreError } from '../failure.ts';
import { compileFilter } from '../query/matcher.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import {
  collectionOf,
  isSimpleCollation,
  namespaceOf,
  requireDoc,
  wholeNumber,
  type Command,
  type Request,
} from './command.ts';

function sizedAll(docs: readonly Doc[]): { doc: Doc; size: number }[] {
  return docs.map((doc) => ({ doc, size: 1024 }));
}

function cursorBatch(body: Doc): number | undefined {
  const cursor = body['cursor'];
  return isDoc(cursor) && cursor['batchSize'] !== undefined ? wholeNumber(cursor, 'batchSize', 0) : undefined;
}

export function collectionsOf(store: Store, database: string): Collection[] {
  return [...store.collections.values()].filter(({ namespace }) => namespace.startsWith(`${database}.`));
}

function requireCollection(request: Request): Collection {
  const collection = collectionOf(request);
  if (collection === undefined)
    throw new StoreError('NamespaceNotFound', `ns not found: ${namespaceOf(request)}`);
  return collection;
}

const listDatabases: Command = {
  fields: ['nameOnly', 'filter', 'authorizedDatabases'],
  writes: false,
  run: ({ store, body }) => {
    const sizes = new Map<string, number>();
    for (const { namespace, bytes } of store.collections.values()) {
      const name = namespace.slice(0, namespace.indexOf('.'));
      sizes.set(name, (sizes.get(name) ?? 0) + bytes);
    }
    const matches = compileFilter(body['filter'] ?? {});
    const databases = [...sizes]
      .sort(([a], [b]) => compareKeys(a, b))
      .map(([name, sizeOnDisk]) => ({ name, sizeOnDisk, empty: false }));
    const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk, 0);
    return { databases: databases.filter(matches), totalSize, ok: 1 };
  },
};

const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  writes: false,
  run: ({ store, body, cursors, database }) => {
    const matches = compileFilter(body['filter'] ?? {});
    const docs = collectionsOf(store, database)
      .map(({ namespace }) => ({
        name: namespace.slice(database.length + 1),
        type: 'collection',
        options: {},
        info: { readOnly: false },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }))
      .filter(matches);
    const namespace = `${database}.$cmd.listCollections`;
    return cursors.first(sizedAll(docs), { namespace, batchSize: cursorBatch(body), single: false });
  },
};

const create: Command = {
  fields: [],
  writes: true,
  run: (request) => {
    request.store.create(namespaceOf(request));
    return { ok: 1 };
  },
};

const drop: Command = {
  fields: [],
  writes: true,
  run: (request) => {
    const collection = collectionOf(request);
    if (collection === undefined) return { ok: 1 };
    request.store.drop(collection);
    return { ns: collection.namespace, nIndexesWas: collection.indexes.length, ok: 1 };
  },
};

const dropDatabase: Command = {
  fields: [],
  writes: true,
  run: ({ store, database }) => {
    for (const collection of collectionsOf(store, database)) store.drop(collection);
    return { dropped: database, ok: 1 };
  },
};

const renameCollection: Command = {
  fields: ['to', 'dropTarget'],
  writes: true,
  run: ({ store, body }) => {
    const collection = store.find(String(body['renameCollection']));
    if (collection === undefined)
      throw new StoreError('NamespaceNotFound', 'the source namespace does not exist');
    const target = store.find(String(body['to']));
    if (target !== undefined && body['dropTarget'] === true && target !== collection) store.drop(target);
    store.rename(collection, String(body['to']));
    return { ok: 1 };
  },
};

const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  writes: true,
  run: (request) => {
    const specs = request.body['indexes'];
    if (!isList(specs) || specs.length === 0)
      throw new StoreError('FailedToParse', 'indexes must be a non-empty array');
    const parsed = specs.map((spec) => parseIndex(requireDoc(spec, 'an index')));
    const isNew = request.store.find(namespaceOf(request)) === undefined;
    const collection = request.store.require(namespaceOf(request));
    const before = collection.indexes.length;
    for (const spec of parsed) if (isWanted(collection, spec)) request.store.createIndex(collection, spec);
    const after = collection.indexes.length;
    return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: isNew, ok: 1 };
  },
};

const INDEX_OPTIONS = ['key', 'name', 'unique', 'sparse', 'v', 'background', 'ns'];

function parseIndex(spec: Doc): IndexSpec {
  const unsupported = Object.keys(spec).find((key) => !INDEX_OPTIONS.includes(key));
  if (unsupported !== undefined && !(unsupported === 'collation' && isSimpleCollation(spec[unsupported]))) {
    throw new StoreError(
      'CannotCreateIndex',
      `index option '${unsupported}' is not supported by the embedded store`,
    );
  }
  const key = requireDoc(spec['key'], 'key');
  const entries = Object.entries(key);
  if (entries.length === 0) throw new StoreError('CannotCreateIndex', 'an index needs at least one field');
  for (const [name, direction] of entries) {
    if ((direction !== 1 && direction !== -1) || name.includes('$')) {
      const text = `index field {${name}: ${JSON.stringify(direction)}} is not supported by the embedded store`;
      throw new StoreError('CannotCreateIndex', text);
    }
  }
  const generated = entries.map(([name, direction]) => `${name}_${String(direction)}`).join('_');
  return {
    name: typeof spec['name'] === 'string' ? spec['name'] : generated,
    key: key as IndexSpec['key'],
    unique: spec['unique'] === true,
    sparse: spec['sparse'] === true,
  };
}

/** False if the same index exists already; throws if another index has its name or key. */
function isWanted(collection: Collection, spec: IndexSpec): boolean {
  const keyText = JSON.stringify(spec.key);
  if (keyText === '{"_id":1}') return false;
  for (const { spec: other } of collection.indexes) {
    const sameKey = JSON.stringify(other.key) === keyText;
    if (other.name !== spec.name && !sameKey) continue;
    if (!sameKey)
      throw new StoreError('IndexKeySpecsConflict', `an index named ${spec.name} exists with another key`);
    if (other.unique !== spec.unique || other.sparse !== spec.sparse || other.name !== spec.name) {
      throw new StoreError(
        'IndexOptionsConflict',
        `index ${other.name} exists with other options or another name`,
      );
    }
    return false;
  }
  return true;
}

const listIndexes: Command = {
  fields: ['cursor'],
  writes: false,
  run: (request) => {
    const collection = requireCollection(request);
    const docs = collection.indexes.map(({ spec, isPrimary }) => ({
      v: 2,
      key: spec.key,
      name: spec.name,
      ...(spec.unique && !isPrimary ? { unique: true } : {}),
      ...(spec.sparse ? { sparse: true } : {}),
    }));
    const namespace = collection.namespace;
    return request.cursors.first(sizedAll(docs), {
      namespace,
      batchSize: cursorBatch(request.body),
      single: false,
    });
  },
};

const dropIndexes: Command = {
  fields: ['index'],
  writes: true,
  run: (request) => {
    const collection = requireCollection(request);
    const before = collection.indexes.length;
    for (const name of namesToDrop(collection, request.body['index']))
      request.store.dropIndex(collection, name);
    return { nIndexesWas: before, ok: 1 };
  },
};

function namesToDrop(collection: Collection, wanted: unknown): string[] {
  const secondary = collection.indexes.filter((index) => !index.isPrimary).map(({ spec }) => spec);
  if (wanted === '*') return secondary.map((spec) => spec.name);
  return (isList(wanted) ? wanted : [wanted]).map((item) => {
    if (item === '_id_') throw new StoreError('InvalidOptions', 'cannot drop the _id index');
    const text = JSON.stringify(item);
    const found = secondary.find((spec) => spec.name === item || JSON.stringify(spec.key) === text);
    if (found === undefined) throw new StoreError('IndexNotFound', `index not found: ${text}`);
    return found.name;
  });
}

export const catalogCommands: Record<string, Command> = {
  listDatabases,
  listCollections,
  create,
  drop,
  dropDatabase,
  renameCollection,
  createIndexes,
  listIndexes,
  dropIndexes,
};
