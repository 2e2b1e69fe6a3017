// What was on the screen when a step failed, in each kind of browser: as it stood, without secrets, and never the reason why a page fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher, FetchOutcome } from '../../../domain/web/fetch/fetcher.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { colourAt, pixelsOf } from '../../support/browser/pixels.ts';
import { createRenderer, html, render } from '../../support/browser/rendering-scene.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const FORM = `<!doctype html><title>Form</title><style>body{margin:0;background:#fff}
  input{display:block;border:0;outline:0;padding:0;width:1280px;height:40px;font:30px monospace;transition:all 60s}</style>
  <input id=code><input id=pw type=password><p id=said></p><button onclick="said.textContent = code.value">Say it</button>`;
const NONE: PageStep = { do: 'click', selector: '.none', timeoutMs: 300 };
const CODE = { do: 'fill', selector: '#code', value: 'HHHHHHHH', secret: true } as const;

let site: Site;

beforeAll(async () => {
  site = await startSite({
    '/tall': html(
      `<style>body{margin:0}div{height:1024px}</style><div style="background:#f00"><button onclick="document.body.style.background = '#00f'">Go</button></div>
       <div style="background:#0f0" id=low></div><div></div>`,
    ),
    '/form': html(FORM),
    '/broken-when-drawn': html(
      `<style>@keyframes a{to{margin-left:9px}}p{animation:a 1000s}</style><p>text</p>
       <script>const p = document.querySelector('p');
       const look = () => { while (getComputedStyle(p).animationDuration === '0.001s'); requestAnimationFrame(look); };
       look();</script>`,
    ),
  });
});
afterAll(() => site.close());

describe.each(findRenderers())('by %s', (_name, browser) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser, reachable: [site] });
  });
  afterAll(() => fetcher.close());

  async function take(address: string, steps: readonly PageStep[], deadlineMs = 30_000) {
    const outcome: FetchOutcome = await render(fetcher, site.url(address), { wait: { steps }, deadlineMs });
    const { picture, pictureFault } =
      outcome.outcome === 'failed' || outcome.outcome === 'fetched' ? outcome : {};
    return { outcome, picture, pictureFault };
  }

  it('is the screen as it stood, where it was scrolled to', async () => {
    const { outcome, picture } = await take('/tall', [{ do: 'scroll', selector: '#low' }, NONE]);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'step-failed' });
    expect(picture).toMatchObject({ width: 1_280, height: 1_024 });
    expect(await colourAt(picture, 600, 1_000)).toEqual([0, 255, 0]);
    const top = await take('/tall', [NONE]);
    expect(await colourAt(top.picture, 600, 1_000)).toEqual([255, 0, 0]);
  });

  it('is taken where no picture of the page is wanted, and not where no step failed', async () => {
    const { outcome, picture } = await take('/tall', [{ ...NONE, optional: true }]);
    expect(outcome.outcome).toBe('fetched');
    expect(picture).toBeUndefined();
  });

  it('shows nothing of what was filled in as a secret', async () => {
    const filled = await take('/form', [CODE, NONE]);
    const empty = await take('/form', [{ ...CODE, value: '' }, NONE]);
    const plain = await take('/form', [{ ...CODE, secret: false }, NONE]);
    expect(await pixelsOf(filled.picture)).toBe(await pixelsOf(empty.picture));
    expect(await pixelsOf(plain.picture)).not.toBe(await pixelsOf(empty.picture));
  });

  it.each<[string, PageStep[], string]>([
    ['says a secret', [CODE, { do: 'click', text: 'Say it' }, NONE], 'the page shows a secret of its steps'],
    [
      'can not be searched for one, because a selector is none to the browser',
      [CODE, { ...CODE, selector: '#pw:none-such(1)', timeoutMs: 300 }],
      'it could not be told whether the page shows a secret',
    ],
  ])('none is taken of a page that %s', async (_what, steps, why) => {
    const { outcome, picture, pictureFault } = await take('/form', steps);
    expect(outcome).toMatchObject({ reason: 'step-failed' });
    expect([picture, pictureFault]).toEqual([undefined, why]);
  });

  it('never changes the reason: a page that hangs while it is drawn', async () => {
    const { outcome, pictureFault } = await take('/broken-when-drawn', [NONE]);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'step-failed' });
    expect(pictureFault).toBe('the browser did not draw the page in time');
    // Its browser serves the next one.
    expect((await take('/tall', [NONE])).picture).toBeDefined();
  });

  it('never changes the reason: a page that has no time left', async () => {
    const steps: PageStep[] = [{ do: 'wait', selector: '.none', timeoutMs: 60_000 }];
    const { outcome } = await take('/broken-when-drawn', steps, 4_000);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'step-failed' });
  });
});
