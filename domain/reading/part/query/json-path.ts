// JSONPath (RFC 9535) for watchers. A library parses the path; this file follows it, in document order and
// with a limit to the work. It follows by keys, so that the values a path names can be removed as well as
// read.
import parseQuery from 'jsonpath-rfc9535/parser';
import {
  isMet,
  isJsonObject,
  type Json,
  type PathReader,
  type Selector,
  type PathSegment,
} from './json-filter.ts';

type Key = string | number;
type Index = Extract<Selector, { type: 'IndexSelector' }>;
type Slice = Extract<Selector, { type: 'SliceSelector' }>;

/** Most values one path may visit, including those within its filters. */
const MAX_VISITS = 2_000_000;
const MAX_LENGTH = 2000;

/** Quoted texts stay; then what other dialects allow: `@.name =~ '/^a/i'`, `@.state == Sold`, `$.a-b`, `$.['a']`. */
const DIALECT =
  /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(@(?:\.[^\s.[\]=!<>~()&|]+|\[[^\]]+\])*)\s*=~\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([=!]=)\s*(?!(?:true|false|null)\b)([A-Za-z_][\w-]*)(?![\w(.[-])|\.([A-Za-z_]\w*(?:-\w+)+)|(?<!\.)\.(?=\[)/gs;

function parse(path: string): readonly PathSegment[] {
  if (path.length > MAX_LENGTH) throw new SyntaxError('the JSONPath is too long');
  const text = path.trim();
  const rooted = text.startsWith('$') ? text : `$.${text}`;
  try {
    return parseQuery(rooted.replace(DIALECT, standardForm)).segments;
  } catch (cause) {
    throw new SyntaxError(`not a JSONPath: ${path}`, { cause });
  }
}

/** A part of a path as the standard writes it. */
function standardForm(
  whole: string,
  ...[value, pattern, operator, word, name]: (string | undefined)[]
): string {
  if (value !== undefined) return `like(${value}, ${pattern ?? ''})`;
  if (operator !== undefined) return `${operator} '${word ?? ''}'`;
  if (name !== undefined) return `['${name}']`;
  return whole === '.' ? '' : whole;
}

function keysOf(value: Json): Key[] {
  if (Array.isArray(value)) return [...value.keys()];
  return isJsonObject(value) ? Object.keys(value) : [];
}

function at(value: Json, key: Key): Json {
  return (value as Record<Key, Json>)[key];
}

/** Follows paths from one root until the limit of visits is reached. */
class JsonReader implements PathReader {
  readonly root: Json;
  #left = MAX_VISITS;

  constructor(root: Json) {
    this.root = root;
  }

  follow(steps: readonly PathSegment[], from: Json): Json[] {
    let values: Json[] = [from];
    for (const step of steps)
      values = this.holders(step, values).flatMap((holder) =>
        this.keys(step, holder).map((key) => at(holder, key)),
      );
    return values;
  }

  /** The values from whose members and elements a step selects. */
  holders(step: PathSegment, values: readonly Json[]): readonly Json[] {
    return step.type === 'DescendantSegment' ? values.flatMap((value) => this.#descend(value)) : values;
  }

  /** The keys a step selects in one holder. */
  keys({ node }: PathSegment, holder: Json): Key[] {
    const selectors = node.type === 'BracketedSelection' ? node.selectors : [node];
    const keys = selectors.flatMap((selector) => this.#select(selector, holder));
    this.#spend(keys.length);
    return keys;
  }

  #select(selector: Selector, holder: Json): Key[] {
    switch (selector.type) {
      case 'WildcardSelector':
        return keysOf(holder);
      case 'NameSelector':
      case 'MemberNameShorthand':
        return isJsonObject(holder) && Object.hasOwn(holder, selector.value) ? [selector.value] : [];
      case 'IndexSelector':
        return Array.isArray(holder) ? element(indexOf(selector), holder.length) : [];
      case 'SliceSelector':
        return Array.isArray(holder) ? slice(selector, holder.length) : [];
      case 'FilterSelector': {
        const keys = keysOf(holder);
        this.#spend(keys.length);
        return keys.filter((key) => isMet(selector.value, at(holder, key), this));
      }
    }
  }

  #descend(value: Json): Json[] {
    const found: Json[] = [];
    const stack: Json[] = [value];
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      this.#spend(1);
      found.push(here);
      for (const key of keysOf(here).reverse()) stack.push(at(here, key));
    }
    return found;
  }

  #spend(visits: number): void {
    this.#left -= visits;
    if (this.#left < 0) throw new RangeError('the JSONPath visits too many values');
  }
}

/** In a comparison (`@.a == $.list[0]`) the parser wraps an index in one more object than its types say. */
function indexOf(selector: Index & { readonly selector?: Index }): number {
  return selector.selector?.value ?? selector.value;
}

function element(index: number, length: number): Key[] {
  const place = index < 0 ? length + index : index;
  return place >= 0 && place < length ? [place] : [];
}

function slice({ start, end, step }: Slice, length: number): Key[] {
  const by = step ?? 1;
  const place = (index: number): number => (index < 0 ? length + index : index);
  const keys: Key[] = [];
  if (by > 0) {
    const to = Math.min(place(end ?? length), length);
    for (let key = Math.max(place(start ?? 0), 0); key < to; key += by) keys.push(key);
  } else if (by < 0) {
    const to = end === null ? -1 : Math.max(place(end), -1);
    for (let key = Math.min(place(start ?? length - 1), length - 1); key > to; key += by) keys.push(key);
  }
  return keys;
}

/** What is wrong with a path; null when nothing is. */
export function checkJsonPath(path: string): string | null {
  try {
    parse(path);
    return null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error) return cause.message.split('\n', 1)[0] ?? 'it can not be read';
    return error instanceof Error ? error.message : 'it can not be read';
  }
}

/** All values a path names, in document order. Throws `SyntaxError` for an invalid path. */
export function selectJson(path: string, root: Json): Json[] {
  return new JsonReader(root).follow(parse(path), root);
}

function remove(holder: Json, keys: readonly Key[]): void {
  if (Array.isArray(holder)) {
    const gone = new Set(keys);
    const kept = holder.filter((_, index) => !gone.has(index));
    holder.splice(0, holder.length, ...kept);
  } else if (isJsonObject(holder)) for (const key of keys) delete holder[key];
}

/** A copy of the document without the values a path names; the root itself is never removed. */
export function withoutJson(path: string, root: Json): Json {
  const copy = structuredClone(root);
  const steps = parse(path);
  const last = steps.at(-1);
  if (last === undefined) return copy;
  const reader = new JsonReader(copy);
  for (const holder of reader.holders(last, reader.follow(steps.slice(0, -1), copy)))
    remove(holder, reader.keys(last, holder));
  return copy;
}
