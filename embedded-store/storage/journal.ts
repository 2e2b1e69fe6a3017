// The log being written. Operations are collected while commands run. All operations of one turn of the event
// loop are written together, and their commands are answered together: either the log has all of them, or
// they are all undone. Reads of that turn wait, so no client sees a change that may be undone. Modes: open →
// (a write fails) → read-only → (there is room again) → open; a failed sync is final; closed at the end.
import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { StoreError } from '../failure.ts';
import type { Kind } from '../value/operation-kind.ts';
import { FrameBuilder, idOf } from './frame.ts';
import type { FrameId } from '../value/frame-id.ts';

export type SyncMode = 'interval' | 'always';

export interface JournalOptions {
  readonly sync: SyncMode;
  /** Longest time for which acknowledged writes may be unsynced in `interval` mode. */
  readonly syncEveryMs: number;
  readonly warn: (message: string) => void;
  /** The frame after which the log continues. */
  readonly after: FrameId;
  /** Called when the log has everything appended so far. */
  readonly onWritten: () => void;
  /** Called when the log has nothing of what was appended since `onWritten`, and never will. */
  readonly onRefused: () => void;
}

interface Waiter {
  readonly synced: boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const RETRY_MS = 1000;
/** A frame is closed at this size even within one turn, so that no single write gets very large. */
const FRAME_LIMIT = 4 * 1024 * 1024;
/**
 * This much room is needed before writes are accepted again; with less, the mode would change back and forth.
 */
const PROBE = Buffer.alloc(256 * 1024);

export class Journal {
  readonly #options: JournalOptions;
  readonly #frame = new FrameBuilder();
  #fd: number;
  #size: number;
  /** Size of the log after its last complete turn; the rest is cut off when a turn fails. */
  #turnStart: number;
  #last: FrameId;
  #lastOfTurn: FrameId;
  #waiters: Waiter[] = [];
  #syncWaiters: Waiter[] = [];
  #onSettled: (() => void)[] = [];
  #flushScheduled = false;
  #syncTimer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> | undefined;
  #dirty = false;
  #failure: StoreError | undefined;
  /** A sync has failed, so it is unknown what the disk has. */
  #isFinal = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(path: string, options: JournalOptions) {
    this.#options = options;
    this.#fd = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
    this.#turnStart = this.#size;
    this.#last = options.after;
    this.#lastOfTurn = options.after;
  }

  /** The last frame written. */
  get last(): FrameId {
    return this.#last;
  }

  /** Bytes of the present file. */
  get size(): number {
    return this.#size;
  }

  /** Why writes are refused now. */
  get failure(): StoreError | undefined {
    return this.#failure;
  }

