// Finds the records of a filter in the wanted order; lazily if an index gives the order.
import type { Collection } from '../catalog/collection.ts';
import type { StoredRecord } from '../catalog/stored-record.ts';
import { StoreError } from '../failure.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { planQuery, type IndexPlan } from './planner.ts';
import { scanIndex } from './scan.ts';
import { sortBy, type SortField } from './sort.ts';
import { wantedFields, type WantedFields } from '../value/bson-fields.ts';
import { encodeValue } from '../value/order.ts';
import { fieldsOfQuery } from './needed-fields.ts';

export interface Query {
  readonly filter: Doc;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0 = no limit. */
  readonly limit: number;
  /** Variables that `$expr` may name with `$$`. */
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

/** One plan, or one per branch of `$or`; none: every document is read. */
export type Access = readonly IndexPlan[];

/** How the query will be answered. */
export function chooseAccess(collection: Collection, query: Query): Access {
  const plan = planQuery(collection, query.filter, query.sort, query.limit > 0);
  if (plan?.selective === true) return [plan];
  return planBranches(collection, query.filter) ?? (plan === undefined ? [] : [plan]);
}

/** An index plan for each branch of `$or` with the rest of the filter; undefined if a branch has none. */
function planBranches(collection: Collection, filter: Doc): Access | undefined {
  const { $or: branches, ...rest } = filter;
  if (!isList(branches)) return undefined;
  const plans: IndexPlan[] = [];
  for (const branch of branches) {
    const plan = planQuery(collection, { $and: [rest, branch] }, [], false);
    if (plan?.selective !== true) return undefined;
    plans.push(plan);
  }
  return plans;
}

function* scanAccess(collection: Collection, access: Access): Generator<string> {
  const [first, ...others] = access;
  if (first === undefined) return yield* collection.keys();
  if (others.length === 0) return yield* scanIndex(first);
  const seen = new Set<string>();
  for (const plan of access) {
    for (const key of scanIndex(plan)) {
      if (seen.has(key)) continue;
      seen.add(key);
      yield key;
    }
  }
}

/** Whole records, which may be changed. */
export function findRecords(collection: Collection, query: Query, count?: ScanCount): Iterable<StoredRecord> {
  const paths = fieldsOfQuery(query.filter, []);
  const reader = wholeReader(collection, paths && wantedFields(paths));
  return find(collection, query, reader, count);
}

/** Records with what filter and sort need and these fields; undefined: whole ones. */
export function findParts(
  collection: Collection,
  query: Query,
  fields: readonly string[] | undefined,
): Iterable<StoredRecord> {
  const own = fieldsOfQuery(query.filter, query.sort);
  if (fields === undefined || own === undefined) return findRecords(collection, query);
  const wanted = wantedFields([...own, ...fields]);
  return find(collection, query, (key, matches) => {
    const record = collection.glance(key, wanted);
    return record !== undefined && matches(record.doc) ? record : undefined;
  });
}

/** The record of a key, if it matches. */
type Reader = (key: string, matches: Matcher) => StoredRecord | undefined;

/** Records looked at before it is judged whether most of them match. */
const LOOKED_AT = 32;

/** Where few records match, a glance at the fields of the filter is enough for the others. */
function wholeReader(collection: Collection, wanted: WantedFields | undefined): Reader {
  let examined = 0;
  let matched = 0;
  return (key, matches) => {
    const isGlance = wanted !== undefined && examined >= LOOKED_AT && matched * 4 < examined;
    const record = isGlance ? collection.glance(key, wanted) : collection.record(key);
    examined++;
    if (record === undefined || !matches(record.doc)) return undefined;
    matched++;
    return isGlance ? collection.record(key) : record;
  };
}

function find(collection: Collection, query: Query, read: Reader, count?: ScanCount): Iterable<StoredRecord> {
  const matches = compileFilter(query.filter, query.variables);
  const direct = byIdOnly(query.filter);
  if (direct !== undefined) return page(matching(direct, matches, read, count), query.skip, query.limit);
  const access = chooseAccess(collection, query);
  const found = matching(scanAccess(collection, access), matches, read, count);
  if (!needsSort(access, query)) return page(found, query.skip, query.limit);
  const wanted = query.limit > 0 ? query.skip + query.limit : undefined;
  return page(
    sortBy(found, (record) => record.doc, query.sort, wanted),
    query.skip,
    query.limit,
  );
}

export function needsSort(access: Access, query: Query): boolean {
  return query.sort.length > 0 && !(access.length === 1 && access[0]?.order !== undefined);
}

/** Counts without reading documents where the index alone decides. */
export function countRecords(collection: Collection, query: Query): number {
  const access = chooseAccess(collection, { ...query, sort: [] });
  const [plan] = access;
  let n = 0;
  if (Object.keys(query.filter).length === 0) {
    n = collection.size;
  } else if (access.length === 1 && plan?.covered === true) {
    compileFilter(query.filter, query.variables);
    for (const { low, high } of plan.ranges) n += plan.index.count(low, high);
  } else {
    for (const _ of findParts(collection, { ...query, sort: [] }, [])) n++;
    return n;
  }
  const rest = Math.max(0, n - query.skip);
  return query.limit > 0 ? Math.min(rest, query.limit) : rest;
}

/** `{_id: value, …}`: the key of one record, without a scan. */
function byIdOnly(filter: Doc): string[] | undefined {
  const id = filter['_id'];
  const simple =
    typeof id === 'string' ||
    typeof id === 'number' ||
    (typeof id === 'object' && id !== null && '_bsontype' in id);
  if (!simple || (typeof id === 'object' && '_bsontype' in id && id._bsontype === 'BSONRegExp'))
    return undefined;
  return [encodeValue(id)];
}

function* matching(
  keys: Iterable<string>,
  matches: Matcher,
  read: Reader,
  count?: ScanCount,
): Generator<StoredRecord> {
  for (const key of keys) {
    if (count !== undefined) count.examined++;
    const record = read(key, matches);
    if (record !== undefined) yield record;
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
