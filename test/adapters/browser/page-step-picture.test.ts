// The step that keeps a picture, in each kind of browser: the page as it is then, which goes on as if none had been taken.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { colourAt } from '../../support/browser/pixels.ts';
import { createRenderer, html, render, textOf } from '../../support/browser/rendering-scene.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const PAGE = `<!doctype html><title>Sizes</title><style>body{margin:0;background:#fff}@keyframes a{to{margin-left:9px}}p{animation:a 3s infinite}</style>
  <p>sizes</p><p id=said></p><input id=code><button onclick="show('#f00')">Red</button><button onclick="show('#00f')">Blue</button>
  <button onclick="said.textContent = code.value">Say it</button><div style="height:2500px"></div>
  <script>const show = (colour) => { document.body.style.background = colour; };
    addEventListener('scroll', () => { document.title = 'scrolled'; });</script>`;
const RED: PageStep = { do: 'click', text: 'Red' };
const BLUE: PageStep = { do: 'click', text: 'Blue' };
const KEEP: PageStep = { do: 'picture' };

let site: Site;

beforeAll(async () => {
  site = await startSite({ '/sizes': html(PAGE) });
});
afterAll(() => site.close());

describe.each(findRenderers())('by %s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site], allowsScripts: true });
  });
  afterAll(() => fetcher.close());

  async function take(steps: readonly PageStep[], isWanted = true) {
    const outcome = await render(fetcher, site.url('/sizes'), { wait: { steps }, picture: isWanted });
    if (outcome.outcome !== 'fetched') throw new Error(JSON.stringify(outcome));
    return { ...outcome, text: textOf(outcome) };
  }

  it('shows the whole page as it was at that step, and the text is that of the end', async () => {
    const { picture, steps, text } = await take([RED, KEEP, BLUE]);
    expect(picture?.width).toBe(1_280);
    expect(picture?.height).toBeGreaterThan(2_500);
    expect(await colourAt(picture, 1_000, 2_000)).toEqual([255, 0, 0]);
    expect(steps?.[1]).toMatchObject({
      kind: 'picture',
      outcome: 'ok',
      detail: `1280 × ${picture?.height} px`,
    });
    expect(text).toMatch(/<body style="background: (?:rgb\(0, 0, 255\)|#00f)/);
    const end = await take([RED, BLUE]);
    expect(await colourAt(end.picture, 1_000, 2_000)).toEqual([0, 0, 255]);
  });

  it('leaves the page as it was: nothing is scrolled, and what moves goes on', async () => {
    const script = `said.textContent = [document.adoptedStyleSheets.length,
      getComputedStyle(said).animationDuration, scrollY, document.title].join(' ')`;
    const { text } = await take([KEEP, { do: 'script', script }]);
    expect(text).toContain('0 3s 0 Sizes');
  });

  it('is left out where the page says a secret, and the page goes on', async () => {
    const secret: PageStep = { do: 'fill', selector: '#code', value: 'hunter two', secret: true };
    const { picture, pictureFault, steps } = await take([
      secret,
      { do: 'click', text: 'Say it' },
      KEEP,
      { do: 'remove', selector: '#said' },
    ]);
    expect([picture, pictureFault]).toEqual([undefined, 'the page shows a secret of its steps']);
    expect(steps?.[2]).toMatchObject({ outcome: 'skipped', detail: pictureFault });
    expect(steps?.[3]).toMatchObject({ outcome: 'ok' });
  });

  it('keeps none where the look wants none', async () => {
    const { picture, pictureFault, steps } = await take([KEEP], false);
    expect([picture, pictureFault]).toEqual([undefined, undefined]);
    expect(steps).toMatchObject([{ outcome: 'ok', detail: 'no picture is kept of this look' }]);
  });
});
