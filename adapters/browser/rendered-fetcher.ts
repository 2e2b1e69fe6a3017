// Opens pages in a browser. In this version none is driven yet, which every page is answered with.
import type { Log } from '../../domain/system/clock.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import type { Fetcher } from '../../domain/web/fetch/fetcher.ts';

export interface RenderedFetcherOptions {
  readonly policy: EgressPolicy;
  readonly clock: () => number;
  readonly log: Log;
  readonly browser?: string;
}

export function createRenderedFetcher({ log }: RenderedFetcherOptions): Fetcher {
  return {
    async fetch({ url }) {
      log.warn({ url }, 'no browser is driven yet');
      return {
        outcome: 'failed',
        reason: 'protocol',
        detail: 'no browser is driven yet',
        retryable: false,
        finalUrl: url,
        redirects: [],
        wireBytes: 0,
        timings: { dnsMs: 0, connectMs: 0, firstByteMs: 0, totalMs: 0 },
      };
    },
    async close() {},
  };
}
