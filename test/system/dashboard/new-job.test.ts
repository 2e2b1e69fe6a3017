// What New job says before a job is saved: a page that is not there, a part that fits nothing, one zone for the hours; and body
// and frame in two colours, there and on the screen of a page.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobInput } from '../../../domain/config/schema.ts';
import { eventually } from '../../support/eventually.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button, headline } from '../../support/browser/shown-job.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const HOURS = `<!doctype html><html lang="en"><title>Opening hours</title><main><h1>Opening hours</h1>
<p class="hours">Monday to Friday, 9 to 17.</p><p>Bring your library card with you, and a pencil.</p></main>`;

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';
const MILL = `<!doctype html><html lang="en"><title>The mill</title><style>footer{background:#222;color:#fff}</style>
<header><nav><a href="/a">Home</a> <a href="/b">Tickets</a></nav></header>
<main><h1>The mill</h1><p>${PROSE.repeat(3)}</p><p>${PROSE.repeat(2)}</p><div class="teasers"><p>Also: the museum of bread</p></div></main>
<footer><div id="visit"><p class="visiting-hours">Monday 9 to 12</p><p class="imprint">Imprint</p></div></footer></html>`;

const TEA = `<!doctype html><html lang="en"><title>Tea</title><main><h1>All for tea</h1>${[
  ['kettle', '24.90 €'],
  ['teapot', '31.00 €'],
  ['cup', '24.90 €'],
]
  .map(
    ([name = '', price = '']) =>
      `<div class="ebhmcR"><a href="/p/${name}"><h3>${name}</h3></a><b class="price">${price}</b></div>`,
  )
  .join('')}</main></html>`;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({ '/hours': sitePage(HOURS), '/mill': sitePage(MILL), '/tea': sitePage(TEA) });
  stack = await serveWebloom(inject('services'), { name: 'new-job', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function lookAt(path: string, width: number, theme: 'light' | 'dark' = 'light') {
  const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl, width, theme });
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

  test('watches what was clicked alone, and offers all that is like it as a choice', async () => {
    const { page, faults } = await lookAt('/tea', width);
    const picture = page.frameLocator('iframe[title="The page, to be clicked"]');
    await picture.getByText('31.00 €').click();
    const ways = page.getByRole('group', { name: 'Ways to find what was clicked' });
    const first = ways.getByRole('radio').first();
    await first.waitFor();
    expect(await first.getAttribute('aria-label')).toContain('div:has(> a[href="/p/teapot"]) .price');
    expect(await first.isChecked()).toBe(true);
    const all = ways.locator('label', { hasText: 'all 3 like it' }).first();
    await all.scrollIntoViewIfNeeded();
    await keepPicture(page, `new-job-clicked-${width}`);
    await all.click();
    await page.getByText('The job as JSON, as the API takes it').click();
    await expect
      .poll(async () => (await shownDraft(page)).config.changes?.scope?.include, { timeout: SHOWN_MS })
      .toEqual(['.price']);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
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

describe.each([
  [1_280, 'light'],
  [1_280, 'dark'],
  [390, 'light'],
] as const)('body and frame at %i px, %s', (width, theme) => {
  test('have two colours in the picker, and a click moves a part', async () => {
    const { page, faults } = await lookAt('/mill', width, theme);
    const picture = page.frameLocator('iframe[title="The page, to be clicked"]');
    await picture.locator('footer[data-place="frame"]').waitFor();
    await picture.locator('main[data-place="body"]').waitFor();
    await page.getByText('Frame, pale with broken lines').waitFor();
    await page.getByText('The job as JSON, as the API takes it').click();
    await button(page, 'Move to body').click();
    await picture.locator('.visiting-hours').click();
    await page
      .getByRole('status')
      .filter({ hasText: /visiting-hours is called body/ })
      .waitFor();
    await picture.locator('.visiting-hours[data-place="body"]').waitFor();
    await keepPicture(page, `new-job-body-and-frame-${width}-${theme}`);
    // More than the line that was clicked: the box around it takes its place.
    await button(page, 'div#visit').click();
    await picture.locator('footer[data-place="body"]').waitFor();
    await expect
      .poll(async () => (await shownDraft(page)).config.changes?.bodyParts, { timeout: SHOWN_MS })
      .toEqual(['#visit']);
    // By the keyboard, from the list, which says each place in a word.
    await button(page, 'Show as a list').press('Enter');
    const teaser = page.getByRole('listitem').filter({ hasText: 'museum of bread' });
    await teaser.getByText('body').waitFor();
    await teaser.getByRole('button', { name: 'Move to frame' }).press('Enter');
    await teaser.getByText('frame', { exact: false }).first().waitFor();
    await expect
      .poll(async () => (await shownDraft(page)).config.changes?.frameParts?.length, { timeout: SHOWN_MS })
      .toBe(1);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('have two colours on the screen of the page, where a move is saved into the job', async () => {
    const made = await stack.api.createJob({
      name: `Mill ${width} ${theme}`,
      config: { source: { kind: 'pages', urls: [site.url(`/mill?as=${width}-${theme}`)] } },
      start: true,
    });
    const { items } = await eventually(async () => {
      const found = await stack.api.pages(made.jobId);
      return found.items.length === 1 && found;
    }, SHOWN_MS);
    const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl, width, theme });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${stack.webloom.apiUrl}/pages/${encodeURIComponent(items[0]?.pageId ?? '')}`);
    await button(page, 'Show body and frame').click();
    const picture = page.frameLocator('iframe[title="The page, to be clicked"]');
    await picture.locator('footer[data-place="frame"]').waitFor();
    await button(page, 'Move to frame').click();
    await picture.locator('.teasers p').click();
    await picture.locator('.teasers[data-place="frame"]').waitFor();
    await keepPicture(page, `page-body-and-frame-${width}-${theme}`);
    await button(page, 'Save for the job').click();
    await page.getByText('Saved as version 2 of the job').waitFor();
    const { config } = await stack.api.job(made.jobId);
    expect(config['changes']).toMatchObject({ bodyParts: [], frameParts: [expect.any(String)] });
    await page.getByRole('button', { name: /^Take back/ }).click();
    await picture.locator('main[data-place="body"]').waitFor();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
