// Filters of JSONPath (RFC 9535): comparisons, tests, functions. Patterns run on re2, in linear time.
import type { JsonPathQuery } from 'jsonpath-rfc9535/parser';
import { textTest } from '../text-rule.ts';

export type Json = unknown;
type Segment = JsonPathQuery['segments'][number];
export type Selector =
  | Exclude<Segment['node'], { type: 'BracketedSelection' }>
  | Extract<Segment['node'], { type: 'BracketedSelection' }>['selectors'][number];
export type PathSegment = Segment | { readonly type: 'SingularQuerySegment'; readonly node: Selector };

type Condition = Extract<Selector, { type: 'FilterSelector' }>['value'];
type Comparison = Extract<Condition, { type: 'ComparisonExpr' }>;
type Call = Extract<Comparison['left'], { type: 'FunctionExpr' }>;
type Operand = Comparison['left'] | Call['arguments'][number];
type FilterQuery = Extract<Operand, { type: 'FilterQuery' }>;
type Path = Extract<Operand, { segments: unknown }> | FilterQuery['value'];

/** Follows the paths within a filter. */
export interface PathReader {
  readonly root: Json;
  follow(steps: readonly PathSegment[], from: Json): Json[];
}

export function isJsonObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the filter selects `here`, a member or an element. */
export function isMet(condition: Condition, here: Json, reader: PathReader): boolean {
  switch (condition.type) {
    case 'LogicalOrExpr':
      return isMet(condition.left, here, reader) || isMet(condition.right, here, reader);
    case 'LogicalAndExpr':
      return isMet(condition.left, here, reader) && isMet(condition.right, here, reader);
    case 'LogicalNotExpr':
      return !isMet(condition.expression, here, reader);
    case 'ComparisonExpr':
      return compare(
        condition.op,
        valueOf(condition.left, here, reader),
        valueOf(condition.right, here, reader),
      );
    case 'TestExpr':
      return condition.expression.type === 'FunctionExpr'
        ? call(condition.expression, here, reader) === true
        : follow(condition.expression.value, here, reader).length > 0;
  }
}

function follow(path: Path, here: Json, reader: PathReader): Json[] {
  const isRelative = path.type === 'RelQuery' || path.type === 'RelSingularQuery';
  return reader.follow(path.segments, isRelative ? here : reader.root);
}

/** The single value of an operand; undefined when it has none or several. */
function valueOf(operand: Operand, here: Json, reader: PathReader): Json {
  if (operand.type === 'Literal') return operand.value;
  if (operand.type === 'FunctionExpr') return call(operand, here, reader);
  const values = valuesOf(operand, here, reader);
  return values.length === 1 ? values[0] : undefined;
}

function valuesOf(operand: Operand, here: Json, reader: PathReader): Json[] {
  switch (operand.type) {
    case 'FilterQuery':
      return follow(operand.value, here, reader);
    case 'RelSingularQuery':
    case 'AbsSingularQuery':
      return follow(operand, here, reader);
    default:
      return [];
  }
}

function call({ name, arguments: operands }: Call, here: Json, reader: PathReader): Json {
  const [first, second] = operands;
  if (first === undefined) return undefined;
  if (name === 'count') return valuesOf(first, here, reader).length;
  const value = valueOf(first, here, reader);
  if (second === undefined) return name === 'length' ? lengthOf(value) : name === 'value' ? value : undefined;
  return matches(name, value, valueOf(second, here, reader));
}

function lengthOf(value: Json): number | undefined {
  if (typeof value === 'string') return Array.from(value).length;
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

function matches(name: string, text: Json, pattern: Json): boolean | undefined {
  if (typeof text !== 'string' || typeof pattern !== 'string') return false;
  switch (name) {
    case 'match':
      return textTest(`/^(?:${pattern})$/`)(text);
    case 'search':
      return textTest(`/(?:${pattern})/`)(text);
    // `=~` of other dialects: its right side is plain text or /pattern/flags.
    case 'like':
      return textTest(pattern)(text);
    default:
      return undefined;
  }
}

function compare(operator: Comparison['op'], left: Json, right: Json): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return isLess(left, right);
    case '>':
      return isLess(right, left);
    case '<=':
      return isLess(left, right) || isEqual(left, right);
    case '>=':
      return isLess(right, left) || isEqual(left, right);
  }
}

function isLess(left: Json, right: Json): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return typeof left === 'string' && typeof right === 'string' && left < right;
}

function isEqual(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, i) => isEqual(item, right[i]));
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name], right[name]))
  );
}
