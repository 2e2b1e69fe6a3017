// The second profile: looks like a desktop browser, with the same guard, caps and deadlines as the plain one.
// Its libraries take 38 MB, so they are loaded by the first fetch that needs them; most scrapers never do.
import { policyBy } from '../../domain/web/egress/policy.ts';
import type { Fetcher } from '../../domain/web/fetch/fetcher.ts';
import type { BrowserHops } from './browser-hops.ts';
import { followRedirects } from './follow-redirects.ts';
import type { FetcherOptions } from './plain-fetcher.ts';
import { ByDialWay } from './proxy/by-proxy.ts';
import { systemResolver } from './system-resolver.ts';

export function createBrowserFetcher({ policy, resolver = systemResolver, clock }: FetcherOptions): Fetcher {
  const clients = new ByDialWay(
    async ({ proxy, takesAnyCertificate }): Promise<BrowserHops> => {
      const { createBrowserHops } = await import('./browser-hops.ts');
      return createBrowserHops({ policy: policyBy(policy, proxy), resolver, takesAnyCertificate });
    },
    async (hops) => (await hops).close(),
  );
  return {
    fetch: (request, signal) =>
      clients.use(request, async (hops) => {
        const { sendHop } = await hops;
        return followRedirects(request, signal, { policy: policyBy(policy, request.proxy), clock, sendHop });
      }),
    close: () => clients.close(),
  };
}
