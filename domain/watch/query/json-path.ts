// JSONPath for watchers: members, indexes, wildcards, descendants, slices, unions and filters.
// Each step names keys of a value, so that what a path names can be read as well as taken out.
import { splitOutside, withoutParentheses } from './json-filter-text.ts';
import { textTest } from '../../change/rules.ts';

type Json = unknown;
type Key = string | number;
type Pick = (value: Json) => readonly Key[];

/** Values one path may visit. */
const MAX_VISITS = 200_000;
const MAX_LENGTH = 2000;

interface Step {
  readonly deep: boolean;
  readonly pick: Pick;
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf: Pick = (value) =>
  Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];

function at(value: Json, key: Key): Json {
  return typeof value === 'object' && value !== null ? (value as Record<Key, Json>)[key] : undefined;
}

const valuesOf = (value: Json): Json[] => keysOf(value).map((key) => at(value, key));

function member(name: string): Pick {
  return (value) => {
    if (isObject(value)) return Object.hasOwn(value, name) ? [name] : [];
    return /^-?\d+$/.test(name) ? element(Number(name))(value) : [];
  };
}

function element(index: number): Pick {
  return (value) => {
    if (!Array.isArray(value)) return [];
    const place = index < 0 ? value.length + index : index;
    return place in value ? [place] : [];
  };
}

function slice(text: string): Pick {
  const [from, to, by] = text.split(':').map((part) => (part.trim() === '' ? undefined : Number(part)));
  const step = by ?? 1;
  if (![from ?? 0, to ?? 0, step].every(Number.isInteger)) throw new SyntaxError(`not a slice: ${text}`);
  return (value) => {
    if (!Array.isArray(value) || step === 0) return [];
    const keys = [...value.keys()];
    if (step > 0) return keys.slice(from ?? 0, to).filter((_, i) => i % step === 0);
    const end = to === undefined ? -1 : to < 0 ? value.length + to : to;
    const start = from === undefined ? value.length - 1 : from < 0 ? value.length + from : from;
    return keys
      .reverse()
      .filter((key) => key <= start && key > end)
      .filter((_, i) => i % -step === 0);
  };
}

const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1');
const COMPARISON = /^@((?:\.[^\s.[\]=!<>~]+|\[[^\]]+\])*)\s*(?:(==|!=|<=|>=|<|>|=~)\s*(.+))?$/s;

function literal(text: string): Json {
  const trimmed = text.trim();
  if (/^'.*'$/s.test(trimmed)) return unescaped(trimmed.slice(1, -1));
  try {
    return JSON.parse(trimmed) as Json;
  } catch {
    // A bare word is taken as the text it is.
    return trimmed;
  }
}

function holds(operator: string | undefined, left: Json, right: Json): boolean {
  switch (operator) {
    case undefined:
      return left !== undefined && left !== null && left !== false;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '=~':
      return typeof left === 'string' && typeof right === 'string' && textTest(right)(left);
    default: {
      if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string'))
        return false;
      const [a, b] = [left, right as number | string];
      return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
    }
  }
}

function term(text: string): (value: Json) => boolean {
  const bare = withoutParentheses(text);
  if (bare.startsWith('!') && !bare.startsWith('!=')) {
    const inner = condition(bare.slice(1));
    return (value) => !inner(value);
  }
  if (splitOutside(bare, '||').length > 1 || splitOutside(bare, '&&').length > 1) return condition(bare);
  const match = COMPARISON.exec(bare);
  if (match === null) throw new SyntaxError(`not a filter: ${bare}`);
  const steps = parse(match[1] ?? '');
  const right = match[3] === undefined ? undefined : literal(match[3]);
  return (value) => holds(match[2], follow(steps, value)[0], right);
}

function condition(text: string): (value: Json) => boolean {
  const any = splitOutside(withoutParentheses(text), '||').map((part) => splitOutside(part, '&&').map(term));
  return (value) => any.some((terms) => terms.every((test) => test(value)));
}

function bracket(inside: string): Pick {
  const text = inside.trim();
  if (text === '*') return keysOf;
  if (text.startsWith('?')) {
    const test = condition(text.slice(1));
    return (value) => keysOf(value).filter((key) => test(at(value, key)));
  }
  const picks = splitOutside(text, ',').map((part) => {
    const one = part.trim();
    if (/^['"]/.test(one)) return member(unescaped(one.slice(1, -1)));
    if (one.includes(':')) return slice(one);
    return /^-?\d+$/.test(one) ? element(Number(one)) : member(one);
  });
  return (value) => picks.flatMap((pick) => pick(value));
}

const STEP =
  /\s*(\.\.|\.)?\s*(?:\[((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\]'"[]|\[[^\]]*\])*)\]|([^.[\]\s]+))/y;

function parse(path: string): Step[] {
  if (path.length > MAX_LENGTH) throw new SyntaxError('the JSONPath is too long');
  const source = path.trim().replace(/^\$/, '');
  const steps: Step[] = [];
  // Its own, because a filter within is parsed meanwhile.
  const pattern = new RegExp(STEP);
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (match === null) throw new SyntaxError(`not a JSONPath: ${path}`);
    const [, dots, inside, name] = match;
    const pick = inside !== undefined ? bracket(inside) : name === '*' ? keysOf : member(name ?? '');
    steps.push({ deep: dots === '..', pick });
  }
  return steps;
}

function descend(value: Json): Json[] {
  const found: Json[] = [];
  const stack: Json[] = [value];
  for (let here = stack.pop(); here !== undefined && found.length < MAX_VISITS; here = stack.pop()) {
    found.push(here);
    stack.push(
      ...valuesOf(here)
        .filter((child) => child !== undefined)
        .reverse(),
    );
  }
  return found;
}

const sourcesOf = ({ deep }: Step, values: readonly Json[]): Json[] =>
  (deep ? values.flatMap(descend) : [...values]).slice(0, MAX_VISITS);

function follow(steps: readonly Step[], root: Json): Json[] {
  let values: Json[] = [root];
  for (const step of steps)
    values = sourcesOf(step, values).flatMap((value) => step.pick(value).map((key) => at(value, key)));
  return values;
}

/** All values a path names, in document order. Throws `SyntaxError` for what is no JSONPath. */
export function selectJson(path: string, root: Json): Json[] {
  return follow(parse(path), root);
}

function remove(holder: Json, keys: readonly Key[]): void {
  if (Array.isArray(holder)) {
    const gone = new Set(keys);
    const kept = holder.filter((_, index) => !gone.has(index));
    holder.splice(0, holder.length, ...kept);
  } else if (isObject(holder)) for (const key of keys) delete holder[key];
}

/** A copy of the document without what a path names; the document as a whole stays. */
export function withoutJson(path: string, root: Json): Json {
  const copy = structuredClone(root);
  const steps = parse(path);
  const last = steps.at(-1);
  if (last === undefined) return copy;
  for (const holder of sourcesOf(last, follow(steps.slice(0, -1), copy))) remove(holder, last.pick(holder));
  return copy;
}
