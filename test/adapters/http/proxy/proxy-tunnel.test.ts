// Both fetchers through a proxy: what it is asked for, what never reaches it, and what each of its faults is called. Public
// addresses are played by servers on loopback, to which the proxy of the tests connects.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createSecureContext, createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../../adapters/http/plain-fetcher.ts';
import { askProxy } from '../../../../adapters/http/proxy/proxy-tunnel.ts';
import type { EgressPolicy } from '../../../../domain/web/egress/policy.ts';
import { type FetchOutcome, type FetchRequest, PAGE_LIMITS } from '../../../../domain/web/fetch/fetcher.ts';
import { type DnsServer, startDnsServer } from '../../../support/dns-server.ts';
import { type ForwardProxy, startForwardProxy } from '../../../support/forward-proxy.ts';
import { makeCertificate } from '../../../support/make-certificate.ts';
import { proxiedPolicy } from '../../../support/proxied-policy.ts';
import { page } from '../../../support/site/page.ts';
import { redirect } from '../../../support/site/redirects.ts';
import { type Site, startSite } from '../../../support/site/site.ts';

const PUBLIC = '93.184.216.34';
const LOGIN = 'anna:s3cret';

let site: Site;
let names: DnsServer;
let secure: TlsServer;
let proxy: ForwardProxy;
const serverNames: (string | false)[] = [];

beforeAll(async () => {
  const pair = makeCertificate();
  secure = createTlsServer({
    ...pair,
    SNICallback: (name, done) => {
      serverNames.push(name);
      done(null, createSecureContext(pair));
    },
  });
  secure.on('tlsClientError', () => undefined);
  await once(secure.listen(0, '127.0.0.1'), 'listening');
  site = await startSite({
    '/': page('through'),
    '/cut': (request) => {
      // Answered by nobody until the proxy dies.
      request.resume();
    },
    '/to-private': redirect('http://10.0.0.1/'),
    '/to-loopback-name': redirect('http://localhost/'),
    '/flip': (_request, response) =>
      void response.writeHead(302, { location: '/', connection: 'close' }).end(),
  });
  names = await startDnsServer({
    'shop.test': [[PUBLIC]],
    'six.test': [['2606:2800:21f:cb07::1', '93.184.216.40']],
    'two.test': [['93.184.216.41', PUBLIC]],
    'private.test': [['10.0.0.1']],
    'mixed.test': [[PUBLIC, '127.0.0.1']],
    'rebinding-plain.test': [[PUBLIC], ['127.0.0.1']],
    'rebinding-browser.test': [[PUBLIC], ['127.0.0.1']],
    'own.test': [['127.0.0.1']],
  });
  proxy = await startForwardProxy({
    login: LOGIN,
    reaches: {
      [`${PUBLIC}:80`]: site.port,
      [`${PUBLIC}:443`]: (secure.address() as AddressInfo).port,
      '93.184.216.40:80': site.port,
      'shop.test:80': site.port,
      'private.test:80': site.port,
    },
  });
});

afterAll(async () => {
  secure.close();
  await Promise.all([site.close(), names.close(), proxy.close()]);
});

const through = (more: Parameters<typeof proxiedPolicy>[1] = {}, login = LOGIN): EgressPolicy =>
  proxiedPolicy(`http://${login}@127.0.0.1:${proxy.port}`, more);

