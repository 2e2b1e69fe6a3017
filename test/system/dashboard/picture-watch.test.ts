// A job is told to watch what its page looks like, in its Rules tab, with a place drawn on the picture; its change is shown by it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
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
let jobId: string;
let tones = ['#1d5f8a', '#d8c79a'];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/map': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><html lang="en"><title>Map</title><body style="margin:0"><h1>Map of the harbour</h1>
<div style="margin-left:40px;width:300px;height:200px;background:${tones[0]}"></div><div style="width:300px;height:200px;margin:200px 0 0 40px;background:${tones[1]}"></div></body></html>`),
  });
  const host = `${site.host}:${site.port}`;
  stack = await serveWebloom(inject('services'), { name: 'picture-rules', host, counts: { renderer: 1 } });
  ({ jobId } = await stack.api.createJob({
    name: 'Harbour',
    config: {
      source: { kind: 'pages', urls: [site.url('/map')] },
      changes: { ignoreText: ['tide'] },
      fetch: { screenshot: 'changes', obeyRobots: false },
    },
  }));
  await run();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function run(): Promise<void> {
  const { runId } = await stack.api.act(jobId, 'start');
  await eventually(async () => isTerminal((await stack.api.run(runId ?? '')).state), SHOWN_MS);
}

test.each([1_280, 360])(
  'the Rules tab has a picture watched, with a place that is left out, at %i px',
  async (width) => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/${jobId}/rules`);
    await page.getByLabel('What is told').selectOption({ label: 'What the page looks like' });
    await page.getByLabel('Tell from this share on').fill(String(width / 1_000));
    const picture = page.getByRole('img', { name: /as it looked/ });
    await picture.scrollIntoViewIfNeeded();
    const box = await eventually(() => picture.boundingBox());
    const scale = box.width / 1_280;
    await button(page, 'Draw what is left out').click();
    const places = page.getByLabel('Leave these places out');
    await places.fill('');
    // The lower half of the page, where nothing but the second field stands.
    await page.mouse.move(box.x + 2, box.y + 290 * scale);
    await page.mouse.down();
    await page.mouse.move(box.x + 400 * scale, box.y + 700 * scale, { steps: 4 });
    await page.mouse.up();
    expect(await places.inputValue()).toMatch(/^\d+,\d+,\d+,\d+$/);
    await keepPicture(page, `picture-rules-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await button(page, 'Save').click();
    await eventually(async () => {
      const { config } = await stack.api.job(jobId);
      const changes = config['changes'] as { watch?: string; picture?: { thresholdPercent?: number } };
      return changes.watch === 'picture' && changes.picture?.thresholdPercent === width / 1_000;
    }, SHOWN_MS);
    expect((await stack.api.job(jobId)).config['changes']).toMatchObject({
      ignoreText: [],
      picture: { exclude: [{}] },
    });
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

test('its change opens with the pictures, and the place that differs is marked in both', async () => {
  await run();
  tones = ['#8a1d1d', '#222222'];
  await run();
  const [change] = (await stack.api.changes({ jobId })).items;
  expect(change).toMatchObject({ kind: 'picture', picture: { count: 1 } });
  const baseUrl = stack.webloom.apiUrl;
  const { page, faults } = await openScreen(browser, { baseUrl, width: 1_280, theme: 'light' });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${baseUrl}/changes/${encodeURIComponent(change?.changeId ?? '')}`);
  await page.getByText(/^1 region differs, .* % of what is watched/).waitFor();
  expect(await page.locator('figure a > span').count()).toBe(2);
  await keepPicture(page, 'picture-change');
  expect(faults).toEqual([]);
  await page.context().close();
});
