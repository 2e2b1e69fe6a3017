// Sorted trees of keys in one file, kept by LMDB. The file only repeats what the log has, so it is never waited for: after
// the end of the process all of it is there; after the end of the machine it is made anew from the log (`disk-state.ts`).
// A tree is a number in front of its keys. A save is one transaction; readers keep the state they began with.
import { createHash } from 'node:crypto';
import { open, type RootDatabase, type Transaction } from 'lmdb';
import { bytesOf, keyOf } from './key-bytes.ts';

/** Address space, not memory or disk: as the file grows into it nothing has to be mapped anew. */
const MAP_BYTES = 2 ** 40;
/** LMDB's own limit is 1,978 bytes. */
const MAX_KEY_BYTES = 1_900;
const DIGITS = 4;
const NOTHING = Buffer.alloc(0);

/** Trees with a use of their own; those of collections and indexes have higher numbers. */
export const CATALOG_TREE = 1;
const LONG_KEY_TREE = 2;
const LONG_RECORD_TREE = 3;
export const FIRST_FREE_TREE = 16;

export interface KeyBounds {
  /** First key, inclusive. */
  readonly low: string;
  /** End, exclusive. */
  readonly high: string;
  /** A key already read, exclusive: the first to be read follows it, or precedes it in reverse. */
  readonly after?: string | undefined;
  readonly reverse: boolean;
  readonly limit: number;
}

export interface DiskWriter {
  put(tree: number, key: string, value?: Uint8Array): void;
  remove(tree: number, key: string): void;
}

/** The state at one moment, for a reader that takes its time. */
export interface DiskSnapshot {
  records(tree: number): Generator<Buffer>;
  end(): void;
}

export class DiskFile {
  readonly #lmdb: RootDatabase<Buffer, Buffer>;
  readonly #writer: DiskWriter;
  /** Rises with each save: what was read before may have moved from memory to disk since. */
  generation = 0;

