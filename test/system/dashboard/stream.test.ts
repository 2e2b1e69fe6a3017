// The one event stream of a browser, on real services: shared by all its tabs, taken over when its tab closes, shown as
// broken within seconds when the API is killed, and begun anew after a day of sleep.
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { launchChromium } from '../../support/browser/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const AMBER_MS = 5_000;
const BACK_MS = 30_000;
let browser: Browser;
let site: Site;
let stack: ServedWebloom;
let context: BrowserContext;
let streams: Request[];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>A page that is watched</h1>');
    },
  });
  stack = await serveWebloom(inject('services'), { name: 'stream', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

beforeEach(async () => {
  context = await browser.newContext();
  streams = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/v1/events') streams.push(request);
  });
});

afterEach(async () => {
  await context.close();
});

async function openTab(path = '/settings'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stack.webloom.apiUrl}${path}`);
  return page;
}

const live = (page: Page) =>
  page.locator('[data-live=true]').first().waitFor({ timeout: BACK_MS, state: 'attached' });
const amber = (page: Page) =>
  page.locator('[data-live=false]').first().waitFor({ timeout: AMBER_MS, state: 'attached' });

test('seven tabs share one stream, and another goes on with it when its tab is closed', async () => {
  const tabs: Page[] = [];
  for (let n = 0; n < 7; n++) {
    tabs.push(await openTab());
    await live(tabs[n] as Page);
  }
  expect(streams).toHaveLength(1);
  const { jobId } = await stack.api.createJob({
    config: { source: { kind: 'pages', urls: [site.url('/')] } },
  });
  await stack.api.act(jobId, 'start');
  await eventually(async () => (await stack.api.job(jobId)).state === 'completed', BACK_MS);
  await tabs[0]?.close();
  await eventually(() => streams.length === 2, BACK_MS);
  // The new leader continues after the last event that it heard from the old one.
  expect(new URL(streams[1]?.url() ?? '').searchParams.get('lastEventId')).toMatch(/^\d{12,15}~/);
  for (const tab of tabs.slice(1)) await live(tab);
  expect(streams).toHaveLength(2);
});

test('a killed API shows in every tab within five seconds, and everything is live again after its restart', async () => {
  const tabs = [await openTab('/jobs'), await openTab('/jobs')];
  await Promise.all(tabs.map(live));
  stack.webloom.supervisors.get('api')?.signalNow('SIGKILL');
  await Promise.all(tabs.map(amber));
  await expect
    .poll(() => tabs[0]?.locator('[data-live=false]').first().getAttribute('title'))
    .toMatch(/data from \d\d:\d\d/);
  await Promise.all(tabs.map(live));
});

test('an API that hangs is noticed though its connection stays open', async () => {
  const tab = await openTab();
  await live(tab);
  const api = stack.webloom.supervisors.get('api');
  api?.signalNow('SIGSTOP');
  try {
    await tab.locator('[data-live=false]').first().waitFor({ timeout: 15_000, state: 'attached' });
  } finally {
    api?.signalNow('SIGCONT');
  }
  await live(tab);
  expect(await tab.locator('[data-live=true]').count()).toBeGreaterThan(0);
});

test('a tab that slept for a day asks for everything anew instead of replaying the day', async () => {
  const tab = await context.newPage();
  await tab.clock.install();
  await tab.goto(`${stack.webloom.apiUrl}/jobs`);
  await live(tab);
  const asked: string[] = [];
  tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await tab.clock.fastForward('24:00:00');
  await eventually(() => asked.includes('/v1/events') && asked.includes('/v1/jobs'), BACK_MS);
  expect(new URL(streams.at(-1)?.url() ?? '').search).toBe('');
  await live(tab);
});
