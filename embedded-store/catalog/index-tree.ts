// One index: a tree of encoded keys. A key consists of the encoded field values and the encoded _id, so
// entries with equal values are in _id order and each key is unique. A unique index looks for another entry
// with the same values.
import { createRequire } from 'node:module';
import type sortedBtree from 'sorted-btree';
import { StoreError } from '../failure.ts';
import type { Doc } from '../value/document.ts';
import { EMPTY_ARRAY_KEY, encodeValue, invertKey } from '../value/order.ts';
import { EMPTY, leavesAt, parsePath, type Path } from '../value/path.ts';

/** A stored document. `doc` is replaced, never changed; `dead` marks a deleted one for open scans. */
export interface StoredRecord {
  readonly key: string;
  doc: Doc;
  size: number;
  dead: boolean;
}

export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly sparse: boolean;
}

export interface IndexField {
  readonly name: string;
  readonly path: Path;
  readonly descending: boolean;
}

// Loaders disagree on the default import of this CommonJS package, but not on require.
const { default: Tree } = createRequire(import.meta.url)('sorted-btree') as typeof sortedBtree;

type RecordTree = sortedBtree.default<string, StoredRecord>;

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export class IndexTree {
  readonly spec: IndexSpec;
  readonly fields: readonly IndexField[];
  readonly tree: RecordTree;
  /**
   * A document had an array in this field: it has several keys, and the order of keys is not the sort order.
   */
  multikey = false;

  constructor(spec: IndexSpec) {
    this.spec = spec;
    this.tree = new Tree<string, StoredRecord>(undefined, compareKeys, 64);
    this.fields = Object.entries(spec.key).map(([name, direction]) => ({
      name,
      path: parsePath(name),
      descending: direction === -1,
    }));
  }

  get isPrimary(): boolean {
    return this.spec.name === '_id_';
  }

  /** Encoded values of a document, one per array element; none if a sparse index leaves it out. */
  valuesOf(doc: Doc): string[] {
    let keys = [''];
    let arrays = 0;
    let found = false;
    for (const field of this.fields) {
      const { values, array } = leavesAt(doc, field.path);
      found ||= values.some((value) => value !== undefined);
      if (array) {
        arrays++;
        this.multikey = true;
      }
      const encoded = values.map((value) => this.#encode(value, field.descending));
      keys =
        keys.length === 1 && encoded.length === 1 ? [`${keys[0]}${encoded[0]}`] : crossJoin(keys, encoded);
    }
    if (arrays > 1 && !sharesRoot(this.fields)) {
      throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays in ${this.spec.name}`);
    }
    return this.spec.sparse && !found ? [] : keys;
  }

  #encode(value: unknown, descending: boolean): string {
    const key = value === EMPTY ? EMPTY_ARRAY_KEY : encodeValue(value);
    return descending ? invertKey(key) : key;
  }

  /** The record that already has one of these values in a unique index. */
  conflict(values: readonly string[], own: StoredRecord | undefined): StoredRecord | undefined {
    if (!this.spec.unique) return undefined;
    for (const value of values) {
      const pair = this.tree.getPairOrNextHigher(value);
      if (pair === undefined || !pair[0].startsWith(value) || pair[1] === own) continue;
      return pair[1];
    }
    return undefined;
  }

  add(values: readonly string[], record: StoredRecord): void {
    for (const value of values) this.tree.set(this.isPrimary ? value : value + record.key, record);
  }

  remove(values: readonly string[], record: StoredRecord): void {
    for (const value of values) this.tree.delete(this.isPrimary ? value : value + record.key);
  }
}

function crossJoin(keys: readonly string[], encoded: readonly string[]): string[] {
  const out = new Set<string>();
  for (const key of keys) for (const value of encoded) out.add(key + value);
  return [...out];
}

/** Fields below the same array (`a.x`, `a.y`) may be indexed together; two separate arrays may not. */
function sharesRoot(fields: readonly IndexField[]): boolean {
  return new Set(fields.map((field) => field.path[0])).size < fields.length;
}
