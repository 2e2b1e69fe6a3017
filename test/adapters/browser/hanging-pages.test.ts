// Pages that hang, crash and take all memory: each ends in its own way and in time, and a page beside it in the same browser goes on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render, textOf } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { endlessPage } from '../../support/site/huge-body.ts';
import { compressedPage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const later = (script: string): string => `<h1>x</h1><script>setTimeout(() => { ${script} }, 100)</script>`;
const forever = (line: string): string => later(`const a = []; for (;;) { ${line} }`);

let site: Site;

beforeAll(async () => {
  site = await startSite(
    {
      '/loop': html(later('for (;;) {}')),
      '/loop-at-once': html('<h1>x</h1><script>for (;;) {}</script>'),
      '/buffers': html(forever('a.push(new Uint8Array(16e6).fill(1))')),
      '/elements': html(
        forever(
          "const d = document.createElement('div'); d.textContent = 'x'.repeat(1e3); document.body.append(d)",
        ),
      ),
      '/nodes': html(
        later(
          "const d = document.createElement('div'); d.hidden = true; for (let n = 0; n < 1000100; n++) d.append(''); document.body.append(d)",
        ),
      ),
      '/asks': html(later("for (let n = 0; n < 400; n++) fetch('/asked?' + n).catch(() => 0)")),
      '/deep': html(
        "<script>let d = document.documentElement; for (let n = 0; n < 20000; n++) { const e = document.createElement('div'); d.append(e); d = e }</script>",
      ),
      '/reload': html('<script>setTimeout(() => location.reload(), 30)</script>r'),
      '/endless': endlessPage,
      '/bomb': compressedPage(`<body><!--${'a'.repeat(12_000_000)}-->`, 'gzip'),
      '/stops': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).write('<h1>half');
      },
      '/silent': () => undefined,
      '/goes-silent': html(later("location.href = '/silent'")),
      '/slow': (_request, response) => void setTimeout(() => response.end('<p>slow</p>'), 12_000),
      '/asked': (_request, response) => void response.end('a'),
      '/calm': html("<p id=a></p><script>fetch('/late').then(() => { a.textContent = 'calm' })</script>"),
      '/late': (_request, response) => void setTimeout(() => response.end('a'), 900),
    },
    { host: '127.0.0.2' },
  );
});
afterAll(() => site.close());

const ENDINGS: readonly (readonly [path: string, reason: string, detail: RegExp])[] = [
  ['/loop', 'page-hangs', /no control back/],
  ['/loop-at-once', 'page-hangs', /no control back/],
  ['/buffers', 'page-too-heavy', /more than 700 MB/],
  ['/elements', 'page-too-heavy', /more than 700 MB/],
  ['/nodes', 'page-too-heavy', /10001\d\d nodes, more than 1000000/],
  ['/asks', 'page-too-heavy', /more than 300 requests/],
  ['/deep', 'browser-crashed', /the page crashed/],
  ['/endless', 'too-large', /more than 26214400 bytes/],
  ['/bomb', 'too-large', /more than 10485760/],
  ['/stops', 'timeout', /not whole at its deadline/],
  ['/silent', 'timeout', /not whole at its deadline/],
  ['/goes-silent', 'timeout', /not whole at its deadline/],
];
/** Long enough for a machine that has much else to do: what ends by its own bound ends before. */
const DEADLINE_MS = 20_000;
/** Of a page that goes on until it is cut off. */
const ENDLESS_MS = 60_000;
/** Of pages that end by their deadline alone. */
const WAITING_MS = 8_000;
const WAITING = ['/stops', '/silent', '/goes-silent'];
const TEST_MS = 90_000;
/** Of the pages that take all memory. The others get more, so that a slow machine does not make them heavy. */
const BOUND_MB = 700;
const AMPLE_MB = 3_000;
const HEAVY = ['/buffers', '/elements'];
/** What is the browser's own doing; the rest is ours, and the same with each. */
const PER_BINARY = ['/loop', '/buffers', '/deep', '/stops', '/silent'];

function deadlineOf(path: string): number {
  if (WAITING.includes(path)) return WAITING_MS;
  return path === '/endless' ? ENDLESS_MS : DEADLINE_MS;
}

describe.each(findRenderers())('%s', (name, browser) => {
  const isShell = name === 'the shell';
  let fetcher: Fetcher;
  let bounded: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site], maxMemoryMb: AMPLE_MB });
    bounded = createRenderer({ browser, reachable: [site], maxMemoryMb: BOUND_MB, idleMs: 1_000 });
  });
  afterAll(() => Promise.all([fetcher.close(), bounded.close()]));

  it.each(isShell ? ENDINGS : ENDINGS.filter(([path]) => PER_BINARY.includes(path)))(
    '%s ends as %s, and the page beside it goes on',
    async (path, reason, detail) => {
      const renderer = HEAVY.includes(path) ? bounded : fetcher;
      const beside = render(renderer, site.url('/calm'));
      const ended = await render(renderer, site.url(path), {
        deadlineMs: deadlineOf(path),
      });
      expect(ended).toMatchObject({
        outcome: 'failed',
        reason,
        detail: expect.stringMatching(detail) as unknown,
      });
      expect(textOf(await beside)).toContain('<p id="a">calm</p>');
    },
    TEST_MS,
  );

  it(
    'a server that is slow to answer is waited for',
    async () => {
      const slow = await render(fetcher, site.url('/slow'), { deadlineMs: DEADLINE_MS });
      expect(textOf(slow)).toContain('<p>slow</p>');
    },
    TEST_MS,
  );

  it(
    'a page that loads itself again and again is taken as it stands, or is too heavy',
    async () => {
      const ended = await render(fetcher, site.url('/reload'), { deadlineMs: DEADLINE_MS });
      if (ended.outcome === 'fetched') expect(textOf(ended)).toMatch(/<body>r<\/body>/);
      else expect(ended).toMatchObject({ reason: 'page-too-heavy' });
    },
    TEST_MS,
  );
});
