// The append-only log being written. Operations are collected while commands run; everything that arrived in one turn of
// the event loop goes out in one frame and one write, and all its commands are answered together.
// Modes: open → (a write fails) → read-only → (the retry succeeds) → open; a failed sync is final; closed at the end.
import { closeSync, fdatasync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { StoreError } from '../failure.ts';
import { FrameBuilder, type Kind } from './frame.ts';

export type SyncMode = 'interval' | 'always';

export interface JournalOptions {
  readonly sync: SyncMode;
  /** Longest time acknowledged writes stay unsynced in `interval` mode. */
  readonly syncEveryMs: number;
  readonly warn: (message: string) => void;
}

interface Waiter {
  readonly synced: boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const RETRY_MS = 1000;
/** A frame is closed at this size even within one turn, so that no single write gets huge. */
const FRAME_LIMIT = 4 * 1024 * 1024;

export class Journal {
  readonly #options: JournalOptions;
  readonly #frame = new FrameBuilder();
  #fd: number;
  #size: number;
  /** Frames that could not be written, kept in order until they can. */
  #unwritten: Buffer[] = [];
  #waiters: Waiter[] = [];
  #syncWaiters: Waiter[] = [];
  #flushScheduled = false;
  #syncTimer: NodeJS.Timeout | undefined;
  #syncing: Promise<void> | undefined;
  #dirty = false;
  #failure: StoreError | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(path: string, options: JournalOptions) {
    this.#options = options;
    this.#fd = openSync(path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  /** Bytes in the file now being written. */
  get size(): number {
    return this.#size;
  }

  /** Why writes are refused at present. */
  get failure(): StoreError | undefined {
    return this.#failure;
  }

  append(kind: Kind, collection: number, body: Uint8Array): void {
    this.#frame.add(kind, collection, body);
    if (this.#frame.size > FRAME_LIMIT) this.#write();
  }

  /** Resolves when everything appended so far has reached the operating system, or the disk when `synced`. */
  commit(synced: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ synced: synced || this.#options.sync === 'always', resolve, reject });
      if (this.#flushScheduled) return;
      this.#flushScheduled = true;
      // After the sockets of this turn were read: their commands share the write.
      setImmediate(() => this.flush());
    });
  }

  flush(): void {
    this.#flushScheduled = false;
    const waiters = this.#waiters;
    this.#waiters = [];
    this.#write();
    const failure = this.#failure;
    for (const waiter of waiters) {
      if (failure !== undefined) waiter.reject(failure);
      else if (waiter.synced) this.#syncWaiters.push(waiter);
      else waiter.resolve();
    }
    if (this.#syncWaiters.length > 0) void this.#syncNow();
  }

  #write(): void {
    if (!this.#frame.isEmpty) {
      const frame = this.#frame.take();
      if (this.#unwritten.length > 0) {
        this.#unwritten.push(Buffer.from(frame));
        return;
      }
      if (!this.#writeFrame(frame)) this.#unwritten.push(Buffer.from(frame));
    }
  }

  #writeFrame(frame: Buffer): boolean {
    try {
      let done = 0;
      while (done < frame.length) done += writeSync(this.#fd, frame, done, frame.length - done);
    } catch (error) {
      this.#fail(error);
      return false;
    }
    this.#size += frame.length;
    this.#dirty = true;
    if (this.#options.sync === 'interval' && this.#syncTimer === undefined) {
      this.#syncTimer = setTimeout(() => void this.#syncNow(), this.#options.syncEveryMs);
    }
    return true;
  }

  #refuse(text: string): void {
    this.#failure = new StoreError('OutOfDiskSpace', text);
    this.#options.warn(text);
  }

  #fail(error: unknown): void {
    this.#refuse(`the log cannot be written (${String(error)}); writes are refused until it can`);
    try {
      // Half a frame must not stay in front of the next one.
      ftruncateSync(this.#fd, this.#size);
    } catch (cause) {
      this.#options.warn(`the half-written frame could not be cut off: ${String(cause)}`);
    }
    this.#retry ??= setTimeout(() => this.#tryAgain(), RETRY_MS);
  }

  /** What failed is already in memory, so it goes out first once there is room again. */
  #tryAgain(): void {
    this.#retry = undefined;
    this.#failure = undefined;
    let frame = this.#unwritten[0];
    while (frame !== undefined) {
      if (!this.#writeFrame(frame)) return;
      this.#unwritten.shift();
      frame = this.#unwritten[0];
    }
    this.#options.warn('the log can be written again; writes are accepted');
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
      // The system may have dropped what it could not write, so trying again would prove nothing.
      clearTimeout(this.#retry);
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
    this.#dirty = false;
    // A sync on the old file may still be under way in another thread.
    void (this.#syncing ?? Promise.resolve()).then(() => closeSync(old));
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
