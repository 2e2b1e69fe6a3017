// Parse threads. Each has one batch at a time, whose bodies lie in memory shared with the main thread. A page
// that takes longer than its deadline costs its thread: the page is answered with `parse-timeout`, and a
// fresh thread gets the rest of the batch. A page of megabytes costs its thread too, after its answer,
// because the heap of a thread does not shrink.
import { Worker } from 'node:worker_threads';
import type {
  PageParser,
  ParseOptions,
  ParseReply,
  ParseRequest,
} from '../../domain/run/stage/page-parser.ts';
import type { ParseAnswer, ParseBatch } from './parse-thread.ts';
import { SharedBodies } from './shared-bodies.ts';
import { WaitingLine } from './waiting-line.ts';

export interface ParsePoolOptions {
  /** Number of threads. */
  readonly size: number;
  /** For one page, in ms. */
  readonly pageDeadlineMs: number;
  /** Heap of a thread in MB. A page that needs more ends its thread, not the process. */
  readonly heapMb: number;
}

/** In place of the page that a thread is at. */
const NOT_BEGUN = -1;
/** For a thread to begin with a batch, in ms. */
const START_MS = 20_000;

interface Thread {
  readonly worker: Worker;
  readonly progress: Int32Array;
  readonly bodies: SharedBodies;
}

/** Most pages of a batch, as many as a pack holds; fewer if they are large. */
const BATCH = 32;
const BATCH_BYTES = 4 * 1024 * 1024;

export class ParsePool implements PageParser {
  readonly #options: ParsePoolOptions;
  readonly #idle: Thread[] = [];
  readonly #waiting = new WaitingLine<Thread>();
  #threads = 0;
  #started = 0;
  #nextId = 1;
  #closed = false;

  constructor(options: ParsePoolOptions) {
    this.#options = options;
  }

  /** Threads started since the process began, including those killed or replaced since. */
  get started(): number {
    return this.#started;
  }

  async parse(requests: readonly ParseRequest[], options: ParseOptions): Promise<ParseReply[]> {
    const replies = await Promise.all(
      inBatches(requests).map((batch) => this.#parseBatch(batch, options, requests.length)),
    );
    return replies.flat();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((thread) => thread.worker.terminate()));
  }

  /** `pages`: of all batches that were asked for together. */
  async #parseBatch(
    requests: readonly ParseRequest[],
    options: ParseOptions,
    pages: number,
  ): Promise<ParseReply[]> {
    const replies: ParseReply[] = [];
    while (replies.length < requests.length) {
      const rest = requests.slice(replies.length);
      const thread = await this.#take(pages);
      const result = await this.#run(thread, rest, options);
      replies.push(...result.replies);
      if (result.alive && !isLarge(rest)) {
        this.#give(thread);
        continue;
      }
      if (result.alive) await thread.worker.terminate();
      this.#threads -= 1;
      this.#wakeNext();
    }
    return replies;
  }

  /** Replies of a batch; if the thread ended early, those of the pages before and the verdict on its page. */
  #run(
    thread: Thread,
    requests: readonly ParseRequest[],
    options: ParseOptions,
  ): Promise<{ replies: ParseReply[]; alive: boolean }> {
    const { worker, progress, bodies } = thread;
    const id = this.#nextId++;
    Atomics.store(progress, 0, NOT_BEGUN);
    return new Promise((resolve) => {
      let seen = NOT_BEGUN;
      const blame = (reason: 'parse-timeout' | 'parse-failed', detail: string): void => {
        finish();
        const at = Math.max(0, Atomics.load(progress, 0));
        // The pages before the bad one are parsed again, because their replies were lost with the thread.
        void worker.terminate();
        void this.#again(requests.slice(0, at), options).then((before) =>
          resolve({ replies: [...before, { ok: false, reason, detail }], alive: false }),
        );
      };
      const { pageDeadlineMs } = this.#options;
      let waitedMs = 0;
      const watch = setInterval(() => {
        const at = Atomics.load(progress, 0);
        waitedMs += pageDeadlineMs;
        if (at === NOT_BEGUN) {
          // A new thread loads its code first, which takes a second on a busy machine. It is no fault of the page.
          if (waitedMs >= START_MS)
            blame('parse-timeout', `no thread began to read it within ${START_MS} ms`);
          return;
        }
        if (at === seen) blame('parse-timeout', `reading took longer than ${pageDeadlineMs} ms`);
        seen = at;
      }, pageDeadlineMs);
      const onMessage = (answer: ParseAnswer): void => {
        if (answer.id !== id) return;
        finish();
        resolve({ replies: answer.replies, alive: true });
      };
      const onError = (error: Error): void =>
        blame('parse-failed', `the reader gave up: ${error.message}`.slice(0, 300));
      const finish = (): void => {
        clearInterval(watch);
        worker.off('message', onMessage);
        worker.off('error', onError);
      };
      worker.on('message', onMessage);
      worker.on('error', onError);
      const batch: ParseBatch = { id, ...bodies.fill(requests), options };
      worker.postMessage(batch);
    });
  }

  async #again(requests: readonly ParseRequest[], options: ParseOptions): Promise<ParseReply[]> {
    if (requests.length === 0) return [];
    const thread = this.#open();
    const result = await this.#run(thread, requests, options);
    await thread.worker.terminate();
    return result.replies;
  }

  async #take(pages: number): Promise<Thread> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#threads < this.#options.size) {
      this.#threads += 1;
      return this.#open();
    }
    return this.#waiting.wait(pages);
  }

  #give(thread: Thread): void {
    const next = this.#waiting.next();
    if (next !== undefined) next(thread);
    else if (this.#closed) void thread.worker.terminate();
    else this.#idle.push(thread);
  }

  #wakeNext(): void {
    const next = this.#waiting.next();
    if (next === undefined) return;
    this.#threads += 1;
    next(this.#open());
  }

  #open(): Thread {
    const shared = new SharedArrayBuffer(4);
    const source = new URL(
      import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js',
      import.meta.url,
    );
    const worker = new Worker(source, {
      workerData: shared,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMb },
    });
    worker.unref();
    this.#started += 1;
    return { worker, progress: new Int32Array(shared), bodies: new SharedBodies() };
  }
}

/** The batch is larger than usual, so its thread is replaced: only the thread's end frees its memory. */
function isLarge(requests: readonly ParseRequest[]): boolean {
  return requests.reduce((sum, { body }) => sum + body.length, 0) > BATCH_BYTES;
}

function inBatches(requests: readonly ParseRequest[]): ParseRequest[][] {
  const batches: ParseRequest[][] = [];
  let open: ParseRequest[] = [];
  let bytes = 0;
  for (const request of requests) {
    if (open.length === BATCH || (open.length > 0 && bytes + request.body.length > BATCH_BYTES)) {
      batches.push(open);
      open = [];
      bytes = 0;
    }
    open.push(request);
    bytes += request.body.length;
  }
  if (open.length > 0) batches.push(open);
  return batches;
}
