// Chooses an index for a filter and a sort: as many leading fields by equality as possible, then one range,
// then the order that the index has anyway. Every index ends with _id.
import type { Collection } from '../catalog/collection.ts';
import type { IndexField, IndexTree } from '../catalog/index-tree.ts';
import type { Doc } from '../value/document.ts';
import { AFTER, encodeValue, invertKey, TYPE, typeClass } from '../value/order.ts';
import { readConstraints, type Constraint, type FilterReading } from './constraint.ts';
import type { SortField } from './sort.ts';

export interface KeyRange {
  /** First key, inclusive. */
  readonly low: string;
  /** End, exclusive. */
  readonly high: string;
  /** Length of the part fixed by equality; the rest of a key decides the order between ranges. */
  readonly fixed: number;
}

export interface IndexPlan {
  readonly index: IndexTree;
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** How to read the ranges so that the wanted order results; undefined: the result has to be sorted. */
  readonly order: 'concatenate' | 'merge' | undefined;
  readonly score: number;
  /** The filter limits the keys to be read; false if the index gives only the order. */
  readonly selective: boolean;
  /** Every key of the ranges is a match and every match has one key, so the documents need not be read. */
  readonly covered: boolean;
}

const ID_FIELD: IndexField = { name: '_id', path: ['_id'], descending: false };
const MAX_RANGES = 20_000;
const MAX_MERGED_RANGES = 256;

export function planQuery(
  collection: Collection,
  filter: Doc,
  sort: readonly SortField[],
  limited: boolean,
): IndexPlan | undefined {
  const reading = readConstraints(filter);
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    const plan = planIndex(index, reading, sort, limited);
    if (plan !== undefined && (best === undefined || plan.score > best.score)) best = plan;
  }
  return best;
}

interface Prefix {
  readonly keys: readonly string[];
  readonly fields: number;
  /** Fields with exactly one value; they do not affect the order. */
  readonly singles: ReadonlySet<string>;
  readonly firstList: number;
}

function planIndex(
  index: IndexTree,
  reading: FilterReading,
  sort: readonly SortField[],
  limited: boolean,
): IndexPlan | undefined {
  const constraints = reading.fields;
  if (index.spec.sparse && !index.fields.some((field) => constraints.get(field.name)?.present === true)) {
    return undefined;
  }
  const fields = keyFields(index);
  const prefix = readPrefix(fields, constraints);
  const bounds = boundsBehind(prefix, fields, constraints, index.multikey);
  const direction = index.multikey ? undefined : sortDirection(fields, sort, prefix);
  const order = direction === undefined ? undefined : orderOf(fields, sort, prefix);
  const isOrdered = order !== undefined && sort.length > 0;
  const score = scoreOf(index, prefix, bounds) + (isOrdered ? (limited ? 7 : 3) : 0);
  if (score === 0) return undefined;
  const used = prefix.fields + (bounds === undefined ? 0 : 1);
  return {
    index,
    ranges: rangesOf(prefix, bounds),
    reverse: direction === -1,
    order,
    score,
    selective: used > 0 || index.spec.sparse,
    covered: reading.exact && !index.multikey && used === constraints.size && bounds?.exact !== false,
  };
}

/** The fields of an index's keys, which end with the id. */
function keyFields(index: IndexTree): readonly IndexField[] {
  const hasId = index.fields.some((field) => field.name === '_id');
  return hasId ? index.fields : [...index.fields, ID_FIELD];
}

function rangesOf(prefix: Prefix, bounds: Bounds | undefined): KeyRange[] {
  return prefix.keys.map((key) => ({
    low: key + (bounds?.low ?? ''),
    high: key + (bounds?.high ?? AFTER),
    fixed: key.length,
  }));
}

/** How much the filter narrows the keys to be read; the order that the index gives counts beside it. */
function scoreOf(index: IndexTree, prefix: Prefix, bounds: Bounds | undefined): number {
  const complete = index.spec.unique && prefix.fields >= index.fields.length;
  return (
    prefix.fields * 10 +
    (bounds === undefined ? 0 : bounds.both ? 6 : 4) +
    (complete ? 50 : 0) +
    (index.spec.sparse ? 1 : 0)
  );
}

