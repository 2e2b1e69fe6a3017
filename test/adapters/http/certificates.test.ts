// Certificates that nobody vouches for: refused by each fetcher, and taken from the hosts alone that a request names.
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type Fetcher, type FetchOutcome, PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { makeCertificate } from '../../support/make-certificate.ts';

const fetchers: Record<string, Fetcher> = {};
let server: Server;
let port = 0;

beforeAll(async () => {
  const own = makeCertificate('IP:127.0.0.1');
  server = createServer(own, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('router status: up');
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  ({ port } = server.address() as AddressInfo);
  const { entries } = parseAllowHosts(`127.0.0.1:${port},localhost:${port}`);
  const options = { policy: createEgressPolicy(entries), clock: Date.now };
  fetchers['plain'] = createPlainFetcher(options);
  fetchers['browser'] = createBrowserFetcher(options);
});

afterAll(async () => {
  await Promise.all(Object.values(fetchers).map((fetcher) => fetcher.close()));
  await new Promise((closed) => {
    server.close(closed);
  });
});

function ask(
  profile: string,
  host: string,
  uncheckedCertificates?: readonly string[],
): Promise<FetchOutcome> {
  const request = {
    ...PAGE_LIMITS,
    url: `https://${host}:${port}/`,
    userAgent: 'test',
    ...(uncheckedCertificates === undefined ? {} : { uncheckedCertificates }),
  };
  const fetcher = fetchers[profile];
  if (fetcher === undefined) throw new Error(`no fetcher ${profile}`);
  return fetcher.fetch(request, AbortSignal.timeout(20_000));
}

describe.each(['plain', 'browser'])('by the %s fetcher', (profile) => {
  const refused = { outcome: 'failed', reason: 'tls' };

  it('a certificate that nobody vouches for is refused', async () => {
    expect(await ask(profile, '127.0.0.1')).toMatchObject(refused);
  });

  it('one is taken from a host that is named, and checked again for the next request', async () => {
    const page = await ask(profile, '127.0.0.1', [`127.0.0.1:${port}`]);
    expect(page).toMatchObject({ outcome: 'fetched', status: 200 });
    expect(await ask(profile, '127.0.0.1')).toMatchObject(refused);
  });

  it('one is refused where another host is named', async () => {
    expect(await ask(profile, '127.0.0.1', ['shop.example', '127.0.0.1:1'])).toMatchObject(refused);
  });

  it('one for another name is taken as well from a named host', async () => {
    const hosts = [`localhost:${port}`];
    expect(await ask(profile, 'localhost', hosts)).toMatchObject({ outcome: 'fetched' });
    expect(await ask(profile, 'localhost')).toMatchObject(refused);
  });
});
