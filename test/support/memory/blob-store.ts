// Blobs in memory, for tests and for inspecting single pages. An archive is its bytes, as in a folder.
import { entryOf, isArchiveKey } from '../../../domain/system/blob/archive.ts';
import { entryLengths, splitArchive, withTable } from '../../../domain/system/blob/archive-table.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';

interface KeptBlob {
  readonly bytes: Uint8Array;
  usedAt: Date;
}

export function createMemoryBlobStore(storeId = 'memory'): BlobStore {
  const blobs = new Map<string, KeptBlob>();
  const wholeOf = (key: string): string => entryOf(key)?.archive ?? key;
  const keep = (key: string, content: Uint8Array | readonly Uint8Array[]): void => {
    const parts = content instanceof Uint8Array ? [content] : content;
    blobs.set(key, { bytes: new Uint8Array(Buffer.concat(parts)), usedAt: new Date() });
  };
  const entriesOf = (key: string): Uint8Array[] | null => {
    const kept = blobs.get(key);
    return kept === undefined ? null : splitArchive(kept.bytes, key).map((entry) => entry.slice());
  };
  /** Of an archive that of its entries, so that tests can reckon with what they put. */
  const sizeOf = (key: string, { bytes }: KeptBlob): number =>
    isArchiveKey(key) ? entryLengths(bytes, key).reduce((sum, length) => sum + length, 0) : bytes.length;
  return {
    storeId,
    ping: async () => undefined,
    put: async (key, bytes) => keep(key, bytes),
    putNew: async (key, bytes) => {
      if (blobs.has(key)) return false;
      keep(key, bytes);
      return true;
    },
    putArchive: async (key, entries) => keep(key, withTable(entries)),
    entrySizes: async (key) => {
      const kept = blobs.get(key);
      return kept === undefined ? null : entryLengths(kept.bytes, key);
    },
    readArchive: async (key) => entriesOf(key),
    replaceArchive: async (key, entries) => keep(key, withTable(entries)),
    get: async (key) => {
      const entry = entryOf(key);
      if (entry === null) return blobs.get(key)?.bytes.slice() ?? null;
      const bytes = entriesOf(entry.archive)?.[entry.index];
      return bytes === undefined || bytes.length === 0 ? null : bytes;
    },
    lend: async (key, use) => {
      const bytes = blobs.get(key)?.bytes.slice();
      return bytes === undefined ? null : use(bytes);
    },
    slice: async (key, offset, length) => blobs.get(key)?.bytes.slice(offset, offset + length) ?? null,
    has: async (key) => blobs.has(wholeOf(key)),
    touch: async (key) => {
      const kept = blobs.get(wholeOf(key));
      if (kept !== undefined) kept.usedAt = new Date();
    },
    delete: async (keys) => {
      let freed = { files: 0, bytes: 0 };
      for (const key of keys) {
        const kept = blobs.get(key);
        if (kept === undefined) continue;
        freed = { files: freed.files + 1, bytes: freed.bytes + sizeOf(key, kept) };
        blobs.delete(key);
      }
      return freed;
    },
    facts: async (key) => {
      const kept = blobs.get(wholeOf(key));
      return kept === undefined ? null : { bytes: sizeOf(wholeOf(key), kept), usedAt: kept.usedAt };
    },
    async *list(prefix) {
      for (const key of blobs.keys()) if (key.startsWith(prefix)) yield key;
    },
  };
}