function readPrefix(fields: readonly IndexField[], constraints: FilterReading['fields']): Prefix {
  let keys = [''];
  const singles = new Set<string>();
  let firstList = -1;
  let count = 0;
  for (const field of fields) {
    const values = constraints.get(field.name)?.equals;
    if (values === undefined || keys.length * values.length > MAX_RANGES) break;
    const encoded = [...new Set(values.map((value) => encodeField(field, value)))];
    if (encoded.length === 1) singles.add(field.name);
    else if (firstList === -1) firstList = count;
    keys = keys.flatMap((key) => encoded.map((value) => key + value));
    count++;
  }
  if (keys.length > 1) keys.sort();
  return { keys, fields: count, singles, firstList };
}

function encodeField(field: IndexField, value: unknown): string {
  const key = encodeValue(value);
  return field.descending ? invertKey(key) : key;
}

interface Bounds {
  readonly low: string;
  readonly high: string;
  readonly both: boolean;
  readonly exact: boolean;
}

/** The bounds of the first field that the prefix leaves open. */
function boundsBehind(
  prefix: Prefix,
  fields: readonly IndexField[],
  constraints: FilterReading['fields'],
  multikey: boolean,
): Bounds | undefined {
  const field = fields[prefix.fields];
  const constraint = field === undefined ? undefined : constraints.get(field.name);
  return field === undefined || constraint === undefined ? undefined : boundsOf(field, constraint, multikey);
}

/** The part of one field's keys that is within bounds and type: comparisons never match another type. */
function boundsOf(field: IndexField, constraint: Constraint, multikey: boolean): Bounds | undefined {
  const { low, high, prefix } = constraint;
  if (low === undefined && high === undefined) return prefixBounds(field, prefix);
  const sample = encodeField(field, low?.value ?? high?.value);
  let from = sample.charAt(0);
  let to = String.fromCharCode(sample.charCodeAt(0) + 1);
  const [start, end] = field.descending ? [high, low] : [low, high];
  // Of an array one element may be above the lower and another below the upper bound: use only one.
  const useEnd = !multikey || start === undefined;
  if (start !== undefined) from = encodeField(field, start.value) + (start.inclusive ? '' : AFTER);
  if (end !== undefined && useEnd) to = encodeField(field, end.value) + (end.inclusive ? AFTER : '');
  const both = low !== undefined && high !== undefined;
  return { low: from, high: to, both, exact: areExact(constraint) };
}

function prefixBounds(field: IndexField, prefix: string | undefined): Bounds | undefined {
  if (prefix === undefined || field.descending) return undefined;
  const start = encodeValue(prefix).slice(0, -1);
  return { low: start, high: start + AFTER, both: true, exact: false };
}

/** Without a lower bound the keys of numbers include NaN, which does not match. */
function areExact({ low, high }: Constraint): boolean {
  if (low === undefined) return typeClass(high?.value) !== TYPE.number;
  return high === undefined || typeClass(low.value) === typeClass(high.value);
}

/** 1 if reading the index forward gives the sort, -1 if backward does, undefined if neither does. */
function sortDirection(
  fields: readonly IndexField[],
  sort: readonly SortField[],
  prefix: Prefix,
): 1 | -1 | undefined {
  const wanted = sort.filter((entry) => !prefix.singles.has(entry.name));
  if (wanted.length === 0) return 1;
  let position = firstOrdered(fields, wanted, prefix);
  let direction: 1 | -1 | undefined;
  for (const entry of wanted) {
    while (position < fields.length && prefix.singles.has(fields[position]?.name ?? '')) position++;
    const field = fields[position];
    if (field === undefined || field.name !== entry.name) return undefined;
    const step = field.descending === entry.descending ? 1 : -1;
    if (direction !== undefined && step !== direction) return undefined;
    direction = step;
    position++;
    if (entry.name === '_id') break;
  }
  return direction;
}

/**
 * Where the sort has to begin: at the first field with a list (`$in`), or after the whole equality prefix.
 */
function firstOrdered(fields: readonly IndexField[], wanted: readonly SortField[], prefix: Prefix): number {
  if (prefix.firstList === -1) return 0;
  return fields[prefix.firstList]?.name === wanted[0]?.name ? prefix.firstList : prefix.fields;
}

function orderOf(
  fields: readonly IndexField[],
  sort: readonly SortField[],
  prefix: Prefix,
): IndexPlan['order'] {
  if (prefix.keys.length === 1) return 'concatenate';
  const wanted = sort.filter((entry) => !prefix.singles.has(entry.name));
  if (wanted.length === 0) return 'concatenate';
  if (fields[prefix.firstList]?.name === wanted[0]?.name) return 'concatenate';
  return prefix.keys.length <= MAX_MERGED_RANGES ? 'merge' : undefined;
}
