// $group for the usual form, whose keys and operands are fields or constants; mingo runs all other forms.
import { getField, isDoc, isList, type Doc } from '../value/document.ts';
import { compareValues, encodeValue } from '../value/order.ts';
import { parsePath, type Path } from '../value/path.ts';
import { combine } from '../update/arithmetic.ts';

type Operand = (doc: Doc) => unknown;

interface Accumulator {
  readonly start: () => unknown;
  readonly step: (state: unknown, value: unknown) => unknown;
  readonly end?: (state: unknown) => unknown;
}

const NOTHING: unique symbol = Symbol('nothing yet');

interface Mean {
  readonly sum: number;
  readonly count: number;
}

function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    (typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Long')
  );
}

function keep(sign: number): Accumulator {
  return {
    start: () => null,
    step: (state, value) => {
      if (value === undefined || value === null) return state;
      return state === null || sign * compareValues(value, state) > 0 ? value : state;
    },
  };
}

const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: {
    start: () => 0,
    step: (state, value) => (isNumeric(value) ? combine('$inc', state, value) : state),
  },
  $count: { start: () => 0, step: (state) => (state as number) + 1 },
  $avg: {
    start: (): Mean => ({ sum: 0, count: 0 }),
    step: (state, value) => {
      const { sum, count } = state as Mean;
      return isNumeric(value) ? { sum: sum + Number(value), count: count + 1 } : state;
    },
    end: (state) => ((state as Mean).count === 0 ? null : (state as Mean).sum / (state as Mean).count),
  },
  $min: keep(-1),
  $max: keep(1),
  $first: {
    start: () => NOTHING,
    step: (state, value) => (state === NOTHING ? (value ?? null) : state),
  },
  $last: { start: () => null, step: (_state, value) => value ?? null },
  $push: {
    start: () => [],
    step: (state, value) => {
      if (value !== undefined) (state as unknown[]).push(value);
      return state;
    },
  },
  $addToSet: {
    start: () => new Map<string, unknown>(),
    step: (state, value) =>
      value === undefined ? state : (state as Map<string, unknown>).set(encodeValue(value), value),
    end: (state) => [...(state as Map<string, unknown>).values()],
  },
};

/** Field values as expressions see them: an array on the path gives the array of the values in it. */
function resolve(node: unknown, path: Path, depth: number): unknown {
  if (depth === path.length) return node;
  if (isDoc(node)) return resolve(getField(node, path[depth] as string), path, depth + 1);
  if (!isList(node)) return undefined;
  return node.map((item) => resolve(item, path, depth)).filter((item) => item !== undefined);
}

/** undefined if the expression is not a field, a constant or a document of these. */
function compileOperand(expression: unknown): Operand | undefined {
  if (typeof expression === 'string' && expression.startsWith('$')) {
    if (expression === '$$ROOT') return (doc) => doc;
    if (expression.startsWith('$$')) return undefined;
    const path = parsePath(expression.slice(1));
    return path.length === 1 ? (doc) => getField(doc, path[0] as string) : (doc) => resolve(doc, path, 0);
  }
  if (isList(expression)) return undefined;
  if (!isDoc(expression)) return () => expression;
  const fields = compileFields(expression);
  if (fields === undefined) return undefined;
  return (doc) => {
    const out: Doc = {};
    for (const [name, operand] of fields) {
      const value = operand(doc);
      if (value !== undefined) out[name] = value;
    }
    return out;
  };
}

function compileFields(expression: Doc): [string, Operand][] | undefined {
  const fields: [string, Operand][] = [];
  for (const name in expression) {
    const operand = name.startsWith('$') ? undefined : compileOperand(expression[name]);
    if (operand === undefined) return undefined;
    fields.push([name, operand]);
  }
  return fields;
}

interface GroupId {
  readonly idOf: Operand;
  /** Equal for documents of the same group, and made without building the id. */
  readonly keyOf: (doc: Doc) => string;
}

function compileId(expression: unknown): GroupId | undefined {
  const idOf = compileOperand(expression);
  if (idOf === undefined) return undefined;
  const fields = isDoc(expression) ? compileFields(expression) : undefined;
  if (fields === undefined) return { idOf, keyOf: (doc) => keyOf(idOf(doc) ?? null) };
  return {
    idOf,
    keyOf: (doc) => {
      let key = '';
      for (const [, operand] of fields) key += keyOf(operand(doc));
      return key;
    },
  };
}

/** Ends itself, as the encodings do. Texts, the usual keys, need none; no encoded value begins with these letters. */
function keyOf(value: unknown): string {
  if (value === undefined) return 'u';
  return typeof value === 'string' ? `t${value.length}:${value}` : encodeValue(value);
}

interface Column {
  readonly name: string;
  readonly accumulator: Accumulator;
  readonly operand: Operand;
}

function compileColumn(name: string, spec: unknown): Column | undefined {
  if (!isDoc(spec)) return undefined;
  const [operator, ...more] = Object.keys(spec);
  if (operator === undefined || more.length > 0 || !Object.hasOwn(ACCUMULATORS, operator)) return undefined;
  const accumulator = ACCUMULATORS[operator];
  const operand = compileOperand(spec[operator]);
  return accumulator === undefined || operand === undefined ? undefined : { name, accumulator, operand };
}

/** undefined if the stage has not the usual form. */
export function compileGroup(spec: unknown): ((docs: Iterable<Doc>) => Iterable<Doc>) | undefined {
  if (!isDoc(spec) || !('_id' in spec)) return undefined;
  const id = compileId(spec['_id']);
  if (id === undefined) return undefined;
  const columns: Column[] = [];
  for (const name in spec) {
    if (name === '_id') continue;
    const column = compileColumn(name, spec[name]);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return (docs) => group(docs, id, columns);
}

function* group(
  docs: Iterable<Doc>,
  { idOf, keyOf: keyOfDoc }: GroupId,
  columns: readonly Column[],
): Generator<Doc> {
  const groups = new Map<string, { id: unknown; states: unknown[] }>();
  for (const doc of docs) {
    const key = keyOfDoc(doc);
    let entry = groups.get(key);
    if (entry === undefined) {
      entry = { id: idOf(doc) ?? null, states: columns.map(({ accumulator }) => accumulator.start()) };
      groups.set(key, entry);
    }
    const { states } = entry;
    for (let i = 0; i < columns.length; i++) {
      const { accumulator, operand } = columns[i] as Column;
      states[i] = accumulator.step(states[i], operand(doc));
    }
  }
  for (const { id, states } of groups.values()) {
    const out: Doc = { _id: id };
    columns.forEach(({ name, accumulator }, i) => {
      out[name] = accumulator.end === undefined ? states[i] : accumulator.end(states[i]);
    });
    yield out;
  }
}
