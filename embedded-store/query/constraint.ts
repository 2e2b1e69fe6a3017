// What a filter demands of single fields, as far as an index can use it. Only conjunctions are read. Every
// document that the index gives is still checked by the whole filter, so a demand that is missed costs time
// but is never wrong.
import { getField, isDoc, isList, type Doc } from '../value/document.ts';
import { TYPE, typeClass } from '../value/order.ts';
import { isOperatorDoc } from './matcher.ts';

interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

export interface Constraint {
  /** The field equals one of these values. */
  equals?: readonly unknown[];
  low?: Bound;
  high?: Bound;
  /** The field is a string that starts with this. */
  prefix?: string;
  /** A document without the field can not match. */
  present: boolean;
  /**
   * Demands read from the filter; if more than the parts above contain, some are left to the filter itself.
   */
  demands: number;
}

type Constraints = Map<string, Constraint>;

export interface FilterReading {
  readonly fields: Constraints;
  /** The constraints say everything the filter says, so index keys alone decide. */
  readonly exact: boolean;
}

export function readConstraints(filter: Doc): FilterReading {
  const fields: Constraints = new Map();
  const complete = collect(filter, fields);
  return { fields, exact: complete && [...fields.values()].every(isExact) };
}

function isExact(constraint: Constraint): boolean {
  const { equals, low, high, demands } = constraint;
  if (equals !== undefined) return demands === 1 && low === undefined && high === undefined;
  return demands > 0 && demands === Number(low !== undefined) + Number(high !== undefined);
}

/** False if a part of the filter is not a demand on a single field. */
function collect(filter: Doc, found: Constraints): boolean {
  let complete = true;
  for (const key in filter) {
    const value = getField(filter, key);
    if (key === '$and' && isList(value)) {
      for (const part of value) complete = isDoc(part) && collect(part, found) && complete;
    } else if (key.startsWith('$')) {
      complete = false;
    } else {
      const constraint = found.get(key) ?? { present: false, demands: 0 };
      found.set(key, constraint);
      addCondition(constraint, value);
    }
  }
  return complete;
}

function addCondition(constraint: Constraint, value: unknown): void {
  if (isOperatorDoc(value)) {
    for (const operator in value) {
      constraint.demands++;
      addOperator(constraint, operator, value);
    }
    return;
  }
  constraint.demands++;
  if (value instanceof RegExp) addPrefix(constraint, value.source, value.flags);
  else addEquals(constraint, [value]);
}

/** False for arrays and patterns: they mean more than equality, so no index key stands for them. */
function isKeyable(value: unknown): boolean {
  const kind = typeClass(value);
  return kind !== TYPE.array && kind !== TYPE.regex && kind < TYPE.other;
}

function addEquals(constraint: Constraint, values: readonly unknown[]): void {
  if (!values.every(isKeyable)) return;
  if (constraint.equals === undefined || values.length < constraint.equals.length) constraint.equals = values;
  if (values.every((value) => value !== null && value !== undefined)) constraint.present = true;
}

function isRangeable(value: unknown): boolean {
  const kind = typeClass(value);
  return (
    isKeyable(value) &&
    kind !== TYPE.null &&
    kind !== TYPE.minKey &&
    kind !== TYPE.object &&
    !Number.isNaN(value)
  );
}

function addOperator(constraint: Constraint, operator: string, condition: Doc): void {
  const operand = condition[operator];
  switch (operator) {
    case '$eq':
      return addEquals(constraint, [operand]);
    case '$in':
      return isList(operand) ? addEquals(constraint, operand) : undefined;
    case '$exists':
      if (operand === true || operand === 1) constraint.present = true;
      return;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return addRange(constraint, operator, operand);
    case '$regex': {
      const options = typeof condition['$options'] === 'string' ? condition['$options'] : '';
      if (typeof operand === 'string') addPrefix(constraint, operand, options);
      if (operand instanceof RegExp) addPrefix(constraint, operand.source, options + operand.flags);
      return;
    }
    default:
  }
}

function addRange(constraint: Constraint, operator: string, value: unknown): void {
  if (!isRangeable(value)) return;
  constraint.present = true;
  const bound = { value, inclusive: operator.endsWith('e') };
  if (operator.startsWith('$g')) constraint.low ??= bound;
  else constraint.high ??= bound;
}

function addPrefix(constraint: Constraint, source: string, flags: string): void {
  constraint.present = true;
  const literal = /^\^([\w:/ @=,;-]+)/.exec(source)?.[1];
  if (literal === undefined || flags !== '' || source.includes('|')) return;
  const next = source.charAt(literal.length + 1);
  // A quantifier after the last character makes that character optional.
  const safe = '*?{'.includes(next) && next !== '' ? literal.slice(0, -1) : literal;
  if (safe !== '') constraint.prefix = safe;
}
