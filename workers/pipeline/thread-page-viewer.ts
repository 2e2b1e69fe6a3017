// Views of pages in one thread, one after the other. A view that takes too long costs the thread: it is answered with null
// and a fresh thread takes the next. Without work for a while the thread goes, because it holds tens of megabytes.
import { Worker } from 'node:worker_threads';
import type { PageViewer } from '../../domain/job/preview/page-viewer.ts';
import type { NumberedTask, ViewTask } from './view-page.ts';

export interface ViewerOptions {
  /** Time for one view, in ms, from when its turn has come. */
  readonly deadlineMs: number;
  readonly heapMb: number;
}

/** A thread takes a second to start on a busy machine, so it waits for the next click for some time. */
const IDLE_MS = 300_000;
/** Added to the deadline of a thread's first view. */
const START_MS = 10_000;

class ViewerThread {
  readonly #options: ViewerOptions;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  constructor(options: ViewerOptions) {
    this.#options = options;
  }

  /** Null when it failed or took too long. */
  view(task: ViewTask): Promise<unknown> {
    const answer = this.#last.then(() => this.#run(task));
    this.#last = answer;
    return answer;
  }

  #run(task: ViewTask): Promise<unknown> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const isFresh = this.#worker === null;
    const worker = this.#worker ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const end = (view: unknown, isAlive: boolean): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        if (isAlive) this.#restLater();
        else this.#drop();
        resolve(view);
      };
      const onMessage = (said: { readonly id: number; readonly view: unknown }): void => {
        if (said.id === id) end(said.view, true);
      };
      const onEnd = (): void => end(null, false);
      const timer = setTimeout(onEnd, this.#options.deadlineMs + (isFresh ? START_MS : 0));
      worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
      const numbered: NumberedTask = { id, task };
      worker.postMessage(numbered);
    });
  }

  #open(): Worker {
    const source = new URL(
      import.meta.url.endsWith('.ts') ? './viewer-thread.ts' : './viewer-thread.js',
      import.meta.url,
    );
    const worker = new Worker(source, {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMb },
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #restLater(): void {
    this.#idle = setTimeout(() => this.#drop(), IDLE_MS);
    this.#idle.unref();
  }

  #drop(): void {
    const worker = this.#worker;
    this.#worker = null;
    // Its errors are of no interest any more.
    worker?.on('error', () => undefined);
    void worker?.terminate();
  }
}

export function createPageViewer(options: ViewerOptions): PageViewer {
  const thread = new ViewerThread(options);
  return {
    view: async <View>(page: ViewTask['page'], request: ViewTask['request']) =>
      (await thread.view({ page, request })) as View | null,
  };
}
