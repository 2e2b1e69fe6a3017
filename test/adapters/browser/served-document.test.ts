// What the server sent of a page that a browser opens, in each kind of browser: beside what scripts made of it, and never a reason why a
// page fails or is another one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher, FetchRequest } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, redirect, render } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

const PIN = 'k3ttle&pin';
const BUILT = '<p id=said></p><script>said.textContent = "made " + "here"</script>';

const latin: Handler = (_request, response) =>
  void response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(Buffer.from('<meta charset=iso-8859-1><p>Zürich</p><script>document.title="x"</script>', 'latin1'));

/** The script is much larger than the page, and comes while the page is on its way. */
const slowly: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write('<script src=/huge.js></script><p id=said></p>');
};

let site: Site;

beforeAll(async () => {
  site = await startSite(
    {
      '/built': html(BUILT),
      '/latin': latin,
      '/moved': redirect('/built?from=moved'),
      '/by-script': html(`<p>door</p><script>location.replace('/built?from=script')</script>`),
      '/to-nothing': html(`${BUILT}<a href=/nothing>Leave</a>`),
      '/nothing': (_request, response) => void response.writeHead(204).end(),
      '/form': html('<form action=/found><input id=pin name=pin><button>Find</button></form><p>a form</p>'),
      '/found': (request, response) => {
        const said = new URL(request.url ?? '', 'http://x').searchParams.get('pin') ?? '';
        const shown = said.replaceAll('&', '&amp;');
        response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>found ${shown}</p>${BUILT}`);
      },
      '/large': html(
        `<p>large</p><!--${'x'.repeat(20_000)}--><script>onload = () => { document.body.textContent = 'small'; }</script>`,
      ),
      '/file': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}'),
      '/slow': (request, response) => {
        slowly(request, response);
        letGo = () => void response.end('<p>end</p>');
      },
      '/huge.js': (_request, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/javascript' })
          .end(`/*${'y'.repeat(3_000_000)}*/fetch('/came')`),
      '/came': (_request, response) => {
        response.writeHead(204).end();
        letGo();
      },
    },
    { host: '127.0.0.2' },
  );
});

let letGo = (): void => undefined;

afterAll(() => site.close());

describe.each(findRenderers())('in %s', (_name, browser) => {
  let fetcher: Fetcher;
  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site] });
  });
  afterAll(() => fetcher.close());

  async function look(path: string, request: Partial<FetchRequest> = {}) {
    const outcome = await render(fetcher, site.url(path), { served: true, ...request });
    if (outcome.outcome !== 'fetched') throw new Error(JSON.stringify(outcome));
    const { body, served, servedFault } = outcome;
    return {
      page: Buffer.from(body).toString(),
      sent: served === undefined ? null : Buffer.from(served.html).toString(),
      url: served?.url,
      servedFault,
    };
  }

  it('is the document before a script of it ran', async () => {
    const { page, ...served } = await look('/built');
    expect(page).toContain('made here');
    expect(served).toEqual({ sent: BUILT, url: site.url('/built'), servedFault: undefined });
  });

  it('is not there unless it is wanted, and the page is the same one', async () => {
    const wanted = await look('/built');
    const plain = await look('/built', { served: false });
    expect(plain).toEqual({ page: wanted.page, sent: null, url: undefined, servedFault: undefined });
  });

  it('is decoded as the page says itself, and kept in UTF-8', async () => {
    expect((await look('/latin')).sent).toContain('Zürich');
  });

  it.each([
    ['/moved', '/built?from=moved'],
    ['/by-script', '/built?from=script'],
  ])('is that of the page that is written down: %s', async (path, url) => {
    expect(await look(path)).toMatchObject({ sent: BUILT, url: site.url(url) });
  });

  it('stays that of a page which could not be left', async () => {
    const wait = { steps: [{ do: 'click', text: 'Leave', optional: true }] } as const;
    const { page, sent } = await look('/to-nothing', { wait });
    expect(page).toContain('made here');
    expect(sent).toBe(`${BUILT}<a href=/nothing>Leave</a>`);
  });

  it('is that of the page where steps led, without their secrets', async () => {
    const { page, sent, url } = await look('/form', {
      wait: {
        steps: [
          { do: 'fill', selector: '#pin', value: PIN, secret: true },
          { do: 'click', text: 'Find' },
        ],
      },
    });
    expect(page).toContain('found •••');
    expect(sent).toBe(`<p>found •••</p>${BUILT}`);
    expect(url).toBe(site.url('/found'));
  });

  it('is left out where it is larger than a page may be, and the page is kept', async () => {
    const { page, sent, servedFault } = await look('/large', { maxDecodedBytes: 5_000 });
    expect(page).toContain('small');
    expect(sent).toBeNull();
    expect(servedFault).toMatch(/5000 bytes/);
  });

  it('is kept where much larger scripts come before its end', async () => {
    const { sent, servedFault } = await look('/slow', { maxDecodedBytes: 1_000_000 });
    expect(servedFault).toBeUndefined();
    expect(sent).toContain('<p>end</p>');
  });

  it('is nothing apart of what is no HTML', async () => {
    expect(await look('/file')).toMatchObject({ page: '{"a":1}', sent: null, servedFault: undefined });
  });
});
