// The daily work with jobs in the dashboard, on real services: verbs, saved views, tags, many jobs at once. Each leaves the
// focus where the work goes on.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { keepPicture, launchChromium, openScreen } from '../../support/browser/browser.ts';
import { hasFocus } from '../../support/browser/by-keyboard.ts';
import { SHOWN_MS, button, headline, presentState } from '../../support/browser/shown-job.ts';
import { type WatchedSite, startWatchedSite } from '../../support/browser/watched-site.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

let browser: Browser;
let site: WatchedSite;
let stack: ServedWebloom;
let page: Page;
let faults: string[];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startWatchedSite();
  stack = await serveWebloom(inject('services'), { name: 'job-work', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

beforeEach(async () => {
  ({ page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl }));
  page.setDefaultTimeout(SHOWN_MS);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(page, `failed-${task.name.replaceAll(/\W+/g, '-')}`);
  await page.context().close();
});

async function openPath(path: string): Promise<void> {
  await page.goto(`${stack.webloom.apiUrl}${path}`);
  await headline(page, /./).waitFor();
}

test('the focus stays on the button of a verb, or goes to the one in its place', async () => {
  const { jobId } = await stack.api.createJob({
    name: 'Slow stories',
    config: { source: { kind: 'site', start: [site.url('/')] } },
  });
  await openPath(`/jobs/${jobId}`);
  await button(page, 'Run now').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Pause').waitFor();
  await expect.poll(() => hasFocus(button(page, 'Pause')), { timeout: SHOWN_MS }).toBe(true);
  await presentState(page, 'Running').waitFor();
  await page.keyboard.press('Enter');
  await button(page, 'Resume').waitFor();
  await expect.poll(() => hasFocus(button(page, 'Resume')), { timeout: SHOWN_MS }).toBe(true);
  await button(page, 'Stop').press('Enter');
  const stop = page.getByRole('alertdialog').getByRole('button', { name: 'Stop', exact: true });
  await expect.poll(() => hasFocus(stop), { timeout: SHOWN_MS }).toBe(true);
  await page.keyboard.press('Enter');
  await presentState(page, 'Stopped').waitFor();
  await expect.poll(() => hasFocus(button(page, 'More for Slow stories')), { timeout: SHOWN_MS }).toBe(true);
  expect(faults).toEqual([]);
});

test('whether to stop is asked while the pause is still on its way, and the stop comes after it', async () => {
  const { jobId } = await stack.api.createJob({
    name: 'Slow answers',
    config: { source: { kind: 'site', start: [site.url('/')] } },
  });
  await stack.api.act(jobId, 'start');
  await openPath(`/jobs/${jobId}`);
  await presentState(page, 'Running').waitFor();
  const asked: string[] = [];
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route(`**/v1/jobs/${jobId}/*`, async (route) => {
    const verb = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    if (route.request().method() === 'POST') asked.push(verb);
    if (verb === 'pause') await held;
    await route.continue();
  });
  await button(page, 'Pause').press('Enter');
  await presentState(page, 'Paused').waitFor();
  // The second of two quick presses was meant for what the first one has begun.
  await button(page, 'Pause').press('Enter');
  await button(page, 'Stop').press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop', exact: true }).press('Enter');
  await presentState(page, 'Stopping').waitFor();
  expect(asked).toEqual(['pause']);
  goOn();
  await presentState(page, 'Stopped').waitFor();
  expect(asked).toEqual(['pause', 'stop']);
  expect(faults).toEqual([]);
});

async function quietJob(name: string): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name,
    config: { source: { kind: 'pages', urls: [site.url('/kettle')] } },
  });
  return jobId;
}

const rowOf = (name: string): Locator => page.getByRole('row').filter({ hasText: name });
const choose = (name: string): Locator => page.getByRole('checkbox', { name: `Choose ${name}` });

async function chooseEntry(menu: Locator, name: string | RegExp): Promise<void> {
  await menu.click();
  await page.getByRole('menuitem', { name }).click();
}

test('a job is archived, restored and deleted', async () => {
  const jobId = await quietJob('Put away');
  await openPath(`/jobs/${jobId}`);
  const more = button(page, 'More for Put away');
  await chooseEntry(more, /^Archive/);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive', exact: true }).click();
  await presentState(page, 'Archived').waitFor();
  await button(page, 'Restore').click();
  await presentState(page, 'Stopped').waitFor();
  await chooseEntry(more, /^Delete/);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL(/\/jobs$/);
  await page.getByText('Put away is deleted').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await rowOf('Put away').count()).toBe(0);
  // The event of its removal may come before the screen is left; it asks for nothing.
  expect(faults).toEqual([]);
});

