// A page that scripts build, watched by the JSON that it gets instead of by a browser: somebody pastes its address, takes the offer,
// and the run of the job asks for that address alone. And what is not offered.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { PreviewView } from '../../../api/client/client.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button, headline } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { ownJsonShop, QUESTION } from '../../support/site/own-json-shop.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const SHOWN_MS = 60_000;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;
let price = 1299.9;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite(
    ownJsonShop(() => price),
    { host: '127.0.0.1' },
  );
  const host = `${site.host}:${site.port}`;
  stack = await serveWebloom(inject('services'), { name: 'own-json', host, counts: { renderer: 1 } });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function look(
  path: string,
  include: readonly string[] = [],
  fetch: NonNullable<JobInput['config']['fetch']> = {},
): Promise<PreviewView> {
  const changes = include.length === 0 ? {} : { changes: { scope: { include: [...include] } } };
  const begun = await stack.api.preview({ url: site.url(path), fetch, ...changes });
  return eventually(async () => {
    const seen = await stack.api.previewed(begun.previewId);
    return seen.outcome === 'pending' ? null : seen;
  }, SHOWN_MS);
}

async function runOf(jobId: string): Promise<string> {
  const runId = (await stack.api.act(jobId, 'start')).runId ?? '';
  return eventually(async () => (isTerminal((await stack.api.run(runId)).state) ? runId : null), SHOWN_MS);
}

async function shownDraft(page: Page): Promise<JobInput> {
  return JSON.parse(await page.getByLabel('The job as JSON', { exact: true }).inputValue());
}

