// What JSON of a page is noted while a browser opens it, in each kind of browser; the page itself gets all of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { createRenderer, html, render, textOf, redirect } from '../../support/browser/rendering-scene.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

const answer =
  (body: string, contentType = 'application/json; charset=utf-8', status = 200): Handler =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': contentType }).end(body);

const asking = (...calls: readonly string[]): Handler =>
  html(
    `<p id=seen></p><script>(async () => { let seen = ''; for (const [url, options] of [${calls.join(',')}])
       { const answer = await fetch(url, options); seen += (await answer.text()).length + ' '; }
       document.getElementById('seen').textContent = seen + 'all'; })();</script>`,
  );

const HUGE = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
const LARGE = JSON.stringify({ text: 'y'.repeat(900 * 1024) });
const PIN = 'k3ttle-pin';

let site: Site;

beforeAll(async () => {
  site = await startSite(
    {
      '/shop': asking(
        `['/graphql?long', { method: 'POST', body: JSON.stringify({ query: '{ a }', variables: { at: 'x'.repeat(20000) } }) }]`,
        `['/api/kettle?lang=de']`,
        `['/moved']`,
        `['/api/odd']`,
        `['/api/none']`,
        `['/api/text']`,
        `['/api/huge']`,
        `['/graphql', { method: 'POST', body: '{"query":"{ a }"}' }]`,
        `['/api/post', { method: 'POST', body: '{}' }]`,
      ),
      '/posted': asking(
        ...Array.from({ length: 12 }, (_, at) => `['/api/post', { method: 'POST', body: '${at}' }]`),
        `['/api/kettle']`,
      ),
      '/many': asking(...Array.from({ length: 35 }, (_, at) => `['/api/kettle?n=${at}']`)),
      '/heavy': asking(...Array.from({ length: 6 }, (_, at) => `['/api/large?n=${at}']`)),
      '/secret': html(
        `<input id=pin><script>pin.oninput = () => { fetch('/api/kettle?pin=' + pin.value); fetch('/api/post', { method: 'POST', body: pin.value }); }; fetch('/api/kettle');</script>`,
      ),
      '/api/kettle': answer('{"name":"Kettle","price":19.9}'),
      '/moved': redirect('/api/target'),
      '/api/target': answer('[1]', 'application/vnd.shop+json'),
      '/api/odd': answer('{"a":1}', 'text/plain'),
      '/api/none': answer('{"a":1}', 'application/json', 404),
      '/api/text': answer('{"a":1', 'application/json'),
      '/api/huge': answer(HUGE),
      '/api/large': answer(LARGE),
      '/api/post': answer('{"a":1}'),
      '/graphql': answer('{"data":{}}'),
    },
    { host: '127.0.0.2' },
  );
});

afterAll(() => site.close());

describe.each(findRenderers())('in %s', (_name, browser) => {
  let fetcher: Fetcher;
  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site] });
  });
  afterAll(() => fetcher.close());

  async function noted(path: string, request: Parameters<typeof render>[2] = {}) {
    const outcome = await render(fetcher, site.url(path), { notesAnswers: true, ...request });
    const list = outcome.outcome === 'fetched' ? (outcome.noted ?? null) : null;
    return { page: textOf(outcome), list };
  }

  it('notes JSON with what was sent for it by POST, and of long questions of GraphQL their address alone', async () => {
    const { page, list } = await noted('/shop');
    expect(page).toContain(' all</p>');
    expect(list).toEqual([
      { url: site.url('/graphql?long'), kind: 'graphql', status: 0, bytes: 0, text: '' },
      {
        url: site.url('/api/kettle?lang=de'),
        kind: 'json',
        status: 200,
        bytes: 30,
        text: '{"name":"Kettle","price":19.9}',
      },
      { url: site.url('/api/target'), kind: 'json', status: 200, bytes: 3, text: '[1]' },
      { url: site.url('/api/odd'), kind: 'json', status: 200, bytes: 7, text: '{"a":1}' },
      {
        url: site.url('/graphql'),
        kind: 'json',
        status: 200,
        bytes: 11,
        text: '{"data":{}}',
        sent: '{"query":"{ a }"}',
      },
      { url: site.url('/api/post'), kind: 'json', status: 200, bytes: 7, text: '{"a":1}', sent: '{}' },
    ]);
  });

  it('notes 30 answers and 4 MB at most, ten of them asked by POST, and the page gets them all', async () => {
    expect((await noted('/many')).list).toHaveLength(30);
    const posted = (await noted('/posted')).list ?? [];
    expect(posted.filter(({ sent }) => sent !== undefined)).toHaveLength(10);
    expect(posted.map(({ url }) => url)).toContain(site.url('/api/kettle'));
    const { page, list } = await noted('/heavy');
    expect(page).toContain(' all</p>');
    expect(list).toHaveLength(4);
  });

  it('notes nothing that says what a step filled in as a secret', async () => {
    const steps = [{ do: 'fill', selector: '#pin', value: PIN, secret: true }] as const;
    const { list } = await noted('/secret', { wait: { steps } });
    expect(site.log.some(({ path }) => path.includes(PIN))).toBe(true);
    expect(site.log.some(({ method }) => method === 'POST')).toBe(true);
    expect(list?.map(({ url }) => url)).toEqual([site.url('/api/kettle')]);
  });

  it('notes nothing where nobody considers a job', async () => {
    expect((await noted('/shop', { notesAnswers: false })).list).toBeNull();
  });
});
