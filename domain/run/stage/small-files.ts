// Stage files of a few kilobytes in the database, where each file of the blob store would be a request to another machine. A run of
// one page writes eleven files and reads twelve; only its pack and its archive are worth a place of their own.
import type { BlobFacts, BlobStore, FreedFiles } from '../../system/blob/blob-store.ts';
import type { Clock } from '../../system/clock.ts';
import { RUNS_FOLDER, parseStageKey } from './stage-key.ts';

/** Larger ones go to the blob store, whose requests cost the same for any size. */
export const SMALL_BYTES = 64 * 1024;

/** Port. Every key is written once. */
export interface SmallFileStore {
  put(key: string, bytes: Uint8Array, at: Date): Promise<void>;
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  facts(key: string): Promise<BlobFacts | null>;
  /** Keys below a prefix, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
  /** Tells which of them were there, and their bytes. */
  delete(keys: readonly string[]): Promise<{ readonly keys: readonly string[]; readonly bytes: number }>;
}

export interface SmallFilePorts {
  readonly blobs: BlobStore;
  readonly smallFiles: SmallFileStore;
  readonly clock: Clock;
}

/** The blob store, with small stage files beside it. A file that is in neither is looked for in both. */
export function withSmallFiles({ blobs, smallFiles, clock }: SmallFilePorts): BlobStore {
  return {
    storeId: blobs.storeId,
    ping: () => blobs.ping(),
    put: (key, content) => {
      const parts = content instanceof Uint8Array ? [content] : content;
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      if (!mayBeSmall(key) || size > SMALL_BYTES) return blobs.put(key, content);
      return smallFiles.put(key, join(parts, size), clock.now());
    },
    putNew: async (key, bytes) => (await smallFacts(key)) === null && blobs.putNew(key, bytes),
    putArchive: (key, entries) => blobs.putArchive(key, entries),
    entrySizes: (key) => blobs.entrySizes(key),
    readArchive: (key) => blobs.readArchive(key),
    replaceArchive: (key, entries) => blobs.replaceArchive(key, entries),
    get: async (key) => (await smallOf(key)) ?? blobs.get(key),
    lend: async (key, use) => {
      const small = await smallOf(key);
      return small === null ? blobs.lend(key, use) : use(small);
    },
    slice: async (key, offset, length) => {
      const small = await smallOf(key);
      return small === null ? blobs.slice(key, offset, length) : small.slice(offset, offset + length);
    },
    has: async (key) => (await smallFacts(key)) !== null || blobs.has(key),
    touch: (key) => blobs.touch(key),
    delete: async (keys) => {
      const freed = await deleteSmall(keys.filter(mayBeSmall));
      const gone = new Set(freed.keys);
      const rest = keys.filter((key) => !gone.has(key));
      const large = rest.length === 0 ? { files: 0, bytes: 0 } : await blobs.delete(rest);
      return { files: large.files + gone.size, bytes: large.bytes + freed.bytes } satisfies FreedFiles;
    },
    facts: async (key) => (await smallFacts(key)) ?? blobs.facts(key),
    list: (prefix) => listBoth(prefix),
  };

  async function smallOf(key: string): Promise<Uint8Array | null> {
    return mayBeSmall(key) ? smallFiles.get(key) : null;
  }

  async function smallFacts(key: string): Promise<BlobFacts | null> {
    return mayBeSmall(key) ? smallFiles.facts(key) : null;
  }

  async function deleteSmall(keys: readonly string[]) {
    return keys.length === 0 ? { keys: [], bytes: 0 } : smallFiles.delete(keys);
  }

  async function* listBoth(prefix: string): AsyncIterable<string> {
    if (prefix.startsWith(RUNS_FOLDER) || RUNS_FOLDER.startsWith(prefix)) yield* smallFiles.list(prefix);
    yield* blobs.list(prefix);
  }
}

/** Packs are lent and read in slices by the thousand, so they stay in one place whatever their size. */
function mayBeSmall(key: string): boolean {
  return key.startsWith(RUNS_FOLDER) && parseStageKey(key).kind !== 'pack';
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
