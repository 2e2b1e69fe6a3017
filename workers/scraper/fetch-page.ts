// Fetches a page as its message says: by a server of its proxy pool, by the login of its job, by the profile.
import type { FetchSettings } from '../../domain/run/dispatch/message.ts';
import { given } from '../../domain/system/given.ts';
import type { Fetcher, FetchOutcome, FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import { fetchByLogin, type LoginFetcher } from './login-fetcher.ts';
import type { ProxyRoute, ProxyServers } from './proxy-servers.ts';
import { unfetched } from './unfetched.ts';

export interface PageFetchPorts {
  readonly fetchers: Readonly<Record<FetchSettings['profile'], Fetcher>>;
  /** Gets the pages of jobs that have a login; null: they are not got. */
  readonly logins: LoginFetcher | null;
  /** By which pages of proxy pools go; null: they are not got. */
  readonly proxies: ProxyServers | null;
}

export interface FetchedPage {
  readonly outcome: FetchOutcome;
  /** Pool and server by which it was asked for, in words; absent: by none. */
  readonly proxy?: string;
}

export async function fetchPage(
  { fetchers, logins, proxies }: PageFetchPorts,
  { profile, login: loginId, proxy: poolId }: Pick<FetchSettings, 'profile' | 'login' | 'proxy'>,
  request: FetchRequest,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const startedMs = performance.now();
  const route = await routeOf(proxies, poolId, request.url);
  if (route?.kind === 'none')
    return { outcome: unfetched(request, { reason: 'proxy', detail: route.why }, startedMs) };
  const routed = { ...request, ...given({ proxy: route?.proxy }) };
  const outcome = await fetchByLogin(
    logins,
    { loginId, request: routed, fetcher: fetchers[profile] },
    signal,
  );
  return { outcome, ...given({ proxy: route?.name }) };
}

/** Undefined: the page goes by no pool. */
async function routeOf(
  proxies: ProxyServers | null,
  poolId: string | undefined,
  url: string,
): Promise<ProxyRoute | undefined> {
  if (poolId === undefined) return undefined;
  if (proxies === null) return { kind: 'none', why: 'this process can use no proxy pools' };
  return proxies.route(poolId, urlHost(url));
}
