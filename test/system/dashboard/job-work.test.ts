// The daily work with jobs in the dashboard, on real services: verbs, saved views, tags, many jobs at once. Each leaves the
// focus where the work goes on.
import type { Browser, Page } from 'playwright-core';
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
  await expect.poll(() => hasFocus(button(page, 'Pause'))).toBe(true);
  await presentState(page, 'Running').waitFor();
  await page.keyboard.press('Enter');
  await button(page, 'Resume').waitFor();
  await expect.poll(() => hasFocus(button(page, 'Resume'))).toBe(true);
  await button(page, 'Stop').press('Enter');
  await page.keyboard.press('Enter');
  await presentState(page, 'Stopped').waitFor();
  await expect.poll(() => hasFocus(button(page, 'More for Slow stories'))).toBe(true);
  expect(faults).toEqual([]);
});
