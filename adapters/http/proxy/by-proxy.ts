// One client for each proxy that requests name, made when the first one does: a connection that was opened by one proxy is never used
// for a request that goes by another, nor one whose certificate was not checked for a request that wants it checked.
import type { EgressProxy } from '../../../domain/web/egress/policy.ts';
import type { FetchRequest } from '../../../domain/web/fetch/fetcher.ts';
import { coversHost } from '../../../domain/web/host/covered-host.ts';
import { urlHost } from '../../../domain/web/url/key.ts';

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

/** How connections of a request are opened. */
export interface DialWay {
  readonly proxy: EgressProxy | undefined;
  readonly takesAnyCertificate: boolean;
}

/** Clients by proxy, those that take any certificate apart from the others. */
export class ByDialWay<C> {
  readonly #checked: ByProxy<C>;
  readonly #unchecked: ByProxy<C>;

  constructor(open: (way: DialWay) => C, close: (client: C) => unknown) {
    this.#checked = new ByProxy((proxy) => open({ proxy, takesAnyCertificate: false }), close);
    this.#unchecked = new ByProxy((proxy) => open({ proxy, takesAnyCertificate: true }), close);
  }

  /** A fetch talks to the host of its address alone, so that host decides. */
  use<R>(
    { url, proxy, uncheckedCertificates = [] }: FetchRequest,
    work: (client: C) => Promise<R>,
  ): Promise<R> {
    const isUnchecked = coversHost(uncheckedCertificates, urlHost(url));
    return (isUnchecked ? this.#unchecked : this.#checked).use(proxy, work);
  }

  async close(): Promise<void> {
    await Promise.all([this.#checked.close(), this.#unchecked.close()]);
  }
}
