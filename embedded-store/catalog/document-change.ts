// What the log keeps of a replaced document: its changed top-level fields, where they are few.
import { getField, type Doc } from '../value/document.ts';

/** Changed top-level fields; undefined (log all of it) if most of them or their order changed. */
export function changeBetween(before: Doc, after: Doc): Doc | undefined {
  const set: Doc = {};
  const unset: string[] = [];
  let changed = 0;
  let total = 0;
  for (const name in after) {
    total++;
    if (getField(before, name) !== getField(after, name)) {
      if (name === '__proto__') return undefined;
      set[name] = after[name];
      changed++;
    }
  }
  if (changed * 2 > total) return undefined;
  for (const name in before) if (getField(after, name) === undefined) unset.push(name);
  const change = { _id: before['_id'], s: set, u: unset };
  return sameOrder(after, applyChange(before, change)) ? change : undefined;
}

export function applyChange(before: Doc, change: Doc): Doc {
  const out: Doc = { ...before, ...(change['s'] as Doc) };
  for (const name of change['u'] as string[]) delete out[name];
  return out;
}

function sameOrder(a: Doc, b: Doc): boolean {
  const names = Object.keys(b);
  let i = 0;
  for (const name in a) if (names[i++] !== name) return false;
  return i === names.length;
}
