// Decides when a page that a browser opened is whole: the steps of the job were taken, what it waits for is there, and it was scrolled
// as far as the job says.
// Whenever it has come to rest, a dialog that asks for consent may stand before it, which is declined once.
import type { RenderWait } from '../fetch/render-wait.ts';
import type { Settling } from './settle.ts';

/** A page that grows without end is scrolled so often at most. */
const MAX_SCROLLS = 50;
/** Of the time of the fetch, from its end: what is not there by then does not come in time. */
const UNMET_SHARE = 0.15;
/** A page that does not come to rest takes its steps so long after it has arrived. */
const RESTLESS_MS = 5_000;

/** A look at the page: whether the element and the text are there, and how high it is. */
export interface WaitLook {
  readonly found: boolean;
  /** px */
  readonly height: number;
}

export type WaitMove = 'look-again' | 'decline' | 'step' | 'scroll' | 'write' | 'unmet';

/** Decides look by look. All times are ms of one clock. */
export class PageWait {
  readonly #wait: RenderWait;
  readonly #unmetAtMs: number;
  readonly #maxScrolls: number;
  #scrolls = 0;
  #heightBefore: number | null = null;
  #isAtRest = false;
  #hasDeclined = false;
  #hasStepped: boolean;

  constructor(wait: RenderWait, { startedMs, deadlineMs }: { startedMs: number; deadlineMs: number }) {
    this.#wait = wait;
    this.#unmetAtMs = deadlineMs - (deadlineMs - startedMs) * UNMET_SHARE;
    const { scroll = 0, steps = [] } = wait;
    this.#hasStepped = steps.length === 0;
    this.#maxScrolls = scroll === 'end' ? MAX_SCROLLS : scroll;
  }

  next(settling: Settling, { found, height }: WaitLook, nowMs: number): WaitMove {
    if (this.#comesToRest(settling, nowMs) && !this.#hasDeclined) return 'decline';
    if (!this.#hasStepped) return this.#mayStep(settling, nowMs) ? 'step' : 'look-again';
    if (!this.#isMet(settling, found, nowMs)) return this.#isLost(settling, nowMs) ? 'unmet' : 'look-again';
    if (!settling.isDone(nowMs)) return 'look-again';
    if (settling.isLate(nowMs) || this.#isAtItsEnd(height)) return 'write';
    this.#scrolls += 1;
    this.#heightBefore = height;
    return 'scroll';
  }

  /** A dialog was declined; what comes after it stays. */
  declined(): void {
    this.#hasDeclined = true;
  }

  /** The steps of the job were taken; what is waited for is what they lead to. */
  stepped(): void {
    this.#hasStepped = true;
  }

  #mayStep(settling: Settling, nowMs: number): boolean {
    const { arrivedMs } = settling;
    return settling.isDone(nowMs) || (arrivedMs !== null && nowMs - arrivedMs >= RESTLESS_MS);
  }

  /** What is not done by then is not done in time; the rest is for writing the page down. */
  get unmetAtMs(): number {
    return this.#unmetAtMs;
  }

  /** Once each time; a page that is taken as it stands never does. */
  #comesToRest(settling: Settling, nowMs: number): boolean {
    const wasAtRest = this.#isAtRest;
    this.#isAtRest = settling.isDone(nowMs) && !settling.isLate(nowMs);
    return this.#isAtRest && !wasAtRest;
  }

  #isMet({ arrivedMs }: Settling, found: boolean, nowMs: number): boolean {
    const { ms = 0 } = this.#wait.waitFor ?? {};
    return found && arrivedMs !== null && nowMs - arrivedMs >= ms;
  }

  /** A page that has not arrived is late itself, whatever is waited for in it. */
  #isLost({ arrivedMs }: Settling, nowMs: number): boolean {
    return arrivedMs !== null && nowMs >= this.#unmetAtMs;
  }

  #isAtItsEnd(height: number): boolean {
    if (this.#scrolls >= this.#maxScrolls) return true;
    return this.#wait.scroll === 'end' && this.#heightBefore !== null && height <= this.#heightBefore;
  }
}

/** `“.price” and “In stock”` */
export function waitWords({ waitFor = {} }: RenderWait): string {
  const { selector, text, ms } = waitFor;
  const named = [selector, text].flatMap((one) => (one === undefined ? [] : [`“${one}”`]));
  return [...named, ...(ms === undefined ? [] : [`${ms} ms`])].join(' and ');
}
