// What each key may do on the screens: what it may not is hidden or said, so that nothing is refused after a click. An admin
// sets the number of processes and stops one job. What forms say of what is wrong. Only the API runs.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Scope } from '../../../domain/system/access/scope.ts';
import { axeFindings } from '../../support/browser/axe.ts';
import { launchChromium, overflowOf } from '../../support/browser/browser.ts';
import { tabTo, writeOver } from '../../support/browser/by-keyboard.ts';
import { SHOWN_MS, button, headline } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const OPERATOR_KEY = 'the-key-of-the-operator-of-this-test';
const JOB = 'Kettles of the shop';

let browser: Browser;
let stack: ServedWebloom;
let jobId: string;

beforeAll(async () => {
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), {
    name: 'rights',
    host: '127.0.0.1:1',
    apiKey: OPERATOR_KEY,
    counts: { orchestrator: 0, dispatcher: 0, pipeline: 0, scraper: 0, monitor: 0 },
  });
  ({ jobId } = await stack.api.createJob({
    name: JOB,
    config: { source: { kind: 'pages', urls: ['http://127.0.0.1:1/'] } },
  }));
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

/** A page of somebody with a key of this scope. */
async function pageOf(scope: Scope): Promise<Page> {
  const { key } = await stack.api.createKey({ name: `some ${scope}`, scope });
  const context: BrowserContext = await browser.newContext({ baseURL: stack.webloom.apiUrl });
  await context.request.post('/v1/session', { data: { key } });
  const page = await context.newPage();
  page.setDefaultTimeout(SHOWN_MS);
  return page;
}

const PLACES = [
  ['/', ['Emergency stop']],
  ['/dead-letters', ['Try all again', 'Discard all']],
  ['/settings/storage', ['See what would go', 'Clean up now']],
  ['/settings/channels', ['New channel']],
  ['/alerts/rules', ['New rule', 'Edit Failed runs', 'Remove Failed runs']],
  ['/alerts/maintenance', ['New maintenance window']],
  ['/agents', ['Change the number of scrapers']],
] as const;

test('a viewer has no button that changes something, and is told who does it', async () => {
  const page = await pageOf('viewer');
  for (const [place, names] of PLACES) {
    await page.goto(place);
    await headline(page, /./).waitFor();
    await eventually(async () => (await page.getByRole('status', { name: /^Loading/ }).count()) === 0);
    for (const name of names) expect(await button(page, name).count(), `${place}: ${name}`).toBe(0);
    expect(await page.getByRole('link', { name: 'Watch a page' }).count(), place).toBe(0);
  }
  await page.goto('/settings/storage');
  // Said in each card where one is started; how many there are depends on what is stored.
  await page.getByText('An operator starts one.').first().waitFor();
  await page.goto('/audit');
  await page.getByText('The audit is read by admins').waitFor();
  await page.goto('/jobs/new');
  await page.getByText('Your key may only look').waitFor();
  await page.goto(`/jobs/${jobId}/settings`);
  await page.getByText('Your key may only look: an operator changes this.').waitFor();
  expect(await button(page, 'Add a gate').isDisabled()).toBe(true);
  await button(page, `More for ${JOB}`).click();
  await page.getByRole('menuitem', { name: 'Emergency stop', disabled: true }).waitFor();
  await page.context().close();
});

test('an operator works with jobs, and is told what admins do', async () => {
  const page = await pageOf('operator');
  await page.goto('/settings/storage');
  await button(page, 'Clean up now').waitFor();
  await page.goto('/agents');
  await page.getByText('an admin of the default one sets how many there are').waitFor();
  expect(await button(page, 'Change the number of scrapers').count()).toBe(0);
  await page.goto(`/jobs/${jobId}`);
  await button(page, `More for ${JOB}`).click();
  await page.getByRole('menuitem', { name: 'Delete', disabled: true }).waitFor();
  await page.getByText('Admins delete jobs').waitFor();
  await page.context().close();
});

test('an admin sets the number of processes with the keys alone', async () => {
  const page = await pageOf('admin');
  await page.goto('/agents');
  await page.getByText('No webloom up gives a sign of life.').waitFor();
  await tabTo(page, button(page, 'Change the number of scrapers'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('At most'));
  await writeOver(page, '0');
  await page.keyboard.press('Enter');
  await page.getByText('Write a whole number from 1 to 64.').waitFor();
  await writeOver(page, '3');
  await page.keyboard.press('Enter');
  await page.getByText('The number was set by some admin').waitFor();
  const { items } = await stack.api.scaling();
  expect(items[0]).toMatchObject({ role: 'scraper', range: { floor: 1, ceiling: 3 }, setBy: 'some admin' });
  expect(await axeFindings(page)).toEqual([]);
  await button(page, 'Change the number of scrapers').click();
  await button(page, 'Back to what it was started with').click();
  await page.getByText('The number was set by some admin').waitFor({ state: 'detached' });
  await page.context().close();
});

test('one job is stopped from its menu, named in the strip, and only who may lifts it', async () => {
  const page = await pageOf('operator');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`/jobs/${jobId}`);
  await button(page, `More for ${JOB}`).click();
  await page.getByRole('menuitem', { name: 'Emergency stop' }).click();
  expect(await page.getByRole('radio', { name: JOB }).isChecked()).toBe(true);
  await page.getByLabel('Reason').fill('It hammers the shop');
  await button(page, 'Stop now').click();
  const strip = page.getByRole('alert').filter({ hasText: 'It hammers the shop' });
  await strip.getByRole('link', { name: JOB }).waitFor();
  expect(await overflowOf(page)).toBe(0);
  const viewer = await pageOf('viewer');
  await viewer.goto('/');
  await viewer.getByText('An operator lifts it.').waitFor();
  expect(await button(viewer, 'Lift').count()).toBe(0);
  await viewer.context().close();
  await button(page, 'Lift').click();
  await strip.waitFor({ state: 'detached' });
  await page.context().close();
});

test('a fault found in a form goes with the next letter, what the API refused stays at its field', async () => {
  const page = await pageOf('operator');
  await page.goto('/alerts/rules');
  await button(page, 'New rule').click();
  await page.getByLabel('Name').fill('Drops');
  await page.getByLabel('Tell me of').selectOption('price');
  const rule = page.getByLabel('Price rule');
  const faults = page.getByRole('dialog').getByRole('alert');
  await rule.fill('nonsense');
  await button(page, 'Try on the last 30 days').click();
  await faults.waitFor();
  await button(page, 'Make the rule').click();
  expect(await faults.count()).toBe(1);
  await rule.fill('drop 5%');
  await faults.waitFor({ state: 'detached' });
  await button(page, 'Make the rule').click();
  await page.getByText('The rule Drops tells from now on.').waitFor();

  await page.goto('/settings/channels');
  await button(page, 'New channel').click();
  await page.getByLabel('Kind').selectOption('ntfy');
  await page.getByLabel('Name').fill('Ops');
  const topic = page.getByLabel('Topic');
  await topic.fill('two words');
  await button(page, 'Make the channel').click();
  await page.getByText('What is wrong is said at its field.').waitFor();
  expect(await topic.getAttribute('aria-invalid')).toBe('true');
  await topic.fill('one-word');
  expect(await topic.getAttribute('aria-invalid')).toBe('true');
  await button(page, 'Make the channel').click();
  await page.getByText('The channel Ops is there. Send it a test.').waitFor();
});
