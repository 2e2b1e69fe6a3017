// Blobs in memory, for tests and for inspecting single pages.
import type { BlobStore } from '../../domain/blob/blob-store.ts';

export function createMemoryBlobStore(storeId = 'memory'): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  return {
    storeId,
    put: async (key, bytes) => {
      blobs.set(key, new Uint8Array(Buffer.concat(bytes instanceof Uint8Array ? [bytes] : bytes)));
    },
    get: async (key) => blobs.get(key)?.slice() ?? null,
    lend: async (key, use) => {
      const bytes = blobs.get(key)?.slice();
      return bytes === undefined ? null : use(bytes);
    },
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
