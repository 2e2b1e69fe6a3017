// A way through a JSON document as a JSONPath. An item of a list is named by its id where all items have one, so that it is found
// again when the list is in another order.
import { KNOWN_KEYS } from '../content/json-blocks.ts';
import { isObject } from '../markup/structured-node.ts';
import { isScalar, type Key } from './json-leaves.ts';

/** Null: each item of a list. */
export type WayKey = Key | null;

export interface Way {
  readonly steps: readonly WayKey[];
  /** What each step leads into. */
  readonly holders: readonly object[];
}

const NAME = /^[A-Za-z_]\w*$/;

export interface WayText {
  readonly path: string;
  /** Items of longer lists that are named by their place alone. */
  readonly places: number;
}

export function wayText({ steps, holders }: Way): WayText {
  let path = '$';
  let places = 0;
  for (const [at, step] of steps.entries()) {
    const holder = holders[at];
    if (!Array.isArray(holder)) path += memberText(String(step));
    else if (step === null) path += '[*]';
    else {
      const id = idFilter(holder, Number(step));
      if (id === null && holder.length > 1) places += 1;
      path += id ?? `[${step}]`;
    }
  }
  return { path, places };
}

function memberText(name: string): string {
  return NAME.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

/** Null: they have no id, or not each its own. */
function idFilter(list: readonly unknown[], at: number): string | null {
  if (list.length < 2 || !list.every(isObject)) return null;
  for (const key of KNOWN_KEYS) {
    const ids = list.map((item) => item[key]);
    if (!ids.every(isScalar) || new Set(ids).size < ids.length) continue;
    const id = ids[at] ?? '';
    const value = typeof id === 'number' ? String(id) : quoted(id);
    return `[?@${memberText(key)}==${value}]`;
  }
  return null;
}
