// Tests of a single value: comparisons, membership, patterns, types. The caller opens arrays.
import { BSONRegExp } from 'bson';
import { StoreError } from '../failure.ts';
import { isDoc, isList, type Doc } from '../value/document.ts';
import { compareValues, encodeValue, equalValues, TYPE, typeClass } from '../value/order.ts';

export type ValueTest = (value: unknown) => boolean;

/** One operator on one value. `condition` is the whole operator document, for `$options`. */
export function leafTest(operator: string, operand: unknown, condition: Doc): ValueTest {
  switch (operator) {
    case '$eq':
      return equality(operand);
    case '$in':
      return membership(operand);
    case '$gt':
      return range(operand, (order) => order > 0, false);
    case '$gte':
      return range(operand, (order) => order >= 0, true);
    case '$lt':
      return range(operand, (order) => order < 0, false);
    case '$lte':
      return range(operand, (order) => order <= 0, true);
    case '$regex':
      return pattern(toRegExp(operand, condition['$options']));
    case '$mod':
      return modulo(operand);
    case '$type':
      return typeTest(operand);
    default:
      throw new StoreError('BadValue', `unknown operator: ${operator}`);
  }
}

function equality(operand: unknown): ValueTest {
  if (operand instanceof RegExp || operand instanceof BSONRegExp) {
    const matches = pattern(toRegExp(operand, undefined));
    return (value) => matches(value) || equalValues(value, operand);
  }
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  return (value) => value !== undefined && value !== null && equalValues(value, operand);
}

function membership(operand: unknown): ValueTest {
  if (!isList(operand)) throw new StoreError('BadValue', '$in needs an array');
  const texts = new Set<unknown>();
  const keys = new Set<string>();
  const patterns: ValueTest[] = [];
  for (const item of operand) {
    if (typeof item === 'string' || typeof item === 'boolean') texts.add(item);
    else if (item instanceof RegExp || item instanceof BSONRegExp)
      patterns.push(pattern(toRegExp(item, undefined)));
    else if (isDoc(item) && Object.keys(item)[0]?.startsWith('$') === true) {
      throw new StoreError('BadValue', 'cannot nest $ under $in');
    } else keys.add(encodeValue(item));
  }
  return (value) => {
    if (texts.has(value)) return true;
    if (keys.size > 0 && typeof value !== 'string' && keys.has(encodeValue(value))) return true;
    return patterns.some((test) => test(value));
  };
}

function range(operand: unknown, passes: (order: number) => boolean, inclusive: boolean): ValueTest {
  if (operand instanceof RegExp) throw new StoreError('BadValue', 'a range cannot compare with a regex');
  const kind = typeClass(operand);
  if (kind === TYPE.null) return (value) => inclusive && (value === null || value === undefined);
  const anyType = kind === TYPE.minKey || kind === TYPE.maxKey;
  const notANumber = typeof operand === 'number' && Number.isNaN(operand);
  return (value) => {
    if (value === undefined || (!anyType && typeClass(value) !== kind)) return false;
    const valueIsNaN = typeof value === 'number' && Number.isNaN(value);
    if (notANumber || valueIsNaN) return inclusive && notANumber && valueIsNaN;
    return passes(compareValues(value, operand));
  };
}

function toRegExp(operand: unknown, options: unknown): RegExp {
  let source: string;
  let flags = typeof options === 'string' ? options : '';
  if (operand instanceof RegExp) {
    source = operand.source;
    flags ||= operand.flags;
  } else if (operand instanceof BSONRegExp) {
    source = operand.pattern;
    flags ||= operand.options;
  } else if (typeof operand === 'string') {
    source = operand;
  } else {
    throw new StoreError('BadValue', '$regex needs a string or a regex');
  }
  if (/[^imsug]/.test(flags)) throw new StoreError('BadValue', `regex option not supported: ${flags}`);
  try {
    return new RegExp(source, flags.replace(/[ug]/g, ''));
  } catch (cause) {
    throw new StoreError('BadValue', `regex does not compile: ${source} (${String(cause)})`);
  }
}

function pattern(regex: RegExp): ValueTest {
  return (value) => typeof value === 'string' && regex.test(value);
}

function modulo(operand: unknown): ValueTest {
  if (!isList(operand) || operand.length !== 2)
    throw new StoreError('BadValue', '$mod needs [divisor, remainder]');
  const [divisor, remainder] = operand.map(Number) as [number, number];
  if (divisor === 0) throw new StoreError('BadValue', '$mod divisor cannot be 0');
  return (value) =>
    typeof value === 'number' && Math.trunc(value) % Math.trunc(divisor) === Math.trunc(remainder);
}

const TYPE_NAMES: Record<string, ValueTest> = {
  double: (v) => typeof v === 'number' && !isInt32(v),
  string: (v) => typeof v === 'string',
  object: isDoc,
  array: isList,
  binData: (v) => typeClass(v) === TYPE.binary,
  objectId: (v) => typeClass(v) === TYPE.objectId,
  bool: (v) => typeof v === 'boolean',
  date: (v) => v instanceof Date,
  null: (v) => v === null,
  regex: (v) => typeClass(v) === TYPE.regex,
  int: isInt32,
  timestamp: (v) => typeClass(v) === TYPE.timestamp,
  long: (v) => isTagged(v, 'Long'),
  decimal: (v) => isTagged(v, 'Decimal128'),
  number: (v) => v !== undefined && typeClass(v) === TYPE.number,
  minKey: (v) => typeClass(v) === TYPE.minKey,
  maxKey: (v) => typeClass(v) === TYPE.maxKey,
};
const TYPE_NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

function isTagged(value: unknown, tag: string): boolean {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === tag;
}

function typeTest(operand: unknown): ValueTest {
  const tests = (isList(operand) ? operand : [operand]).map((item) => {
    const name = typeof item === 'number' ? (TYPE_NUMBERS[item] ?? '') : String(item);
    const test = TYPE_NAMES[name];
    if (test === undefined) throw new StoreError('BadValue', `unknown type name or number: ${String(item)}`);
    return test;
  });
  return (value) => value !== undefined && tests.some((test) => test(value));
}
