// A blob store over two places, while blobs move from the old one to the new one and processes go on. What is written goes to the new
// one alone, so the old one only shrinks. What is read is looked for in the new one, in the old one, and in the new one again: a blob
// that is written again, or is deleted in the old one after it was written to the new one, is never missed.
import { entryOf } from './archive.ts';
import type { BlobFacts, BlobStore, FreedFiles } from './blob-store.ts';

export function createTwoPlaces(fresh: BlobStore, old: BlobStore): BlobStore {
  return new TwoPlaces(fresh, old);
}

class TwoPlaces implements BlobStore {
  readonly storeId: string;
  readonly #fresh: BlobStore;
  readonly #old: BlobStore;

  constructor(fresh: BlobStore, old: BlobStore) {
    this.storeId = fresh.storeId;
    this.#fresh = fresh;
    this.#old = old;
  }

  async ping(): Promise<void> {
    await Promise.all([this.#fresh.ping(), this.#old.ping()]);
  }

  async put(key: string, bytes: Uint8Array | readonly Uint8Array[]): Promise<void> {
    await this.#fresh.put(key, bytes);
    await this.#dropOld(key);
  }

  async putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    return !(await this.#old.has(key)) && this.#fresh.putNew(key, bytes);
  }

  async putArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    await this.#fresh.putArchive(key, entries);
    await this.#dropOld(key);
  }

  entrySizes(key: string): Promise<readonly number[] | null> {
    return this.#first((place) => place.entrySizes(key));
  }

  readArchive(key: string): Promise<readonly Uint8Array[] | null> {
    return this.#first((place) => place.readArchive(key));
  }

  async replaceArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    if (await this.#fresh.has(key)) await this.#fresh.replaceArchive(key, entries);
    else await this.#fresh.putArchive(key, entries);
    await this.#dropOld(key);
  }

  get(key: string): Promise<Uint8Array | null> {
    return this.#first((place) => place.get(key), entryOf(key)?.archive);
  }

  async lend<Result>(key: string, use: (bytes: Uint8Array) => Promise<Result>): Promise<Result | null> {
    const used = async (bytes: Uint8Array): Promise<{ result: Result }> => ({ result: await use(bytes) });
    const found = await this.#first((place) => place.lend(key, used));
    return found === null ? null : found.result;
  }

  slice(key: string, offset: number, length: number): Promise<Uint8Array | null> {
    return this.#first((place) => place.slice(key, offset, length));
  }

  async has(key: string): Promise<boolean> {
    return (await this.#first(async (place) => ((await place.has(key)) ? true : null))) === true;
  }

  async touch(key: string): Promise<void> {
    await this.#old.touch(key);
    await this.#fresh.touch(key);
  }

  /** In the old place first: a copy that is made meanwhile is deleted too, unless it is made after both. */
  async delete(keys: readonly string[]): Promise<FreedFiles> {
    const before = await this.#old.delete(keys);
    const { files, bytes } = await this.#fresh.delete(keys);
    return { files: before.files + files, bytes: before.bytes + bytes };
  }

  facts(key: string): Promise<BlobFacts | null> {
    return this.#first((place) => place.facts(key));
  }

  /** The old place first: what leaves it meanwhile is in the new one before that. */
  async *list(prefix: string): AsyncIterable<string> {
    const listed = new Set<string>();
    for await (const key of this.#old.list(prefix)) {
      listed.add(key);
      yield key;
    }
    for await (const key of this.#fresh.list(prefix)) if (!listed.has(key)) yield key;
  }

  /** `whole`: where it is in the new place, what that does not hold of it is gone, whatever the old one has. */
  async #first<Found>(
    look: (place: BlobStore) => Promise<Found | null>,
    whole?: string,
  ): Promise<Found | null> {
    const found = await look(this.#fresh);
    if (found !== null) return found;
    if (whole !== undefined && (await this.#fresh.has(whole))) return look(this.#fresh);
    return (await look(this.#old)) ?? look(this.#fresh);
  }

  /** What is written again counts as it is in the new place: the old one must not be compared with it. */
  async #dropOld(key: string): Promise<void> {
    if (!(await this.#old.has(key))) return;
    await this.#old.delete([key]);
    // Two buckets have one index, from which the key has just been taken.
    await this.#fresh.touch(key);
  }
}
