// A key that ends while its owner uses the dashboard: the login says which key, why and what to do, and comes back to
// where one was. Only the API runs; nothing else knows of keys.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { launchChromium } from '../../support/browser/browser.ts';
import { SHOWN_MS, button, headline } from '../../support/browser/shown-job.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const OPERATOR_KEY = 'the-key-of-the-operator-of-this-test';
const LOGIN = 'Log in with a key';

let browser: Browser;
let stack: ServedWebloom;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), {
    name: 'ended-key',
    host: '127.0.0.1:1',
    apiKey: OPERATOR_KEY,
    counts: { orchestrator: 0, dispatcher: 0, pipeline: 0, scraper: 0, monitor: 0 },
  });
  await stack.api.createJob({
    name: 'Behind a key',
    config: { source: { kind: 'pages', urls: ['http://127.0.0.1:1/'] } },
  });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(SHOWN_MS);
});

afterEach(async () => {
  await page.close();
});

async function logIn(key: string): Promise<void> {
  await headline(page, LOGIN).waitFor();
  await page.getByLabel('Key', { exact: true }).fill(key);
  await button(page, 'Log in').click();
}

/** Path and search of what is shown. */
function place(): string {
  const { pathname, search } = new URL(page.url());
  return `${pathname}${search}`;
}

test('a key that is revoked in mid-session leads to the login and back', async () => {
  const { key, keyId } = await stack.api.createKey({ name: 'Night shift', scope: 'operator' });
  const wanted = '/jobs?q=key&sort=name';
  await page.goto(`${stack.webloom.apiUrl}${wanted}`);
  await logIn(key);
  await page.getByRole('link', { name: 'Behind a key' }).waitFor();
  expect(place()).toBe(wanted);
  await stack.api.revokeKey(keyId);
  await page.getByRole('link', { name: 'Behind a key' }).click();
  await headline(page, LOGIN).waitFor();
  await page.getByText('Your last key no longer works.').waitFor();
  await page.getByText(/The key "Night shift" was revoked on .* Ask an admin/).waitFor();
  await button(page, 'Forget it').click();
  await page.getByText('Your last key no longer works.').waitFor({ state: 'hidden' });
  await logIn(OPERATOR_KEY);
  await page.getByRole('status', { name: 'State of the job' }).waitFor();
  expect(place()).toMatch(/^\/jobs\/job_\w+$/);
});

test('a key that expires while nothing is touched leads to the login, which says why', async () => {
  const expiresAt = new Date(Date.now() + 15_000).toISOString();
  const { key } = await stack.api.createKey({ name: 'Short shift', scope: 'viewer', expiresAt });
  await page.goto(`${stack.webloom.apiUrl}/changes`);
  await logIn(key);
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
  await headline(page, LOGIN).waitFor();
  expect(await page.getByText(/The key "Short shift" expired/).innerText()).toContain('Ask an admin');
});

test('a verb with a key that is revoked is taken back, and the login says why', async () => {
  const { key, keyId } = await stack.api.createKey({ name: 'Day shift', scope: 'operator' });
  await page.goto(`${stack.webloom.apiUrl}/jobs`);
  await logIn(key);
  await page.getByRole('link', { name: 'Behind a key' }).click();
  await button(page, 'Run now').waitFor();
  const before = place();
  // Revoked while the verb is on its way: the page hears of it by other ways, too, and might be the login before a click.
  await page.route(/\/v1\/jobs\/[^/]+\/start$/, async (route) => {
    await stack.api.revokeKey(keyId);
    await route.continue();
  });
  await button(page, 'Run now').click();
  await page
    .getByText(/The key "Day shift" was revoked on .* Ask an admin/)
    .first()
    .waitFor();
  await logIn(OPERATOR_KEY);
  await button(page, 'Run now').waitFor();
  expect(place()).toBe(before);
});

test('a wrong key is refused with what to do, and what was typed stays', async () => {
  await page.goto(`${stack.webloom.apiUrl}/changes`);
  await logIn('wl_key_00000000000000000000000000_wrong');
  await page
    .getByRole('alert')
    .getByText(/not known here.*ask an admin/i)
    .waitFor();
  expect(await page.getByLabel('Key', { exact: true }).inputValue()).not.toBe('');
  await logIn(OPERATOR_KEY);
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
  expect(place()).toBe('/changes');
});
