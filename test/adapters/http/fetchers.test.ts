// Both fetchers against a site that misbehaves in every way of the catalogue: each fetch ends in its own outcome.
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowserFetcher } from '../../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { decodeText } from '../../../domain/web/fetch/charset.ts';
import { type Fetcher, type FetchRequest, PAGE_LIMITS } from '../../../domain/web/fetch/fetcher.ts';
import { bigHeaders, raw } from '../../support/site/broken-http.ts';
import { conditionalPage } from '../../support/site/conditional.ts';
import {
  missingLastChunk,
  resetBeforeAnswer,
  resetInBody,
  shorterThanAnnounced,
  truncatedGzip,
} from '../../support/site/cut-short.ts';
import { drippingBody } from '../../support/site/drip-body.ts';
import { announcedBody, bomb, endlessBody } from '../../support/site/huge-body.ts';
import { compressedPage, page, windows1251Page } from '../../support/site/page.ts';
import { endlessRedirects, redirect, redirectWithEndlessBody } from '../../support/site/redirects.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { drippingHeaders, silent } from '../../support/site/slow-headers.ts';
import { recovering, unavailable } from '../../support/site/unavailable.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const LAST_MODIFIED = 'Wed, 01 Jan 2025 00:00:00 GMT';

let site: Site;
let plain: Fetcher;
let browser: Fetcher;

beforeAll(async () => {
  site = await startSite({
    '/page': page('<p>hello</p>', { etag: '"a"', 'set-cookie': 'a=b', 'x-robots-tag': 'noindex' }),
    '/empty': page(''),
    '/no-content': (_request, response) => void response.writeHead(204).end(),
    '/gzip': compressedPage('<p>packed</p>', 'gzip'),
    '/br': compressedPage('<p>packed</p>', 'br'),
    '/deflate': compressedPage('<p>packed</p>', 'deflate'),
    '/raw-deflate': compressedPage('<p>packed</p>', 'raw-deflate'),
    '/zstd': page('x', { 'content-encoding': 'zstd' }),
    '/not-gzip': page('<p>plain</p>', { 'content-encoding': 'gzip' }),
    '/many-layers': page('x', { 'content-encoding': 'gzip, gzip, gzip' }),
    '/cyrillic': windows1251Page('header'),
    '/cyrillic-meta': windows1251Page('meta'),
    '/silent': silent,
    '/slow-headers': drippingHeaders,
    '/drip': drippingBody,
    '/announced': announcedBody(11 * 1024 * 1024),
    '/endless': endlessBody,
    '/gzip-bomb': bomb('gzip', 64 * 1024 * 1024),
    '/br-bomb': bomb('br', 64 * 1024 * 1024),
    '/short': shorterThanAnnounced,
    '/no-last-chunk': missingLastChunk,
    '/half-gzip': truncatedGzip,
    '/reset': resetBeforeAnswer,
    '/reset-in-body': resetInBody,
    '/garbage': raw('SSH-2.0-OpenSSH_9.2\r\n'),
    '/two-lengths': raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok!'),
    '/big-headers': bigHeaders(64 * 1024),
    '/gone': unavailable(410),
    '/busy': unavailable(503, '120'),
    '/busy-until': unavailable(429, new Date(NOW_MS + 90_000).toUTCString()),
    '/busy-for-ever': unavailable(503, '999999999999'),
    '/recovers-plain': recovering(1, page('back')),
    '/recovers-browser': recovering(1, page('back')),
    '/cached': conditionalPage('<p>same</p>', '"v1"', LAST_MODIFIED),
    '/hop': redirect('/hop-2', 301),
    '/hop-2': redirect('/page?from=hop', 308),
    '/loop-a': redirect('/loop-b'),
    '/loop-b': redirect('/loop-a'),
    '/cookie': (_request, response) => {
      response.writeHead(302, { location: '/cookie', 'set-cookie': 'seen=1' }).end();
    },
    '/part': (_request, response) =>
      void response.writeHead(206, { 'content-type': 'text/html' }).end('<p>a'),
    '/stairs': endlessRedirects,
    '/away': redirect('https://www.example.com/elsewhere?x=1'),
    '/far-away': redirect(`/${'a'.repeat(9_000)}`),
    '/nowhere': (_request, response) => void response.writeHead(302).end(),
    '/heavy-hop': (request, response) => redirectWithEndlessBody('/page')(request, response),
  });
  const { entries } = parseAllowHosts(`127.0.0.1:${site.port}`);
  const options = { policy: createEgressPolicy(entries), clock: () => NOW_MS };
  plain = createPlainFetcher(options);
  browser = createBrowserFetcher(options);
});

