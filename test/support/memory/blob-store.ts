// Blobs in memory, for tests and for inspecting single pages.
import { entryOf } from '../../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';

export function createMemoryBlobStore(storeId = 'memory'): BlobStore {
  const blobs = new Map<string, Uint8Array>();
  const archives = new Map<string, readonly Uint8Array[]>();
  const usedAt = new Map<string, Date>();
  const wholeOf = (key: string): string => entryOf(key)?.archive ?? key;
  const sizeOf = (key: string): number | undefined =>
    blobs.get(key)?.length ?? archives.get(key)?.reduce((sum, { length }) => sum + length, 0);
  return {
    storeId,
    put: async (key, bytes) => {
      usedAt.set(key, new Date());
      blobs.set(key, new Uint8Array(Buffer.concat(bytes instanceof Uint8Array ? [bytes] : bytes)));
    },
    putNew: async (key, bytes) => {
      if (blobs.has(key) || archives.has(key)) return false;
      usedAt.set(key, new Date());
      blobs.set(key, bytes.slice());
      return true;
    },
    putArchive: async (key, entries) => {
      usedAt.set(key, new Date());
      archives.set(
        key,
        entries.map((entry) => entry.slice()),
      );
    },
    entrySizes: async (key) => archives.get(key)?.map(({ length }) => length) ?? null,
    readArchive: async (key) => archives.get(key)?.map((entry) => entry.slice()) ?? null,
    replaceArchive: async (key, entries) => {
      usedAt.set(key, new Date());
      archives.set(
        key,
        entries.map((entry) => entry.slice()),
      );
    },
    get: async (key) => {
      const entry = entryOf(key);
      if (entry === null) return blobs.get(key)?.slice() ?? null;
      const bytes = archives.get(entry.archive)?.[entry.index];
      return bytes === undefined || bytes.length === 0 ? null : bytes.slice();
    },
    lend: async (key, use) => {
      const bytes = blobs.get(key)?.slice();
      return bytes === undefined ? null : use(bytes);
    },
    slice: async (key, offset, length) => blobs.get(key)?.slice(offset, offset + length) ?? null,
    has: async (key) => blobs.has(key) || archives.has(wholeOf(key)),
    touch: async (key) => void usedAt.set(wholeOf(key), new Date()),
    delete: async (keys) => {
      const sizes = keys.map(sizeOf).filter((size) => size !== undefined);
      for (const key of keys) {
        blobs.delete(key);
        archives.delete(key);
      }
      return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    },
    facts: async (key) => {
      const bytes = sizeOf(wholeOf(key));
      return bytes === undefined ? null : { bytes, usedAt: usedAt.get(wholeOf(key)) ?? new Date(0) };
    },
    async *list(prefix) {
      for (const key of [...blobs.keys(), ...archives.keys()]) if (key.startsWith(prefix)) yield key;
    },
  };
}
