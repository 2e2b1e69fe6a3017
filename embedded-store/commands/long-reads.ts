// Runs reads that look at many records in a thread, so that nobody else waits for them. The thread starts with the first one
// and ends after a minute without any.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { encode } from '../value/bytes.ts';
import type { Request } from './command.ts';
import { FIRST_CURSOR, type LongRead, type LongReadAnswer } from './read-thread.ts';

const IDLE_MS = 60_000;

interface Waiter {
  readonly resolve: (reply: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

export class LongReads {
  readonly #path: string;
  readonly #waiters = new Map<number, Waiter>();
  #thread: Worker | undefined;
  #lastId = 0;
  #openCursors = 0;
  #idle: NodeJS.Timeout | undefined;

  /** `path`: the disk file. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Whether a cursor belongs to the thread. */
  hasCursor(id: unknown): boolean {
    return Number(String(id)) >= FIRST_CURSOR;
  }

  /** The answer in BSON. Everything that it may see has to be saved before. */
  run({ name, database, connection, body }: Request): Promise<Uint8Array> {
    const thread = (this.#thread ??= this.#start());
    clearTimeout(this.#idle);
    const id = ++this.#lastId;
    const read: LongRead = { id, name, database, connection, body: encode(body) };
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { resolve, reject });
      thread.postMessage(read);
    });
  }

  #start(): Worker {
    const thread = startThread({ path: this.#path });
    thread.unref();
    thread.on('message', (answer: LongReadAnswer) => this.#onAnswer(answer));
    thread.once('error', (error) => this.#onEnd(thread, error));
    thread.once('exit', () => this.#onEnd(thread, new Error('the thread for long reads has ended')));
    return thread;
  }

  #onAnswer({ id, reply, openCursors }: LongReadAnswer): void {
    this.#waiters.get(id)?.resolve(reply);
    this.#waiters.delete(id);
    this.#openCursors = openCursors;
    if (this.#waiters.size === 0) this.#idle = setTimeout(() => this.#endIfIdle(), IDLE_MS).unref();
  }

  /** Open cursors are dropped after ten minutes by the thread itself, which then ends with the next look. */
  #endIfIdle(): void {
    if (this.#waiters.size > 0) return;
    if (this.#openCursors > 0) this.#idle = setTimeout(() => this.#endIfIdle(), 10 * IDLE_MS).unref();
    else void this.close();
  }

  #onEnd(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#openCursors = 0;
    for (const { reject } of this.#waiters.values()) reject(error);
    this.#waiters.clear();
  }

  /** The disk file may be closed after this. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    if (thread === undefined) return;
    // A read that comes while it ends gets a thread of its own.
    this.#onEnd(thread, new Error('the store is being closed'));
    const exited = once(thread, 'exit');
    await thread.terminate();
    await exited;
  }
}

/** Compiled as this module is; from source, in development and tests, the thread needs the loader first. */
function startThread(workerData: { path: string }): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./read-thread.js', import.meta.url), { workerData });
  const resolved = createRequire(import.meta.url).resolve('tsx/esm/api');
  const loader = pathToFileURL(join(dirname(resolved), 'index.mjs')).href;
  const entry = new URL('./read-thread.ts', import.meta.url).href;
  const script = `import('${loader}').then(({ register }) => (register(), import('${entry}')))`;
  return new Worker(script, { workerData, eval: true });
}
