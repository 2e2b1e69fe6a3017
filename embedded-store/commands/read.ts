// find, getMore, killCursors, count, distinct and explain.
import { Long } from 'bson';
import type { Collection } from '../catalog/collection.ts';
import type { StoredRecord } from '../catalog/stored-record.ts';
import { StoreError } from '../failure.ts';
import {
  chooseAccess,
  countRecords,
  findParts,
  findRecords,
  needsSort,
  parseFilter,
  type Query,
  type ScanCount,
} from '../query/find.ts';
import { compileFilter } from '../query/matcher.ts';
import { fieldsOfProjection } from '../query/needed-fields.ts';
import type { IndexPlan } from '../query/planner.ts';
import { compileProjection, type Projector } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import { sizeOf } from '../value/bytes.ts';
import { isList, type Doc } from '../value/document.ts';
import { encodeValue } from '../value/order.ts';
import { EMPTY, leavesAt, parsePath } from '../value/path.ts';
import { collectionOf, namespaceOf, requireDoc, wholeNumber, type Command } from './command.ts';
import type { SizedDoc } from './cursors.ts';

function parseQuery(body: Doc): Query {
  const limit = wholeNumber(body, 'limit', 0);
  return {
    filter: parseFilter(body['filter'] ?? body['query'] ?? body['q']),
    sort: parseSort(body['sort']),
    skip: wholeNumber(body, 'skip', 0),
    limit: Math.abs(limit),
  };
}

function* sized(records: Iterable<StoredRecord>, project: Projector | undefined): Generator<SizedDoc> {
  for (const record of records) {
    if (project === undefined) {
      yield { doc: record.doc, size: record.size };
    } else {
      // The size is used only to limit the batch, and a projection seldom makes a document larger.
      yield { doc: project(record.doc), size: record.size };
    }
  }
}

const find: Command = {
  fields: [
    'filter',
    'projection',
    'sort',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'returnKey',
    'showRecordId',
  ],
  writes: false,
  run: (request) => {
    const { body, cursors } = request;
    for (const flag of ['returnKey', 'showRecordId']) {
      if (body[flag] === true) throw new StoreError('CommandNotSupported', `${flag} is not supported`);
    }
    const collection = collectionOf(request);
    const query = parseQuery(body);
    const project = compileProjection(body['projection']);
    const kept = fieldsOfProjection(body['projection']);
    const records = collection === undefined ? checkedEmpty(query) : findParts(collection, query, kept);
    const limit = wholeNumber(body, 'limit', 0);
    return cursors.first(sized(records, project), {
      namespace: namespaceOf(request),
      batchSize: body['batchSize'] === undefined ? undefined : wholeNumber(body, 'batchSize', 0),
      single: body['singleBatch'] === true || limit < 0,
    });
  },
};

/** An empty result; a wrong filter is refused even if the collection does not exist. */
function checkedEmpty(query: Query): StoredRecord[] {
  compileFilter(query.filter);
  return [];
}

const getMore: Command = {
  fields: ['collection', 'batchSize'],
  writes: false,
  run: ({ body, cursors, database }) =>
    cursors.next(body['getMore'], {
      namespace: `${database}.${String(body['collection'])}`,
      batchSize:
        body['batchSize'] === undefined || body['batchSize'] === 0
          ? undefined
          : wholeNumber(body, 'batchSize', 0),
    }),
};

const killCursors: Command = {
  fields: ['cursors'],
  writes: false,
  run: ({ body, cursors }) => {
    const ids = isList(body['cursors']) ? body['cursors'] : [];
    const asLong = (id: unknown): Long => Long.fromString(String(id));
    const killed = ids.filter((id) => cursors.kill(id)).map(asLong);
    const rest = ids.map(asLong).filter((id) => !killed.some((other) => other.equals(id)));
    return { cursorsKilled: killed, cursorsNotFound: rest, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
};

const count: Command = {
  fields: ['query', 'limit', 'skip', 'fields'],
  writes: false,
  run: (request) => {
    const collection = collectionOf(request);
    const query = parseQuery(request.body);
    if (collection === undefined) return { n: checkedEmpty(query).length, ok: 1 };
    return { n: countRecords(collection, query), ok: 1 };
  },
};

const distinct: Command = {
  fields: ['key', 'query'],
  writes: false,
  run: (request) => {
    const key = request.body['key'];
    if (typeof key !== 'string') throw new StoreError('TypeMismatch', 'distinct needs a key');
    const path = parsePath(key);
    const found = new Map<string, unknown>();
    const collection = collectionOf(request);
    const query: Query = { filter: parseFilter(request.body['query']), sort: [], skip: 0, limit: 0 };
    const records = collection === undefined ? checkedEmpty(query) : findParts(collection, query, [key]);
    for (const record of records) {
      for (const value of leavesAt(record.doc, path).values) {
        if (value !== undefined && value !== EMPTY) found.set(encodeValue(value), value);
      }
    }
    const values = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    sizeOf({ values });
    return { values, ok: 1 };
  },
};

const explain: Command = {
  fields: ['verbosity'],
  writes: false,
  run: (request) => {
    const inner = requireDoc(request.body['explain'], 'explain');
    const name = Object.keys(inner)[0] ?? '';
    if (!['find', 'count', 'distinct'].includes(name)) {
      throw new StoreError('CommandNotSupported', `explain of ${name} is not supported`);
    }
    const namespace = `${request.database}.${String(inner[name])}`;
    const collection = request.store.find(namespace);
    const query = parseQuery(inner);
    return { ...explainQuery(collection, query), command: inner, ok: 1 };
  },
};

function explainQuery(collection: Collection | undefined, query: Query): Doc {
  if (collection === undefined) return { queryPlanner: { winningPlan: { stage: 'EOF' } } };
  const access = chooseAccess(collection, query);
  const scan: ScanCount = { examined: 0, returned: 0 };
  for (const _ of findRecords(collection, query, scan)) scan.returned++;
  const stages = access.map(describePlan);
  const [first = { stage: 'COLLSCAN', direction: 'forward' }] = stages;
  const found = stages.length > 1 ? { stage: 'OR', inputStages: stages } : first;
  const plan = needsSort(access, query) ? { stage: 'SORT', inputStage: found } : found;
  return {
    queryPlanner: {
      namespace: collection.namespace,
      winningPlan: plan,
    },
    executionStats: { executionSuccess: true, nReturned: scan.returned, totalDocsExamined: scan.examined },
  };
}

function describePlan({ index, reverse }: IndexPlan): Doc {
  const inputStage = {
    stage: 'IXSCAN',
    indexName: index.spec.name,
    keyPattern: index.spec.key,
    isMultiKey: index.multikey,
    direction: reverse ? 'backward' : 'forward',
  };
  return { stage: 'FETCH', inputStage };
}

export const readCommands: Record<string, Command> = { find, getMore, killCursors, count, distinct, explain };
