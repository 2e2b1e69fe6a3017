// Tags in the settings: what would change is told before it is saved, a fault at its place, and a job says what it has by a tag; at
// phone width and by keyboard.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button } from '../../support/browser/shown-job.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const SHOWN_MS = 60_000;

let browser: Browser;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), { name: 'tag-settings', host: '127.0.0.1' });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

describe.each([1_280, 360])('Tags at %i px', (width) => {
  test('settings are tried, saved, and seen in a job', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const tag = `sale ${width}`;
    const source = { kind: 'pages' as const, urls: ['http://93.184.216.34/kettle'] };
    const { jobId } = await stack.api.createJob({ name: `Kettle ${width}`, tags: [tag], config: { source } });
    const { page, faults } = await openScreen(browser, {
      baseUrl,
      width,
      theme: 'dark',
      allowed: /status of 422/,
    });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/settings/tags`);
    await button(page, 'Set the jobs of a tag').first().click();
    await page.getByLabel('Tag', { exact: true }).fill(tag);
    await page.getByLabel('Settings, as JSON').fill('{"fetch": {"delayMs": -1}}');
    await button(page, 'See what would change').click();
    await page
      .getByText(/\/fetch\/delayMs/)
      .first()
      .waitFor();
    await page
      .getByLabel('Settings, as JSON')
      .fill('{"fetch": {"delayMs": 5000}, "limits": {"maxPages": 7}}');
    await button(page, 'See what would change').click();
    await page.getByText('1 job would change, 0 as they were.').waitFor();
    expect(await stack.api.job(jobId)).toMatchObject({ version: 1 });
    await keepPicture(page, `tags-form-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await button(page, 'Save the settings').click();
    await page.getByText('1 job changed, 0 as they were.').first().waitFor();
    expect(await stack.api.job(jobId)).toMatchObject({ version: 2, config: { limits: { maxPages: 7 } } });
    await keepPicture(page, `tags-${width}`);
    expect(await axeFindings(page)).toEqual([]);

    await page.goto(`${baseUrl}/jobs/${jobId}/settings`);
    await page.getByText('Set by tags').waitFor();
    expect(await page.getByRole('link', { name: `tag ${tag}` }).count()).toBe(4);
    await keepPicture(page, `tags-job-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page
      .getByRole('link', { name: `tag ${tag}` })
      .first()
      .click();
    await button(page, `Edit ${tag}`).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