  append(kind: Kind, collection: number, body: Uint8Array): void {
    // The turn has failed already, so operations that are still added to it are dropped.
    if (this.#failure !== undefined) return;
    this.#frame.add(kind, collection, body);
    if (this.#frame.size > FRAME_LIMIT) this.#write();
  }

  /** Resolves when the changes not yet written are written or undone; undefined if there are none. */
  settled(): Promise<void> | undefined {
    if (!this.#flushScheduled) return undefined;
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  /** Resolves when everything appended so far has reached the operating system, or the disk if `synced`. */
  commit(synced: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ synced: synced || this.#options.sync === 'always', resolve, reject });
      if (this.#flushScheduled) return;
      this.#flushScheduled = true;
      // Runs after the sockets of this turn were read, so that their commands share the write.
      setImmediate(() => this.flush());
    });
  }

  flush(): void {
    this.#flushScheduled = false;
    const waiters = this.#waiters;
    this.#waiters = [];
    this.#write();
    const failure = this.#failure;
    if (failure === undefined) this.#endTurn();
    else this.#refuseTurn();
    for (const waiter of waiters) {
      if (failure !== undefined) waiter.reject(failure);
      else if (waiter.synced) this.#syncWaiters.push(waiter);
      else waiter.resolve();
    }
    for (const resolve of this.#onSettled.splice(0)) resolve();
    if (this.#syncWaiters.length > 0) void this.#syncNow();
  }

  #endTurn(): void {
    this.#turnStart = this.#size;
    this.#lastOfTurn = this.#last;
    this.#options.onWritten();
  }

  #refuseTurn(): void {
    this.#frame.clear();
    this.#last = this.#lastOfTurn;
    this.#options.onRefused();
    if (this.#isFinal) return;
    this.#cutTurn();
    this.#retry ??= setTimeout(() => this.#tryAgain(), RETRY_MS);
  }

  #write(): void {
    if (this.#frame.isEmpty || this.#failure !== undefined) return;
    const frame = this.#frame.take(this.#last);
    try {
      this.#writeAll(frame);
    } catch (error) {
      this.#refuse(`${whyNot(error)}; reads go on, writes are refused until it can be written again`);
      return;
    }
    this.#last = idOf(frame);
    this.#size += frame.length;
    this.#dirty = true;
    if (this.#options.sync === 'interval' && this.#syncTimer === undefined) {
      this.#syncTimer = setTimeout(() => void this.#syncNow(), this.#options.syncEveryMs);
    }
  }

  #writeAll(bytes: Buffer): void {
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#fd, bytes, done, bytes.length - done);
  }

  #refuse(text: string): void {
    this.#failure = new StoreError('OutOfDiskSpace', text);
    this.#options.warn(text);
  }

  /** Cuts off a failed turn: nothing of it, least of all half a frame, may stand before the next turn. */
  #cutTurn(): boolean {
    try {
      ftruncateSync(this.#fd, this.#turnStart);
      this.#size = this.#turnStart;
      return true;
    } catch (cause) {
      this.#options.warn(`the half-written end of the log could not be cut off: ${String(cause)}`);
      return false;
    }
  }

  #tryAgain(): void {
    this.#retry = undefined;
    if (this.#isFinal) return;
    if (this.#cutTurn() && this.#hasRoom()) {
      this.#failure = undefined;
      this.#options.warn('the log can be written again; writes are accepted');
    } else {
      this.#retry = setTimeout(() => this.#tryAgain(), RETRY_MS);
    }
  }

  /**
   * Whether there is room again. It tries to write: the system's figure knows nothing of quotas and reserves.
   */
  #hasRoom(): boolean {
    try {
      this.#writeAll(PROBE);
      return this.#cutTurn();
    } catch {
      this.#cutTurn();
      return false;
    }
  }

  #syncNow(): Promise<void> {
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
      if (this.#syncWaiters.length > 0) void this.#syncNow();
    });
    return this.#syncing;
  }

  async #sync(): Promise<void> {
    clearTimeout(this.#syncTimer);
    this.#syncTimer = undefined;
    const waiters = this.#syncWaiters;
    this.#syncWaiters = [];
    this.#dirty = false;
    const error = await new Promise<Error | null>((resolve) => fdatasync(this.#fd, resolve));
    if (error !== null) {
      // The system may have dropped what it could not write, so another sync would prove nothing.
      this.#isFinal = true;
      this.#refuse(
        `the log cannot be synced to the disk (${error.message}); writes are refused until a restart`,
      );
    }
    for (const waiter of waiters) {
      if (error === null) waiter.resolve();
      else waiter.reject(this.#failure ?? error);
    }
  }

  /** Continues in a new file at once; everything before is on the disk when this returns. */
  switchTo(path: string): void {
    this.flush();
    if (this.#failure !== undefined) throw this.#failure;
    const old = this.#fd;
    fdatasyncSync(old);
    this.#fd = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
    this.#turnStart = this.#size;
    this.#dirty = false;
    // A sync of the old file may still be running in another thread.
    void (this.#syncing ?? Promise.resolve()).then(() => closeSync(old));
  }

  /** Everything is on the disk when this returns. */
  syncNow(): void {
    fdatasyncSync(this.#fd);
  }

  async close(): Promise<void> {
    this.flush();
    clearTimeout(this.#retry);
    await this.#syncing;
    clearTimeout(this.#syncTimer);
    this.#syncTimer = undefined;
    if (this.#dirty) fdatasyncSync(this.#fd);
    closeSync(this.#fd);
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return 'the disk is full, so the log cannot be written: make room';
  return `the log cannot be written (${String(error)})`;
}