describe.each([1_280, 360])('New job at %i px', (width) => {
  test('offers the JSON of a page, and its run asks for that alone and tells its price', async () => {
    price = 1299.9;
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(site.url('/kettle'))}`);
    await headline(page, /^Steel kettle for /).waitFor();
    const offer = page.getByText('What you watch also stands in JSON').locator('..');
    expect(await offer.innerText()).toContain(
      `at ${site.url('/api/kettle?lang=de')} ($.product.offer.price), sent in`,
    );
    expect(await offer.innerText()).toContain('1299.9');
    await offer.scrollIntoViewIfNeeded();
    await keepPicture(page, `own-json-offer-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await button(page, 'Watch that instead').click();
    await page.getByText('This JSON').waitFor();
    await page.getByText('The job as JSON, as the API takes it').click();
    await keepPicture(page, `own-json-taken-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    const job = await shownDraft(page);
    expect(job.name).toContain('Steel kettle');
    expect(job.config).toMatchObject({
      source: { kind: 'pages', urls: [site.url('/api/kettle?lang=de')] },
      fetch: { render: 'never' },
      changes: { scope: { include: ['$.product.offer.price'] } },
    });
    expect(faults).toEqual([]);
    await page.context().close();

    const { jobId } = await stack.api.createJob(job);
    const asked = site.log.length;
    await runOf(jobId);
    price = 999.5;
    await runOf(jobId);
    const paths = site.log.slice(asked).map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set(['/robots.txt', '/api/kettle?lang=de'].filter((path) => paths.includes(path))),
    );
    const [change] = (await stack.api.changes({ jobId })).items;
    expect(change?.summary).toContain('999.5');
  });
});

test('what is asked by POST is offered with its question, and watched with it', async () => {
  price = 1299.9;
  const baseUrl = stack.webloom.apiUrl;
  const { page, faults } = await openScreen(browser, { baseUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(site.url('/asked'))}`);
  const offer = page.getByText('What you watch also stands in JSON').locator('..');
  await offer.waitFor();
  expect(await offer.innerText()).toContain(
    `at ${site.url('/graphql')} ($.data.product.offer.price), asked by POST, sent in`,
  );
  await offer.scrollIntoViewIfNeeded();
  await keepPicture(page, 'own-json-asked');
  await button(page, 'Watch that instead').click();
  await page.getByText('This JSON').waitFor();
  expect(await page.getByLabel('Body', { exact: true }).inputValue()).toBe(QUESTION);
  await page.getByText('The job as JSON, as the API takes it').click();
  await keepPicture(page, 'own-json-asked-taken');
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  const job = await shownDraft(page);
  expect(job.config).toMatchObject({
    source: { kind: 'pages', urls: [site.url('/graphql')] },
    link: site.url('/asked'),
    fetch: { render: 'never', body: { type: 'json', text: QUESTION } },
    changes: { scope: { include: ['$.data.product.offer.price'] } },
  });
  expect(faults).toEqual([]);
  await page.context().close();

  const { jobId } = await stack.api.createJob(job);
  await runOf(jobId);
  price = 999.5;
  await runOf(jobId);
  const { items } = await stack.api.changes({ jobId });
  expect(items.map(({ summary }) => summary)).toEqual([expect.stringContaining('999.5')]);
});

test('a picked part is looked for in the JSON of the page when that is asked for', async () => {
  price = 1299.9;
  const baseUrl = stack.webloom.apiUrl;
  const { page, faults } = await openScreen(browser, { baseUrl, width: 1_280, theme: 'light' });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(site.url('/kettle'))}`);
  await page.getByText('The text of this page').click();
  await page.frameLocator('iframe[title="The page, to be clicked"]').getByText('7 left').click();
  await button(page, 'Look for it in the page’s own JSON').click();
  await page.getByText('$.product.stock').waitFor();
  await keepPicture(page, 'own-json-picked');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('where none is found it is told why, and can be looked for again', async () => {
  const baseUrl = stack.webloom.apiUrl;
  const { page, faults } = await openScreen(browser, { baseUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(site.url('/bound'))}`);
  await page.getByText('The text of this page').click();
  await page.frameLocator('iframe[title="The page, to be clicked"]').getByText('7 left').click();
  await button(page, 'Look for it in the page’s own JSON').click();
  const again = button(page, 'Look for it again');
  await again.waitFor();
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await again.click();
  expect(new URL((await asked).url()).pathname).toBe('/v1/preview');
  await again.waitFor({ state: 'detached' });
  await again.waitFor();
  await again.scrollIntoViewIfNeeded();
  await keepPicture(page, 'own-json-again');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('of a list the titles are offered', async () => {
  const { json: found } = await look('/pots');
  expect(found?.offer).toMatchObject({
    from: 'answer',
    url: site.url('/api/pots?page=1'),
    paths: ['$.items[*].title'],
    job: { config: { fetch: { render: 'never' }, changes: { scope: { include: ['$.items[*].title'] } } } },
  });
});

test('JSON in a script of the page is offered where the page says it without a browser', async () => {
  // What only a browser's pages have is left out of the job that needs none.
  const { json: found } = await look('/inline', ['.price'], { keepServed: true });
  expect(found?.offer).toMatchObject({
    from: 'page',
    url: site.url('/inline'),
    paths: ['$.props.product.price'],
    values: ['49.5'],
  });
  const { jobId } = await stack.api.createJob(found?.offer?.job as unknown as JobInput);
  const run = await stack.api.run(await runOf(jobId));
  expect(run).toMatchObject({ state: 'completed', fallbacks: [] });
});

test('a page without text is understood without a browser where its scripts hold what is watched', async () => {
  const part = 'variable:__PRELOADED_STATE__ $.product.offer.price';
  const seen = await look('/state', [part], { render: 'auto' });
  expect(seen).toMatchObject({ outcome: 'understood', problem: null });
  expect(seen.fetched?.rendered).toBeUndefined();
  const lost = await look('/state', ['variable:__OTHER__ $'], { render: 'never' });
  expect(lost.outcome).toBe('wall');
});

test('what a script of the page assigns is offered by its variable, and a run tells its price alone', async () => {
  price = 1299.9;
  const { json: found } = await look('/state', ['.price']);
  expect(found?.offer).toMatchObject({
    from: 'page',
    url: site.url('/state'),
    paths: ['variable:__PRELOADED_STATE__ $.product.offer.price'],
    values: ['1299.9'],
  });
  const { jobId } = await stack.api.createJob(found?.offer?.job as unknown as JobInput);
  await runOf(jobId);
  expect(await stack.api.run(await runOf(jobId))).toMatchObject({ state: 'completed', fallbacks: [] });
  expect((await stack.api.changes({ jobId })).items).toEqual([]);
  price = 999.5;
  await runOf(jobId);
  const { items } = await stack.api.changes({ jobId });
  expect(items.map(({ summary }) => summary)).toEqual([expect.stringContaining('999.5')]);
});

test.each([
  ['/bound', '/api/bound', 'status 403'],
  ['/signed', '/api/kettle', '“access_token” in its query looks like a token'],
  ['/bought', '/buy', 'may change something at the site'],
])('what %s gets is not offered, and it is said why', async (path, url, why) => {
  const { json: found } = await look(path);
  expect(found?.offer).toBeNull();
  expect(found?.passed).toEqual([{ url: site.url(url), why: expect.stringContaining(why) }]);
  expect(JSON.stringify(found)).not.toContain('1f2e3d');
});
