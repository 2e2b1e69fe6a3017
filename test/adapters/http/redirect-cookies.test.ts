// A chain of redirects keeps the cookies that it sets, as a browser does; nothing of them outlives it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type Fetcher, PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { wantsCookie } from '../../support/site/redirects.ts';
import { type Site, startSite } from '../../support/site/site.ts';

let site: Site;
let fetchers: Readonly<Record<'plain' | 'browser', Fetcher>>;

beforeAll(async () => {
  site = await startSite({ '/wants-cookie': wantsCookie });
  const { entries } = parseAllowHosts(`${site.host}:${site.port}`);
  const options = { policy: createEgressPolicy([...entries], []), clock: Date.now };
  fetchers = { plain: createPlainFetcher(options), browser: createBrowserFetcher(options) };
});

afterAll(async () => {
  await Promise.all(Object.values(fetchers).map((fetcher) => fetcher.close()));
  await site.close();
});

test.each(['plain', 'browser'] as const)('the %s fetcher gives a redirect its cookie back', async (kind) => {
  const from = site.log.length;
  const request = { ...PAGE_LIMITS, url: site.url('/wants-cookie'), userAgent: 'Webloom' };
  for (let times = 0; times < 2; times += 1)
    expect(await fetchers[kind].fetch(request, new AbortController().signal)).toMatchObject({
      outcome: 'fetched',
      status: 200,
    });
  const sent = site.log.slice(from).map(({ headers }) => headers.cookie);
  expect(sent).toEqual([undefined, 'seen=1', undefined, 'seen=1']);
});
