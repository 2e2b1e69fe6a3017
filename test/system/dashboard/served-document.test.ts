// What the server sent beside what a browser made of it, on a whole stack: whether a site changed what it sends, or its scripts what they
// make of it, by the API and on the screens of the change and of the page.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const SHOWN_MS = 60_000;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;
let made = 'wet days';
let build = 'aa';
let jobId: string;

const sentNow = (): string =>
  `<!doctype html><html lang="en"><title>Boots</title><main id=app></main><script src="/app.js?${build}"></script></html>`;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/boots': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(sentNow()),
    '/app.js': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
        .end(
          `app.innerHTML = '<h1>Boots</h1><p>Boots of leather for ${made}, in five sizes, with soles that hold on ice and a lining of wool.</p>';`,
        ),
  });
  const host = `${site.host}:${site.port}`;
  stack = await serveWebloom(inject('services'), { name: 'served', host, counts: { renderer: 1 } });
  ({ jobId } = await stack.api.createJob({
    name: 'Boots',
    config: {
      source: { kind: 'pages', urls: [site.url('/boots')] },
      changes: { sampleNoise: false, confirm: false },
      fetch: { obeyRobots: false },
    },
  }));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function run(): Promise<void> {
  const { runId } = await stack.api.act(jobId, 'start');
  await eventually(async () => isTerminal((await stack.api.run(runId ?? '')).state), SHOWN_MS);
}

async function newestVersion() {
  const [version] = (await stack.api.snapshots(jobId)).items;
  if (version === undefined) throw new Error('no version is stored');
  return version;
}

async function contentOf(snapshotId: string, isServed: boolean): Promise<string> {
  return (await stack.api.snapshotSource(snapshotId, isServed, new AbortController().signal)).text();
}

async function exported(as: string): Promise<readonly object[]> {
  const query = { jobId, as };
  const answer = await stack.api.exported('contents.ndjson', query, new AbortController().signal);
  const lines = (await answer.text()).trim().split('\n');
  return lines.slice(0, -1).map((line): object => JSON.parse(line));
}

async function sentDiff() {
  const { pageId } = await newestVersion();
  return stack.api.diff(pageId, { served: 'true' });
}

test('a version stored before the job kept it gets what the server sent at the next look; later ones have their own', async () => {
  await run();
  const first = await newestVersion();
  expect(first.served).toBeNull();
  expect(await exported('served')).toMatchObject([{ problem: expect.stringContaining('fetch.keepServed') }]);
  await expect(contentOf(first.snapshotId, true)).rejects.toThrow(/fetch\.keepServed/);

  const { version } = await stack.api.job(jobId);
  await stack.api.changeJob(jobId, { config: { fetch: { keepServed: true } } }, version);
  await run();
  const same = await newestVersion();
  expect(same.snapshotId).toBe(first.snapshotId);
  expect(same.served).toEqual({ bytes: Buffer.byteLength(sentNow()), url: site.url('/boots') });
  expect(await contentOf(same.snapshotId, true)).toBe(sentNow());
  expect(await contentOf(same.snapshotId, false)).toContain('for wet days');

  const sentLines = await exported('served');
  expect(sentLines).toMatchObject([{ url: site.url('/boots'), served: sentNow() }]);

  // The scripts change what they make of the same page.
  made = 'snow';
  await run();
  expect(await sentDiff()).toMatchObject({ served: true, same: true });

  // The site changes what it sends, and its scripts follow.
  [made, build] = ['ice', 'bb'];
  await run();
  const { totals, hunks } = await sentDiff();
  expect(totals).toMatchObject({ replaced: 1, added: 0, removed: 0 });
  expect(hunks.flatMap(({ lines }) => lines).find(({ op }) => op === 'replaced')).toMatchObject({
    before: expect.stringContaining('/app.js?aa'),
    after: expect.stringContaining('/app.js?bb'),
  });
}, 240_000);

describe.each([1_280, 360])('what was sent at %i px', (width) => {
  test('stands on the screens of the change and of the page', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    const [newest, before] = (await stack.api.changes({ jobId })).items;
    await page.goto(`${baseUrl}/changes/${encodeURIComponent(newest?.changeId ?? '')}`);
    await page.getByRole('link', { name: 'As sent' }).click();
    await page.getByText('/app.js?bb').first().waitFor();
    expect(await page.getByRole('link', { name: /^Save what was sent (?:before|after)/ }).count()).toBe(2);
    await keepPicture(page, `as-sent-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);

    await page.goto(`${baseUrl}/changes/${encodeURIComponent(before?.changeId ?? '')}?view=sent`);
    await page.getByText('The server sent the same both times.').waitFor();

    await page.goto(`${baseUrl}/pages/${encodeURIComponent(newest?.pageId ?? '')}`);
    await button(page, 'Show both').click();
    const copy = page.frameLocator('iframe[title="As the browser had it, without scripts"]');
    await copy.getByText(/for ice/).waitFor();
    const sent = page.frameLocator('iframe[title="As the server sent it, without scripts"]');
    expect(await sent.getByText(/for ice/).count()).toBe(0);
    await keepPicture(page, `as-sent-and-made-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
