// Requests of channels to real sockets: what arrives, what comes back, and what is refused before anything is dialled.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MessageSender, createMessageSender } from '../../../adapters/http/message-sender.ts';
import type { RenderedRequest } from '../../../domain/alert/channel/render/rendered.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { proxiedPolicy } from '../../support/proxied-policy.ts';
import { redirect } from '../../support/site/redirects.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { type Tripwire, startTripwire } from '../../support/site/tripwire.ts';

const PUBLIC_HOST = '127.0.0.2';
let site: Site;
let wire: Tripwire;
let sender: MessageSender;
let received = '';

beforeAll(async () => {
  site = await startSite(
    {
      '/in': (request, response) => {
        received = '';
        request.setEncoding('utf8').on('data', (text: string) => (received += text));
        request.on('end', () => response.writeHead(202).end('thanks'));
      },
      '/busy': (_request, response) => void response.writeHead(503, { 'retry-after': '7' }).end(),
      '/silent': (request) => void request.resume(),
      '/huge': (_request, response) => void response.writeHead(200).end('x'.repeat(3_000_000)),
      '/metadata': (request, response) =>
        redirect('http://169.254.169.254/latest/meta-data/')(request, response),
      '/cut': (request) => void request.socket.destroy(),
    },
    { host: PUBLIC_HOST },
  );
  wire = await startTripwire(['127.0.0.1', '::1'], site.port);
  const { entries } = parseAllowHosts(`${PUBLIC_HOST}:${site.port}`);
  const resolver = {
    resolve: async (name: string) => [
      { address: name === 'rebind.example.com' ? '127.0.0.1' : PUBLIC_HOST, family: 4 as const },
    ],
  };
  const policy = createEgressPolicy(entries, [80, 443, site.port]);
  sender = createMessageSender({ policy, resolver, userAgent: 'Webloom/test' });
});
afterAll(async () => {
  await sender.close();
  await site.close();
  await wire.close();
});

function requestTo(url: string): RenderedRequest {
  const headers = { 'content-type': 'application/json', 'x-own': 'a' };
  return { method: 'POST', url, headers, body: '{"a":"ä"}', shown: { address: url, body: '' } };
}

function send(url: string, timeoutMs = 5_000) {
  return sender.sendRequest(requestTo(url), AbortSignal.timeout(timeoutMs));
}

describe('a request of a channel', () => {
  it('arrives as it was rendered, and its answer comes back', async () => {
    const answer = await send(site.url('/in'));
    expect(answer).toMatchObject({ kind: 'answered', protocol: 'http', status: 202, body: 'thanks' });
    expect(received).toBe('{"a":"ä"}');
    expect(site.log.at(-1)).toMatchObject({
      method: 'POST',
      headers: { 'x-own': 'a', 'user-agent': 'Webloom/test', 'content-type': 'application/json' },
    });
  });

  it('arrives as a form with its pictures, and names what encodes it', async () => {
    const png = Buffer.from('the bytes of a picture');
    const { headers: _json, ...rest } = requestTo(`http://${PUBLIC_HOST}:${site.port}/in`);
    const files = [{ field: 'files[0]', name: 'after' as const, png }];
    const request = {
      ...rest,
      headers: { 'x-own': 'a' },
      form: { fields: { payload_json: '{"a":"ä"}' }, files },
    };
    const answer = await sender.sendRequest(request, AbortSignal.timeout(5_000));
    expect(answer).toMatchObject({ status: 202 });
    expect(site.log.at(-1)?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(received).toMatch(/name="payload_json"\r\n\r\n\{"a":"ä"\}\r\n/);
    expect(received).toMatch(
      /name="files\[0\]"; filename="after.png"\r\nContent-Type: image\/png\r\n\r\nthe bytes of a picture\r\n/i,
    );
  });

  it('brings back what a busy receiver asks for', async () => {
    expect(await send(site.url('/busy'))).toMatchObject({ status: 503, retryAfter: '7' });
  });

  it('keeps the beginning of a huge answer alone', async () => {
    const answer = await send(site.url('/huge'));
    expect(answer).toMatchObject({ kind: 'answered', status: 200, body: 'x'.repeat(1_024) });
  });

  it('gives up on a receiver that never answers', async () => {
    const answer = await send(site.url('/silent'), 300);
    expect(answer).toEqual({ kind: 'failed', detail: 'The receiver did not answer in time.' });
  });

  it('follows no redirect, least of all to metadata', async () => {
    expect(await send(site.url('/metadata'))).toMatchObject({
      kind: 'answered',
      status: 302,
      redirectsTo: '169.254.169.254',
    });
  });

  it('tells a connection that was cut', async () => {
    expect(await send(site.url('/cut'))).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('could not be reached (reset)'),
    });
  });

  it('goes by the proxy, and is told what the proxy lacks', async () => {
    const proxy = await startForwardProxy({
      reaches: { '93.184.216.34:80': site.port },
      connectTo: PUBLIC_HOST,
    });
    const resolver = { resolve: async () => [{ address: '93.184.216.34', family: 4 as const }] };
    const policy = proxiedPolicy(`http://127.0.0.1:${proxy.port}`);
    const proxied = createMessageSender({ policy, resolver, userAgent: 'Webloom/test' });
    const post = () => proxied.sendRequest(requestTo('http://hooks.test/in'), AbortSignal.timeout(5_000));
    expect(await post()).toMatchObject({ kind: 'answered', status: 202 });
    expect(proxy.asked).toEqual(['93.184.216.34:80']);
    await proxy.kill();
    expect(await post()).toEqual({
      kind: 'failed',
      detail:
        'The receiver could not be reached (proxy): nothing listens at the address of the proxy (ECONNREFUSED).',
    });
    await proxied.close();
  });

  it.each([
    ['a private address', () => 'http://10.1.2.3/in'],
    ['loopback', () => `http://127.0.0.1:${site.port}/in`],
    ['metadata', () => 'http://169.254.169.254/latest'],
    ['a name that leads to loopback', () => `http://rebind.example.com:${site.port}/in`],
    ['a local name', () => `http://hooks.local:${site.port}/in`],
    ['a port', () => 'http://example.com:6379/'],
  ])('to %s is refused without a connection', async (_what, url) => {
    const before = wire.hits();
    const answer = await send(url());
    expect(answer).toMatchObject({ kind: 'refused', detail: expect.stringContaining('Nothing was sent') });
    expect(wire.hits()).toBe(before);
  });
});
