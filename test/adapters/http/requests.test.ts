// Pages that are asked for by POST, with a body, and answers that count as the page though they are no 200: in each fetcher.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { type Fetcher, type FetchRequest, PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { redirect } from '../../support/site/redirects.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

let site: Site;
let other: Site;
const fetchers: Record<string, Fetcher> = {};

/** Tells what it was sent. */
const echo: Handler = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { 'content-type': type = 'none', 'content-length': length = 'none' } = request.headers;
  const body = Buffer.concat(chunks).toString();
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end([request.method, type, length, body].join(' | '));
};

beforeAll(async () => {
  other = await startSite({ '/echo': echo });
  site = await startSite({
    '/echo': echo,
    '/see-other': redirect('/echo', 303),
    '/found': redirect('/echo', 302),
    '/again': redirect('/echo', 307),
    '/away': redirect(other.url('/echo'), 308),
    '/away-as-get': redirect(other.url('/echo'), 303),
    '/post-then-get': (request, response) =>
      request.method === 'POST'
        ? redirect('/post-then-get', 303)(request, response)
        : echo(request, response),
    '/missing': (_request, response) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>not yet</p>'),
  });
  const { entries } = parseAllowHosts([site, other].map((one) => `127.0.0.1:${one.port}`).join(','));
  const options = { policy: createEgressPolicy(entries), clock: Date.now };
  fetchers['plain'] = createPlainFetcher(options);
  fetchers['browser'] = createBrowserFetcher(options);
});
afterAll(async () => {
  await Promise.all(Object.values(fetchers).map((one) => one.close()));
  await site.close();
  await other.close();
});

describe.each(['plain', 'browser'])('the %s fetcher', (name) => {
  const ask = (path: string, more: Partial<FetchRequest>): ReturnType<Fetcher['fetch']> => {
    const request = { ...PAGE_LIMITS, userAgent: 'Webloom/test', url: site.url(path), ...more };
    const fetcher = fetchers[name];
    if (fetcher === undefined) throw new Error(`there is no fetcher ${name}`);
    return fetcher.fetch(request, new AbortController().signal);
  };
  const told = async (path: string, more: Partial<FetchRequest>): Promise<string> => {
    const outcome = await ask(path, more);
    return outcome.outcome === 'fetched' ? Buffer.from(outcome.body).toString() : JSON.stringify(outcome);
  };

  it.each<[string, Partial<FetchRequest>, string]>([
    ['JSON', { body: { type: 'json', text: '{"q":"té"}' } }, 'POST | application/json | 11 | {"q":"té"}'],
    [
      'a form, encoded once',
      { body: { type: 'form', text: 'q=green tea&q=%26' } },
      'POST | application/x-www-form-urlencoded | 17 | q=green+tea&q=%26',
    ],
    ['text', { body: { type: 'text', text: 'abc' } }, 'POST | text/plain; charset=utf-8 | 3 | abc'],
    [
      'a type that the job names',
      { body: { type: 'text', text: '<a/>' }, headers: { 'Content-Type': 'text/xml' } },
      'POST | text/xml | 4 | <a/>',
    ],
    ['a POST of nothing', { method: 'POST' }, 'POST | none | 0 | '],
    ['a GET', {}, 'GET | none | none | '],
  ])('sends %s', async (_what, more, expected) => {
    expect(await told('/echo', more)).toBe(expected);
  });

  const body = { type: 'json', text: '{}' } as const;
  it('asks by GET where a redirect says so, and again where it says that', async () => {
    for (const path of ['/see-other', '/found', '/post-then-get'])
      expect(await told(path, { body })).toBe('GET | none | none | ');
    expect(await told('/again', { body })).toBe('POST | application/json | 2 | {}');
  });

  it('takes a body to no other host', async () => {
    expect(await ask('/away', { body })).toMatchObject({ outcome: 'failed', reason: 'bad-redirect' });
    expect(await ask('/away-as-get', { body })).toMatchObject({ outcome: 'moved-to' });
  });

  it('takes an answer for the page that counts as one', async () => {
    expect(await told('/missing', { acceptStatus: [503, 404] })).toBe('<p>not yet</p>');
    expect(await ask('/missing', { acceptStatus: [503] })).toMatchObject({
      outcome: 'http-error',
      status: 404,
    });
  });
});
