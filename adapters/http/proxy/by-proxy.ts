// One client for each proxy that requests name, made when the first one does: a connection that was opened by one proxy is never used
// for a request that goes by another.
import type { EgressProxy } from '../../../domain/web/egress/policy.ts';

/** Clients that nobody uses are kept up to so many. */
const MAX_IDLE = 64;

interface Kept<C> {
  readonly client: C;
  inUse: number;
}

export class ByProxy<C> {
  readonly #open: (proxy: EgressProxy | undefined) => C;
  readonly #close: (client: C) => unknown;
  /** The one that was used last stands last. */
  readonly #kept = new Map<EgressProxy | undefined, Kept<C>>();

  constructor(open: (proxy: EgressProxy | undefined) => C, close: (client: C) => unknown) {
    this.#open = open;
    this.#close = close;
  }

  /** `undefined`: by none of its own, as the policy says. */
  async use<R>(proxy: EgressProxy | undefined, work: (client: C) => Promise<R>): Promise<R> {
    const kept = this.#kept.get(proxy) ?? { client: this.#open(proxy), inUse: 0 };
    this.#kept.delete(proxy);
    this.#kept.set(proxy, kept);
    kept.inUse += 1;
    try {
      return await work(kept.client);
    } finally {
      kept.inUse -= 1;
      this.#tidy();
    }
  }

  async close(): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    await Promise.all(all.map(({ client }) => this.#close(client)));
  }

  #tidy(): void {
    for (const [proxy, { client, inUse }] of this.#kept) {
      if (this.#kept.size <= MAX_IDLE) return;
      if (inUse > 0 || proxy === undefined) continue;
      this.#kept.delete(proxy);
      void this.#close(client);
    }
  }
}
