// What a rendered fetch answers, in each kind of browser: the document its scripts made, and nothing of what is not its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render, textOf, redirect } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { windows1251Page } from '../../support/site/page.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';
import { type Tripwire, startTripwire } from '../../support/site/tripwire.ts';

const json: Handler = (_request, response) => {
  setTimeout(
    () =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
        .end('{"price":"19,90"}'),
    200,
  );
};

let site: Site;
let other: Site;
let tripwire: Tripwire;

beforeAll(async () => {
  other = await startSite({ '/api': json, '/': html('other') }, { host: '127.0.0.3' });
  tripwire = await startTripwire(['127.0.0.1', '::1']);
  const away = other.url('/');
  site = await startSite(
    {
      '/script': html(
        `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><title>shop</title><noscript>Switch scripts on</noscript>
         <p id=price>…</p><img src=/a.png><style>@font-face{font-family:a;src:url(/a.woff2)}p{font-family:a}</style>
         <script>fetch('/api').then((a) => a.json()).then((a) => { document.getElementById('price').textContent = a.price + ' €'; });</script>`,
        { etag: '"a"', 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT', 'x-robots-tag': 'noindex' },
      ),
      '/api': json,
      '/shadow': html(
        `<x-card><b slot=name>Lamp</b><i>never shown</i><script type="application/ld+json">{"a":1}</script></x-card>
         <script>customElements.define('x-card', class extends HTMLElement { constructor() { super();
           this.attachShadow({ mode: 'open' }).innerHTML = '<style>b{color:red}</style><h2>Card: <slot name=name></slot></h2><slot name=none>fallback</slot><y-price></y-price>'; } });
         customElements.define('y-price', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).textContent = 'inner 5 €'; } });</script>`,
      ),
      '/replaced': html(
        `<p>true</p><script>for (const name of ['outerHTML', 'innerHTML', 'textContent', 'childNodes'])
           Object.defineProperty(Element.prototype, name, { get: () => 'a lie' }); JSON.stringify = () => 'a lie'; document.createTreeWalker = null;</script>`,
      ),
      '/routed': html(
        `<base><a href="next">n</a><script>history.replaceState(0, '', '/deep/er/page#x')</script>`,
      ),
      '/restless': html(
        `<p id=a></p><script>setInterval(() => { a.textContent = performance.now(); }, 20)</script>`,
      ),
      '/stream': html(`<p>here</p><script>new EventSource('/events')</script>`),
      '/events': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n'),
      '/popup': html(
        `<p>first</p><script>open('${away}'); alert(1); onbeforeunload = (e) => e.preventDefault();</script>`,
      ),
      '/plain': html('<h1>plain</h1>'),
      '/cyrillic': windows1251Page('header'),
      '/cyrillic-meta': windows1251Page('meta'),
      '/headers': html(
        `<script src="/own.js"></script><script src="/sent.js"></script><img src="${other.url('/a.png')}">
         <script>fetch('${other.url('/api')}'); new WebSocket('ws://127.0.0.3:${other.port}/ws'); document.title = navigator.userAgent + navigator.language;</script>`,
      ),
      '/own.js': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/javascript' }).end(),
      '/sent.js': redirect(other.url('/sent.js')),
      '/frames': html(`<p>top</p><iframe src="/plain"></iframe><iframe src="${away}"></iframe>`),
      '/curious': html(
        `<p>mine</p><script>for (const host of ['127.0.0.1:${tripwire.port}', '[::1]:${tripwire.port}', 'localhost:${tripwire.port}'])
           { fetch('http://' + host, { mode: 'no-cors' }).catch(() => 0); new Worker(URL.createObjectURL(new Blob(["fetch('http://" + host + "')"]))); }</script>`,
      ),
    },
    { host: '127.0.0.2' },
  );
});

afterAll(() => Promise.all([site.close(), other.close(), tripwire.close()]));

describe.each(findRenderers())('%s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site, other] });
  });
  afterAll(() => fetcher.close());

  const body = async (path: string): Promise<string> => textOf(await render(fetcher, site.url(path)));
  const askedOf = (at: Site, path: string): number => at.log.filter((one) => one.path === path).length;

  it('writes what scripts made of a page, without validators', async () => {
    const answer = await render(fetcher, site.url('/script'));
    expect(textOf(answer)).toMatch(
      /^<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1\.0 Strict\/\/EN" "x\.dtd"><html/,
    );
    expect(textOf(answer)).toContain('<p id="price">19,90 €</p>');
    expect(textOf(answer)).not.toContain('Switch scripts on');
    expect(answer).toMatchObject({
      outcome: 'fetched',
      status: 200,
      contentType: 'text/html',
      charset: 'utf-8',
      finalUrl: site.url('/script'),
      redirects: [],
      headers: [
        { name: 'content-type', value: 'text/html; charset=utf-8' },
        { name: 'x-robots-tag', value: 'noindex' },
      ],
    });
    expect(answer.wireBytes).toBeGreaterThan(500);
    expect([askedOf(site, '/a.png'), askedOf(site, '/a.woff2')]).toEqual([0, 0]);
  });

  it('writes what open shadow roots show where they show it', async () => {
    const text = await body('/shadow');
    expect(text).toContain(
      '<x-card><h2>Card: <slot name="name"><b slot="name">Lamp</b></slot></h2><slot name="none">fallback</slot><y-price>inner 5 €</y-price><script type="application/ld+json">{"a":1}</script></x-card>',
    );
    expect(text).not.toContain('never shown');
  });

  it('is not lied to by what a page has replaced', async () => {
    expect(await body('/replaced')).toMatch(/<p>true<\/p>/);
  });

  it('keeps addresses what they were when a script has named the page anew', async () => {
    const answer = await render(fetcher, site.url('/routed'));
    expect(answer.finalUrl).toBe(site.url('/routed'));
    expect(textOf(answer)).toContain(`<base href="${site.url('/deep/er/page')}">`);
  });

  it('takes a page that never rests as it stands', async () => {
    const answer = await render(fetcher, site.url('/restless'), { deadlineMs: 5_000 });
    expect(textOf(answer)).toMatch(/<p id="a">[\d.]+<\/p>/);
    expect(answer.timings.totalMs).toBeGreaterThan(3_000);
  });

  it('does not wait for a stream', async () => {
    expect(await body('/stream')).toContain('<p>here</p>');
  });

  it('closes what a page opens, and answers what it asks', async () => {
    expect(await body('/popup')).toContain('<p>first</p>');
  });

  it('reads a page in its own charset and writes UTF-8', async () => {
    expect(await body('/cyrillic')).toContain('Привет');
    expect(await body('/cyrillic-meta')).toContain('Привет');
  });

  it('sends the headers of the job to its host alone', async () => {
    const headers = { 'X-Mine': 'secret', Cookie: 'session=abc; b=c', 'Accept-Language': 'de-AT,de;q=0.5' };
    const [ownBefore, otherBefore] = [site.log.length, other.log.length];
    const answer = await render(fetcher, site.url('/headers'), { headers });
    expect(textOf(answer)).toMatch(/<title>webloom-testde-AT<\/title>/);
    const own = site.log
      .slice(ownBefore)
      .filter(({ path }) => ['/headers', '/own.js', '/sent.js'].includes(path));
    expect(own.length).toBe(3);
    for (const { headers: sent } of own)
      expect(sent).toMatchObject({
        'x-mine': 'secret',
        cookie: 'session=abc; b=c',
        'accept-language': 'de-AT,de;q=0.5',
        'user-agent': 'webloom-test',
      });
    const foreign = other.log.slice(otherBefore).filter(({ path }) => ['/api', '/sent.js'].includes(path));
    expect(foreign.length).toBeGreaterThanOrEqual(2);
    for (const { headers: sent } of foreign) {
      expect(sent).not.toHaveProperty('x-mine');
      expect(sent).not.toHaveProperty('cookie');
      expect(sent['user-agent']).toBe('webloom-test');
    }
  });

  it('loads no frames of other hosts', async () => {
    const before = [askedOf(site, '/plain'), askedOf(other, '/')];
    expect(await body('/frames')).toContain('<p>top</p>');
    expect([askedOf(site, '/plain'), askedOf(other, '/')]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  });

  it('lets no page reach what it may not', async () => {
    expect(await body('/curious')).toContain('<p>mine</p>');
    expect(tripwire.hits()).toBe(0);
  });
});
