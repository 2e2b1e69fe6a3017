// Blobs in memory, for tests and for inspecting single pages.
import type { BlobStore } from '../../domain/blob/blob-store.ts';

export function createMemoryBlobStore(storeId = 'memory'): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  return {
    storeId,
    put: async (key, bytes) => {
      blobs.set(key, bytes.slice());
    },
    get: async (key) => blobs.get(key)?.slice() ?? null,
    slice: async (key, offset, length) => blobs.get(key)?.slice(offset, offset + length) ?? null,
    has: async (key) => blobs.has(key),
    touch: async () => undefined,
    delete: async (keys) => {
      for (const key of keys) blobs.delete(key);
    },
    async *list(prefix) {
      for (const key of blobs.keys()) if (key.startsWith(prefix)) yield key;
    },
  };
}
