// $push, $addToSet, $pull, $pullAll and $pop on one array; the same reference if nothing changes.
import { StoreError } from '../failure.ts';
import { getField, isDoc, isList, type Doc, type List } from '../value/document.ts';
import { compareValues, encodeValue, equalValues } from '../value/order.ts';
import { compileElement, isOperatorDoc } from '../query/matcher.ts';
import { parseSort, sortBy } from '../query/sort.ts';

type Apply = (old: unknown) => unknown;

function requireList(old: unknown, operator: string): List {
  if (old === undefined) return [];
  if (isList(old)) return old;
  throw new StoreError('BadValue', `${operator} needs an array, found ${JSON.stringify(old)}`);
}

interface Push {
  readonly items: List;
  readonly position: number | undefined;
  readonly slice: number | undefined;
  readonly sort: unknown;
}

const PUSH_MODIFIERS = ['$each', '$position', '$slice', '$sort'];

function parsePush(operand: unknown, operator: string): Push {
  if (!isDoc(operand) || !('$each' in operand)) {
    return { items: [operand], position: undefined, slice: undefined, sort: undefined };
  }
  const unknown = Object.keys(operand).find((key) => !PUSH_MODIFIERS.includes(key));
  if (unknown !== undefined)
    throw new StoreError('BadValue', `unrecognized clause in ${operator}: ${unknown}`);
  const items = operand['$each'];
  if (!isList(items)) throw new StoreError('BadValue', `$each of ${operator} needs an array`);
  return {
    items,
    position: whole(operand, '$position'),
    slice: whole(operand, '$slice'),
    sort: operand['$sort'],
  };
}

function whole(operand: Doc, name: string): number | undefined {
  const value = operand[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new StoreError('BadValue', `${name} needs a whole number`);
  return value;
}

export function push(operand: unknown): Apply {
  const { items, position, slice, sort } = parsePush(operand, '$push');
  return (old) => {
    const list = requireList(old, '$push');
    const at =
      position === undefined ? list.length : position < 0 ? Math.max(0, list.length + position) : position;
    let out: unknown[] = [...list.slice(0, at), ...items, ...list.slice(at)];
    if (sort !== undefined) out = sortItems(out, sort);
    if (slice !== undefined) out = slice < 0 ? out.slice(slice) : out.slice(0, slice);
    const same = isList(old) && out.length === old.length && out.every((item, i) => item === old[i]);
    return same ? old : out;
  };
}

function sortItems(items: unknown[], sort: unknown): unknown[] {
  if (sort === 1 || sort === -1) return items.sort((a, b) => sort * compareValues(a, b));
  return sortBy(items, (item) => (isDoc(item) ? item : {}), parseSort(sort));
}

export function addToSet(operand: unknown): Apply {
  const { items } = parsePush(operand, '$addToSet');
  return (old) => {
    const list = requireList(old, '$addToSet');
    const keys = new Set(list.map(encodeValue));
    const fresh = items.filter((item) => {
      const key = encodeValue(item);
      return keys.has(key) ? false : keys.add(key);
    });
    return fresh.length === 0 && old !== undefined ? old : [...list, ...fresh];
  };
}

function keepItems(old: unknown, keep: (item: unknown) => boolean, operator: string): unknown {
  if (old === undefined) return undefined;
  const list = requireList(old, operator);
  const out = list.filter(keep);
  return out.length === list.length ? old : out;
}

export function pull(operand: unknown): Apply {
  const matches = pullTest(operand);
  return (old) => keepItems(old, (item) => !matches(item), '$pull');
}

function pullTest(operand: unknown): (item: unknown) => boolean {
  if (operand instanceof RegExp) return compileElement({ $regex: operand });
  if (!isDoc(operand)) return (item) => equalValues(item, operand);
  return compileElement(operand);
}

export function pullAll(operand: unknown): Apply {
  if (!isList(operand)) throw new StoreError('BadValue', '$pullAll needs an array');
  const keys = new Set(operand.map(encodeValue));
  return (old) => keepItems(old, (item) => !keys.has(encodeValue(item)), '$pullAll');
}

export function pop(operand: unknown): Apply {
  if (operand !== 1 && operand !== -1) throw new StoreError('FailedToParse', '$pop needs 1 or -1');
  return (old) => {
    if (old === undefined) return undefined;
    const list = requireList(old, '$pop');
    if (list.length === 0) return old;
    return operand === 1 ? list.slice(0, -1) : list.slice(1);
  };
}

/** The parts of a filter about one array, as tests of the element that the positional `$` stands for. */
export function positionalTests(filter: Doc, array: string): ((item: unknown) => boolean)[] {
  const tests: ((item: unknown) => boolean)[] = [];
  for (const key in filter) {
    const condition = getField(filter, key);
    if (key === '$and' && isList(condition)) {
      for (const part of condition) if (isDoc(part)) tests.push(...positionalTests(part, array));
    } else if (key === array) {
      tests.push(elementTest(condition));
    } else if (key.startsWith(`${array}.`)) {
      tests.push(compileElement({ [key.slice(array.length + 1)]: condition }));
    }
  }
  return tests;
}

function elementTest(condition: unknown): (item: unknown) => boolean {
  if (isDoc(condition) && '$elemMatch' in condition) return compileElement(condition['$elemMatch']);
  if (isOperatorDoc(condition)) return compileElement(condition);
  return (item) => equalValues(item, condition);
}
