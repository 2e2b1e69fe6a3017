// Blobs in memory, for tests and for inspecting single pages.
import { entryOf } from '../../domain/blob/archive.ts';
import type { BlobStore } from '../../domain/blob/blob-store.ts';

export function createMemoryBlobStore(storeId = 'memory'): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  const archives = new Map<string, readonly Uint8Array[]>();
  return {
    storeId,
    put: async (key, bytes) => {
      blobs.set(key, new Uint8Array(Buffer.concat(bytes instanceof Uint8Array ? [bytes] : bytes)));
    },
    putArchive: async (key, entries) => {
      archives.set(
        key,
        entries.map((entry) => entry.slice()),
      );
    },
    get: async (key) => {
      const entry = entryOf(key);
      const bytes = entry === null ? blobs.get(key) : archives.get(entry.archive)?.[entry.index];
      return bytes?.slice() ?? null;
    },
    lend: async (key, use) => {
      const bytes = blobs.get(key)?.slice();
      return bytes === undefined ? null : use(bytes);
    },
    slice: async (key, offset, length) => blobs.get(key)?.slice(offset, offset + length) ?? null,
    has: async (key) => blobs.has(key) || archives.has(entryOf(key)?.archive ?? key),
    touch: async () => undefined,
    delete: async (keys) => {
      for (const key of keys) {
        blobs.delete(key);
        archives.delete(key);
      }
    },
    async *list(prefix) {
      for (const key of [...blobs.keys(), ...archives.keys()]) if (key.startsWith(prefix)) yield key;
    },
  };
}
