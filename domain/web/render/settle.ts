// When a page is done: nothing is being loaded, and what it says stays the same. A page that never comes to rest is taken as it
// stands after a part of its time.

/** Nothing may have begun or ended for so long: a script that has arrived still asks for what it needs. */
export const QUIET_MS = 500;
/** Between two looks at the text. */
export const LOOK_MS = 250;
/** A request that is open for longer is a long poll or a stream: it would never end. */
export const LONG_REQUEST_MS = 2_000;
/** Of the time of the fetch; the rest is for writing the page down. */
const UNSETTLED_SHARE = 0.6;

export interface SettleTimes {
  readonly startedMs: number;
  readonly deadlineMs: number;
}

/** Follows one page by what its requests and its text do. All times are ms of one clock. */
export class Settling {
  #takeAtMs: number;
  readonly #open = new Map<string, number>();
  #lastEventMs: number;
  #text: string | null = null;
  #sameLooks = 0;
  #arrivedMs: number | null = null;

  constructor({ startedMs, deadlineMs }: SettleTimes) {
    this.#takeAtMs = startedMs + (deadlineMs - startedMs) * UNSETTLED_SHARE;
    this.#lastEventMs = startedMs;
  }

  requestBegan(id: string, nowMs: number): void {
    this.#open.set(id, nowMs);
    this.#lastEventMs = nowMs;
  }

  requestEnded(id: string, nowMs: number): void {
    if (this.#open.delete(id)) this.#lastEventMs = nowMs;
  }

  /** Another document takes the place of the page: all it had begun is over. */
  documentBegan(): void {
    this.#open.clear();
    this.#arrivedMs = null;
    this.#forgetText();
  }

  /** The document itself has arrived whole. Before that nothing is settled, however slow it is. */
  documentArrived(nowMs: number): void {
    this.#arrivedMs ??= nowMs;
    this.#lastEventMs = nowMs;
  }

  /** `text`: a digest of what the page says now. */
  looked(text: string): void {
    this.#sameLooks = text === this.#text ? this.#sameLooks + 1 : 0;
    this.#text = text;
  }

  /** When the document had arrived whole; null: it has not. */
  get arrivedMs(): number | null {
    return this.#arrivedMs;
  }

  /** Something was done to the page, and what follows from it is waited for. */
  stirred(nowMs: number): void {
    this.#lastEventMs = nowMs;
    this.#forgetText();
  }

  /** Something is done to it that takes its time: it is taken as it stands at this time and no sooner. */
  takeBy(takeAtMs: number): void {
    this.#takeAtMs = Math.max(this.#takeAtMs, takeAtMs);
  }

  /** It is taken as it stands. */
  isLate(nowMs: number): boolean {
    return nowMs >= this.#takeAtMs;
  }

  isDone(nowMs: number): boolean {
    if (this.#arrivedMs === null) return false;
    if (this.isLate(nowMs)) return true;
    return this.#isQuiet(nowMs) && this.#sameLooks >= 1;
  }

  #isQuiet(nowMs: number): boolean {
    if (nowMs - this.#lastEventMs < QUIET_MS) return false;
    return [...this.#open.values()].every((beganMs) => nowMs - beganMs >= LONG_REQUEST_MS);
  }

  #forgetText(): void {
    this.#text = null;
    this.#sameLooks = 0;
  }
}
