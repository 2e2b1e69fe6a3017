// Every way to talk the fetchers into a private address: notations, names, records, redirects, names that change their
// mind. The policy is the one of production; only a port is added. Tripwires prove that nothing was ever dialled.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, DEFAULT_PORTS, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type Fetcher, type FetchOutcome, PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { page } from '../../support/site/page.ts';
import { redirect } from '../../support/site/redirects.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';
import { type Tripwire, startTripwire } from '../../support/site/tripwire.ts';

// What the guard lets through plays the public web; everything else of the machine is forbidden ground.
const PUBLIC_HOST = '127.0.0.2';

let wire: Tripwire;
let site: Site;
let names: DnsServer;
let plain: Fetcher;
let browser: Fetcher;

const REDIRECTS: Readonly<Record<string, (port: number) => string>> = {
  '/to-literal': (port) => `http://127.0.0.1:${port}/`,
  '/to-decimal': (port) => `http://2130706433:${port}/`,
  '/to-metadata': () => 'http://169.254.169.254/latest/meta-data/',
  '/to-relative-scheme': (port) => `//127.0.0.1:${port}/`,
  '/to-v6': (port) => `http://[::1]:${port}/`,
  '/to-mapped-v6': (port) => `http://[::ffff:127.0.0.1]:${port}/`,
  '/to-localhost': (port) => `http://localhost:${port}/`,
  '/to-user-info': (port) => `http://www.example.com@127.0.0.1:${port}/`,
  '/to-backslash': (port) => `http://127.0.0.1:${port}\\@www.example.com/`,
  '/to-file': () => 'file:///etc/passwd',
  '/to-unix': () => 'unix:/var/run/docker.sock:/info',
  '/to-gopher': () => 'gopher://127.0.0.1:6379/_INFO',
  '/to-redis': () => 'http://www.example.com:6379/',
};

beforeAll(async () => {
  const handlers: Record<string, Handler> = { '/': page('public') };
  for (const [path, target] of Object.entries(REDIRECTS)) {
    handlers[path] = (request, response) => redirect(target(site.port))(request, response);
  }
  handlers['/flip'] = (request, response) => {
    // Closed, so that the next hop has to look the name up again.
    response.writeHead(302, { location: '/', connection: 'close' }).end();
    request.resume();
  };
  site = await startSite(handlers, { host: PUBLIC_HOST });
  wire = await startTripwire(['127.0.0.1', '127.0.0.3', '::1'], site.port);
  names = await startDnsServer({
    'public.test': [[PUBLIC_HOST]],
    'loopback.test': [['127.0.0.1']],
    'loopback6.test': [['::1']],
    'metadata.test': [['169.254.169.254']],
    'private.test': [['10.0.0.1']],
    'translated.test': [['64:ff9b::a9fe:a9fe']],
    'mixed.test': [[PUBLIC_HOST, '127.0.0.1']],
    'mixed-families.test': [[PUBLIC_HOST, '::1']],
    'rebinding-plain.test': [[PUBLIC_HOST], ['127.0.0.1']],
    'rebinding-browser.test': [[PUBLIC_HOST], ['127.0.0.1']],
  });
  const { entries } = parseAllowHosts(`${PUBLIC_HOST}:${site.port}`);
  const policy = createEgressPolicy(entries, [...DEFAULT_PORTS, site.port]);
  plain = createPlainFetcher({ policy, resolver: names.resolver, clock: () => 0 });
  browser = createBrowserFetcher({ policy, resolver: names.resolver, clock: () => 0 });
});

afterAll(async () => {
  await Promise.all([plain.close(), browser.close()]);
  await Promise.all([site.close(), wire.close(), names.close()]);
});

describe.each([
  ['plain', () => plain, createPlainFetcher],
  ['browser', () => browser, createBrowserFetcher],
] as const)('the guard of the %s fetcher', (profile, fetcher, create) => {
  const ask = (url: string): Promise<FetchOutcome> => {
    const request = { ...PAGE_LIMITS, url, userAgent: 'Webloom/test', deadlineMs: 5_000 };
    return fetcher().fetch(request, new AbortController().signal);
  };
  const hits = { before: 0 };
  beforeAll(() => {
    hits.before = wire.hits();
  });
  it('lets the public site through, by literal and by name', async () => {
    expect(await ask(site.url('/'))).toMatchObject({ outcome: 'fetched' });
    expect(await ask(`http://public.test:${site.port}/`)).toMatchObject({ outcome: 'fetched' });
  });

  it.each([
    '127.0.0.1',
    '127.0.0.3',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '127.1',
    '0',
    '0.0.0.0',
    '１２７.０.０.１',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '127.0.0.1.',
    '[::1]',
    '[::]',
    '[::ffff:7f00:1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'LOCALHOST.',
    'ⓛocalhost',
    'good.example.com@127.0.0.1',
    'intranet',
  ])('refuses http://%s before any connection', async (host) => {
    const outcome = await ask(`http://${host}:${site.port}/`);
    expect(outcome).toMatchObject({ outcome: 'refused', retryable: false });
    expect(wire.hits()).toBe(hits.before);
  });

  it.each(['loopback', 'loopback6', 'metadata', 'private', 'translated', 'mixed', 'mixed-families'])(
    'refuses %s.test for its records before any connection',
    async (name) => {
      const before = site.connections();
      expect(await ask(`http://${name}.test:${site.port}/`)).toMatchObject({
        outcome: 'refused',
        reason: 'blocked-address',
      });
      expect(wire.hits()).toBe(hits.before);
      expect(site.connections()).toBe(before);
    },
  );

  it.each(Object.keys(REDIRECTS))('refuses the redirect %s and does not follow it', async (path) => {
    expect(await ask(site.url(path))).toMatchObject({ outcome: 'refused', finalUrl: site.url(path) });
    expect(wire.hits()).toBe(hits.before);
  });

  it('refuses a name that changes its mind between two hops', async () => {
    const outcome = await ask(`http://rebinding-${profile}.test:${site.port}/flip`);
    expect(outcome).toMatchObject({ outcome: 'refused', reason: 'blocked-address' });
    expect(outcome.redirects).toHaveLength(1);
    expect(names.asked.filter((name) => name === `rebinding-${profile}.test`)).toHaveLength(2);
    expect(wire.hits()).toBe(hits.before);
  });

  it('reports a name nobody knows as a failed look-up', async () => {
    expect(await ask(`http://unknown.test:${site.port}/`)).toMatchObject({
      outcome: 'failed',
      reason: 'dns',
      retryable: true,
    });
  });

  it('dials what the operator lists, which is how we know that the tripwire works', async () => {
    const { entries } = parseAllowHosts('127.0.0.0/8');
    const open = create({ policy: createEgressPolicy(entries), clock: () => 0 });
    const request = { ...PAGE_LIMITS, url: `http://127.0.0.3:${wire.port}/`, userAgent: 'Webloom/test' };
    const before = wire.hits();
    expect(await open.fetch(request, new AbortController().signal)).toMatchObject({
      outcome: 'failed',
      reason: 'reset',
    });
    expect(wire.hits()).toBeGreaterThan(before);
    await open.close();
  });
});
