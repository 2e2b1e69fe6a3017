// Hostile documents in a real browser: framed as the API sends them, they load nothing, run nothing and reach nobody.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FRAME_PICKER } from '../../api/views/frame-picker.ts';
import { type FramedPage, framePage, inertPage } from '../../domain/reading/content/inert-page.ts';
import { HOSTILE_PAGES } from '../support/hostile-page.ts';

const HOLDER = `<!doctype html><title>holder</title><script>
  window.told = []; addEventListener('message', (event) => told.push({ origin: event.origin, data: event.data }));
</script><iframe id="f" src="/page" sandbox="allow-scripts" width="600" height="400"></iframe>`;

let server: Server;
let browser: Browser;
let page: Page;
let origin = '';
let shown: FramedPage = { html: '', policy: '' };
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? '';
    const isOurs = url === '/holder' || url === '/page';
    if (!isOurs) asked.push(url);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (url === '/page') response.setHeader('content-security-policy', shown.policy);
    response.end(url === '/holder' ? HOLDER : url === '/page' ? shown.html : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  page = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

async function show(html: string, isPicked: boolean): Promise<void> {
  asked = [];
  const copy = inertPage(html.replaceAll('{origin}', origin));
  shown = isPicked ? framePage(copy, { source: FRAME_PICKER, nonce: 'n0nce' }) : framePage(copy);
  await page.goto(`${origin}/holder`, { waitUntil: 'load' });
}

interface Told {
  readonly origin: string;
  readonly data: { readonly webloom: string; readonly node?: number; readonly alt?: boolean };
}

async function told(): Promise<Told[]> {
  return page.evaluate('window.told');
}

describe('a hostile page in its frame', () => {
  it.each(HOSTILE_PAGES)(
    'with %s asks for nothing and leaves the page around it alone',
    async (_what, html) => {
      for (const isPicked of [false, true]) {
        await show(html, isPicked);
        const loads = asked.filter((url) => url !== '/favicon.ico');
        expect(loads).toEqual([]);
        expect(await page.title()).toBe('holder');
        expect(page.url()).toBe(`${origin}/holder`);
        // Only our own script speaks, and only where it was let in.
        expect((await told()).map(({ data }) => data.webloom)).toEqual(isPicked ? ['ready'] : []);
      }
    },
  );

  it('is kept from scripts and loads by its policy too, if the copy had let them through', async () => {
    const { policy } = framePage(inertPage(''));
    shown = {
      policy,
      html: `<script>parent.postMessage({webloom:'out'},'*')</script><img src="${origin}/img"><link rel=stylesheet href="${origin}/css"><form action="${origin}/form"></form><script>document.forms[0].submit()</script>`,
    };
    asked = [];
    await page.goto(`${origin}/holder`, { waitUntil: 'load' });
    expect(asked.filter((url) => url !== '/favicon.ico')).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('has an origin of its own, so that nothing of the dashboard can be read', async () => {
    await show('<p>x</p>', true);
    const [first] = await told();
    expect(first?.origin).toBe('null');
    const frame = page.frames().at(-1);
    expect(
      await frame?.evaluate(
        '(() => { try { return String(parent.document.title) } catch (e) { return e.name } })()',
      ),
    ).toBe('SecurityError');
    expect(
      await frame?.evaluate('(() => { try { return document.cookie } catch (e) { return e.name } })()'),
    ).toBe('SecurityError');
  });

  it('tells which element was clicked, and whether it is to be left out', async () => {
    await show('<main><h1>Title</h1><p class="price">12.90</p></main>', true);
    const frame = page.frameLocator('#f');
    await frame.locator('.price').click();
    await frame.locator('h1').click({ modifiers: ['Alt'] });
    const picks = (await told()).filter(({ data }) => data.webloom === 'pick').map(({ data }) => data);
    expect(picks).toMatchObject([
      { node: 2, alt: false },
      { node: 1, alt: true },
    ]);
  });
});
