// What can go wrong in the dashboard, on real services: two people edit one job, the API is away in mid-verb, texts that
// are hostile, a search and a schedule that can't be read, a page that is a wall. Each says what to do, nothing is lost.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button, headline, presentState } from '../../support/browser/shown-job.ts';
import { HOSTILE, type TroubledSite, startTroubledSite } from '../../support/browser/troubled-site.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const PHONE = 360;
/** The browser prints a refused request itself. */
const REFUSED_REQUEST = /Failed to load resource/;

let browser: Browser;
let site: TroubledSite;
let stack: ServedWebloom;
let opened: Page[];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startTroubledSite();
  stack = await serveWebloom(inject('services'), { name: 'trouble', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

beforeEach(() => {
  opened = [];
});

afterEach(async () => {
  for (const page of opened) await page.context().close();
});

async function open(path: string, width = 1_280): Promise<{ page: Page; faults: string[] }> {
  const { apiUrl } = stack.webloom;
  const screen = await openScreen(browser, { baseUrl: apiUrl, width, allowed: REFUSED_REQUEST });
  opened.push(screen.page);
  screen.page.setDefaultTimeout(SHOWN_MS);
  await screen.page.goto(`${apiUrl}${path}`);
  return screen;
}

async function quietJob(name: string): Promise<string> {
  const { jobId } = await stack.api.createJob({
    name,
    config: { source: { kind: 'pages', urls: [site.url('/quiet')] } },
  });
  return jobId;
}

const nameField = (page: Page) => page.getByLabel('Name', { exact: true });
const pauseField = (page: Page) => page.getByLabel(/^Pause between two requests/);

describe('two people who edit one job', () => {
  const dialogOf = (page: Page) =>
    page.getByRole('alertdialog', { name: 'Somebody else saved this job meanwhile' });

  test('the second save tells who changed what, and keeps the edits of both', async () => {
    const jobId = await quietJob('Edited by two');
    const [{ page: first }, { page: second, faults }] = [
      await open(`/jobs/${jobId}/settings`),
      await open(`/jobs/${jobId}/settings`),
    ];
    await nameField(second).waitFor();
    await nameField(first).fill('Named by the first');
    await button(first, 'Save').click();
    await first.getByText('Version 2.', { exact: false }).first().waitFor();
    await pauseField(second).fill('1500');
    await second.getByText('while version 2 was saved by somebody else').waitFor();
    await button(second, 'Save').click();
    await dialogOf(second)
      .getByRole('listitem')
      .filter({ hasText: /saved version 2 .*: name/ })
      .waitFor();
    await dialogOf(second).getByText('Nothing was changed by both').waitFor();
    // Leaving the question is no answer: what was edited is still there.
    await second.keyboard.press('Escape');
    await dialogOf(second).waitFor({ state: 'detached' });
    expect(await pauseField(second).inputValue()).toBe('1500');
    await button(second, 'Save').click();
    await dialogOf(second).getByRole('button', { name: 'Save mine over it' }).click();
    await second.getByText(/^Version 3\./).waitFor();
    expect(await nameField(second).inputValue()).toBe('Named by the first');
    expect(await pauseField(second).inputValue()).toBe('1500');
    expect(await stack.api.job(jobId)).toMatchObject({
      version: 3,
      name: 'Named by the first',
      config: { fetch: { delayMs: 1_500 } },
    });
    expect(faults).toEqual([]);
  });

  test('what both changed is named before one takes the place of the other', async () => {
    const jobId = await quietJob('Named by two');
    const { page } = await open(`/jobs/${jobId}/settings`);
    await nameField(page).fill('My name');
    await stack.api.changeJob(jobId, { name: 'Their name' }, 1);
    await button(page, 'Save').click();
    await dialogOf(page)
      .getByText(/Changed by both, .*: name\./)
      .waitFor();
    await dialogOf(page).getByRole('button', { name: 'Take theirs, drop mine' }).click();
    await page.getByText(/^Version 2\./).waitFor();
    expect(await nameField(page).inputValue()).toBe('Their name');
    expect((await stack.api.job(jobId)).name).toBe('Their name');
  });
});

test('a verb that gets no answer is taken back with the reason, and the truth is shown once the API is there', async () => {
  const jobId = await quietJob('Asked of nobody');
  const { page } = await open(`/jobs/${jobId}`);
  await presentState(page, 'Created').waitFor();
  await page.locator('[data-live=true]').first().waitFor({ state: 'attached' });
  const api = stack.webloom.supervisors.get('api');
  api?.signalNow('SIGSTOP');
  try {
    await button(page, 'Run now').click();
    await presentState(page, 'Starting').waitFor();
    await page.getByText(/^Webloom does not answer\. .*nothing is lost/).waitFor();
    await presentState(page, 'Created').waitFor();
  } finally {
    api?.signalNow('SIGCONT');
  }
  await page.locator('[data-live=true]').first().waitFor({ state: 'attached' });
  // The request may have waited at the door: what became of it is seen without a reload.
  const word = await eventually(async () => {
    const { state } = await stack.api.job(jobId);
    return state === 'created' ? 'Created' : state === 'completed' ? 'Completed' : null;
  }, SHOWN_MS);
  await presentState(page, word).waitFor();
  expect(await button(page, 'Run now').isEnabled()).toBe(true);
});

describe('hostile text', () => {
  let jobId: string;
  let changeId: string;
  let pageId: string;

  beforeAll(async () => {
    const job = await stack.api.createJob({
      name: HOSTILE.jobName,
      config: {
        source: { kind: 'pages', urls: [site.url('/hostile')] },
        changes: { confirmAfterMs: 1_000 },
      },
    });
    ({ jobId } = job);
    await runToEnd(jobId);
    site.change();
    const runId = await runToEnd(jobId);
    const { items } = await stack.api.changes({ runId, limit: 10 });
    const [change] = items;
    if (change === undefined) throw new Error('The second run found no change.');
    ({ changeId, pageId } = change);
  });

  const screens = {
    jobs: () => '/jobs',
    job: () => `/jobs/${jobId}`,
    changes: () => '/changes',
    'a change': () => `/changes/${encodeURIComponent(changeId)}`,
    'a change side by side': () => `/changes/${encodeURIComponent(changeId)}?view=side`,
    'a page': () => `/pages/${encodeURIComponent(pageId)}`,
    overview: () => '/',
  } as const;

  test.each(Object.keys(screens) as (keyof typeof screens)[])('is text on %s', async (name) => {
    const { page, faults } = await open(screens[name](), PHONE);
    const main = page.getByRole('main');
    await main.getByText('<script>window.ran=true</script>').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await main.locator('script').count()).toBe(0);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  });

  test('keeps its letters, whatever their direction', async () => {
    const { page } = await open(screens['a change']());
    const main = page.getByRole('main');
    await main.getByText(HOSTILE.endless).first().waitFor();
    const text = await main.innerText();
    for (const part of [HOSTILE.script, HOSTILE.rightToLeft, HOSTILE.emoji]) expect(text).toContain(part);
  });

  test('runs nothing where the page is shown as it was seen', async () => {
    const { page } = await open(`${screens['a change']()}?view=seen`);
    const frame = page.frameLocator('iframe[title^="After"]');
    await frame.getByText(HOSTILE.endless).first().waitFor();
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });
});

async function runToEnd(jobId: string): Promise<string> {
  const { runId } = await stack.api.act(jobId, 'start');
  if (runId === null) throw new Error('The run was not started.');
  await eventually(async () => (await stack.api.run(runId)).state === 'completed', SHOWN_MS);
  return runId;
}

describe('what can not be read', () => {
  test('a search says which part of it and what to write instead', async () => {
    await quietJob('Found again');
    const { page, faults } = await open('/jobs');
    const field = page.getByRole('combobox', { name: 'Search jobs' });
    await field.fill('state:flying');
    const said = page.getByText(/"flying" is no value of state\. Write one of .*running/);
    await said.waitFor();
    await page.keyboard.press('Escape');
    await field.press('Enter');
    expect(new URL(page.url()).search).toBe('');
    await field.fill('name:"Found again"');
    await said.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  test('a search in the address is refused with the reason, and can be mended', async () => {
    const { page } = await open('/jobs?q=state%3Aflying');
    await page
      .getByRole('alert')
      .getByText(/flying/)
      .first()
      .waitFor();
    expect(await page.getByRole('combobox', { name: 'Search jobs' }).inputValue()).toBe('state:flying');
    await button(page, 'Clear the search').click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  test('a schedule is judged while it is typed, and nothing is saved until it can be read', async () => {
    const { page, faults } = await open(`/jobs/new?url=${encodeURIComponent(site.url('/quiet'))}`);
    const field = page.getByLabel('How often');
    await field.fill('61 * * * *');
    await page.locator('#schedule[aria-invalid=true]').waitFor();
    await page.getByText('Say first how often it should run.').waitFor();
    expect(await button(page, 'Save and start').isDisabled()).toBe(true);
    await field.fill('*/10 * * * *');
    await page.getByRole('list', { name: 'The next ten runs' }).getByRole('listitem').nth(9).waitFor();
    await page.getByText('Say first how often it should run.').waitFor({ state: 'detached' });
    expect(await button(page, 'Save and start').isEnabled()).toBe(true);
    expect(faults).toEqual([]);
  });
});

test('a wall in the wizard is called one, with what to do, and is not offered for watching', async () => {
  const { page, faults } = await open('/jobs/new');
  await page.getByLabel('Address of the page').fill(site.url('/wall'));
  await button(page, 'Look at it').click();
  const said = page.getByRole('alert');
  await said.getByRole('button', { name: 'Look as a browser would' }).waitFor();
  expect(await said.innerText()).toMatch(/403|block|refuse/i);
  expect(await page.getByRole('radio').count()).toBe(0);
  await said.getByRole('button', { name: 'Look as a browser would' }).click();
  await eventually(() => site.log.filter(({ path }) => path === '/wall').length >= 2, SHOWN_MS);
  await headline(page, /./).waitFor();
  expect(faults).toEqual([]);
});
