// Archives in a bucket. An entry is read by its range, which the archive's table tells; both have to be of the same object, because a
// clean-up may write the archive again between the two reads.
import {
  type ArchiveSpan,
  cutOff,
  endOfTable,
  entryLengths,
  entrySpan,
  splitArchive,
} from '../../domain/system/blob/archive-table.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BucketClient } from './bucket.ts';

/** Bytes of the first read: the table of a thousand entries, or a small archive whole. */
const FIRST_READ = 4_096;
/** Tables that are remembered: a page's text, links and body lie in one archive and are read one after the other. */
const KEPT_TABLES = 500;
/** An archive that is written again more often than that while one entry is read is not read. */
const TRIES = 10;

interface ReadTable {
  readonly tag: string;
  readonly size: number;
  /** The beginning of the archive, with its whole table. */
  readonly beginning: Uint8Array;
}

export class BucketArchives {
  readonly #bucket: BucketClient;
  readonly #tables = new Map<string, ReadTable>();
  /** Tags of archives that were read whole, to be replaced: whoever replaces another one would undo what that had changed. */
  readonly #readWhole = new Map<string, string>();

  constructor(bucket: BucketClient) {
    this.#bucket = bucket;
  }

  /** Null: the archive has no such entry, or keeps it no more. `missing`: there is no archive. */
  async entry(name: string, index: number): Promise<Uint8Array | null | 'missing'> {
    for (let tried = 0; tried < TRIES; tried++) {
      const table = await this.#table(name);
      if (table === null) return 'missing';
      const span = entrySpan(table.beginning, index, name);
      if (span === null) return null;
      const found = await this.#span(name, table, span);
      if (found !== 'changed') return found;
      this.#tables.delete(name);
    }
    throw busy(name);
  }

  async lengths(name: string): Promise<readonly number[] | null> {
    this.#tables.delete(name);
    const table = await this.#table(name);
    return table === null ? null : entryLengths(table.beginning, name);
  }

  async whole(name: string): Promise<Uint8Array[] | null> {
    const found = await this.#bucket.read(name);
    if (found === null || found === 'changed') return null;
    remember(this.#readWhole, name, found.tag);
    return splitArchive(found.bytes, name);
  }

  async replace(name: string, body: Uint8Array): Promise<void> {
    const read = this.#readWhole.get(name);
    this.#readWhole.delete(name);
    for (let tried = 0; tried < TRIES; tried++) {
      const tag = read ?? (await this.#bucket.facts(name))?.tag;
      const done = await this.#bucket.put(
        name,
        body,
        tag === undefined ? { ifAbsent: true } : { ifTag: tag },
      );
      this.#tables.delete(name);
      if (done === 'put') return;
      if (read !== undefined) break;
    }
    throw busy(name);
  }

  forget(name: string): void {
    this.#tables.delete(name);
  }

  async #table(name: string): Promise<ReadTable | null> {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    for (let tried = 0; tried < TRIES; tried++) {
      const read = await this.#readTable(name);
      if (read === 'changed') continue;
      if (read !== null) remember(this.#tables, name, read);
      return read;
    }
    throw busy(name);
  }

  async #readTable(name: string): Promise<ReadTable | 'changed' | null> {
    const first = await this.#bucket.read(name, { range: { offset: 0, length: FIRST_READ } });
    if (first === null || first === 'changed') return first;
    const { tag, size, bytes } = first;
    const end = endOfTable(bytes, name);
    if (end > size) throw cutOff(name);
    if (end <= bytes.length) return { tag, size, beginning: bytes };
    const range = { offset: 0, length: end };
    const whole = await this.#bucket.read(name, { range, ifTag: tag });
    return whole === null || whole === 'changed' ? whole : { tag, size, beginning: whole.bytes };
  }

  async #span(
    name: string,
    { tag, size }: ReadTable,
    span: ArchiveSpan,
  ): Promise<Uint8Array | 'changed' | 'missing'> {
    const end = span.offset + span.length;
    if (end > size) throw cutOff(name);
    const found = await this.#bucket.read(name, { range: span, ifTag: tag });
    if (found === null) return 'missing';
    if (found === 'changed') return 'changed';
    if (found.bytes.length < span.length) throw cutOff(name);
    return found.bytes;
  }
}

/** Drops the oldest one of too many. */
function remember<Value>(known: Map<string, Value>, name: string, value: Value): void {
  known.delete(name);
  known.set(name, value);
  const [oldest] = known.keys();
  if (known.size > KEPT_TABLES && oldest !== undefined) known.delete(oldest);
}

function busy(name: string): WebloomError {
  return new WebloomError(
    'conflict',
    `The archive ${name} was written again by somebody else meanwhile. It is tried again.`,
    {
      facts: { name },
    },
  );
}
