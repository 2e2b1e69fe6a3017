// A collection in memory: documents by id, copied on the way in and out so that no caller holds the stored
// one. No method awaits anything, so each is as atomic as an operation on one document of the database.
import { ownedId } from '../../../domain/system/owned-id.ts';
export class DocumentTable<T extends { readonly _id: string }> {
  readonly #documents = new Map<string, T>();

  /** False when the id exists already. */
  insert(document: T): boolean {
    if (this.#documents.has(document._id)) return false;
    this.put(document);
    return true;
  }

  put(document: T): void {
    this.#documents.set(document._id, structuredClone(document));
  }

  get(id: string): T | null {
    const document = this.#documents.get(id);
    return document === undefined ? null : structuredClone(document);
  }

  delete(id: string): void {
    this.#documents.delete(id);
  }

  /**
   * Replaces the document if it exists and `isExpected`; returns the new one, or null if nothing was changed.
   */
  change(id: string, isExpected: (document: T) => boolean, next: (document: T) => T): T | null {
    const document = this.get(id);
    if (document === null || !isExpected(document)) return null;
    this.put(next(document));
    return this.get(id);
  }

  /** Sorted by id by default. */
  find(matches: (document: T) => boolean, order: (a: T, b: T) => number = byId, limit = Infinity): T[] {
    const found = [...this.#documents.values()].filter(matches);
    return found
      .toSorted(order)
      .slice(0, limit)
      .map((document) => structuredClone(document));
  }
}

type Identified = { readonly _id: string };

export function byId(a: Identified, b: Identified): number {
  if (a._id === b._id) return 0;
  return a._id < b._id ? -1 : 1;
}

export function byIdDown(a: Identified, b: Identified): number {
  return byId(b, a);
}

/** Whether a filter's list holds the value; without a list every value fits. */
export function isAmong<T>(wanted: readonly T[] | undefined, value: T): boolean {
  return wanted?.includes(value) ?? true;
}

/** Ids `<owner>:…` after the id `after`. */
export function isWithin(owner: string, after: string | null): (document: Identified) => boolean {
  return ({ _id }) => _id.startsWith(ownedId(owner, '')) && (after === null || _id > after);
}
