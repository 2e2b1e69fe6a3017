// Brings answers to the chunk that waits for them. Answers nobody waits for (their dispatcher died, or gave up on them)
// are counted and dropped.
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';

type Handler = (answer: ScrapeAnswer) => void;

export class AnswerRouter {
  readonly #handlers = new Map<string, Handler>();
  #unclaimed = 0;

  route(answers: readonly ScrapeAnswer[]): void {
    for (const answer of answers) {
      const handler = this.#handlers.get(keyOf(answer.runId, answer.chunkNo));
      if (handler === undefined) this.#unclaimed += 1;
      else handler(answer);
    }
  }

  /** The returned function stops the delivery. */
  listen(runId: string, chunkNo: number, handler: Handler): () => void {
    const key = keyOf(runId, chunkNo);
    this.#handlers.set(key, handler);
    return () => {
      if (this.#handlers.get(key) === handler) this.#handlers.delete(key);
    };
  }

  get unclaimed(): number {
    return this.#unclaimed;
  }
}

function keyOf(runId: string, chunkNo: number): string {
  return `${runId}:${chunkNo}`;
}
