// One thread that does one task after the other. A task that takes too long, or fails, costs the thread: it is answered with
// null and a fresh thread takes the next. Without work for a while the thread goes, because it holds tens of megabytes.
import { Worker } from 'node:worker_threads';

export interface TaskThreadOptions {
  /** Module of the thread: it answers each `NumberedTask` with its number and an answer. */
  readonly source: URL;
  /** Time for one task, in ms, from when its turn has come. */
  readonly deadlineMs: number;
  readonly heapMb: number;
  /** A thread takes a second to start on a busy machine, so it waits so long for its next task; ms. */
  readonly idleMs: number;
  /** By so many MB the memory of the process may grow during a task: what lies outside of the heap has no limit of its own. */
  readonly maxGrowthMb?: number;
}

/** Why a task has no answer. */
export type EndedTask = 'too-long' | 'too-large' | 'failed';

export type TaskEnd<Answer> =
  | { readonly answer: Answer; readonly ended: null }
  | { readonly answer: null; readonly ended: EndedTask };

export interface NumberedTask<Task> {
  readonly id: number;
  readonly task: Task;
}

interface NumberedAnswer<Answer> {
  readonly id: number;
  readonly answer: Answer;
}

/** Added to the deadline of a thread's first task. */
const START_MS = 10_000;
const LOOK_AT_MEMORY_MS = 100;
const MEGABYTE = 1024 * 1024;

export class TaskThread<Task, Answer> {
  readonly #options: TaskThreadOptions;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  constructor(options: TaskThreadOptions) {
    this.#options = options;
  }

  /** Null when it failed or took too long. */
  async run(task: Task): Promise<Answer | null> {
    return (await this.ask(task)).answer;
  }

  ask(task: Task): Promise<TaskEnd<Answer>> {
    const answer = this.#last.then(() => this.#runNow(task));
    this.#last = answer;
    return answer;
  }

  #runNow(task: Task): Promise<TaskEnd<Answer>> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const isFresh = this.#worker === null;
    const worker = this.#worker ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const end = (result: TaskEnd<Answer>): void => {
        clearTimeout(timer);
        clearInterval(look);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (result.ended === null) this.#restLater();
        else this.#drop();
        resolve(result);
      };
      const giveUp = (ended: EndedTask): void => end({ answer: null, ended });
      const onMessage = (said: NumberedAnswer<Answer>): void => {
        if (said.id === id) end({ answer: said.answer, ended: null });
      };
      const onError = (error: Error): void => giveUp(isOutOfMemory(error) ? 'too-large' : 'failed');
      const onExit = (): void => giveUp('failed');
      const timer = setTimeout(() => giveUp('too-long'), this.#options.deadlineMs + (isFresh ? START_MS : 0));
      const look = this.#watchMemory(() => giveUp('too-large'));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      const numbered: NumberedTask<Task> = { id, task };
      worker.postMessage(numbered);
    });
  }

  #watchMemory(onGrown: () => void): NodeJS.Timeout | undefined {
    const { maxGrowthMb } = this.#options;
    if (maxGrowthMb === undefined) return undefined;
    const most = process.memoryUsage.rss() + maxGrowthMb * MEGABYTE;
    return setInterval(() => {
      if (process.memoryUsage.rss() > most) onGrown();
    }, LOOK_AT_MEMORY_MS);
  }

  #open(): Worker {
    const { source, heapMb } = this.#options;
    const worker = new Worker(source, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #restLater(): void {
    this.#idle = setTimeout(() => this.#drop(), this.#options.idleMs);
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

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