test('a job that is deleted elsewhere is said to be, and not asked for again', async () => {
  const jobId = await quietJob('Gone elsewhere');
  await openPath(`/jobs/${jobId}`);
  await page.getByRole('status', { name: 'State of the job' }).waitFor();
  // What is asked for at first may be answered after the removal; it is about what is asked for later.
  await page.waitForLoadState('networkidle');
  await stack.api.removeJob(jobId);
  await page.getByRole('status').filter({ hasText: 'This job is deleted' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(faults).toEqual([]);
});

test('a view is saved, taken and removed, and the removal undone', async () => {
  await quietJob('Seen in a view');
  await openPath('/jobs?sort=name&q=name%3A%22Seen+in+a+view%22');
  const views = button(page, 'Saved views');
  await chooseEntry(views, /^Save this view/);
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('The seen ones');
  await page.keyboard.press('Enter');
  await views.filter({ hasText: 'The seen ones' }).waitFor();
  await openPath('/jobs?tab=paused');
  await chooseEntry(views, 'The seen ones');
  await rowOf('Seen in a view').waitFor();
  await openPath('/jobs?q=name%3A%22Seen+in+a+view%22&sort=name');
  await chooseEntry(views, /^Remove/);
  await views.filter({ hasText: 'Views' }).waitFor();
  await button(page, 'Undo').click();
  await views.filter({ hasText: 'The seen ones' }).waitFor();
  expect(faults).toEqual([]);
});

test('tags and numbers stand as they are typed, also in the middle of others', async () => {
  const jobId = await quietJob('Typed by hand');
  await openPath(`/jobs/${jobId}/settings`);
  const tags = page.getByLabel('Tags');
  await tags.fill('shop, tents');
  await tags.press('Home');
  await page.keyboard.type('first, ');
  expect(await tags.inputValue()).toBe('first, shop, tents');
  const most = page.getByLabel('Pages of a run at most');
  await most.fill('');
  expect(await most.inputValue()).toBe('');
  await most.fill('77');
  await button(page, 'Save').press('Enter');
  await page.getByText(/^Version 2\./).waitFor();
  await expect.poll(() => hasFocus(headline(page, /./)), { timeout: SHOWN_MS }).toBe(true);
  expect(await stack.api.job(jobId)).toMatchObject({
    tags: ['first', 'shop', 'tents'],
    config: { limits: { maxPages: 77 } },
  });
  expect(faults).toEqual([]);
});

test('settings that can not be read as JSON are not saved, and undone with their text', async () => {
  const jobId = await quietJob('Typed as JSON');
  await openPath(`/jobs/${jobId}/settings?as=json`);
  const field = page.getByLabel('Configuration as JSON');
  const before = await field.inputValue();
  await field.fill(before.replace('"obeyRobots": true', '"obeyRobots": false'));
  await field.pressSequentially('{');
  await page.getByText('Mend the JSON first').waitFor();
  expect(await button(page, 'Save').isDisabled()).toBe(true);
  await button(page, 'Undo the edits').click();
  await expect.poll(() => field.inputValue()).toBe(before);
  expect((await stack.api.job(jobId)).version).toBe(1);
});

test('many jobs are deleted at once, and the list counts what is left', async () => {
  await quietJob('Crowd one');
  await quietJob('Crowd two');
  await quietJob('Crowd three');
  await openPath('/jobs?q=Crowd');
  await choose('Crowd one').click();
  await choose('Crowd two').click();
  await chooseEntry(button(page, 'More actions on the chosen jobs'), /^Delete/);
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox').fill('2');
  await dialog.getByRole('button', { name: 'Delete 2 jobs' }).click();
  await page.getByText('2 of 2 jobs deleted').waitFor();
  await rowOf('Crowd two').waitFor({ state: 'detached' });
  await page.getByText('1 job', { exact: true }).waitFor();
  expect(await page.getByText('show the list anew').count()).toBe(0);
  await expect.poll(() => hasFocus(headline(page, /./)), { timeout: SHOWN_MS }).toBe(true);
  expect(faults).toEqual([]);
});

test('a new job is told its conditions before it is saved', async () => {
  await openPath(`/jobs/new?url=${encodeURIComponent(site.url('/kettle'))}`);
  // Conditions are about text, so they are not asked for where its price is watched.
  await page.getByText('The text of this page').click();
  const field = page.getByLabel('Each of these has to hold: add a condition');
  await field.fill('cheap');
  await page.keyboard.press('Enter');
  await page.getByText(/^It is no condition\. Write one as in: /).waitFor();
  await field.fill('number < 45');
  await page.keyboard.press('Enter');
  await button(page, 'Take away number < 45').waitFor();
  await field.fill('number<45');
  await page.keyboard.press('Enter');
  await page.reload();
  await button(page, 'Take away number < 45').waitFor();
  await button(page, 'Save only').click();
  await page.waitForURL(/\/jobs\/job_\w+$/);
  const jobId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  expect(await stack.api.job(jobId)).toMatchObject({
    config: { changes: { conditions: { all: [{ on: 'number', is: '<', value: 45 }], any: [] } } },
  });
  expect(faults).toEqual([]);
});
