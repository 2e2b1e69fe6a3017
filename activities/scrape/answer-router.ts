// Brings answers to the chunk that waits for them. A visit may be out when its chunk ends, because the
// chunk's other pages do not wait for it; its answer is then kept for the chunk that takes the visit up.
// Answers nobody waits for (their dispatcher died, or gave up on them) are counted and dropped.
import { visitId } from '../../domain/run/dispatch/message-id.ts';
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import type { SentVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { chunkId } from '../../domain/run/chunk-id.ts';

type Handler = (answer: ScrapeAnswer) => void;

/** A visit that was out when its chunk ended. */
export interface LeftVisit {
  readonly waiting: SentVisit;
  /**
   * Null before the answer has come. Resolves to the answer with its body and picture kept, or to null if that failed.
   */
  answer: Promise<ScrapeAnswer | null> | null;
  /** Receives the answer, once a chunk has taken up the visit. */
  deliver: Handler | null;
  /** Called when no answer is expected any more. */
  readonly over: () => void;
  /** Copies what the answer names to a place that outlives the chunk; null if the body is gone. */
  readonly keep: (answer: ScrapeAnswer) => Promise<ScrapeAnswer | null>;
}

/** How long an answer is kept for the chunk that is to take up its visit. */
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

  /** Calls `handler` with the chunk's answers until the returned function is called. */
  listen(runId: string, chunkNo: number, handler: Handler): () => void {
    const key = chunkId(runId, chunkNo);
    this.#handlers.set(key, handler);
    return () => {
      if (this.#handlers.get(key) === handler) this.#handlers.delete(key);
    };
  }

  /** The chunk ends while the visit is out. */
  leave(runId: string, visit: Pick<LeftVisit, 'waiting' | 'over' | 'keep'>, now: number): void {
    this.#forget(now);
    this.#left.set(visitId(runId, visit.waiting.visit), { ...visit, answer: null, deliver: null });
  }

  /** The state of the visit when its chunk left it; null if no chunk did. */
  leftVisit(runId: string, visit: { urlKey: string; visit: number }): SentVisit | null {
    return this.#left.get(visitId(runId, visit))?.waiting ?? null;
  }

  /** A chunk takes up a left visit and gets its answer, now or when it comes. Null: no chunk left it. */
  resume(runId: string, visit: { urlKey: string; visit: number }, deliver: Handler): LeftVisit | null {
    const key = visitId(runId, visit);
    const left = this.#left.get(key);
    if (left === undefined) return null;
    if (left.answer === null) left.deliver = deliver;
    else this.#left.delete(key);
    return left;
  }

  /** Takes an answer its chunk can not use: kept if a left visit waits for it, dropped otherwise. */
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
    // The answer's pack is dropped with the chunk that asked, which may be stored already.
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

/** The answer without what it names, which is gone: the page is asked for again, and this is not an attempt. */
function toLate({
  pack: _pack,
  picture: _picture,
  served: _served,
  noted: _noted,
  ...answer
}: ScrapeAnswer): ScrapeAnswer {
  return { ...answer, outcome: 'late' };
}