afterAll(async () => {
  await Promise.all([plain.close(), browser.close()]);
  await site.close();
});

async function letGo(): Promise<void> {
  await turn();
  await turn();
}

const REQUEST = { ...PAGE_LIMITS, userAgent: 'Webloom/test' };

describe.each([
  ['plain', () => plain, createPlainFetcher],
  ['browser', () => browser, createBrowserFetcher],
] as const)('the %s fetcher', (profile, fetcher, create) => {
  const ask = (path: string, more: Partial<FetchRequest> = {}): ReturnType<Fetcher['fetch']> =>
    fetcher().fetch({ ...REQUEST, url: site.url(path), ...more }, new AbortController().signal);

  const bodyOf = async (path: string): Promise<string> => {
    const outcome = await ask(path);
    return outcome.outcome === 'fetched' ? decodeText(outcome.body, outcome.charset).text : outcome.outcome;
  };

  it('brings a page with its kept headers only', async () => {
    const outcome = await ask('/page');
    expect(outcome).toMatchObject({
      outcome: 'fetched',
      status: 200,
      contentType: 'text/html',
      charset: 'utf-8',
      finalUrl: site.url('/page'),
      redirects: [],
      wireBytes: 12,
    });
    expect(outcome).toHaveProperty('headers', [
      { name: 'content-type', value: 'text/html; charset=utf-8' },
      { name: 'etag', value: '"a"' },
      { name: 'x-robots-tag', value: 'noindex' },
    ]);
  });

  it('keeps its connection over redirects and error answers', async () => {
    const fresh = create({
      policy: createEgressPolicy(parseAllowHosts('127.0.0.1').entries),
      clock: () => NOW_MS,
    });
    const before = site.connections();
    const signal = new AbortController().signal;
    await fresh.fetch({ ...REQUEST, url: site.url('/hop') }, signal);
    expect(site.connections()).toBe(before + 1);
    // The client lets go of an answered connection a moment later.
    await letGo();
    await fresh.fetch({ ...REQUEST, url: site.url('/gone') }, signal);
    await letGo();
    await fresh.fetch({ ...REQUEST, url: site.url('/page') }, signal);
    expect(site.connections()).toBe(before + 1);
    await fresh.close();
  });

  it.each(['gzip', 'br', 'deflate', 'raw-deflate'])('unpacks %s', async (coding) => {
    expect(await bodyOf(`/${coding}`)).toBe('<p>packed</p>');
  });

  it('brings empty pages as empty pages', async () => {
    expect(await bodyOf('/empty')).toBe('');
    expect(await bodyOf('/no-content')).toBe('');
  });

  it('reads a page in windows-1251, announced by header or by the page', async () => {
    expect(await bodyOf('/cyrillic')).toBe('Привет');
    expect(await bodyOf('/cyrillic-meta')).toBe('<meta charset="windows-1251">Привет');
  });

  it.each([
    ['/zstd', 'bad-encoding', false],
    ['/not-gzip', 'bad-encoding', false],
    ['/many-layers', 'bad-encoding', false],
    ['/announced', 'too-large', false],
    ['/endless', 'too-large', false],
    ['/gzip-bomb', 'too-large', false],
    ['/br-bomb', 'too-large', false],
    ['/short', 'truncated', true],
    ['/no-last-chunk', 'truncated', true],
    ['/half-gzip', 'truncated', true],
    ['/reset', 'reset', true],
    ['/reset-in-body', 'truncated', true],
    ['/garbage', 'protocol', false],
    ['/big-headers', 'protocol', false],
    ['/loop-a', 'redirect-loop', false],
    ['/cookie', 'redirect-loop', false],
    ['/part', 'truncated', true],
    ['/stairs', 'too-many-redirects', false],
    ['/far-away', 'bad-redirect', false],
  ])('ends %s as %s', async (path, reason, retryable) => {
    expect(await ask(path)).toMatchObject({ outcome: 'failed', reason, retryable });
  });

  it.each(['/silent', '/slow-headers', '/drip'])(
    'ends %s at the deadline of the whole fetch',
    async (path) => {
      const startedMs = performance.now();
      expect(await ask(path, { deadlineMs: 300 })).toMatchObject({
        outcome: 'failed',
        reason: 'timeout',
        retryable: true,
      });
      expect(performance.now() - startedMs).toBeLessThan(1_500);
    },
  );

  it('ends at once when its caller gives up', async () => {
    const caller = new AbortController();
    const pending = fetcher().fetch({ ...REQUEST, url: site.url('/silent') }, caller.signal);
    caller.abort();
    expect(await pending).toMatchObject({ outcome: 'failed', reason: 'aborted', retryable: true });
  });

  it('names a closed port as a failed connection', async () => {
    const closed = await startSite({});
    const { entries } = parseAllowHosts('127.0.0.1');
    const other = create({ policy: createEgressPolicy(entries), clock: () => NOW_MS });
    await closed.close();
    const request: FetchRequest = { ...REQUEST, url: closed.url('/') };
    expect(await other.fetch(request, new AbortController().signal)).toMatchObject({
      reason: 'connect',
      retryable: true,
    });
    const url = site.url('/page').replace('http:', 'https:');
    const detail = expect.stringMatching(/wrong version number$/);
    expect(await other.fetch({ ...request, url }, new AbortController().signal)).toMatchObject({ detail });
    await other.close();
  });

  it('tells a final status from one that asks for patience', async () => {
    expect(await ask('/missing')).toMatchObject({ outcome: 'http-error', status: 404, retryable: false });
    expect(await ask('/gone')).toMatchObject({ outcome: 'http-error', status: 410, retryable: false });
    expect(await ask('/busy')).toMatchObject({ status: 503, retryable: true, retryAfterMs: 120_000 });
    expect(await ask('/busy-until')).toMatchObject({ status: 429, retryable: true, retryAfterMs: 90_000 });
    expect(await ask('/busy-for-ever')).toMatchObject({ status: 503, retryAfterMs: 604_800_000 });
  });

  it('takes an answer with two lengths for no page', async () => {
    expect(await ask('/two-lengths')).toMatchObject({ outcome: 'failed' });
  });

  it('does not retry by itself', async () => {
    expect(await ask(`/recovers-${profile}`)).toMatchObject({ outcome: 'http-error', status: 503 });
    expect(await bodyOf(`/recovers-${profile}`)).toBe('back');
  });

  it('asks conditionally and takes 304 for an answer', async () => {
    const validators = { etag: '"v1"', lastModified: LAST_MODIFIED };
    expect(await ask('/cached', { validators })).toMatchObject({ outcome: 'not-modified', status: 304 });
    expect(await ask('/cached', { validators: { etag: '"v0"' } })).toMatchObject({
      outcome: 'fetched',
      status: 200,
    });
  });

  it('follows redirects on the same host and remembers the way', async () => {
    expect(await ask('/hop')).toMatchObject({
      outcome: 'fetched',
      finalUrl: site.url('/page?from=hop'),
      redirects: [site.url('/hop'), site.url('/hop-2')],
    });
  });

  it('hands back the way to another host without going there', async () => {
    expect(await ask('/away')).toMatchObject({
      outcome: 'moved-to',
      url: 'https://www.example.com/elsewhere?x=1',
    });
  });

  it('takes a redirect without a target for an error', async () => {
    expect(await ask('/nowhere')).toMatchObject({ outcome: 'http-error', status: 302, retryable: false });
  });

  it('does not read the endless body of a redirect', async () => {
    const outcome = await ask('/heavy-hop');
    expect(outcome).toMatchObject({ outcome: 'fetched', finalUrl: site.url('/page') });
    expect(outcome.wireBytes).toBeLessThan(200_000);
  });

  it("sends the job's headers, but none that frame or route the request", async () => {
    await ask('/page', { headers: { 'X-Job': 'yes', Host: 'evil.example', 'Transfer-Encoding': 'chunked' } });
    const headers = site.log.at(-1)?.headers;
    expect(headers?.['x-job']).toBe('yes');
    expect(headers?.host).toBe(`127.0.0.1:${site.port}`);
    expect(headers?.['transfer-encoding']).toBeUndefined();
    expect(headers?.['accept-encoding']).toBe('gzip, deflate, br');
  });
});

describe('the two profiles', () => {
  it('name themselves as told, or as a browser that stays the same for a host', async () => {
    const signal = new AbortController().signal;
    await plain.fetch({ ...REQUEST, url: site.url('/page') }, signal);
    expect(site.log.at(-1)?.headers['user-agent']).toBe('Webloom/test');
    await browser.fetch({ ...REQUEST, url: site.url('/page') }, signal);
    const first = site.log.at(-1)?.headers['user-agent'];
    await browser.fetch({ ...REQUEST, url: site.url('/page?again') }, signal);
    expect(first).toContain('Mozilla/5.0');
    expect(site.log.at(-1)?.headers['user-agent']).toBe(first);
  });
});
