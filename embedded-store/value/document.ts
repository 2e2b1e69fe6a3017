// Documents as the store holds them: plain objects, immutable once stored. Readers keep references without
// copying; a change builds a new document along the changed path.
import { Binary } from 'bson';

export type Doc = Record<string, unknown>;
export type List = readonly unknown[];

/** True for embedded documents; false for arrays, dates, null and BSON classes. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isList(value: unknown): value is List {
  return Array.isArray(value);
}

/** Own field of a document; an inherited name such as `constructor` reads as missing. */
export function getField(doc: Doc, name: string): unknown {
  const value = doc[name];
  if (typeof value === 'function' || name === '__proto__') {
    return Object.hasOwn(doc, name) ? Object.getOwnPropertyDescriptor(doc, name)?.value : undefined;
  }
  return value;
}

export function hasField(doc: Doc, name: string): boolean {
  return Object.hasOwn(doc, name);
}

/** Writes into a document that is being built; `__proto__` becomes an ordinary field. */
export function putField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    doc[name] = value;
  }
}

/** The document with `_id` first, as servers store it; the same object if it is so already. */
export function withIdFirst(doc: Doc): Doc {
  for (const name in doc) {
    if (name === '_id') return doc;
    break;
  }
  const { _id, ...rest } = doc;
  return { _id, ...rest };
}

/**
 * Copies binary values, which are views into the message they came in, so that the message's memory is freed.
 */
export function detachBinaries(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Binary) {
    value.buffer = Uint8Array.from(value.buffer.subarray(0, value.position));
  } else if (isList(value)) {
    for (const item of value) detachBinaries(item);
  } else if (isDoc(value)) {
    for (const name in value) {
      const item = value[name];
      if (typeof item === 'object' && item !== null) detachBinaries(item);
    }
  }
  return value;
}
