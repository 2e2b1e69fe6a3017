// Files of which only the beginning is wanted, like robots.txt: however much is sent.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type Fetcher, ROBOTS_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { endlessBody } from '../../support/site/huge-body.ts';
import { type Site, startSite } from '../../support/site/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite({ '/robots.txt': endlessBody });
});

afterAll(() => site.close());

it.each([
  ['plain', createPlainFetcher],
  ['browser', createBrowserFetcher],
] as const)('the %s fetcher takes the beginning of a robots.txt without end', async (_profile, create) => {
  const { entries } = parseAllowHosts(`127.0.0.1:${site.port}`);
  const fetcher: Fetcher = create({ policy: createEgressPolicy(entries), clock: () => 0 });
  const request = { ...ROBOTS_LIMITS, url: site.url('/robots.txt'), userAgent: 'Webloom/test' };
  const outcome = await fetcher.fetch(request, new AbortController().signal);
  await fetcher.close();
  expect(outcome).toMatchObject({
    outcome: 'fetched',
    status: 200,
    body: { length: ROBOTS_LIMITS.maxWireBytes },
  });
});
