// What a page asks for by itself, in each kind of browser: calls to watched hosts keep to their robots.txt and are counted, and what
// shows the page is loaded whatever robots.txt says.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher, FetchOutcome, FetchRequest } from '../../../domain/web/fetch/fetcher.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { KnownHosts } from '../../../workers/scraper/known-hosts.ts';
import { createRenderer, html, redirect, render, textOf } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { createHostStore } from '../../support/memory/host-store.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

const RULES = 'User-agent: *\nDisallow: /private\nAllow: /private/open';

const json: Handler = (_request, response) =>
  void response
    .writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end('{"price":"19,90"}');

let site: Site;
let api: Site;
let cdn: Site;
const hosts = createHostStore();
const known = new KnownHosts({ hosts, clock: { now: () => new Date() }, log: createSilentLog() });

/** Writes what came of each call into the page. */
const calling = (...urls: string[]): Handler =>
  html(`<title>shop</title><h1>Boots</h1><ul id=out></ul><script src="/private/app.js"></script>
    <script>for (const url of ${JSON.stringify(urls)}) fetch(url).then((a) => a.json()).then((a) => a.price, () => 'nothing')
      .then((said) => out.insertAdjacentHTML('beforeend', '<li>' + new URL(url, location).pathname + ': ' + said));</script>`);

beforeAll(async () => {
  api = await startSite(
    { '/private/price': json, '/private/open': json, '/price': json, '/private': html('<h1>secret</h1>') },
    { host: '127.0.0.4' },
  );
  cdn = await startSite({ '/private/price': json }, { host: '127.0.0.5' });
  site = await startSite(
    {
      '/shop': calling(
        '/private/price',
        '/private/open',
        '/moved',
        api.url('/private/price'),
        api.url('/price'),
      ),
      '/elsewhere': calling(cdn.url('/private/price')),
      '/private/app.js': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/javascript' }).end('document.title = "ran"'),
      '/private/price': json,
      '/private/open': json,
      '/moved': redirect('/private/price'),
      '/private': html('<h1>secret</h1>'),
      '/working': html(`<h1>Boots</h1><p id=out></p><script>
        const work = "fetch('" + location.origin + "/private/price').then((a) => postMessage(a.status), () => postMessage('nothing'))";
        new Worker(URL.createObjectURL(new Blob([work]))).onmessage = ({ data }) => { out.textContent = 'got ' + data; };</script>`),
      '/framed': html('<h1>around</h1><iframe src="/private"></iframe><iframe src="/plain"></iframe>'),
      '/plain': html('<p>inside</p>'),
      '/linked': html(`<h1>start</h1><a href="${api.url('/private')}">On</a>`),
    },
    { host: '127.0.0.2' },
  );
  const robots = { fetchedAt: Date.now(), status: 'rules', text: RULES } as const;
  for (const { host, port } of [site, api]) await hosts.saveRobots(`${host}:${port}`, robots);
});
afterAll(() => Promise.all([site, api, cdn].map((one) => one.close())));

const hostOf = ({ host, port }: Site): string => `${host}:${port}`;
const whyOf = (of: Site): string =>
  `robots.txt of ${hostOf(of)} does not allow it (line 2: disallow /private)`;

describe.concurrent.each(findRenderers())('%s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(async () => {
    fetcher = createRenderer({ browser, reachable: [site, api, cdn] });
    // A busy machine takes longer to start it than a page may take.
    await render(fetcher, site.url('/plain'));
  });
  afterAll(() => fetcher.close());

  const look = (
    path: string,
    obeysRobots: boolean,
    more: Partial<FetchRequest> = {},
  ): Promise<FetchOutcome> => {
    const page = { url: site.url(path), userAgent: 'webloom-test', obeysRobots };
    return render(fetcher, page.url, { ...more, calls: known.judgeFor(page) });
  };
  const withSteps = (path: string, steps: readonly PageStep[]): Promise<FetchOutcome> =>
    look(path, true, { wait: { steps } });

  it('keeps calls from being made that robots.txt does not allow, also after a redirect, and tells them', async () => {
    const outcome = await look('/shop', true);
    expect(textOf(outcome)).toContain('/private/price: nothing');
    expect(textOf(outcome)).not.toContain('/private/price: 19,90');
    expect(textOf(outcome)).toContain('/private/open: 19,90');
    expect(textOf(outcome)).toContain('/price: 19,90');
    expect(outcome.calls).toEqual([
      { host: hostOf(site), sent: 2, refused: 2, why: whyOf(site) },
      { host: hostOf(api), sent: 1, refused: 1, why: whyOf(api) },
    ]);
  });

  it('loads scripts of the page whatever robots.txt says of them', async () => {
    expect(textOf(await look('/shop', true))).toContain('<title>ran</title>');
  });

  it('makes all calls of a job that need not keep to robots.txt, and counts them', async () => {
    const outcome = await look('/shop', false);
    expect(textOf(outcome)).not.toContain(': nothing');
    expect(outcome.calls).toEqual([
      { host: hostOf(site), sent: 4, refused: 0 },
      { host: hostOf(api), sent: 2, refused: 0 },
    ]);
  });

  it('neither judges nor counts what goes to hosts that no job asks', async () => {
    const outcome = await look('/elsewhere', true);
    expect(textOf(outcome)).toContain('/private/price: 19,90');
    expect(outcome.calls).toBeUndefined();
  });

  it('keeps calls of workers from being made, too', async () => {
    const outcome = await look('/working', true);
    expect(textOf(outcome)).toContain('got nothing');
    expect(outcome.calls).toEqual([{ host: hostOf(site), sent: 0, refused: 1, why: whyOf(site) }]);
  });

  it('keeps frames out that robots.txt does not allow', async () => {
    const outcome = await look('/framed', true);
    expect(outcome.calls).toEqual([{ host: hostOf(site), sent: 1, refused: 1, why: whyOf(site) }]);
  });

  it.each([
    ['goes to', (): PageStep => ({ do: 'goto', url: api.url('/private') })],
    ['clicks on a link to', (): PageStep => ({ do: 'click', selector: 'a' })],
  ])('fails a step that %s a page which robots.txt of its host does not allow', async (_how, step) => {
    const outcome = await withSteps('/linked', [step()]);
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'step-failed',
      detail: expect.stringContaining(`the page it leads to is not asked for: ${whyOf(api)}`),
    });
  });

  it('takes steps to pages that robots.txt allows, and counts each', async () => {
    const outcome = await withSteps('/linked', [
      { do: 'goto', url: site.url('/plain') },
      { do: 'goto', url: site.url('/plain?again') },
    ]);
    expect(textOf(outcome)).toContain('inside');
    expect(outcome.calls).toEqual([{ host: hostOf(site), sent: 2, refused: 0 }]);
  });

  it('ends a page that calls another host which is to be left alone, and says until when', async () => {
    const until = Date.now() + 60_000;
    const judge = { judge: () => Promise.resolve({ why: 'api.test asked to be left alone', until }) };
    const outcome = await render(fetcher, site.url('/shop'), { calls: judge });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'call-held',
      retryable: true,
      detail: 'the page calls a host that is left alone: api.test asked to be left alone',
    });
    expect(outcome).toHaveProperty('retryAfterMs');
    expect((outcome as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(20_000);
  });
});
