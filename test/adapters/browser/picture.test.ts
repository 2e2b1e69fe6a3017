// Pictures of pages, in each kind of browser: the whole page as a person sees it, the same twice, and never the reason why a page fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { hasher } from '../../../adapters/clock/ids.ts';
import { createPictureCoder } from '../../../adapters/picture/picture-coder.ts';
import type { Fetcher, FetchRequest } from '../../../domain/web/fetch/fetcher.ts';
import { MAX_PICTURE_SIDE } from '../../../domain/web/fetch/page-picture.ts';
import { colourAt, pixelsOf } from '../../support/browser/pixels.ts';
import { createRenderer, html, render } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

let site: Site;
let loaded = 0;

const green = sharp({ create: { width: 40, height: 40, channels: 3, background: '#00ff00' } }).png();
const picture: Handler = (_request, response) => {
  loaded += 1;
  void green.toBuffer().then((bytes) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes));
};

beforeAll(async () => {
  site = await startSite(
    {
      '/page': html(
        `<style>body{margin:0}img,p{display:block;width:40px;height:40px;margin:0}.gap{height:3000px}</style><p style="background:#f00">
         </p><img src=/a.png><div class=gap></div><img src=/a.png loading=lazy>`,
      ),
      '/a.png': picture,
      '/broken.png': (_request, response) =>
        void green.toBuffer().then((bytes) => {
          response.writeHead(200, { 'content-type': 'image/png' }).end(bytes.subarray(0, 60));
        }),
      '/archive.zip': (_request, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/zip' })
          .end(Buffer.from('504b03040000', 'hex')),
      '/moving': html(
        `<style>@keyframes a{from{margin-left:0}to{margin-left:300px}}p{animation:a 3s infinite;width:9px;height:9px;background:#00f}</style>
         <p></p><input autofocus><div style="transition:all 2s" id=x>text</div>`,
      ),
      '/high': html('<style>body{margin:0}</style><div style="height:200000px;background:#fed">high</div>'),
      '/never': html('<p>text</p><img src=/slow.png width=9 height=9>'),
      '/slow.png': () => undefined,
      '/busy-when-scrolled': html(
        `<p>text</p><div style="height:5000px"></div><script>addEventListener('scroll', () => { for (;;); })</script>`,
      ),
      '/leaves-when-scrolled': html(
        `<p>first</p><div style="height:5000px"></div><script>addEventListener('scroll', () => location.assign('/page'))</script>`,
      ),
      '/door': html(
        `<style>body{margin:0;background:#fff}input{display:block;border:0;outline:0;padding:0;width:1280px;height:40px;font:30px monospace}</style>
         <x-door></x-door><p id=said></p><button onclick="said.textContent = document.querySelector('x-door').shadowRoot.querySelector('input').value">Say it</button>
         <script>customElements.define('x-door', class extends HTMLElement { constructor() { super();
           this.attachShadow({ mode: 'open' }).innerHTML = '<style>input{border:0;outline:0}</style><input class=code>'; } });</script>`,
      ),
      '/grows': html(
        `<ul id=a></ul><div style="height:5000px"></div><script>addEventListener('scroll', () => { a.innerHTML += '<li>more</li>'; })</script>`,
      ),
    },
    { host: '127.0.0.2' },
  );
});

afterAll(() => site.close());

describe.each(findRenderers())('pictures by %s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site] });
  });

  afterAll(() => fetcher.close());

  async function look(address: string, request: Partial<FetchRequest> = {}) {
    const outcome = await render(fetcher, site.url(address), { picture: true, ...request });
    if (outcome.outcome !== 'fetched') throw new Error(JSON.stringify(outcome));
    const { body, picture: taken, pictureFault } = outcome;
    return { text: Buffer.from(body).toString(), taken, pictureFault };
  }

  it('shows the whole page, with the pictures that are loaded only when they are seen', async () => {
    const { taken, text } = await look('/page');
    expect(taken).toMatchObject({ width: 1_280, height: 3_120 });
    expect(await colourAt(taken, 20, 20)).toEqual([255, 0, 0]);
    expect(await colourAt(taken, 20, 60)).toEqual([0, 255, 0]);
    expect(await colourAt(taken, 20, 3_100)).toEqual([0, 255, 0]);
    expect(text).toContain('loading="lazy"');
  });

  it('none is loaded or taken where none is wanted', async () => {
    const before = loaded;
    expect(await render(fetcher, site.url('/page'))).not.toHaveProperty('picture.png');
    expect(loaded).toBe(before);
  });

  it('shows a file that is a picture, whose bytes stay the answer', async () => {
    const outcome = await render(fetcher, site.url('/a.png'), { picture: true });
    if (outcome.outcome !== 'fetched') throw new Error(JSON.stringify(outcome));
    expect([outcome.contentType, Buffer.from(outcome.body)]).toEqual(['image/png', await green.toBuffer()]);
    expect(await colourAt(outcome.picture, 20, 20)).toEqual([0, 255, 0]);
    expect(await colourAt(outcome.picture, 60, 20)).toEqual([255, 255, 255]);
    const again = await look('/a.png', { pictured: hasher.sha256(outcome.body) });
    expect([again.taken, again.pictureFault]).toEqual([undefined, undefined]);
  });

  it('says so of a picture file that can not be drawn, and takes none of other files', async () => {
    expect(await look('/broken.png')).toMatchObject({ pictureFault: expect.stringMatching(/can not draw/) });
    const other = await look('/archive.zip');
    expect([other.taken, other.pictureFault]).toEqual([undefined, undefined]);
  });

  it('none is taken of a page that is the one whose picture is kept', async () => {
    const { text } = await look('/page');
    const pictured = hasher.sha256(text);
    expect(await look('/page', { pictured })).toEqual({ text });
    expect((await look('/moving', { pictured })).taken).toBeDefined();
  });

  it('the same page gives the same pixels twice, whatever moves or blinks', async () => {
    const [first, second] = [await look('/moving'), await look('/moving')];
    expect(await pixelsOf(first.taken)).toEqual(await pixelsOf(second.taken));
  });

  it('a page of 200,000 pixels is cut', async () => {
    const { taken, pictureFault } = await look('/high');
    expect(pictureFault).toBeUndefined();
    expect(taken).toMatchObject({ width: 1_280, height: MAX_PICTURE_SIDE });
  });

  it('a picture that never comes is left out', async () => {
    expect((await look('/never')).taken).toMatchObject({ width: 1_280 });
  });

  it('a page whose scripts hang once it is scrolled is written down, without a picture', async () => {
    const { taken, text, pictureFault } = await look('/busy-when-scrolled', { deadlineMs: 8_000 });
    expect(text).toContain('<p>text</p>');
    expect(taken).toBeUndefined();
    expect(pictureFault).toContain('did not draw the page in time');
    // Its browser serves the next one.
    expect((await look('/page')).taken).toBeDefined();
  });

  it('a page that would leave once it is scrolled stays what it was', async () => {
    const { taken, text } = await look('/leaves-when-scrolled');
    expect(text).toContain('first');
    expect(taken?.height).toBeGreaterThan(5_000);
  });

  const CODE = { do: 'fill', selector: '.code', value: 'HHHHHHHH', secret: true } as const;

  it('a field that a step has filled in as a secret shows nothing of it', async () => {
    const empty = await look('/door', { wait: { steps: [{ ...CODE, value: '' }] } });
    const filled = await look('/door', { wait: { steps: [CODE] } });
    const plain = await look('/door', { wait: { steps: [{ ...CODE, secret: false }] } });
    expect(await pixelsOf(filled.taken)).toBe(await pixelsOf(empty.taken));
    expect(await pixelsOf(plain.taken)).not.toBe(await pixelsOf(empty.taken));
  });

  it('a page that says the secret of a step has no picture', async () => {
    const steps = [CODE, { do: 'click', text: 'Say it' } as const];
    const { taken, pictureFault, text } = await look('/door', { wait: { steps } });
    expect([taken, pictureFault]).toEqual([undefined, 'the page shows a secret of its steps']);
    expect(text).not.toContain('HHHH');
  });

  it('what the page does while it is scrolled is no part of its text', async () => {
    expect((await look('/grows')).text).toContain('<ul id="a"></ul>');
  });

  it('is kept as lossless WebP of the same pixels', async () => {
    const { taken } = await look('/page');
    const webp = await createPictureCoder().toWebp(taken?.png ?? new Uint8Array());
    expect((await sharp(webp).metadata()).format).toBe('webp');
    expect(await pixelsOf({ png: webp })).toEqual(await pixelsOf(taken));
    expect(webp.length).toBeLessThan(taken?.png.length ?? 0);
  });
});