  constructor(path: string) {
    this.#lmdb = open<Buffer, Buffer>({
      path,
      noSubdir: true,
      keyEncoding: 'binary',
      encoding: 'binary',
      cache: false,
      noSync: true,
      mapSize: MAP_BYTES,
      maxReaders: 8,
    });
    this.#writer = {
      put: (tree, key, value = NOTHING) => this.#put(tree, key, value),
      remove: (tree, key) => this.#remove(tree, key),
    };
  }

  /** Reads what other threads have saved since. */
  refresh(): void {
    this.#lmdb.resetReadTxn();
    this.generation++;
  }

  /** The value of a key; valid until the next call. */
  read(tree: number, key: string): Buffer | undefined {
    return this.#lmdb.getBinaryFast(isLong(key) ? longKey(LONG_RECORD_TREE, tree, key) : keyIn(tree, key));
  }

  /** Keys without the long ones. */
  keys(tree: number, bounds: KeyBounds): string[] {
    const { reverse, limit, after } = bounds;
    const low = reverse ? bounds.low : (after ?? bounds.low);
    const high = reverse ? (after ?? bounds.high) : bounds.high;
    const from = boundIn(tree, low, false);
    const to = boundIn(tree, high, true);
    const out: string[] = [];
    const range = reverse
      ? { start: to, end: from, reverse, exclusiveStart: true, inclusiveEnd: true }
      : { start: from, end: to };
    for (const bytes of this.#lmdb.getKeys(range)) {
      const key = keyOf(bytes.subarray(DIGITS));
      // Bounds that are too long for LMDB are cut and let more keys through.
      if (key < low || key >= high || key === after) continue;
      out.push(key);
      if (out.length === limit) break;
    }
    return out;
  }

  count(tree: number, low: string, high: string): number {
    if (isLong(low) || isLong(high))
      return this.keys(tree, { low, high, reverse: false, limit: Number.POSITIVE_INFINITY }).length;
    return low < high ? this.#lmdb.getKeysCount({ start: keyIn(tree, low), end: keyIn(tree, high) }) : 0;
  }

  /** The keys of a tree that are too long for LMDB. */
  *longKeys(tree: number): Generator<string> {
    for (const { value } of this.#lmdb.getRange(longRange(LONG_KEY_TREE, tree)))
      yield keyOf(Buffer.from(value));
  }

  /** All of it is written, or nothing. */
  write(run: (writer: DiskWriter) => void): void {
    this.#lmdb.transactionSync(() => run(this.#writer));
    this.generation++;
  }

  #put(tree: number, key: string, value: Uint8Array): void {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    if (!isLong(key)) return this.#lmdb.putSync(keyIn(tree, key), bytes);
    this.#lmdb.putSync(longKey(LONG_KEY_TREE, tree, key), bytesOf(key));
    if (bytes.length > 0) this.#lmdb.putSync(longKey(LONG_RECORD_TREE, tree, key), bytes);
  }

  #remove(tree: number, key: string): void {
    if (!isLong(key)) return void this.#lmdb.removeSync(keyIn(tree, key));
    this.#lmdb.removeSync(longKey(LONG_KEY_TREE, tree, key));
    this.#lmdb.removeSync(longKey(LONG_RECORD_TREE, tree, key));
  }

  /** Numbers of all trees that have a key. */
  trees(): number[] {
    const out = new Set<number>();
    let next = FIRST_FREE_TREE;
    for (;;) {
      const [first] = this.#lmdb.getKeys({ start: bytesOf(digitsOf(next)), limit: 1 });
      if (first === undefined) break;
      out.add(numberOf(first));
      next = numberOf(first) + 1;
    }
    for (const holder of [LONG_KEY_TREE, LONG_RECORD_TREE])
      for (const key of this.#lmdb.getKeys({
        start: bytesOf(digitsOf(holder)),
        end: bytesOf(digitsOf(holder + 1)),
      }))
        out.add(numberOf(key.subarray(DIGITS)));
    return [...out];
  }

  /** Takes up to `limit` keys out of a tree that nobody reads any more; false: it is empty. */
  clear(tree: number, limit: number): boolean {
    const range = { start: bytesOf(digitsOf(tree)), end: bytesOf(digitsOf(tree + 1)), limit };
    const doomed = [...this.#lmdb.getKeys(range)].map((key) => Buffer.from(key));
    for (const holder of [LONG_KEY_TREE, LONG_RECORD_TREE])
      for (const key of this.#lmdb.getKeys(longRange(holder, tree))) doomed.push(Buffer.from(key));
    if (doomed.length === 0) return false;
    this.#lmdb.transactionSync(() => {
      for (const key of doomed) this.#lmdb.removeSync(key);
    });
    return true;
  }

  snapshot(): DiskSnapshot {
    const transaction = this.#lmdb.useReadTransaction();
    return {
      records: (tree) => this.#recordsOf(tree, transaction),
      end: () => transaction.done(),
    };
  }

  *#recordsOf(tree: number, transaction: Transaction): Generator<Buffer> {
    const own = { start: bytesOf(digitsOf(tree)), end: bytesOf(digitsOf(tree + 1)) };
    for (const range of [own, longRange(LONG_RECORD_TREE, tree)])
      for (const { value } of this.#lmdb.getRange({ ...range, transaction })) yield value;
  }

  async close(): Promise<void> {
    await this.#lmdb.close();
  }
}

/** Long keys stay in memory, where they keep their order; the file has them under their checksum. */
export function isLong(key: string): boolean {
  return key.length * 3 > MAX_KEY_BYTES && bytesOf(key).length > MAX_KEY_BYTES;
}

function digitsOf(tree: number): string {
  return String.fromCharCode((tree >> 21) & 127, (tree >> 14) & 127, (tree >> 7) & 127, tree & 127);
}

function numberOf(key: Buffer): number {
  return ((key[0] ?? 0) << 21) | ((key[1] ?? 0) << 14) | ((key[2] ?? 0) << 7) | (key[3] ?? 0);
}

function keyIn(tree: number, key: string): Buffer {
  return bytesOf(digitsOf(tree) + key);
}

function boundIn(tree: number, key: string, isEnd: boolean): Buffer {
  const bytes = keyIn(tree, key);
  if (bytes.length <= MAX_KEY_BYTES) return bytes;
  const cut = Buffer.from(bytes.subarray(0, MAX_KEY_BYTES + 1));
  cut[MAX_KEY_BYTES] = isEnd ? 0xff : 0;
  return cut;
}

function longKey(holder: number, tree: number, key: string): Buffer {
  return bytesOf(digitsOf(holder) + digitsOf(tree) + createHash('sha256').update(bytesOf(key)).digest('hex'));
}

function longRange(holder: number, tree: number): { start: Buffer; end: Buffer } {
  return {
    start: bytesOf(digitsOf(holder) + digitsOf(tree)),
    end: bytesOf(digitsOf(holder) + digitsOf(tree + 1)),
  };
}
