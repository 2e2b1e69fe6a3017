// One shape for structured data of any syntax: plain objects as JSON-LD writes them, and functions that read them.

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

const MAX_DEPTH = 12;
const MAX_NODES = 5_000;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Last part of a type IRI: `http://schema.org/Product` and `schema:Product` are `Product`. */
export function shortName(iri: string): string {
  const cut = Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#'), iri.lastIndexOf(':'));
  return cut < 0 ? iri.trim() : iri.slice(cut + 1).trim();
}

export function typesOf(node: JsonObject): string[] {
  return listOf(node['@type'] ?? node['type'])
    .filter((type) => typeof type === 'string')
    .map(shortName);
}

/** First text or number of a property; an object gives its name, value or id. */
export function textProp(node: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const value of listOf(node[name])) {
      const text = textValue(value);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

export function textValue(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  for (const key of ['@value', 'name', 'value', 'url', '@id']) {
    const inner = value[key];
    if (typeof inner === 'string' && inner.trim() !== '') return inner.trim();
    if (typeof inner === 'number') return String(inner);
  }
  return undefined;
}

export function objectsProp(node: JsonObject, ...names: readonly string[]): JsonObject[] {
  const found: JsonObject[] = [];
  for (const name of names) for (const value of listOf(node[name])) if (isObject(value)) found.push(value);
  return found;
}

/** An object found in a document, with the properties that lead to it (`mainEntity.offers`; '' at the top). */
export interface FoundNode {
  readonly node: JsonObject;
  readonly via: string;
  readonly depth: number;
}

/** Every object of a document, outer before inner, bounded. */
export function allNodes(roots: readonly JsonValue[]): FoundNode[] {
  const found: FoundNode[] = [];
  const visit = (value: JsonValue, via: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length >= MAX_NODES) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, via, depth + 1);
      return;
    }
    if (!isObject(value)) return;
    found.push({ node: value, via, depth });
    for (const key of Object.keys(value)) {
      const inner = value[key];
      if (typeof inner === 'object' && inner !== null)
        visit(inner, via === '' || via === '@graph' ? key : `${via}.${key}`, depth + 1);
    }
  };
  for (const root of roots) visit(root, '', 0);
  return found;
}
