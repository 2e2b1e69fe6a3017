// Pages by the servers of a pool, through real proxies on loopback: a host keeps its server, leaves it when it dies, comes back, and
// no login is told. Public addresses are played by a site on loopback, to which the proxies connect.
import { afterEach, expect, it } from 'vitest';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { pooledProxy } from '../../../adapters/http/proxy/pooled-proxy.ts';
import type { LoginStore } from '../../../domain/config/login/login.ts';
import { sealLogin } from '../../../domain/config/login/login-secrets.ts';
import { sealServers } from '../../../domain/config/proxy-pool/proxy-secrets.ts';
import type { ProxyServer } from '../../../domain/config/proxy-pool/schema.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { type FetchedPage, fetchPage } from '../../../workers/scraper/fetch-page.ts';
import { createLoginFetcher, type LoginFetcher } from '../../../workers/scraper/login-fetcher.ts';
import { ProxyServers } from '../../../workers/scraper/proxy-servers.ts';
import { sampleLogin } from '../../contracts/login-store.ts';
import { samplePool } from '../../contracts/proxy-pool-store.ts';
import { startDnsServer } from '../../support/dns-server.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { createLoginStore } from '../../support/memory/login-store.ts';
import { createProxyPoolStore } from '../../support/memory/proxy-pool-store.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { type SocksProxy, startSocksProxy } from '../../support/socks-proxy.ts';
import { startLoginSite } from '../../support/site/login-site.ts';
import { page } from '../../support/site/page.ts';
import { startSite } from '../../support/site/site.ts';

const PUBLIC = '93.184.216.34';
const PASSWORD = 'Hj27-proxy-secret';
const POOL = 'pxp_1';

/** The page behind a login. */
interface ByLogin {
  readonly path: string;
  readonly logins: LoginStore;
}

