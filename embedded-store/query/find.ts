// Finds the records of a filter in the wanted order; lazily if an index gives the order.
import type { Collection } from '../catalog/collection.ts';
import type { StoredRecord } from '../catalog/index-tree.ts';
import { StoreError } from '../failure.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { planQuery, type IndexPlan } from './planner.ts';
import { scanAll, scanIndex } from './scan.ts';
import { sortBy, type SortField } from './sort.ts';

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

function* scanAccess(collection: Collection, access: Access): Generator<StoredRecord> {
  const [first, ...others] = access;
  if (first === undefined) return yield* scanAll(collection);
  if (others.length === 0) return yield* scanIndex(first);
  const seen = new Set<StoredRecord>();
  for (const plan of access) {
    for (const record of scanIndex(plan)) {
      if (seen.has(record)) continue;
      seen.add(record);
      yield record;
    }
  }
}

export function findRecords(collection: Collection, query: Query, count?: ScanCount): Iterable<StoredRecord> {
  const matches = compileFilter(query.filter, query.variables);
  const direct = byIdOnly(collection, query.filter);
  if (direct !== undefined) return page(matching(direct, matches, count), query.skip, query.limit);
  const access = chooseAccess(collection, query);
  const found = matching(scanAccess(collection, access), matches, count);
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
  const matches = compileFilter(query.filter, query.variables);
  const access = chooseAccess(collection, { ...query, sort: [] });
  const [plan] = access;
  let n = 0;
  if (Object.keys(query.filter).length === 0) {
    n = collection.records.size;
  } else if (access.length === 1 && plan?.covered === true) {
    for (const { low, high } of plan.ranges) n += plan.index.tree.forRange(low, high, false);
  } else {
    for (const _ of page(matching(scanAccess(collection, access), matches), query.skip, query.limit)) n++;
    return n;
  }
  const rest = Math.max(0, n - query.skip);
  return query.limit > 0 ? Math.min(rest, query.limit) : rest;
}

/** `{_id: value, …}`: one look-up in the map of records. */
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
