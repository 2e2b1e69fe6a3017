// What New job says before a job is saved: a page that is not there, a part that fits nothing, and one zone for the hours.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobInput } from '../../../domain/config/schema.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button, headline } from '../../support/browser/shown-job.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const HOURS = `<!doctype html><html lang="en"><title>Opening hours</title><main><h1>Opening hours</h1>
<p class="hours">Monday to Friday, 9 to 17.</p><p>Bring your library card with you, and a pencil.</p></main>`;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({ '/hours': sitePage(HOURS) });
  stack = await serveWebloom(inject('services'), { name: 'new-job', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function lookAt(path: string, width: number, allowed?: RegExp) {
  const options = { baseUrl: stack.webloom.apiUrl, width, ...(allowed && { allowed }) };
  const { page, faults } = await openScreen(browser, options);
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${stack.webloom.apiUrl}/jobs/new?url=${encodeURIComponent(site.url(path))}`);
  return { page, faults };
}

async function shownDraft(page: Page): Promise<JobInput> {
  return JSON.parse(await page.getByLabel('The job as JSON', { exact: true }).inputValue());
}

describe.each([1_280, 360])('New job at %i px', (width) => {
  test('offers nothing to save of a page that is not there, and says what to do', async () => {
    const { page, faults } = await lookAt('/gone', width);
    await headline(page, 'The page could not be had').waitFor();
    const said = await page.getByRole('alert').innerText();
    expect(said).toContain('The site has no such page: it answered 404.');
    expect(said).toContain('correct it');
    expect(await button(page, 'Save and start').count()).toBe(0);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('says beside the button that a part fits nothing, until another one is chosen', async () => {
    const { page, faults } = await lookAt('/hours', width);
    const saving = page.locator('section', { has: page.getByRole('heading', { name: 'Review and save' }) });
    const selector = page.getByRole('textbox', { name: 'Watched: add a selector' });
    await selector.fill('.nowhere');
    await selector.press('Enter');
    const notice = saving.getByText('there was nothing to watch');
    await notice.waitFor();
    await keepPicture(page, `new-job-nothing-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Take away .nowhere' }).click();
    await selector.fill('.hours');
    await selector.press('Enter');
    await notice.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('has one field for the zone of an interval with hours, which begins as the zone of the browser', async () => {
    const { page, faults } = await lookAt('/hours', width);
    await page.getByText('Days, hours, and missed times').click();
    await page.getByLabel('Only within').fill('mon-fri 8-18');
    const zone = page.getByLabel(/time zone/i);
    await zone.waitFor();
    expect(await zone.count()).toBe(1);
    const own = await page.evaluate<string>('Intl.DateTimeFormat().resolvedOptions().timeZone');
    expect(await zone.inputValue()).toBe(own);
    await zone.fill('Europe/Berlin');
    await page.getByText('The job as JSON, as the API takes it').click();
    await expect
      .poll(async () => (await shownDraft(page)).config.schedule, { timeout: SHOWN_MS })
      .toMatchObject({ kind: 'interval', timezone: 'Europe/Berlin', window: { from: '08:00', to: '18:00' } });
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
