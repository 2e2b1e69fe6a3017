// What a page looked like, on the screens of its change and of itself: both pictures, the marks on them, and what differs in words.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const SHOWN_MS = 60_000;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;
let price = '129.00';
let changeId: string;
let pageId: string;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/boots': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><html lang="en"><title>Boots</title><main><h1>Boots</h1>
<p>Boots of leather for wet days, in five sizes, with soles that hold on ice and a lining of wool.</p><p>${price} CHF</p>
<div style="height:2000px"></div></main></html>`),
  });
  const host = `${site.host}:${site.port}`;
  stack = await serveWebloom(inject('services'), { name: 'pictures', host, counts: { renderer: 1 } });
  const { jobId } = await stack.api.createJob({
    name: 'Boots',
    config: {
      source: { kind: 'pages', urls: [site.url('/boots')] },
      changes: { sampleNoise: false, confirm: false },
      fetch: { screenshot: 'changes', obeyRobots: false },
    },
  });
  await run(jobId);
  price = '99.00';
  await run(jobId);
  const [change] = (await stack.api.changes({ jobId })).items;
  ({ changeId = '', pageId = '' } = change ?? {});
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function run(jobId: string): Promise<void> {
  const { runId } = await stack.api.act(jobId, 'start');
  await eventually(async () => isTerminal((await stack.api.run(runId ?? '')).state), SHOWN_MS);
}

describe.each([1_280, 360])('pictures at %i px', (width) => {
  test('stand on the screens of the change and of the page', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/changes/${encodeURIComponent(changeId)}`);
    await page.getByRole('link', { name: 'Pictures' }).click();
    await page.getByText(/^1 region changed, .* px at/).waitFor();
    const pictures = page.getByRole('img', { name: /the page as it looked/ });
    expect(await pictures.count()).toBe(2);
    for (const picture of await pictures.all())
      await eventually(() =>
        picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth === 1_280),
      );
    // Each has the price marked.
    const marks = page.locator('figure a > span');
    expect(await marks.count()).toBe(2);
    await keepPicture(page, `pictures-side-${width}`);
    await button(page, 'Slider').click();
    await page.getByRole('slider').fill('25');
    await keepPicture(page, `pictures-slider-${width}`);
    await button(page, 'Difference').click();
    await page.getByText('Black is the same in both.').waitFor();
    await keepPicture(page, `pictures-difference-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);

    await page.goto(`${baseUrl}/pages/${encodeURIComponent(pageId)}`);
    await page.getByRole('img', { name: 'The page as it looked last' }).waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
