// Compiles an update document into a list of changes. Unknown operators and colliding paths are refused
// before anything is changed.
import { Timestamp } from 'bson';
import { StoreError } from '../failure.ts';
import { isDoc, type Doc } from '../value/document.ts';
import { compareValues, sameValue } from '../value/order.ts';
import { combine } from './arithmetic.ts';
import { addToSet, pop, pull, pullAll, push } from './array-operators.ts';
import { REMOVE } from './write-path.ts';

interface FieldChange {
  readonly path: string;
  readonly apply: (old: unknown) => unknown;
  readonly create: boolean;
  /** Applies only when an upsert inserts the document. */
  readonly insertOnly: boolean;
}

interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface CompiledUpdate {
  readonly changes: readonly FieldChange[];
  readonly renames: readonly Rename[];
}

type Build = (operand: unknown, path: string) => (old: unknown) => unknown;

const set: Build = (operand) => (old) => (sameValue(old, operand) ? old : operand);

function keepBest(operand: unknown, sign: number): (old: unknown) => unknown {
  return (old) => (old === undefined || sign * compareValues(operand, old) > 0 ? operand : old);
}

function number(operator: '$inc' | '$mul'): Build {
  return (operand, path) => {
    if (typeof operand !== 'number' && (typeof operand !== 'object' || operand === null)) {
      throw new StoreError('TypeMismatch', `cannot ${operator} with a non-number at ${path}`);
    }
    return (old) => {
      const value = combine(operator, old, operand);
      return sameValue(old, value) ? old : value;
    };
  };
}

const currentDate: Build = (operand, path) => {
  const kind = isDoc(operand) ? operand['$type'] : 'date';
  if (operand !== true && kind !== 'date' && kind !== 'timestamp') {
    throw new StoreError('BadValue', `$currentDate of ${path} needs true or {$type: 'date' | 'timestamp'}`);
  }
  return () =>
    kind === 'timestamp' ? new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }) : new Date();
};

const OPERATORS: Record<string, { build: Build; create: boolean }> = {
  $set: { build: set, create: true },
  $setOnInsert: { build: set, create: true },
  $unset: { build: () => (old) => (old === undefined ? undefined : REMOVE), create: false },
  $inc: { build: number('$inc'), create: true },
  $mul: { build: number('$mul'), create: true },
  $min: { build: (operand) => keepBest(operand, -1), create: true },
  $max: { build: (operand) => keepBest(operand, 1), create: true },
  $currentDate: { build: currentDate, create: true },
  $push: { build: push, create: true },
  $addToSet: { build: addToSet, create: true },
  $pull: { build: pull, create: false },
  $pullAll: { build: pullAll, create: false },
  $pop: { build: pop, create: false },
};

export function isReplacement(update: Doc): boolean {
  for (const key in update) return !key.startsWith('$');
  return true;
}

export function compileOperators(update: Doc): CompiledUpdate {
  const changes: FieldChange[] = [];
  const renames: Rename[] = [];
  const paths: string[] = [];
  for (const operator in update) {
    const fields = update[operator];
    if (!isDoc(fields)) throw new StoreError('FailedToParse', `modifiers of ${operator} must be a document`);
    const rule = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (rule === undefined && operator !== '$rename') {
      throw new StoreError('FailedToParse', `unknown modifier: ${operator}`);
    }
    for (const path in fields) {
      checkPath(path);
      paths.push(path);
      if (rule === undefined) {
        const to = fields[path];
        if (typeof to !== 'string') throw new StoreError('BadValue', '$rename needs a field name');
        checkPath(to);
        paths.push(to);
        renames.push({ from: path, to });
      } else {
        const insertOnly = operator === '$setOnInsert';
        changes.push({ path, apply: rule.build(fields[path], path), create: rule.create, insertOnly });
      }
    }
  }
  refuseCollisions(paths);
  return { changes, renames };
}

function checkPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes(''))
    throw new StoreError('BadValue', `the update path '${path}' has an empty field name`);
  const odd = parts.find((part, i) => part.startsWith('$') && (i === 0 || !/^\$(\[\w*\])?$/.test(part)));
  if (odd !== undefined)
    throw new StoreError('DollarPrefixedFieldName', `the dollar ($) prefixed field '${odd}' is not valid`);
}

function refuseCollisions(paths: readonly string[]): void {
  if (paths.length < 2) return;
  const sorted = paths.map((path) => `${path}.`).sort();
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as string;
    if (sorted[i]?.startsWith(before) === true) {
      throw new StoreError(
        'ConflictingUpdateOperators',
        `updating the path '${before.slice(0, -1)}' twice would create a conflict`,
      );
    }
  }
}
