// What this process works on, how much it has done, and what went wrong last: written into its heartbeats.
import type { AgentError, AgentWork } from '../domain/system/agent/agent.ts';
import { given } from '../domain/system/given.ts';

/** Told of the work in hand, the longest first. */
const TOLD_WORK = 8;
const MESSAGE_LENGTH = 300;
/** A rate is over this long. */
const RATE_MS = 60_000;

/** Ends one piece of work; with an error, it failed. */
export type EndWork = (error?: unknown) => void;

export interface WorkReport {
  readonly load: Readonly<Record<'slots' | 'slotsUsed' | 'done' | 'failed' | 'perMinute', number>>;
  readonly work: readonly AgentWork[];
  readonly lastError?: AgentError;
}

interface Count {
  readonly at: number;
  readonly done: number;
}

export class WorkLog {
  readonly #slots: number;
  readonly #now: () => number;
  readonly #inHand = new Set<AgentWork>();
  #done = 0;
  #failed = 0;
  #counts: Count[];
  #lastError: AgentError | undefined;

  /** `slots`: what it can work on at a time; `now`: epoch ms. */
  constructor(slots: number, now: () => number) {
    this.#slots = slots;
    this.#now = now;
    this.#counts = [{ at: now(), done: 0 }];
  }

  begin(work: Omit<AgentWork, 'since'>): EndWork {
    const begun = { ...work, since: this.#now() };
    this.#inHand.add(begun);
    return (error) => {
      if (!this.#inHand.delete(begun)) return;
      if (error === undefined) this.#done += 1;
      else this.#fail(work.what, error);
    };
  }

  report(): WorkReport {
    const work = [...this.#inHand].slice(0, TOLD_WORK);
    return {
      load: {
        slots: this.#slots,
        slotsUsed: this.#inHand.size,
        done: this.#done,
        failed: this.#failed,
        perMinute: this.#perMinute(),
      },
      work,
      ...given({ lastError: this.#lastError }),
    };
  }

  /** Pieces of work that have been in hand for longer. */
  heldLonger(ms: number): number {
    const since = this.#now() - ms;
    return [...this.#inHand].filter((work) => work.since < since).length;
  }

  #fail(what: string, error: unknown): void {
    this.#failed += 1;
    const message = error instanceof Error ? error.message : String(error);
    this.#lastError = { at: new Date(this.#now()), what, message: message.slice(0, MESSAGE_LENGTH) };
  }

  /** Over the last minute, as far back as reports reach. */
  #perMinute(): number {
    const at = this.#now();
    const oldest = this.#counts.findLast((count) => count.at <= at - RATE_MS) ?? this.#counts[0];
    this.#counts = [
      ...this.#counts.filter((count) => count.at >= (oldest?.at ?? at)),
      { at, done: this.#done },
    ];
    if (oldest === undefined || at <= oldest.at) return 0;
    return Math.round(((this.#done - oldest.done) * RATE_MS) / (at - oldest.at));
  }
}
