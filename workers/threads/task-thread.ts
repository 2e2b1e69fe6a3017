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
}

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
  run(task: Task): Promise<Answer | null> {
    const answer = this.#last.then(() => this.#runNow(task));
    this.#last = answer;
    return answer;
  }

  #runNow(task: Task): Promise<Answer | null> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const isFresh = this.#worker === null;
    const worker = this.#worker ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const end = (answer: Answer | null, isAlive: boolean): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        if (isAlive) this.#restLater();
        else this.#drop();
        resolve(answer);
      };
      const onMessage = (said: NumberedAnswer<Answer>): void => {
        if (said.id === id) end(said.answer, true);
      };
      const onEnd = (): void => end(null, false);
      const timer = setTimeout(onEnd, this.#options.deadlineMs + (isFresh ? START_MS : 0));
      worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
      const numbered: NumberedTask<Task> = { id, task };
      worker.postMessage(numbered);
    });
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
