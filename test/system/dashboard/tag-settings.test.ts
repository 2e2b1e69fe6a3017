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
    const pause = page.getByLabel('Pause between two requests to one host, ms');
    await pause.fill('-1');
    // The browser alone would refuse it; what the API says stands at the field.
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
    await button(page, 'See what would change').click();
    await page.getByRole('alert').first().waitFor();
    expect(await pause.getAttribute('aria-invalid')).toBe('true');
    await pause.fill('5000');
    await page.getByLabel('It runs').selectOption('interval');
    await page.getByLabel('Minutes between two runs').fill('90');
    await page.getByLabel('Menus, footer, side columns changed').selectOption('quiet');
    await page.getByLabel('Do not compare lines with').fill('cookies\n');
    await page.getByText('All other members').click();
    await page.getByLabel('Other settings, as JSON').fill('{"fetch": {"delayMs": 7}}');
    await button(page, 'See what would change').click();
    await page.getByText('fetch.delayMs has a field above').waitFor();
    await page.getByLabel('Other settings, as JSON').fill('{"limits": {"maxPages": 7}}');
    await page.getByLabel('Other settings, as JSON').press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('It reaches 1 job.').waitFor();
    await page.getByText('limits.maxPages: 100000 → 7').waitFor();
    await page.getByText('1 job would change, 0 as they were.').waitFor();
    expect(await stack.api.job(jobId)).toMatchObject({ version: 1 });
    await keepPicture(page, `tags-form-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await button(page, 'Save the settings').click();
    await page.getByText('1 job changed, 0 as they were.').first().waitFor();
    expect(await stack.api.job(jobId)).toMatchObject({
      version: 2,
      config: {
        schedule: { kind: 'interval', everyMs: 5_400_000 },
        fetch: { delayMs: 5_000 },
        changes: { frame: 'quiet', ignoreText: ['cookies'] },
        limits: { maxPages: 7 },
      },
    });
    await keepPicture(page, `tags-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    // What was saved stands in the fields again; an emptied one is given back.
    await button(page, `Edit ${tag}`).click();
    expect(await page.getByLabel('Minutes between two runs').inputValue()).toBe('90');
    await page.getByLabel('Do not compare lines with').fill('');
    await button(page, 'See what would change').click();
    await page.getByText('changes.ignoreText: ["cookies"] → []').waitFor();
    await button(page, 'Save the settings').click();
    await expect
      .poll(() => stack.api.job(jobId), { timeout: SHOWN_MS })
      .toMatchObject({ version: 3, config: { changes: { ignoreText: [] } } });

    await page.goto(`${baseUrl}/jobs/${jobId}/settings`);
    await page.getByText('Set by tags').waitFor();
    const card = page.locator('section', { has: page.getByRole('heading', { name: 'Set by tags' }) });
    expect(await card.getByRole('link', { name: `tag ${tag}` }).count()).toBe(4);
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
