// The second profile: looks like a desktop browser, with the same guard, caps and deadlines as the plain one.
// Its libraries take 38 MB, so they are loaded by the first fetch that needs them; most scrapers never do.
import type { Fetcher } from '../../domain/web/fetch/fetcher.ts';
import type { BrowserHops } from './browser-hops.ts';
import { followRedirects } from './follow-redirects.ts';
import type { FetcherOptions } from './plain-fetcher.ts';
import { systemResolver } from './system-resolver.ts';

export function createBrowserFetcher({ policy, resolver = systemResolver, clock }: FetcherOptions): Fetcher {
  let hops: Promise<BrowserHops> | null = null;
  const open = (): Promise<BrowserHops> => {
    hops ??= import('./browser-hops.ts').then(({ createBrowserHops }) =>
      createBrowserHops({ policy, resolver }),
    );
    return hops;
  };
  return {
    fetch: async (request, signal) => {
      const { sendHop } = await open();
      return followRedirects(request, signal, { policy, clock, sendHop });
    },
    close: async () => (await hops)?.close(),
  };
}
