// What a job has the browser wait for, and how far it scrolls, in each kind of browser.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../../domain/web/fetch/fetcher.ts';
import { createRenderer, html, render, textOf } from '../../support/browser/rendering-scene.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { type Site, startSite } from '../../support/site/site.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite({
    // Nothing moves for longer than it takes to call a page quiet.
    '/late': html(
      `<h1>shop</h1><script>setTimeout(() => { document.body.insertAdjacentHTML('beforeend', '<p class=price>' + 19.5 + ' €</p>'); }, 2500)</script>`,
    ),
    '/shadow': html(
      `<x-price></x-price><script>setTimeout(() => { document.querySelector('x-price').attachShadow({ mode: 'open' }).innerHTML = '<b id=now>' + 7 + ' €</b>'; }, 2500)</script>`,
    ),
    '/endless': html(
      `<main id=list></main><script>let n = 0; const more = () => { for (let i = 0; i < 20; i += 1) { n += 1; list.insertAdjacentHTML('beforeend', '<p style="height:100px">' + 'item ' + n + '</p>'); } }; more();
       addEventListener('scroll', () => { if (n < 100 && scrollY + innerHeight >= document.documentElement.scrollHeight - 10) setTimeout(more, 100); });</script>`,
    ),
  });
});
afterAll(() => site.close());

describe.each(findRenderers())('%s', (_name, path) => {
  let fetcher: Fetcher;

  beforeAll(() => {
    fetcher = createRenderer({ browser: path, reachable: [site] });
  });
  afterAll(() => fetcher.close());

  it.each([
    ['an element', '/late', { selector: '.price' }, '19.5 €'],
    ['an element by XPath', '/late', { selector: '//p[@class="price"]' }, '19.5 €'],
    ['a text', '/late', { text: '19.5 €' }, '19.5 €'],
    ['an element of a shadow root', '/shadow', { selector: '#now' }, '7 €'],
    ['a time', '/late', { ms: 3_000 }, '19.5 €'],
  ])('waits for %s', async (_what, page, waitFor, text) => {
    expect(textOf(await render(fetcher, site.url(page)))).not.toContain(`>${text}<`);
    expect(textOf(await render(fetcher, site.url(page), { wait: { waitFor } }))).toContain(`>${text}<`);
  });

  it('says what did not come in time', async () => {
    const wait = { waitFor: { selector: '#never' } };
    const outcome = await render(fetcher, site.url('/late'), { wait, deadlineMs: 5_000 });
    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: 'wait-unmet',
      retryable: true,
      detail: '“#never” did not come in time',
    });
  });

  it('scrolls so many times, or until the page grows no more', async () => {
    const itemsOf = async (scroll?: number | 'end'): Promise<number> => {
      const wait = scroll === undefined ? {} : { scroll };
      return textOf(await render(fetcher, site.url('/endless'), { wait })).split(/>item \d/).length - 1;
    };
    expect([await itemsOf(), await itemsOf(2), await itemsOf('end')]).toEqual([20, 60, 100]);
  });
});
