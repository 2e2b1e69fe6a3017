// JSONPath for watchers: members, indexes, wildcards, descendants, slices, unions and simple filters.

type Json = unknown;

/** Values one path may visit. */
const MAX_VISITS = 200_000;

interface Step {
  readonly deep: boolean;
  readonly pick: (value: Json) => Json[];
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valuesOf = (value: Json): Json[] =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];

function member(name: string): (value: Json) => Json[] {
  return (value) => {
    if (isObject(value)) return Object.hasOwn(value, name) ? [value[name]] : [];
    return Array.isArray(value) && /^-?\d+$/.test(name) ? element(Number(name))(value) : [];
  };
}

function element(index: number): (value: Json) => Json[] {
  return (value) => {
    if (!Array.isArray(value)) return [];
    const at = index < 0 ? value.length + index : index;
    return at in value ? [value[at]] : [];
  };
}

function slice(text: string): (value: Json) => Json[] {
  const [from, to, by] = text.split(':').map((part) => (part.trim() === '' ? undefined : Number(part)));
  const step = Math.max(1, by ?? 1);
  return (value) => (Array.isArray(value) ? value.slice(from ?? 0, to).filter((_, i) => i % step === 0) : []);
}

const COMPARISON = /^@((?:\.[\w$-]+|\[[^\]]+\])*)\s*(?:(==|!=|<=|>=|<|>|=~)\s*(.+))?$/s;

function literal(text: string): Json {
  const trimmed = text.trim();
  if (/^'.*'$/s.test(trimmed)) return trimmed.slice(1, -1);
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
      return (
        typeof left === 'string' && typeof right === 'string' && left.includes(right.replace(/^\/|\/$/g, ''))
      );
    default: {
      if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string'))
        return false;
      const [a, b] = [left, right as number | string];
      return operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
    }
  }
}

function condition(text: string): (value: Json) => boolean {
  const any = text.split('||').map((part) =>
    part.split('&&').map((term) => {
      const bare = term
        .trim()
        .replace(/^\((.*)\)$/s, '$1')
        .trim();
      const match = COMPARISON.exec(bare.replace(/^!\s*/, ''));
      if (match === null) throw new SyntaxError(`not a filter: ${bare}`);
      const path = match[1] ?? '';
      const negated = bare.startsWith('!');
      const right = match[3] === undefined ? undefined : literal(match[3]);
      return (value: Json) => holds(match[2], selectJson(`$${path}`, value)[0], right) !== negated;
    }),
  );
  return (value) => any.some((terms) => terms.every((term) => term(value)));
}

function bracket(inside: string): (value: Json) => Json[] {
  const text = inside.trim();
  if (text === '*') return valuesOf;
  if (text.startsWith('?')) {
    const test = condition(
      text
        .slice(1)
        .trim()
        .replace(/^\((.*)\)$/s, '$1'),
    );
    return (value) => valuesOf(value).filter(test);
  }
  const parts = text.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
  const picks = parts.map((part) => {
    const one = part.trim();
    if (/^['"]/.test(one)) return member(one.slice(1, -1));
    if (one.includes(':')) return slice(one);
    return /^-?\d+$/.test(one) ? element(Number(one)) : member(one);
  });
  return (value) => picks.flatMap((pick) => pick(value));
}

const STEP =
  /(\.\.|\.)?\s*(?:\[((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\]'"[]|\[[^\]]*\])*)\]|([^.[\]\s]+))/y;

function parse(path: string): Step[] {
  const source = path.trim().replace(/^\$/, '');
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < source.length) {
    const match = STEP.exec(source);
    if (match === null) throw new SyntaxError(`not a JSONPath: ${path}`);
    const [, dots, inside, name] = match;
    const pick = inside !== undefined ? bracket(inside) : name === '*' ? valuesOf : member(name ?? '');
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

/** All values a path names, in document order. Throws `SyntaxError` for what is no JSONPath. */
export function selectJson(path: string, root: Json): Json[] {
  let values: Json[] = [root];
  for (const { deep, pick } of parse(path)) {
    const sources = deep ? values.flatMap(descend) : values;
    values = sources.slice(0, MAX_VISITS).flatMap(pick);
  }
  return values;
}
