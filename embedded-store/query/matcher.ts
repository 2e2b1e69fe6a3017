// Compiles a filter into a predicate over documents. An operator that the store does not know is refused when
// compiling, never ignored.
import { StoreError } from '../failure.ts';
import { getField, isDoc, isList, type Doc } from '../value/document.ts';
import { parsePath, someAt, type Path } from '../value/path.ts';
import { evaluate } from './expression.ts';
import { leafTest, type ValueTest } from './leaf.ts';

export type Matcher = (doc: Doc) => boolean;

const ALWAYS: Matcher = () => true;

/** `variables`: what `$expr` may name with `$$`. */
export function compileFilter(filter: unknown, variables: Doc = {}): Matcher {
  if (!isDoc(filter)) throw new StoreError('BadValue', 'a filter must be a document');
  const tests: Matcher[] = [];
  for (const key in filter) tests.push(compileEntry(key, filter[key], variables));
  return allOf(tests);
}

function allOf(tests: readonly Matcher[]): Matcher {
  const [first, second] = tests;
  if (first === undefined) return ALWAYS;
  if (second === undefined) return first;
  if (tests.length === 2) return (doc) => first(doc) && second(doc);
  return (doc) => tests.every((test) => test(doc));
}

function compileList(key: string, value: unknown, variables: Doc): Matcher[] {
  if (!isList(value) || value.length === 0)
    throw new StoreError('BadValue', `${key} needs a non-empty array`);
  return value.map((part) => compileFilter(part, variables));
}

function compileEntry(key: string, value: unknown, variables: Doc): Matcher {
  if (!key.startsWith('$')) return compilePath(parsePath(key), value);
  switch (key) {
    case '$and':
      return allOf(compileList(key, value, variables));
    case '$or': {
      const tests = compileList(key, value, variables);
      return (doc) => tests.some((test) => test(doc));
    }
    case '$nor': {
      const tests = compileList(key, value, variables);
      return (doc) => !tests.some((test) => test(doc));
    }
    case '$expr':
      return (doc) => {
        const result = evaluate(doc, value, variables);
        return result !== false && result !== null && result !== undefined && result !== 0;
      };
    case '$comment':
      return ALWAYS;
    default:
      throw new StoreError('BadValue', `unknown top level operator: ${key}`);
  }
}

/** True for `{$gt: 1}`, false for an embedded document to compare with; a mixture of both is refused. */
export function isOperatorDoc(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  let operators = 0;
  let total = 0;
  for (const key in value) {
    total++;
    if (key.startsWith('$') && key !== '$ref' && key !== '$id' && key !== '$db') operators++;
  }
  if (operators > 0 && operators < total) throw new StoreError('BadValue', 'operators and fields are mixed');
  return operators > 0;
}

function compilePath(path: Path, condition: unknown): Matcher {
  if (!isOperatorDoc(condition)) return expanded(path, leafTest('$eq', condition, {}));
  const tests: Matcher[] = [];
  for (const operator in condition) {
    if (operator === '$options') continue;
    tests.push(compileOperator(path, operator, condition));
  }
  return allOf(tests);
}

/** Matches if the value at the path passes, or any element of it if it is an array. */
function expanded(path: Path, test: ValueTest): Matcher {
  const either: ValueTest = (value) => (isList(value) ? value.some(test) || test(value) : test(value));
  return direct(path, either);
}

/** Matches if the value at the path passes as it is. */
function direct(path: Path, test: ValueTest): Matcher {
  if (path.length === 1) {
    const name = path[0] as string;
    return (doc) => test(getField(doc, name));
  }
  return (doc) => someAt(doc, path, 0, test);
}

function not(matcher: Matcher): Matcher {
  return (doc) => !matcher(doc);
}

function compileOperator(path: Path, operator: string, condition: Doc): Matcher {
  const operand = condition[operator];
  switch (operator) {
    case '$ne':
      return not(expanded(path, leafTest('$eq', operand, condition)));
    case '$nin':
      return not(expanded(path, leafTest('$in', operand, condition)));
    case '$not':
      if (operand instanceof RegExp || isOperatorDoc(operand)) {
        return not(
          operand instanceof RegExp
            ? expanded(path, leafTest('$regex', operand, {}))
            : compilePath(path, operand),
        );
      }
      throw new StoreError('BadValue', '$not needs a regex or a document of operators');
    case '$exists': {
      const exists = direct(path, (value) => value !== undefined);
      return isTruthy(operand) ? exists : not(exists);
    }
    case '$size':
      if (typeof operand !== 'number') throw new StoreError('BadValue', '$size needs a whole number');
      return direct(path, (value) => isList(value) && value.length === operand);
    case '$all':
      return compileAll(path, operand);
    case '$elemMatch': {
      const element = compileElement(operand);
      return direct(path, (value) => isList(value) && value.some(element));
    }
    default:
      return expanded(path, leafTest(operator, operand, condition));
  }
}

export function isTruthy(value: unknown): boolean {
  return value !== false && value !== 0 && value !== null && value !== undefined;
}

function compileAll(path: Path, operand: unknown): Matcher {
  if (!isList(operand)) throw new StoreError('BadValue', '$all needs an array');
  if (operand.length === 0) return () => false;
  return allOf(
    operand.map((item) =>
      isDoc(item) && '$elemMatch' in item
        ? compilePath(path, item)
        : expanded(path, leafTest('$eq', item, {})),
    ),
  );
}

/** Test of one array element: `{$gt: 1}` tests the element itself, any other operand its fields. */
export function compileElement(operand: unknown): ValueTest {
  if (!isDoc(operand)) throw new StoreError('BadValue', '$elemMatch needs a document');
  const first = Object.keys(operand)[0] ?? '';
  const byValue = first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  if (byValue) {
    const matcher = compilePath(['value'], operand);
    return (value) => matcher({ value });
  }
  const matcher = compileFilter(operand);
  return (value) => isDoc(value) && matcher(value);
}
