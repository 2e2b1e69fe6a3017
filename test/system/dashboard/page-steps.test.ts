// Steps in the wizard: somebody says what has to be clicked first, tries it, corrects it, and saves a job that does it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobInput } from '../../../domain/config/schema.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button, headline } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const SHOWN_MS = 60_000;
const BOOTS = `<!doctype html><html lang="en"><title>Boots</title><main><h1>Boots</h1>
<p>Boots of leather for wet days, in five sizes, with soles that hold on ice and a lining of wool.</p>
<button onclick="price.textContent = 'Size 42 for ' + 129 + '.00 CHF'">42</button><p id="price">Choose a size</p></main></html>`;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({ '/boots': sitePage(BOOTS) });
  const host = `${site.host}:${site.port}`;
  stack = await serveWebloom(inject('services'), { name: 'wizard-steps', host, counts: { renderer: 1 } });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

describe.each([1_280, 360])('New job at %i px', (width) => {
  test('tries steps, says of each how it ended, and saves them', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(site.url('/boots'))}`);
    await headline(page, 'Webloom can watch this page').waitFor();
    await page.getByText('Does something have to be clicked or filled in first?').click();
    await button(page, 'Add steps by clicking on the page').click();
    const copy = page.frameLocator('iframe[title="The page, to be clicked"]').first();
    await copy.getByText('42', { exact: true }).click();
    await page.getByText(/^Added: click /).waitFor();
    await keepPicture(page, `steps-clicked-${width}`);
    await button(page, 'Try the steps').click();
    await page.getByText(/^Done in /).waitFor();
    await button(page, 'Hide the page').click();
    await button(page, 'Remove step 1').click();
    await page.getByText('Does something have to be clicked or filled in first?').click();
    await button(page, 'Add a step').click();
    await page.getByLabel('It says').fill('47');
    await page.getByText('Name and time').click();
    await page.getByLabel('Time it may take, ms').fill('300');
    await button(page, 'Try the steps').click();
    await headline(page, 'The page could not be had').waitFor();
    await page.getByText(/^Failed in .*there is no such element/).waitFor();
    expect(await page.getByRole('alert').first().innerText()).toMatch(/step 1 .*buttons: 42/);
    const shown = page.getByRole('img', { name: 'The page at step 1' });
    await eventually(() =>
      shown.evaluate((image) => 'naturalWidth' in image && image.naturalWidth === 1_280),
    );
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await keepPicture(page, `steps-failed-${width}`);

    await page.getByLabel('It says').fill('42');
    await button(page, 'Try the steps').click();
    await page.getByText(/^Done in /).waitFor();
    await page.getByText('Size 42 for 129.00 CHF').first().waitFor({ state: 'attached' });
    await keepPicture(page, `steps-done-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    const json = await page.getByLabel('The job as JSON', { exact: true }).inputValue();
    const job: JobInput = JSON.parse(json);
    expect(job.config.fetch?.steps).toEqual([{ do: 'click', text: '42', timeoutMs: 300 }]);
    const { jobId } = await stack.api.createJob(job);

    await page.goto(`${baseUrl}/jobs/${jobId}/settings`);
    await page.getByRole('list', { name: 'Steps' }).scrollIntoViewIfNeeded();
    await keepPicture(page, `steps-settings-${width}`);
    expect(await page.getByLabel('It says').inputValue()).toBe('42');
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test('the story of a page shows what was on the screen when a step failed', async () => {
  const baseUrl = stack.webloom.apiUrl;
  const { jobId } = await stack.api.createJob({
    config: {
      source: { kind: 'pages', urls: [site.url('/boots')] },
      fetch: { obeyRobots: false, maxAttempts: 1, steps: [{ do: 'click', text: '47', timeoutMs: 300 }] },
    },
  });
  const runId = (await stack.api.act(jobId, 'start')).runId ?? '';
  const row = await eventually(async () => (await stack.api.failures(runId)).items[0] ?? null, SHOWN_MS);
  const { page, faults } = await openScreen(browser, { baseUrl, width: 360, theme: 'light' });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${baseUrl}/runs/${runId}?page=${row.urlKey}`);
  const shown = page.getByRole('img', { name: 'The page when the step failed' });
  await eventually(() => shown.evaluate((image) => 'naturalWidth' in image && image.naturalWidth === 1_280));
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  await keepPicture(page, 'failed-moment');
  expect(faults).toEqual([]);
  await page.context().close();
});
