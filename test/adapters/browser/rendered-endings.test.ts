// How a rendered fetch ends that is not a page, in each kind of browser: as the plain fetch would end.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render, textOf, redirect } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { raw } from '../../support/site/broken-http.ts';
import { missingLastChunk, resetBeforeAnswer, shorterThanAnnounced } from '../../support/site/cut-short.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { type Tripwire, startTripwire } from '../../support/site/tripwire.ts';

let site: Site;
let other: Site;
let tripwire: Tripwire;
const secured = createServer(makeCertificate('IP:127.0.0.2'), (_request, response) => void response.end());

beforeAll(async () => {
  other = await startSite({ '/': html('other') }, { host: '127.0.0.3' });
  tripwire = await startTripwire(['127.0.0.1', '::1']);
  await new Promise<void>((resolve) => {
    secured.listen(0, '127.0.0.2', resolve);
  });
  const away = other.url('/');
  site = await startSite(
    {
      '/moved': redirect('/plain'),
      '/away': redirect(away),
      '/away-by-script': html(`<script>location.href = '${away}'</script>`),
      '/home-by-script': html(`<script>location.replace('/plain')</script>`),
      '/home-by-meta': html(`<meta http-equiv=refresh content="0; url=/plain">`),
      '/inside': redirect(`http://127.0.0.1:${tripwire.port}/`),
      '/inside-by-script': html(`<script>location.href = 'http://127.0.0.1:${tripwire.port}/'</script>`),
      '/round': redirect('/round'),
      '/plain': html('<h1>plain</h1>'),
      '/busy': (_request, response) => void response.writeHead(503, { 'retry-after': '7' }).end(),
      '/data.json': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('{"price":"19,90"}'),
      '/file': (_request, response) =>
        void response
          .writeHead(200, {
            'content-type': 'text/html',
            'content-disposition': 'attachment; filename=a.html',
          })
          .end('<p>a file'),
      '/notes.txt': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/plain; charset=iso-8859-1' }).end('a < b'),
      '/short': shorterThanAnnounced,
      '/no-last-chunk': missingLastChunk,
      '/reset': resetBeforeAnswer,
      '/garbage': raw('SSH-2.0-OpenSSH_9.2\r\n'),
      '/silent': () => undefined,
    },
    { host: '127.0.0.2' },
  );
});
afterAll(() => {
  secured.close();
  return Promise.all([site.close(), other.close(), tripwire.close()]);
});

describe.each(findRenderers())('%s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    const { port } = secured.address() as AddressInfo;
    fetcher = createRenderer({ browser, reachable: [site, other, { host: '127.0.0.2', port }] });
  });
  afterAll(() => fetcher.close());

  it.each([
    ['/moved', '/plain', ['/moved']],
    ['/home-by-script', '/plain', ['/home-by-script']],
    ['/home-by-meta', '/plain', ['/home-by-meta']],
  ])('follows %s on its host', async (path, final, redirects) => {
    expect(await render(fetcher, site.url(path))).toMatchObject({
      outcome: 'fetched',
      finalUrl: site.url(final),
      redirects: redirects.map((one) => site.url(one)),
    });
  });

  it.each([
    ['/away', 302],
    ['/away-by-script', 200],
  ])('ends %s where it leaves its host, which is not asked', async (path, status) => {
    const before = other.log.length;
    expect(await render(fetcher, site.url(path))).toMatchObject({
      outcome: 'moved-to',
      url: other.url('/'),
      status,
      finalUrl: site.url(path),
    });
    expect(other.log.length).toBe(before);
  });

  it.each([
    ['a private address', () => `http://127.0.0.1:${tripwire.port}/`, 'blocked-address'],
    ['a private name', () => 'http://localhost/', 'blocked-host'],
    ['a name of a private address', () => 'http://inside.example/', 'blocked-address'],
    ['the same by https', () => 'https://inside.example/', 'blocked-address'],
    ['a redirect inside', () => site.url('/inside'), 'blocked-address'],
    ['a script that goes inside', () => site.url('/inside-by-script'), 'blocked-address'],
    ['a file', () => 'file:///etc/passwd', 'blocked-scheme'],
    ['the source of a file', () => 'view-source:file:///etc/passwd', 'blocked-scheme'],
    ['a page of the browser itself', () => 'chrome://version', 'blocked-scheme'],
  ])('refuses %s', async (_what, url, reason) => {
    expect(await render(fetcher, url())).toMatchObject({ outcome: 'refused', reason });
    expect(tripwire.hits()).toBe(0);
  });

  it.each([
    ['/nothing', { outcome: 'http-error', status: 404, retryable: false }],
    ['/busy', { outcome: 'http-error', status: 503, retryable: true, retryAfterMs: 7_000 }],
    ['/short', { outcome: 'failed', reason: 'truncated' }],
    ['/no-last-chunk', { outcome: 'failed', reason: 'truncated' }],
    ['/reset', { outcome: 'failed', reason: 'reset' }],
    ['/garbage', { outcome: 'failed', reason: 'protocol' }],
    ['/round', { outcome: 'failed', reason: 'redirect-loop' }],
  ])('ends %s as a plain fetch does: %o', async (path, ending) => {
    expect(await render(fetcher, site.url(path))).toMatchObject(ending);
  });

  it('tells a host that is not found, not there, or not to be trusted', async () => {
    const { port } = secured.address() as AddressInfo;
    expect(await render(fetcher, 'http://nowhere.example/')).toMatchObject({ reason: 'dns' });
    expect(await render(fetcher, 'https://nowhere.example/')).toMatchObject({ reason: 'dns' });
    expect(await render(fetcher, `https://127.0.0.2:${port}/`)).toMatchObject({ reason: 'tls' });
  });

  it.each([
    ['/data.json', 'application/json', null, '{"price":"19,90"}'],
    ['/file', 'text/html', null, '<p>a file'],
    ['/notes.txt', 'text/plain', 'iso-8859-1', 'a < b'],
  ])('answers the own bytes of %s', async (path, contentType, charset, text) => {
    const answer = await render(fetcher, site.url(path));
    expect(answer).toMatchObject({ outcome: 'fetched', contentType, charset });
    expect(textOf(answer)).toBe(text);
  });

  it('ends when the caller gives up, and at its deadline', async () => {
    const caller = new AbortController();
    const given = render(fetcher, site.url('/silent'), {}, caller.signal);
    setTimeout(() => caller.abort(), 300);
    expect(await given).toMatchObject({ outcome: 'failed', reason: 'aborted' });
    expect(await render(fetcher, site.url('/silent'), { deadlineMs: 1_500 })).toMatchObject({
      outcome: 'failed',
      reason: 'timeout',
    });
  });
});

it('without a browser that works, it says so', async () => {
  const fetcher = createRenderer({ browser: '/not/there', reachable: [site] });
  expect(await render(fetcher, site.url('/plain'))).toMatchObject({
    outcome: 'failed',
    reason: 'no-browser',
    retryable: false,
    detail: expect.stringMatching(
      /WEBLOOM_BROWSER: \/not\/there is not there\. Set WEBLOOM_BROWSER/,
    ) as unknown,
  });
  await fetcher.close();
});