describe.each([
  ['plain', createPlainFetcher],
  ['browser', createBrowserFetcher],
] as const)('the %s fetcher behind a proxy', (profile, create) => {
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
    return (url: string, more: Partial<FetchRequest> = {}): Promise<FetchOutcome> =>
      fetcher.fetch(
        { ...PAGE_LIMITS, url, userAgent: 'Webloom/test', ...more },
        new AbortController().signal,
      );
  };

  it('asks the proxy for the checked address, and keeps the connection', async () => {
    const ask = fetcherBy(through());
    for (let time = 0; time < 3; time++) {
      expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched', status: 200 });
      // Clients free a connection one turn after its answer.
      await turn();
      await turn();
    }
    expect(asked()).toEqual([`${PUBLIC}:80`]);
    expect(site.log.at(-1)?.headers['host']).toBe('shop.test');
    expect(site.log.at(-1)?.headers['proxy-authorization']).toBeUndefined();
  });

  it('speaks TLS with the host inside, by its name, and still wants its certificate', async () => {
    const outcome = await fetcherBy(through())('https://shop.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'tls' });
    expect(serverNames.at(-1)).toBe('shop.test');
    expect(asked()).toEqual([`${PUBLIC}:443`]);
  });

  it('tries another address where the proxy does not reach the first, IPv4 before IPv6', async () => {
    const ask = fetcherBy(through());
    expect(await ask('http://six.test/')).toMatchObject({ outcome: 'fetched' });
    expect(await ask('http://two.test/')).toMatchObject({ outcome: 'fetched' });
    expect(asked()).toEqual(['93.184.216.40:80', '93.184.216.41:80', `${PUBLIC}:80`]);
  });

  it.each([
    'http://private.test/',
    'http://mixed.test/',
    'http://10.0.0.1/',
    'http://127.0.0.1/',
    'http://169.254.169.254/',
    'http://localhost/',
    'http://db.internal/',
    'http://printer/',
  ])('refuses %s without asking the proxy', async (url) => {
    expect(await fetcherBy(through())(url)).toMatchObject({ outcome: 'refused' });
    expect(asked()).toEqual([]);
  });

  it('refuses redirects to what is private, and names that change their mind', async () => {
    const ask = fetcherBy(through());
    for (const path of ['/to-private', '/to-loopback-name'])
      expect(await ask(`http://shop.test${path}`)).toMatchObject({ outcome: 'refused' });
    expect(await ask(`http://rebinding-${profile}.test/flip`)).toMatchObject({
      outcome: 'refused',
      reason: 'blocked-address',
    });
    expect(new Set(asked())).toEqual(new Set([`${PUBLIC}:80`]));
  });

  it('asks what the operator allows in the own network directly, and what is on the list of exceptions', async () => {
    const allowHosts = `127.0.0.1:${site.port},own.test:${site.port},localhost:${site.port}`;
    const ask = fetcherBy(through({ allowHosts }));
    for (const host of ['127.0.0.1', 'own.test'])
      expect(await ask(`http://${host}:${site.port}/`)).toMatchObject({ outcome: 'fetched' });
    const past = fetcherBy(through({ noProxy: 'unknown.test' }));
    expect(await past('http://unknown.test/')).toMatchObject({ outcome: 'failed', reason: 'dns' });
    expect(asked()).toEqual([]);
  });

  it('hands names over where the proxy looks them up, but none that is private by itself', async () => {
    const ask = fetcherBy(through({ dns: 'proxy' }));
    const before = names.asked.length;
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched' });
    // What is given up: the proxy alone knows that this name has a private address.
    expect(await ask('http://private.test/')).toMatchObject({ outcome: 'fetched' });
    for (const url of ['http://localhost/', 'http://db.internal/', 'http://printer/', 'http://10.0.0.1/'])
      expect(await ask(url)).toMatchObject({ outcome: 'refused' });
    expect(await ask('http://nobody.test/')).toMatchObject({ outcome: 'failed', reason: 'connect' });
    expect(asked()).toEqual(['shop.test:80', 'private.test:80', 'nobody.test:80']);
    expect(names.asked.length).toBe(before);
  });

  it.each([
    ['a host it can not reach', 502, 'connect', /could not connect to it \(502\)/],
    ['a host that is slow', 504, 'timeout', /not in time/],
    ['a target it does not let through', 403, 'proxy-refused', /port 80 \(403\).*WEBLOOM_PROXY_DNS=proxy/],
    ['a connection it closes', 'closing', 'proxy', /closed the connection before it answered/],
  ] as const)('names %s', async (_what, mode, reason, detail) => {
    proxy.setMode(mode);
    const outcome = await fetcherBy(through())('http://shop.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason, retryable: true });
    expect(outcome).toHaveProperty('detail', expect.stringMatching(detail));
  });

  it('blames the host when a proxy that answers others closes the connection to it alone', async () => {
    proxy.setMode('speechless');
    const outcome = await fetcherBy(through({ dns: 'proxy' }))('http://nobody.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'connect' });
  });

  it('names a login that the proxy refuses, and repeats none of it', async () => {
    const outcome = await fetcherBy(through({}, 'anna:wr0ng'))('http://shop.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    expect(outcome).toHaveProperty('detail', expect.stringContaining('(407)'));
    expect(JSON.stringify(outcome)).not.toMatch(/anna|wr0ng|YW5u|127\.0\.0\.1/);
  });

  it('names a proxy that nobody listens for, and one that is not known, without its address', async () => {
    const closed = createServer();
    await once(closed.listen(0, '127.0.0.1'), 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    for (const host of [`127.0.0.1:${port}`, 'proxy.invalid:3128']) {
      const outcome = await fetcherBy(proxiedPolicy(`http://anna:s3cret@${host}`))('http://shop.test/');
      expect(outcome).toMatchObject({ outcome: 'failed', reason: 'proxy', retryable: true });
      expect(JSON.stringify(outcome)).not.toMatch(/anna|s3cret|127\.0\.0\.1|proxy\.invalid/);
    }
  });

  it('tells a proxy that never answers from a host that never does', async () => {
    proxy.setMode('mute');
    const outcome = await fetcherBy(through())('http://shop.test/');
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    expect(outcome).toHaveProperty('detail', expect.stringContaining('no answer within 8 s'));
  });

  it('blames the proxy, not the host, when it dies in the middle, and goes on when it is back', async () => {
    const ask = fetcherBy(through());
    const before = site.log.length;
    const cut = ask('http://shop.test/cut');
    while (site.log.length === before) await turn();
    await proxy.kill();
    expect(await cut).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'failed', reason: 'proxy' });
    await proxy.revive();
    expect(await ask('http://shop.test/')).toMatchObject({ outcome: 'fetched' });
  });
});

describe('a sign of life of the proxy', () => {
  it.each([
    ['it answers, whatever it says', LOGIN, 'open', { answersMs: expect.any(Number) }],
    ['it refuses the login', 'anna:wr0ng', 'open', { fault: expect.stringContaining('(407)') }],
    ['it is silent', LOGIN, 'mute', { fault: expect.stringContaining('no answer within 0.3 s') }],
    ['it closes connections', LOGIN, 'closing', { fault: expect.stringContaining('closed the connection') }],
  ] as const)('says how the proxy fares where %s', async (...[, login, mode, expected]) => {
    proxy.setMode(mode);
    const { proxy: asked } = proxiedPolicy(`http://${login}@127.0.0.1:${proxy.port}`);
    expect(await askProxy(asked, 300)).toEqual(expected);
    proxy.setMode('open');
  });
});