interface Scene {
  readonly socks: SocksProxy;
  readonly http: ForwardProxy;
  readonly fetch: (host?: string, by?: ByLogin) => Promise<FetchedPage>;
  readonly servers: ProxyServers;
  readonly pools: ReturnType<typeof createProxyPoolStore>;
  readonly change: (servers: readonly ProxyServer[]) => Promise<void>;
  /** Lets so much time go by. */
  readonly pass: (ms: number) => void;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(
  serversOf: (ports: { socks: number; http: number }) => ProxyServer[],
  { allow = '127.0.0.1', sitePort = null as number | null } = {},
): Promise<Scene> {
  const site = await startSite({ '/': page('through') });
  const names = await startDnsServer({
    'shop.test': [[PUBLIC]],
    'down.test': [['93.184.216.99']],
    'inside.test': [['10.0.0.7']],
  });
  const reaches = { [`${PUBLIC}:80`]: sitePort ?? site.port };
  const socks = await startSocksProxy({ reaches, login: `ada:${PASSWORD}` });
  const http = await startForwardProxy({ reaches, login: `ada:${PASSWORD}` });
  const policy = createEgressPolicy(parseAllowHosts(allow).entries);
  const fetcher = createPlainFetcher({ policy, resolver: names.resolver, clock: Date.now });
  const secrets = createTestBox();
  const pools = createProxyPoolStore();
  const sealed = (servers: readonly ProxyServer[]): ProxyServer[] =>
    sealServers(secrets, { _id: POOL, servers });
  const given = serversOf({ socks: socks.port, http: http.port });
  await pools.insert(samplePool(POOL, { name: 'Shops', servers: sealed(given) }));
  let passedMs = 0;
  const servers = new ProxyServers({
    proxyPools: pools,
    secrets,
    clock: { now: () => new Date(Date.now() + passedMs) },
    log: createSilentLog(),
    open: (address, told) => pooledProxy(address, { policy, resolver: names.resolver }, told),
  });
  closing.push(() => fetcher.close(), site.close, names.close, socks.close, http.close);
  const fetchers = { plain: fetcher, browser: fetcher };
  const signing = { secrets, forms: fetcher, browser: null, log: createSilentLog() };
  const loginsBy = ({ logins }: ByLogin): LoginFetcher =>
    createLoginFetcher({ ...signing, logins, clock: { now: () => new Date() } }, 'a');
  return {
    socks,
    http,
    servers,
    pools,
    change: async (next) => {
      const { version = 0 } = (await pools.get(POOL)) ?? {};
      await pools.change(POOL, version, { servers: sealed(next), updatedAt: new Date() });
    },
    fetch: (host = 'shop.test', by) =>
      fetchPage(
        { fetchers, logins: by === undefined ? null : loginsBy(by), proxies: servers },
        { profile: 'plain', proxy: POOL, ...(by === undefined ? {} : { login: 'lgn_1' }) },
        { ...PAGE_LIMITS, url: `http://${host}${by?.path ?? '/'}`, userAgent: 'Webloom/test' },
        new AbortController().signal,
      ),
    pass: (ms) => {
      passedMs += ms;
    },
  };
}

const both = ({ socks, http }: { socks: number; http: number }): ProxyServer[] => [
  { url: `socks5://127.0.0.1:${socks}`, user: 'ada', password: PASSWORD },
  { url: `http://127.0.0.1:${http}`, user: 'ada', password: PASSWORD },
];

it('a host keeps its server, leaves it when that dies, and comes back to it', async () => {
  const scene = await open(both);
  const first = await scene.fetch();
  expect(first).toMatchObject({
    outcome: { outcome: 'fetched' },
    proxy: expect.stringMatching(/^“Shops”, 127/),
  });
  expect((await scene.fetch()).proxy).toBe(first.proxy);
  const [home, other] =
    first.proxy?.endsWith(`:${scene.http.port}`) === true
      ? [scene.http, scene.socks]
      : [scene.socks, scene.http];
  await home.kill();
  // Three faults in a row are its own: pages are not lost by them, they wait.
  for (let time = 0; time < 3; time += 1)
    expect(await scene.fetch()).toMatchObject({
      outcome: { outcome: 'failed', reason: 'proxy', retryable: true },
    });
  const second = await scene.fetch();
  expect(second).toMatchObject({ outcome: { outcome: 'fetched' } });
  expect(second.proxy).toContain(`:${other.port}`);
  expect(scene.servers.faults()).toEqual([
    expect.objectContaining({
      poolId: POOL,
      server: `127.0.0.1:${home.port}`,
      of: 2,
      why: expect.stringContaining('ECONNREFUSED'),
    }),
  ]);
  await home.revive();
  scene.pass(10_000);
  expect((await scene.fetch()).proxy).toBe(first.proxy);
  expect(scene.servers.faults()).toBeUndefined();
});

it('where all servers are left alone, the page waits, and is told why without any login', async () => {
  const scene = await open(({ socks }) => [
    { url: `socks5://127.0.0.1:${socks}`, user: 'ada', password: 'wr0ng' },
  ]);
  for (let time = 0; time < 3; time += 1) await scene.fetch();
  const { outcome, proxy } = await scene.fetch();
  expect(outcome).toMatchObject({ outcome: 'failed', reason: 'proxy', retryable: true });
  expect(outcome).toHaveProperty(
    'detail',
    expect.stringMatching(/^proxy pool “Shops”: its server left alone, 127.*refuses the login/),
  );
  expect(proxy).toBeUndefined();
  expect(JSON.stringify([outcome, scene.servers.faults()])).not.toMatch(/ada|wr0ng/);
});

it.each([
  ['refuses the login (407)', 'http', 407, /407/],
  ['closes each connection', 'http', 'closing', /closed the connection/],
  ['answers garbage', 'socks', 'garbage', /speaks no SOCKS5/],
  ['takes connections and is silent', 'socks', 'mute', /no answer within 5 s/],
] as const)('a server that %s is left alone', async (_what, kind, mode, why) => {
  const scene = await open((ports) => both(ports).filter(({ url }) => url.startsWith(kind)));
  if (kind === 'http') scene.http.setMode(mode);
  else scene.socks.setMode(mode);
  const failed = await Promise.all([scene.fetch(), scene.fetch(), scene.fetch()]);
  for (const { outcome } of failed) expect(outcome).toMatchObject({ outcome: 'failed', reason: 'proxy' });
  expect(scene.servers.faults()).toMatchObject([{ of: 1, why: expect.stringMatching(why) }]);
});

it('a site that no server reaches is the fault of none', async () => {
  const scene = await open(both);
  for (let time = 0; time < 12; time += 1)
    expect((await scene.fetch('down.test')).outcome).toMatchObject({ outcome: 'failed', reason: 'connect' });
  expect(scene.servers.faults()).toBeUndefined();
  expect((await scene.fetch()).outcome).toMatchObject({ outcome: 'fetched' });
});

it('what is private never goes to a server, nor does anything to a server that is', async () => {
  const scene = await open(both);
  expect((await scene.fetch('inside.test')).outcome).toMatchObject({
    outcome: 'refused',
    reason: 'blocked-address',
  });
  expect([...scene.http.asked, ...scene.socks.asked]).toEqual([]);
  const closed = await open(() => [{ url: 'http://inside.test:3128' }]);
  expect((await closed.fetch()).outcome).toHaveProperty(
    'detail',
    expect.stringContaining('its address is not allowed'),
  );
  const local = await open(both, { allow: 'own.test' });
  expect((await local.fetch()).outcome).toHaveProperty(
    'detail',
    expect.stringContaining('not allowed (blocked-address)'),
  );
  expect([...local.http.asked, ...local.socks.asked]).toEqual([]);
});

it('follows changes of the pool, and waits where it is gone', async () => {
  const scene = await open(({ socks }) => [
    { url: `socks5://127.0.0.1:${socks}`, user: 'ada', password: 'wr0ng' },
  ]);
  for (let time = 0; time < 3; time += 1) await scene.fetch();
  await scene.change([{ url: `socks5://127.0.0.1:${scene.socks.port}`, user: 'ada', password: PASSWORD }]);
  await expect.poll(async () => (await scene.fetch()).outcome.outcome, { timeout: 5_000 }).toBe('fetched');
  await scene.pools.remove('default', POOL);
  await expect
    .poll(async () => (await scene.fetch()).outcome, { timeout: 5_000 })
    .toMatchObject({ reason: 'proxy', detail: 'the proxy pool is not there any more' });
});

it('a login signs in by the server of its page', async () => {
  const shop = await startLoginSite();
  closing.push(() => shop.close());
  const scene = await open(both, { sitePort: shop.site.port });
  const { user, password } = shop;
  const logins = createLoginStore();
  const settings = { kind: 'form' as const, url: 'http://shop.test/login', user, password };
  await logins.insert(
    sampleLogin('lgn_1', {
      hosts: ['shop.test'],
      settings: sealLogin(createTestBox(), { _id: 'lgn_1', settings }),
    }),
  );
  const { outcome } = await scene.fetch('shop.test', { path: '/prices', logins });
  expect(outcome).toMatchObject({ outcome: 'fetched', finalUrl: 'http://shop.test/prices' });
  expect(shop.signedIn()).toBe(1);
  const asked = [scene.http.asked.length, scene.socks.asked.length];
  expect(Math.min(...asked), 'by one server alone').toBe(0);
});
