// A fetcher that renders, with sites of the test's own that it may reach, and what a fetch of it gave in short.
import { createRenderedFetcher } from '../../../adapters/browser/rendered-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import {
  type Fetcher,
  type FetchOutcome,
  type FetchRequest,
  PAGE_LIMITS,
} from '../../../domain/web/fetch/fetcher.ts';
import type { Resolver } from '../../../domain/web/fetch/resolver.ts';
import { createSilentLog } from '../silent-log.ts';
import type { Handler, Site } from '../site/site.ts';

/** Names of the tests; no other name is known. */
const NAMES: Readonly<Record<string, string>> = { 'inside.example': '10.0.0.1' };
const resolver: Resolver = {
  resolve: (name) => {
    const address = NAMES[name];
    return address === undefined
      ? Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
      : Promise.resolve([{ address, family: 4 }]);
  },
};

export interface SceneOptions {
  readonly browser: string;
  readonly reachable: readonly Pick<Site, 'host' | 'port'>[];
  readonly maxMemoryMb?: number;
  readonly idleMs?: number;
  readonly maxPages?: number;
  readonly allowsScripts?: boolean;
}

export function createRenderer(options: SceneOptions): Fetcher {
  const { reachable, ...rest } = options;
  const allowed = reachable.map(({ host, port }) => `${host}:${port}`).join(',');
  const policy = createEgressPolicy(parseAllowHosts(allowed).entries);
  return createRenderedFetcher({ ...rest, policy, resolver, clock: Date.now, log: createSilentLog() });
}

export function render(
  fetcher: Fetcher,
  url: string,
  request: Partial<FetchRequest> = {},
  signal = new AbortController().signal,
): Promise<FetchOutcome> {
  return fetcher.fetch({ ...PAGE_LIMITS, userAgent: 'webloom-test', ...request, url }, signal);
}

/** The body as text; what else it was, where it is none. */
export function textOf(outcome: FetchOutcome): string {
  return outcome.outcome === 'fetched'
    ? Buffer.from(outcome.body).toString('utf8')
    : JSON.stringify({ ...outcome, headers: undefined });
}

export function html(body: string, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
}

export function redirect(location: string): Handler {
  return (_request, response) => void response.writeHead(302, { location }).end();
}
