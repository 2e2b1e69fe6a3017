// Finds the records of a filter in the wanted order, lazily where the index gives the order.
import type { Collection } from '../catalog/collection.ts';
import type { StoredRecord } from '../catalog/index-tree.ts';
import { StoreError } from '../failure.ts';
import { isDoc, type Doc } from '../value/document.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { planQuery, type IndexPlan } from './planner.ts';
import { scanAll, scanIndex } from './scan.ts';
import { sortBy, type SortField } from './sort.ts';

export interface Query {
  readonly filter: Doc;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0 = all. */
  readonly limit: number;
  /** What `$expr` may name with `$$`. */
  readonly variables?: Doc;
}

export interface ScanCount {
  examined: number;
  returned: number;
}

export function parseFilter(value: unknown): Doc {
  if (value === undefined || value === null) return {};
  if (!isDoc(value)) throw new StoreError('TypeMismatch', 'a filter must be a document');
  return value;
}

/** The plan the query would use; undefined = every document is looked at. */
export function choosePlan(collection: Collection, query: Query): IndexPlan | undefined {
  return planQuery(collection, query.filter, query.sort, query.limit > 0);
}

export function findRecords(collection: Collection, query: Query, count?: ScanCount): Iterable<StoredRecord> {
  const matches = compileFilter(query.filter, query.variables);
  const direct = byIdOnly(collection, query.filter);
  if (direct !== undefined) return page(matching(direct, matches, count), query.skip, query.limit);
  const plan = choosePlan(collection, query);
  const found = matching(plan === undefined ? scanAll(collection) : scanIndex(plan), matches, count);
  if (query.sort.length === 0 || plan?.order !== undefined) return page(found, query.skip, query.limit);
  const wanted = query.limit > 0 ? query.skip + query.limit : undefined;
  return page(
    sortBy(found, (record) => record.doc, query.sort, wanted),
    query.skip,
    query.limit,
  );
}

/** Counts without looking at documents where the index alone decides. */
export function countRecords(collection: Collection, query: Query): number {
  const matches = compileFilter(query.filter, query.variables);
  const plan = planQuery(collection, query.filter, [], false);
  let n = 0;
  if (Object.keys(query.filter).length === 0) {
    n = collection.records.size;
  } else if (plan?.covered === true) {
    for (const { low, high } of plan.ranges) n += plan.index.tree.forRange(low, high, false);
  } else {
    const records = plan === undefined ? scanAll(collection) : scanIndex(plan);
    for (const _ of page(matching(records, matches), query.skip, query.limit)) n++;
    return n;
  }
  const rest = Math.max(0, n - query.skip);
  return query.limit > 0 ? Math.min(rest, query.limit) : rest;
}

/** `{_id: value, …}`: one look into the map of records. */
function byIdOnly(collection: Collection, filter: Doc): StoredRecord[] | undefined {
  const id = filter['_id'];
  const simple =
    typeof id === 'string' ||
    typeof id === 'number' ||
    (typeof id === 'object' && id !== null && '_bsontype' in id);
  if (!simple || (typeof id === 'object' && '_bsontype' in id && id._bsontype === 'BSONRegExp'))
    return undefined;
  const record = collection.byId(id);
  return record === undefined ? [] : [record];
}

function* matching(
  records: Iterable<StoredRecord>,
  matches: Matcher,
  count?: ScanCount,
): Generator<StoredRecord> {
  for (const record of records) {
    if (count !== undefined) count.examined++;
    if (!record.dead && matches(record.doc)) yield record;
  }
}

function* page(records: Iterable<StoredRecord>, skip: number, limit: number): Generator<StoredRecord> {
  let position = 0;
  for (const record of records) {
    if (position++ < skip) continue;
    yield record;
    if (limit > 0 && position >= skip + limit) return;
  }
}

export function firstRecord(
  collection: Collection,
  filter: Doc,
  sort: readonly SortField[],
): StoredRecord | undefined {
  for (const record of findRecords(collection, { filter, sort, skip: 0, limit: 1 })) return record;
  return undefined;
}
