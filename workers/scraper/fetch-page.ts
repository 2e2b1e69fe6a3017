// Fetches a page as its message says: by a server of its proxy pool, by the login of its job, by the profile.
import type { FetchSettings } from '../../domain/run/dispatch/message.ts';
import { given } from '../../domain/system/given.ts';
import type { Fetcher, FetchOutcome, FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import type { CallingPage } from '../../domain/web/render/judge-call.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { KnownHosts } from './known-hosts.ts';
import { fetchByLogin, type LoginFetcher } from './login-fetcher.ts';
import type { ProxyRoute, ProxyServers } from './proxy-servers.ts';
import { unfetched } from './unfetched.ts';

export interface PageFetchPorts {
  readonly fetchers: Readonly<Record<FetchSettings['profile'], Fetcher>>;
  /** Gets the pages of jobs that have a login; null: they are not got. */
  readonly logins: LoginFetcher | null;
  /** By which pages of proxy pools go; null: they are not got. */
  readonly proxies: ProxyServers | null;
  /** By which calls of rendered pages are judged; absent or null: this process renders none. */
  readonly knownHosts?: KnownHosts | null;
}

export interface FetchedPage {
  readonly outcome: FetchOutcome;
  /** Pool and server by which it was asked for, in words; absent: by none. */
  readonly proxy?: string;
}

export async function fetchPage(
  { fetchers, logins, proxies, knownHosts }: PageFetchPorts,
  settings: Pick<FetchSettings, 'profile' | 'login' | 'proxy' | 'render' | 'obeyRobots'>,
  request: FetchRequest,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const { profile, login: loginId, proxy: poolId } = settings;
  const startedMs = performance.now();
  const route = await routeOf(proxies, poolId, request.url);
  if (route?.kind === 'none')
    return { outcome: unfetched(request, { reason: 'proxy', detail: route.why }, startedMs) };
  const calls = settings.render === true ? knownHosts?.judgeFor(callingPage(request, settings)) : undefined;
  const routed = { ...request, ...given({ proxy: route?.proxy, calls }) };
  const outcome = await fetchByLogin(
    logins,
    { loginId, request: routed, fetcher: fetchers[profile] },
    signal,
  );
  return { outcome, ...given({ proxy: route?.name }) };
}

function callingPage(
  { url, userAgent }: FetchRequest,
  { obeyRobots }: Pick<FetchSettings, 'obeyRobots'>,
): CallingPage {
  return { url, userAgent, obeysRobots: obeyRobots === true };
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
