// The way of somebody through the dashboard on real services, by mouse and then by keyboard alone: a job is made from an
// address, runs, is paused, goes on and is stopped; a page changes, and what changed is read in words and as a chart.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { keepPicture, launchChromium, openScreen } from '../../support/browser/browser.ts';
import {
  arrowTo,
  countPointer,
  hasFocus,
  pointerUses,
  tabTo,
  writeOver,
} from '../../support/browser/by-keyboard.ts';
import { SHOWN_MS, button, headline, presentState } from '../../support/browser/shown-job.ts';
import { PRODUCT, type WatchedSite, startWatchedSite } from '../../support/browser/watched-site.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const PAUSED = /^Run 1 is paused at \d+ of \d+ pages$/;
const GOES_ON = /^Run 1 (has|is) (?!paused|being|finishing|complete)/;
const STOPPED = /^Run 1 was stopped after \d+ of \d+ pages$/;
const JOURNEY_MS = 400_000;

let browser: Browser;
let site: WatchedSite;
let stack: ServedWebloom;
let page: Page;
let faults: string[];
/** How much was asked of the site before this test. */
let before: number;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startWatchedSite();
  stack = await serveWebloom(inject('services'), { name: 'journey', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

afterEach(async ({ task }) => {
  site.restore();
  if (task.result?.state === 'fail') await keepPicture(page, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  await page.context().close();
});

async function openDashboard(): Promise<void> {
  before = site.log.length;
  ({ page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl }));
  page.setDefaultTimeout(SHOWN_MS);
  await countPointer(page);
  await page.goto(`${stack.webloom.apiUrl}/`);
  await headline(page, /./).waitFor();
}

/** The job that is shown, as the API knows it. */
async function shownJob(): Promise<string> {
  await page.waitForURL(/\/jobs\/job_\w+$/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** The run knows its pages, and is in the midst of them. */
async function slowPageAsked(): Promise<void> {
  await eventually(() => site.log.slice(before).some(({ path }) => path.startsWith('/slow/')), SHOWN_MS);
}

/** A paused run asks for nothing: what was in flight came back, and no other page was asked for until it goes on. */
async function expectNothingAsked(runId: string): Promise<void> {
  await eventually(async () => (await stack.api.run(runId)).ledger.inFlight === 0, SHOWN_MS);
  const asked = site.log.length;
  expect(site.askedFrom()).toEqual([]);
  const { ledger } = await stack.api.run(runId);
  expect(ledger.pending).toBeGreaterThan(0);
  expect(site.log).toHaveLength(asked);
}

async function runIdOf(jobId: string): Promise<string> {
  const { activeRunId } = await stack.api.job(jobId);
  if (activeRunId === null) throw new Error('The job holds no run.');
  return activeRunId;
}

/** A change is told after its second look; it is asked for sooner than half a minute later. */
async function tellSoon(jobId: string): Promise<void> {
  const { version } = await stack.api.job(jobId);
  await stack.api.changeJob(jobId, { config: { changes: { confirmAfterMs: 1_000 } } }, version);
}

const dialog = (): Locator => page.getByRole('alertdialog', { name: /^Stop “.+”\?$/ });
const wholeSite = (): Locator => page.getByRole('radio', { name: /^All pages of / });
const wholeText = (): Locator => page.getByRole('radio', { name: /^The text of this page/ });
/** What the inbox says of the job's newest change; the link opens it. */
const told = (jobName: string): Locator =>
  page
    .getByRole('list', { name: /^Changes of / })
    .getByRole('listitem')
    .filter({ hasText: jobName })
    .getByRole('link', { name: /39[.,]90/ })
    .first();

test('by mouse, a site is watched, paused, resumed and stopped', { timeout: JOURNEY_MS }, async () => {
  await openDashboard();
  await page.getByRole('link', { name: 'Watch a page' }).click();
  await page.getByLabel('Address of the page').fill(site.url('/'));
  await button(page, 'Look at it').click();
  await page.locator('label', { has: wholeSite() }).click();
  await page.getByLabel('Name', { exact: true }).fill('Slow stories by mouse');
  await button(page, 'Save and start').click();
  const jobId = await shownJob();
  await presentState(page, 'Running').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Run 1', exact: true }).first().click();
  await headline(page, GOES_ON).waitFor();
  await slowPageAsked();
  await button(page, 'Pause').click();
  await headline(page, PAUSED).waitFor();
  await expectNothingAsked(await runIdOf(jobId));
  const asked = site.log.length;
  await button(page, 'Resume').click();
  await headline(page, GOES_ON).waitFor();
  await eventually(() => site.log.length > asked, SHOWN_MS);
  await button(page, 'Stop').click();
  await dialog().getByText('What is stored is kept.').waitFor();
  await dialog().getByRole('button', { name: 'Stop', exact: true }).click();
  await headline(page, STOPPED).waitFor();
  expect((await stack.api.job(jobId)).state).toBe('stopped');
  expect(faults).toEqual([]);
});

test('by mouse, a change of text and price is found in the inbox, in words and in the chart', {
  timeout: JOURNEY_MS,
}, async () => {
  await openDashboard();
  await page.getByRole('link', { name: 'Watch a page' }).click();
  await page.getByLabel('Address of the page').fill(site.url('/kettle'));
  await button(page, 'Look at it').click();
  await page.locator('label', { has: wholeText() }).click();
  await page.getByLabel('Name', { exact: true }).fill('Kettle by mouse');
  await button(page, 'Save only').click();
  await tellSoon(await shownJob());
  await button(page, 'Run now').click();
  await presentState(page, 'Completed').or(presentState(page, 'Scheduled')).waitFor();
  await page.getByText('The only run so far completed.').waitFor();
  site.change();
  await button(page, 'Run now').click();
  await page.getByText('2 of the last 2 runs completed.').waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Changes' }).click();
  await told('Kettle by mouse').click();
  await expectWordsDiffer();
  await page.getByRole('link', { name: 'All prices' }).click();
  await expectChart(() => page.getByText('The same as a table').click());
  expect(faults).toEqual([]);
});

async function expectWordsDiffer(): Promise<void> {
  await headline(page, 'Copper kettle is 20 % cheaper').waitFor();
  await page.locator('del', { hasText: /^two$/ }).waitFor();
  await page.locator('ins', { hasText: /^three$/ }).waitFor();
}

async function expectChart(openTable: () => Promise<void>): Promise<void> {
  await headline(page, /39\.90/).waitFor();
  const chart = page.getByRole('img', { name: /39\.90/ });
  await chart.locator('canvas').waitFor();
  const table = page.getByRole('figure').getByRole('table');
  expect(await table.isVisible()).toBe(false);
  await openTable();
  await table.getByRole('row').filter({ hasText: PRODUCT.before.price }).waitFor();
  await table.getByRole('row').filter({ hasText: PRODUCT.after.price }).waitFor();
}

test('by keyboard alone, a site is watched, paused, resumed and stopped', {
  timeout: JOURNEY_MS,
}, async () => {
  await openDashboard();
  await lookByKeyboard(site.url('/'));
  await chooseByKeyboard(wholeSite, 'Slow stories by keyboard');
  await tabTo(page, button(page, 'Save and start'));
  await page.keyboard.press('Enter');
  const jobId = await shownJob();
  await presentState(page, 'Running').waitFor();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Run 1', exact: true }).first());
  await page.keyboard.press('Enter');
  await headline(page, GOES_ON).waitFor();
  await slowPageAsked();
  await button(page, 'Pause').waitFor();
  await page.keyboard.press('p');
  await headline(page, PAUSED).waitFor();
  await button(page, 'Resume').waitFor();
  await page.keyboard.press('p');
  await headline(page, GOES_ON).waitFor();
  await button(page, 'Stop').waitFor();
  await page.keyboard.press('s');
  const stop = dialog().getByRole('button', { name: 'Stop', exact: true });
  await tabTo(page, stop);
  await page.keyboard.press('Enter');
  await headline(page, STOPPED).waitFor();
  expect((await stack.api.job(jobId)).state).toBe('stopped');
  expect(await pointerUses(page)).toBe(0);
  expect(faults).toEqual([]);
});

test('by keyboard alone, a change is found in the inbox, in words and in the chart', {
  timeout: JOURNEY_MS,
}, async () => {
  await openDashboard();
  await lookByKeyboard(site.url('/kettle'));
  await chooseByKeyboard(wholeText, 'Kettle by keyboard');
  await tabTo(page, button(page, 'Save only'));
  await page.keyboard.press('Enter');
  await tellSoon(await shownJob());
  await button(page, 'Run now').waitFor();
  await page.keyboard.press('r');
  await page.getByText('The only run so far completed.').waitFor();
  site.change();
  await button(page, 'Run now').waitFor();
  await page.keyboard.press('r');
  await page.getByText('2 of the last 2 runs completed.').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await openChangeByKeys();
  await expectWordsDiffer();
  await tabTo(page, page.getByRole('link', { name: 'All prices' }));
  await page.keyboard.press('Enter');
  await expectChart(async () => {
    await tabTo(page, page.getByRole('main').locator('summary', { hasText: 'The same as a table' }));
    await page.keyboard.press('Enter');
  });
  expect(await pointerUses(page)).toBe(0);
  expect(faults).toEqual([]);
});

async function lookByKeyboard(address: string): Promise<void> {
  await page.keyboard.press('n');
  const field = page.getByLabel('Address of the page');
  await tabTo(page, field);
  await page.keyboard.type(address);
  await page.keyboard.press('Enter');
}

async function chooseByKeyboard(choice: () => Locator, name: string): Promise<void> {
  await choice().waitFor({ state: 'attached' });
  const suggestions = page.getByRole('group', { name: 'What should be watched?' });
  await tabTo(page, suggestions.getByRole('radio', { checked: true }));
  await arrowTo(page, choice());
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await writeOver(page, name);
}

/** `j` goes down the inbox until the change of this job is reached, Enter opens it. */
async function openChangeByKeys(): Promise<void> {
  const wanted = told('Kettle by keyboard');
  await wanted.waitFor();
  const rows = await page
    .getByRole('list', { name: /^Changes of / })
    .getByRole('listitem')
    .count();
  for (let row = 0; row < rows; row++) {
    await page.keyboard.press('j');
    if (await hasFocus(wanted)) break;
  }
  await page.keyboard.press('Enter');
}
