// The values of a JSON document one by one, each with the way to it.
import { isObject } from '../markup/structured-node.ts';
import type { Scalar } from './shown-value.ts';

export type Key = string | number;

export interface JsonLeaf {
  readonly value: Scalar;
  readonly way: readonly Key[];
  /** The objects and lists on the way, from the top; one for each key. */
  readonly holders: readonly object[];
}

const MAX_VISITS = 300_000;
const MAX_DEPTH = 60;

/** Texts and numbers in document order. What lies beyond the bounds is not looked at. */
export function* jsonLeaves(root: unknown): Generator<JsonLeaf> {
  let left = MAX_VISITS;
  const stack: { value: unknown; way: readonly Key[]; holders: readonly object[] }[] = [
    { value: root, way: [], holders: [] },
  ];
  for (let here = stack.pop(); here !== undefined && left > 0; here = stack.pop()) {
    const { value, way, holders } = here;
    left -= 1;
    if (typeof value === 'string' || typeof value === 'number') yield { value, way, holders };
    if (typeof value !== 'object' || value === null || way.length >= MAX_DEPTH) continue;
    const inner = [...holders, value];
    for (const [key, one] of entriesOf(value).reverse())
      stack.push({ value: one, way: [...way, key], holders: inner });
  }
}

function entriesOf(value: object): [Key, unknown][] {
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
}

/** The texts and numbers that an object has itself, and those of objects that it has. */
export function valuesBeside(holder: object): { readonly own: Scalar[]; readonly inner: Scalar[] } {
  const members = isObject(holder) ? Object.values(holder) : [];
  return {
    own: members.filter(isScalar),
    inner: members.filter(isObject).flatMap((one) => Object.values(one).filter(isScalar)),
  };
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number';
}
