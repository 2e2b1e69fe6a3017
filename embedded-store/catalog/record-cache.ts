// Records read from the disk or saved to it lately. Two halves: when the newer one is full the older one is dropped, and
// what is used again moves to the newer one, so about the latest used stay.
import type { StoredRecord } from './stored-record.ts';

/** BSON bytes of both halves; objects in memory take about twice as much. */
const CACHE_BYTES = 24 * 1024 * 1024;

export class RecordCache {
  #newer = new Map<string, StoredRecord>();
  #older = new Map<string, StoredRecord>();
  #bytes = 0;

  /** `name`: the record's key behind the number of its collection. */
  get(name: string): StoredRecord | undefined {
    const record = this.#newer.get(name);
    if (record !== undefined) return record;
    const old = this.#older.get(name);
    if (old !== undefined) this.put(name, old);
    return old;
  }

  put(name: string, record: StoredRecord): void {
    this.#newer.set(name, record);
    this.#bytes += record.size;
    if (this.#bytes < CACHE_BYTES / 2) return;
    this.#older = this.#newer;
    this.#newer = new Map();
    this.#bytes = 0;
  }

  delete(name: string): void {
    this.#newer.delete(name);
    this.#older.delete(name);
  }
}
