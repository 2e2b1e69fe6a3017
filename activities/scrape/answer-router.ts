// Brings answers to the chunk that waits for them. A visit may outlive its chunk, whose other pages do not wait for it: its
// answer is then kept for the chunk that takes the visit up. Answers nobody waits for (their dispatcher died, or gave up
// on them) are counted and dropped.
import { visitId } from '../../domain/dispatch/message-id.ts';
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';
import type { SentVisit } from '../../domain/dispatch/waiting-visit.ts';
import { chunkId } from '../../domain/run/chunk-id.ts';

type Handler = (answer: ScrapeAnswer) => void;

/** A visit that was asked for when its chunk ended. */
export interface LeftVisit {
  readonly waiting: SentVisit;
  /** Null until it comes; as it was kept, or null again if it could not be. */
  answer: Promise<ScrapeAnswer | null> | null;
  /** Whoever waits for the answer now. */
  deliver: Handler | null;
  /** No answer is expected any more. */
  readonly over: () => void;
  /** Keeps what comes with the answer beyond the end of its chunk. */
  readonly keep: (answer: ScrapeAnswer) => Promise<ScrapeAnswer | null>;
}

/** An answer is kept this long for the chunk that is to take its visit up. */
const KEPT_MS = 600_000;

export class AnswerRouter {
  readonly #handlers = new Map<string, Handler>();
  readonly #left = new Map<string, LeftVisit>();
  #unclaimed = 0;

  route(answers: readonly ScrapeAnswer[]): void {
    for (const answer of answers) {
      const handler = this.#handlers.get(chunkId(answer.runId, answer.chunkNo));
      if (handler !== undefined) handler(answer);
      else if (!this.#keep(answer)) this.#unclaimed += 1;
    }
  }

  /** The returned function stops the delivery. */
  listen(runId: string, chunkNo: number, handler: Handler): () => void {
    const key = chunkId(runId, chunkNo);
    this.#handlers.set(key, handler);
    return () => {
      if (this.#handlers.get(key) === handler) this.#handlers.delete(key);
    };
  }

  /** The chunk of a visit that is asked for ends without its answer. */
  leave(runId: string, visit: Pick<LeftVisit, 'waiting' | 'over' | 'keep'>, now: number): void {
    this.#forget(now);
    this.#left.set(visitId(runId, visit.waiting.visit), { ...visit, answer: null, deliver: null });
  }

  /** What was asked for the visit, when its chunk left it. */
  leftVisit(runId: string, visit: { urlKey: string; visit: number }): SentVisit | null {
    return this.#left.get(visitId(runId, visit))?.waiting ?? null;
  }

  /** The visit is taken up by another chunk, which gets its answer: the one that is there, or the one that comes. */
  resume(runId: string, visit: { urlKey: string; visit: number }, deliver: Handler): LeftVisit | null {
    const key = visitId(runId, visit);
    const left = this.#left.get(key);
    if (left === undefined) return null;
    if (left.answer === null) left.deliver = deliver;
    else this.#left.delete(key);
    return left;
  }

  /** An answer that its chunk has no use for: of a visit that was left, or of none. */
  keep(answer: ScrapeAnswer): void {
    this.#keep(answer);
  }

  get unclaimed(): number {
    return this.#unclaimed;
  }

  #keep(answer: ScrapeAnswer): boolean {
    const key = visitId(answer.runId, answer);
    const left = this.#left.get(key);
    if (left === undefined || answer.attempt !== left.waiting.sends) return false;
    // The pack it names goes with the chunk it was asked for, which may be stored already.
    const kept = left.keep(answer).catch(() => null);
    if (left.deliver === null) {
      left.answer = kept;
      left.over();
    } else {
      this.#left.delete(key);
      const { deliver } = left;
      void kept.then((whole) => deliver(whole ?? toLate(answer)));
    }
    return true;
  }

  #forget(now: number): void {
    for (const [key, { waiting, answer, deliver, over }] of this.#left) {
      if (answer === null && deliver === null && waiting.replyBy < now) over();
      if (waiting.replyBy + (answer === null ? 0 : KEPT_MS) < now) this.#left.delete(key);
    }
  }
}

/** Its body is gone: the page is asked for again, which is no attempt. */
function toLate({ pack: _pack, ...answer }: ScrapeAnswer): ScrapeAnswer {
  return { ...answer, outcome: 'late' };
}
