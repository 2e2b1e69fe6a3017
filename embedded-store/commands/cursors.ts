// Open cursors: results from a lazy iterator, batch by batch; dropped after ten idle minutes.
import { Long } from 'bson';
import { StoreError } from '../failure.ts';
import type { Doc } from '../value/document.ts';

export interface SizedDoc {
  readonly doc: Doc;
  readonly size: number;
}

interface Cursor {
  readonly namespace: string;
  readonly iterator: Iterator<SizedDoc>;
  /** Read but not sent, because it did not fit into the last batch. */
  held: SizedDoc | undefined;
  usedAt: number;
}

export interface BatchRequest {
  readonly namespace: string;
  /** undefined = 101, as servers do for the first batch. */
  readonly batchSize: number | undefined;
  readonly single: boolean;
}

const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;
const FIRST_BATCH = 101;
/** A reply must stay below 48 MB; servers stop a batch at 16 MiB. */
const BATCH_BYTES = 16 * 1024 * 1024;

export class Cursors {
  readonly #cursors = new Map<string, Cursor>();
  readonly #now: () => number;
  #lastId: number;
  #sweeper: NodeJS.Timeout | undefined;

  /** `first`: added to the numbers of cursors, to tell them from those of another keeper. */
  constructor(now: () => number = Date.now, first = 0) {
    this.#now = now;
    this.#lastId = first + Date.now();
  }

  get open(): number {
    return this.#cursors.size;
  }

  /** Reply of find, aggregate and the list commands. */
  first(docs: Iterable<SizedDoc>, request: BatchRequest): Doc {
    const iterator = docs[Symbol.iterator]();
    const cursor: Cursor = { namespace: request.namespace, iterator, held: undefined, usedAt: this.#now() };
    const { batch, done } = take(cursor, request.batchSize ?? FIRST_BATCH);
    const id = done || request.single ? Long.ZERO : this.#keep(cursor);
    if (request.single && !done) iterator.return?.();
    return { cursor: { firstBatch: batch, id, ns: request.namespace }, ok: 1 };
  }

  next(id: unknown, request: { namespace: string; batchSize: number | undefined }): Doc {
    const key = String(id);
    const cursor = this.#cursors.get(key);
    if (cursor === undefined || cursor.namespace !== request.namespace) {
      throw new StoreError('CursorNotFound', `cursor id ${key} not found`);
    }
    const { batch, done } = take(cursor, request.batchSize ?? Number.POSITIVE_INFINITY);
    cursor.usedAt = this.#now();
    if (done) this.#cursors.delete(key);
    return {
      cursor: { nextBatch: batch, id: done ? Long.ZERO : Long.fromString(key), ns: request.namespace },
      ok: 1,
    };
  }

  kill(id: unknown): boolean {
    const key = String(id);
    const cursor = this.#cursors.get(key);
    if (cursor === undefined) return false;
    cursor.iterator.return?.();
    return this.#cursors.delete(key);
  }

  #keep(cursor: Cursor): Long {
    // Ids begin at the clock's time, so an id from before a restart is never mistaken for a new one.
    const id = Long.fromNumber(++this.#lastId);
    this.#cursors.set(id.toString(), cursor);
    this.#sweeper ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
    return id;
  }

  sweep(): void {
    const oldest = this.#now() - IDLE_MS;
    for (const [id, cursor] of this.#cursors) if (cursor.usedAt < oldest) this.kill(id);
    if (this.#cursors.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.#cursors.clear();
  }
}

function take(cursor: Cursor, count: number): { batch: Doc[]; done: boolean } {
  const batch: Doc[] = [];
  let bytes = 0;
  while (batch.length < count) {
    const item = cursor.held ?? nextOf(cursor.iterator);
    cursor.held = undefined;
    if (item === undefined) return { batch, done: true };
    if (batch.length > 0 && bytes + item.size > BATCH_BYTES) {
      cursor.held = item;
      return { batch, done: false };
    }
    batch.push(item.doc);
    bytes += item.size + 16;
  }
  if (count === 0) return { batch, done: false };
  // If nothing follows, the client is told so and sends no getMore.
  cursor.held = nextOf(cursor.iterator);
  return { batch, done: cursor.held === undefined };
}

function nextOf(iterator: Iterator<SizedDoc>): SizedDoc | undefined {
  const next = iterator.next();
  return next.done === true ? undefined : next.value;
}
