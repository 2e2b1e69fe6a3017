// Both fetchers through a SOCKS5 proxy: what it is asked for, what never reaches it, and what each of its faults is called. Public
// addresses are played by servers on loopback, to which the proxy of the tests connects.
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../../adapters/http/plain-fetcher.ts';
import { askProxy } from '../../../../adapters/http/proxy/proxy-tunnel.ts';
import type { EgressPolicy } from '../../../../domain/web/egress/policy.ts';
import { type FetchOutcome, PAGE_LIMITS } from '../../../../domain/web/fetch/fetcher.ts';
import { type DnsServer, startDnsServer } from '../../../support/dns-server.ts';
import { proxiedPolicy } from '../../../support/proxied-policy.ts';
import { type SocksProxy, startSocksProxy } from '../../../support/socks-proxy.ts';
import { page } from '../../../support/site/page.ts';
import { type Site, startSite } from '../../../support/site/site.ts';

const PUBLIC = '93.184.216.34';
const LOGIN = 'anna:s3cret';

let site: Site;
let names: DnsServer;
let proxy: SocksProxy;
let open: SocksProxy;

beforeAll(async () => {
  site = await startSite({ '/': page('through') });
  names = await startDnsServer({
    'shop.test': [[PUBLIC]],
    'six.test': [['2606:2800:21f:cb07::1']],
    'private.test': [['10.0.0.1']],
  });
  const reaches = {
    [`${PUBLIC}:80`]: site.port,
    '[2606:2800:21f:cb07::1]:80': site.port,
    'shop.test:80': site.port,
  };
  proxy = await startSocksProxy({ login: LOGIN, reaches });
  open = await startSocksProxy({ reaches });
});

afterAll(async () => {
  await Promise.all([site.close(), names.close(), proxy.close(), open.close()]);
});

const through = (more: Parameters<typeof proxiedPolicy>[1] = {}, login = LOGIN): EgressPolicy =>
  proxiedPolicy(`socks5://${login}@127.0.0.1:${proxy.port}`, more);

describe.each([
  ['plain', createPlainFetcher],
  ['browser', createBrowserFetcher],
] as const)('the %s fetcher behind a SOCKS5 proxy', (_profile, create) => {
  let fetchers: ReturnType<typeof create>[] = [];
  let asked: () => string[];

  beforeEach(() => {
    const before = proxy.asked.length;
    asked = () => proxy.asked.slice(before);
  });
  afterEach(async () => {
    proxy.setMode('open');
    for (const fetcher of fetchers) await fetcher.close();
    fetchers = [];
  });

  const fetcherBy = (policy: EgressPolicy) => {
    const fetcher = create({ policy, resolver: names.resolver, clock: () => 0 });
    fetchers.push(fetcher);
    return (url: string): Promise<FetchOutcome> =>
      fetcher.fetch({ ...PAGE_LIMITS, url, userAgent: 'Webloom/test' }, new AbortController().signal);
  };

  it('asks it for the checked address with the login, and keeps the connection', async () => {
    const ask = fetcherBy(through());
    for (let time = 0; time < 3; time++) {
      expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched', status: 200 });
      await turn();
      await turn();
    }
    expect(asked()).toEqual([`${PUBLIC}:80`]);
    expect(site.log.at(-1)?.headers['host']).toBe('shop.test');
  });

  it('asks for addresses of IPv6, and for names where the proxy looks them up', async () => {
    expect(await fetcherBy(through())('http://six.test/')).toMatchObject({ outcome: 'fetched' });
    expect(await fetcherBy(through({ dns: 'proxy' }))('http://shop.test/')).toMatchObject({
      outcome: 'fetched',
    });
    expect(asked()).toEqual(['[2606:2800:21f:cb07::1]:80', 'shop.test:80']);
  });

  it('goes by one that wants no login', async () => {
    const ask = fetcherBy(proxiedPolicy(`socks5://127.0.0.1:${open.port}`));
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched' });
  });

  it.each(['http://private.test/', 'http://10.0.0.1/', 'http://169.254.169.254/', 'http://localhost/'])(
    'refuses %s without asking the proxy',
    async (url) => {
      expect(await fetcherBy(through())(url)).toMatchObject({ outcome: 'refused' });
      expect(asked()).toEqual([]);
    },
  );

  it.each([
    ['a host it can not reach', 4, 'connect', /host unreachable/],
    ['a host that refuses', 5, 'connect', /connection refused/],
    ['a host that is slow', 6, 'timeout', /not in time/],
    ['a target it does not let through', 2, 'proxy-refused', /at port 80/],
    ['a connection it closes', 'closing', 'proxy', /closed the connection before it answered/],
    ['what is no SOCKS5', 'garbage', 'proxy', /speaks no SOCKS5/],
    ['one that is silent', 'mute', 'proxy', /no answer within/],
    ['one that is silent about the host alone', 'waiting', 'timeout', /not within 8 s/],
  ] as const)('names %s', async (_what, mode, reason, detail) => {
    proxy.setMode(mode);
    const outcome = await fetcherBy(through())('http://shop.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason, retryable: true });
    expect(outcome).toHaveProperty('detail', expect.stringMatching(detail));
  });

  it('names a login that it refuses, and one that is wanted, and repeats none of it', async () => {
    const wrong = await fetcherBy(through({}, 'anna:wr0ng'))('http://shop.test/');
    expect(wrong).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    expect(wrong).toHaveProperty('detail', expect.stringContaining('refuses the login'));
    const none = await fetcherBy(proxiedPolicy(`socks5://127.0.0.1:${proxy.port}`))('http://shop.test/');
    expect(none).toHaveProperty('detail', expect.stringContaining('asks for a login'));
    expect(JSON.stringify([wrong, none])).not.toMatch(/anna|wr0ng|127\.0\.0\.1/);
  });

  it('blames the proxy when it dies, and goes on when it is back', async () => {
    const ask = fetcherBy(through());
    await proxy.kill();
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    await proxy.revive();
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched' });
  });
});

it('a sign of life is its greeting, with the login', async () => {
  const { proxy: known } = proxiedPolicy(`socks5://${LOGIN}@127.0.0.1:${proxy.port}`);
  expect(await askProxy(known, 2_000)).toEqual({ answersMs: expect.any(Number) });
  const { proxy: wrong } = proxiedPolicy(`socks5://anna:wr0ng@127.0.0.1:${proxy.port}`);
  expect(await askProxy(wrong, 2_000)).toEqual({ fault: expect.stringContaining('refuses the login') });
});
