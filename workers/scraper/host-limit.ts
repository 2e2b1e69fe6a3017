// At most eight fetches at a time at each host. Those beyond wait here and not inside the HTTP client, because from here they
// can still be given back when a gate closes or everything is held.
import { CONNECTIONS_PER_HOST } from '../../domain/web/fetch/fetcher.ts';

/** `free`: a fetch may begin, and `leave` has to be called after it. */
export type Entry = 'free' | 'late' | 'aborted';

interface Waiter {
  readonly settle: (entry: Entry) => void;
}

export class HostLimit {
  readonly #busy = new Map<string, number>();
  readonly #waiters = new Map<string, Set<Waiter>>();

  /** Resolves `late` after `withinMs`, and `aborted` with the signal; then nothing is to be left. */
  enter(host: string, withinMs: number, signal: AbortSignal): Promise<Entry> {
    if (signal.aborted) return Promise.resolve('aborted');
    const busy = this.#busy.get(host) ?? 0;
    if (busy < CONNECTIONS_PER_HOST) {
      this.#busy.set(host, busy + 1);
      return Promise.resolve('free');
    }
    return this.#wait(host, withinMs, signal);
  }

  /** The place goes to who has waited longest. */
  leave(host: string): void {
    const [next] = this.#waiters.get(host) ?? [];
    if (next !== undefined) {
      next.settle('free');
      return;
    }
    const busy = (this.#busy.get(host) ?? 0) - 1;
    if (busy > 0) this.#busy.set(host, busy);
    else this.#busy.delete(host);
  }

  #wait(host: string, withinMs: number, signal: AbortSignal): Promise<Entry> {
    const waiters = this.#waiters.get(host) ?? new Set();
    this.#waiters.set(host, waiters);
    return new Promise((resolve) => {
      const settle = (entry: Entry): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        waiters.delete(waiter);
        if (waiters.size === 0) this.#waiters.delete(host);
        resolve(entry);
      };
      const abort = (): void => settle('aborted');
      const waiter = { settle };
      const timer = setTimeout(() => settle('late'), withinMs);
      signal.addEventListener('abort', abort);
      waiters.add(waiter);
    });
  }
}
