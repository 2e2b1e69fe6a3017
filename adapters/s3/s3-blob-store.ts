// Blobs as objects of a bucket. What readers and the sweep know of archives and content-addressed blobs stands in the database
// (`BlobIndex`); files of runs are listed in the bucket, by run.
import { createHash } from 'node:crypto';
import { entryOf, isArchiveKey } from '../../domain/system/blob/archive.ts';
import { withTable } from '../../domain/system/blob/archive-table.ts';
import type { BlobIndex } from '../../domain/system/blob/blob-index.ts';
import { isBlobKey, requireBlobKey } from '../../domain/system/blob/blob-key.ts';
import type { BlobFacts, BlobStore, FreedFiles } from '../../domain/system/blob/blob-store.ts';
import type { BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { isContentKey } from '../../domain/system/blob/content-key.ts';
import type { Clock } from '../../domain/system/clock.ts';
import { BufferPool } from '../blobs/buffer-pool.ts';
import { type BucketClient, type ObjectFacts, type ReadOrder, openBucket } from './bucket.ts';
import { BucketArchives } from './bucket-archives.ts';
import { openBucketId, requireBucket } from './bucket-id.ts';

export interface S3BlobStoreOptions {
  readonly place: BucketPlace;
  readonly index: BlobIndex;
  readonly clock: Clock;
  /** A place that no process has begun is not made. Default false. */
  readonly mustExist?: boolean;
}

/** Sizes of listed objects that are remembered: who lists a folder mostly deletes it next, and is told what that freed. */
const KEPT_SIZES = 20_000;
/** Questions to the server at a time. */
const LOOKED_AT_ONCE = 16;
const EMPTY = new Uint8Array(0);

/** Throws (configuration-invalid) where a setting is wrong, (dependency-unavailable) while the server is away. */
export async function createS3BlobStore(options: S3BlobStoreOptions): Promise<BlobStore> {
  const bucket = await openBucket(options.place);
  return new S3BlobStore(bucket, await openBucketId(bucket, options.mustExist), options);
}

class S3BlobStore implements BlobStore {
  readonly storeId: string;
  readonly #bucket: BucketClient;
  readonly #archives: BucketArchives;
  readonly #index: BlobIndex;
  readonly #clock: Clock;
  readonly #memory = new BufferPool();
  readonly #sizes = new Map<string, number>();

  constructor(bucket: BucketClient, storeId: string, { index, clock }: S3BlobStoreOptions) {
    this.storeId = storeId;
    this.#bucket = bucket;
    this.#archives = new BucketArchives(bucket);
    this.#index = index;
    this.#clock = clock;
  }

  ping(): Promise<void> {
    return this.#requireStore();
  }

  /** A repeated attempt may find its key taken, by what it had written itself: what differs takes its place, as in a folder. */
  async put(key: string, content: Uint8Array | readonly Uint8Array[]): Promise<void> {
    const name = this.#name(key);
    const body = joined(content);
    // Noted before it is written: what is written and not known to the sweep would stay for ever.
    if (isIndexed(key)) await this.#index.note(key, { bytes: body.length, usedAt: this.#clock.now() });
    const done = await this.#bucket.put(name, body, { ifAbsent: true });
    if (done === 'put' || isContentKey(key)) return;
    if ((await this.#bucket.facts(name))?.tag === tagOf(body)) return;
    await this.#bucket.put(name, body);
    this.#archives.forget(name);
  }

  async putNew(key: string, bytes: Uint8Array): Promise<boolean> {
    if (await this.has(key)) return false;
    if (isIndexed(key)) await this.#index.note(key, { bytes: bytes.length, usedAt: this.#clock.now() });
    if ((await this.#bucket.put(this.#name(key), bytes, { ifAbsent: true })) === 'put') return true;
    // What was noted is not what is there.
    const found = await this.#objectFacts(key);
    if (found !== null && isIndexed(key))
      await this.#index.note(key, { bytes: found.bytes, usedAt: this.#clock.now() });
    return false;
  }

  putArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    return this.put(key, withTable(entries));
  }

  async entrySizes(key: string): Promise<readonly number[] | null> {
    return this.#orMissing(await this.#archives.lengths(this.#name(key)));
  }

  async readArchive(key: string): Promise<readonly Uint8Array[] | null> {
    return this.#orMissing(await this.#archives.whole(this.#name(key)));
  }

  async replaceArchive(key: string, entries: readonly Uint8Array[]): Promise<void> {
    const body = joined(withTable(entries));
    await this.#archives.replace(this.#name(key), body);
    await this.#index.note(key, { bytes: body.length, usedAt: this.#clock.now() });
  }

  async get(key: string): Promise<Uint8Array | null> {
    const entry = entryOf(key);
    if (entry === null) return this.#read(key);
    const found = await this.#archives.entry(this.#name(key), entry.index);
    return found === 'missing' ? this.#orMissing(null) : found;
  }

  async lend<Result>(key: string, use: (bytes: Uint8Array) => Promise<Result>): Promise<Result | null> {
    const lent: Uint8Array[] = [];
    const take = (bytes: number): Uint8Array => {
      const memory = this.#memory.take(bytes);
      lent.push(memory);
      return memory;
    };
    try {
      const bytes = await this.#read(key, { take });
      return bytes === null ? null : await use(bytes);
    } finally {
      for (const memory of lent) this.#memory.giveBack(memory);
    }
  }

  async slice(key: string, offset: number, length: number): Promise<Uint8Array | null> {
    if (length === 0) return (await this.has(key)) ? EMPTY : null;
    return this.#read(key, { range: { offset, length } });
  }

  async has(key: string): Promise<boolean> {
    return (await this.#objectFacts(key)) !== null;
  }

  async touch(key: string): Promise<void> {
    const whole = keyOfWhole(key);
    if (!isIndexed(whole) || (await this.#index.touch(whole, this.#clock.now()))) return;
    // Of a bucket that is older than this database.
    const found = await this.#objectFacts(whole);
    if (found !== null) await this.#index.note(whole, { bytes: found.bytes, usedAt: this.#clock.now() });
  }

  async delete(keys: readonly string[]): Promise<FreedFiles> {
    const freed = { files: 0, bytes: 0 };
    const there: string[] = [];
    for (let from = 0; from < keys.length; from += LOOKED_AT_ONCE) {
      const some = keys.slice(from, from + LOOKED_AT_ONCE);
      const sizes = await Promise.all(some.map((key) => this.#sizeOf(key)));
      for (const [at, key] of some.entries()) {
        const bytes = sizes[at] ?? null;
        if (bytes === null) continue;
        freed.files += 1;
        freed.bytes += bytes;
        there.push(this.#name(key));
      }
    }
    await this.#bucket.remove(there);
    for (const name of there) this.#archives.forget(name);
    await this.#index.forget(keys.filter(isIndexed));
    return freed;
  }

  async facts(key: string): Promise<BlobFacts | null> {
    const whole = keyOfWhole(key);
    const known = isIndexed(whole) ? await this.#index.facts(whole) : null;
    if (known !== null) return known;
    const found = await this.#objectFacts(whole);
    return found === null ? null : { bytes: found.bytes, usedAt: found.changedAt };
  }

  async *list(prefix: string): AsyncIterable<string> {
    if (isIndexed(prefix)) return yield* this.#index.list(prefix);
    const start = this.#bucket.place.prefix;
    let isEmpty = true;
    for await (const { name, bytes } of this.#bucket.list(`${start}${prefix}`)) {
      isEmpty = false;
      const key = name.slice(start.length);
      if (!isBlobKey(key)) continue;
      if (this.#sizes.size >= KEPT_SIZES) this.#sizes.clear();
      this.#sizes.set(key, bytes);
      yield key;
    }
    if (isEmpty) await this.#requireStore();
  }

  async #read(key: string, order: ReadOrder = {}): Promise<Uint8Array | null> {
    const found = await this.#bucket.read(this.#name(key), order);
    return found === null || found === 'changed' ? this.#orMissing(null) : found.bytes;
  }

  async #sizeOf(key: string): Promise<number | null> {
    const listed = this.#sizes.get(key);
    this.#sizes.delete(key);
    return listed ?? (await this.#objectFacts(key))?.bytes ?? null;
  }

  async #objectFacts(key: string): Promise<ObjectFacts | null> {
    return this.#orMissing(await this.#bucket.facts(this.#name(key)));
  }

  /** Nothing is taken for gone while its place is away. */
  async #orMissing<Found>(found: Found | null): Promise<Found | null> {
    if (found === null) await this.#requireStore();
    return found;
  }

  #requireStore(): Promise<void> {
    return requireBucket(this.#bucket, this.storeId);
  }

  #name(key: string): string {
    requireBlobKey(key);
    return `${this.#bucket.place.prefix}${keyOfWhole(key)}`;
  }
}

/** Of an entry of an archive that of the archive. */
function keyOfWhole(key: string): string {
  return entryOf(key)?.archive ?? key;
}

/** Also for a prefix of keys. */
function isIndexed(key: string): boolean {
  return isArchiveKey(key) || isContentKey(key);
}

function joined(content: Uint8Array | readonly Uint8Array[]): Uint8Array {
  if (content instanceof Uint8Array) return content;
  const [only] = content;
  return content.length === 1 && only !== undefined ? only : Buffer.concat(content);
}

/** That of an object that was put in one piece and is not sealed with a key of the platform; else none is equal. */
function tagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
