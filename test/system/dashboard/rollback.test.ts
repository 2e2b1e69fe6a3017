// A shop shows a wrong price in one run: that run is rolled back in the dashboard, prices and changes are right again, and the
// next run tells nothing false. On real services.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium, openScreen } from '../../support/browser/browser.ts';
import { SHOWN_MS, headline } from '../../support/browser/shown-job.ts';
import { PRODUCT, type WatchedSite, startWatchedSite } from '../../support/browser/watched-site.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const RUN_MS = 60_000;

let browser: Browser;
let site: WatchedSite;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startWatchedSite();
  stack = await serveWebloom(inject('services'), { name: 'rollback', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function ended(runId: string) {
  return eventually(async () => {
    const run = await stack.api.run(runId);
    return run.finishedAt === null ? null : run;
  }, RUN_MS);
}

async function runOnce(jobId: string) {
  const { runId } = await stack.api.act(jobId, 'start');
  return ended(runId ?? '');
}

test('a wrong price is rolled back, and the next run tells nothing false', { timeout: 240_000 }, async () => {
  const url = `http://${site.host}:${site.port}/kettle`;
  const { jobId } = await stack.api.createJob({
    name: 'Kettle',
    config: { source: { kind: 'pages', urls: [url] } },
  });
  await runOnce(jobId);
  site.change();
  const wrong = await runOnce(jobId);
  expect(wrong.metrics.changes).toBe(1);
  const [watched] = (await stack.api.pages(jobId)).items;
  const pageId = watched?.pageId ?? '';
  expect((await stack.api.page(pageId)).price?.amount).toBe(PRODUCT.after.price);

  const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${stack.webloom.apiUrl}/runs/${wrong.runId}`);
  await headline(page, /^Run 2 is complete/).waitFor();
  await page.getByRole('button', { name: 'More for Kettle' }).click();
  await page.getByRole('menuitem', { name: 'Roll back…' }).click();
  await page.getByText('1 change and 1 price are withdrawn.').waitFor();
  await page.getByLabel('Why, for those who were told').fill('The shop showed test prices.');
  await page.getByRole('button', { name: 'Roll back', exact: true }).click();
  await headline(page, /^Run 3 is complete: 1 page rolled back: 1 change, 1 price$/).waitFor();
  const rollbackId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  expect(faults).toEqual([]);

  expect((await stack.api.page(pageId)).price?.amount).toBe(PRODUCT.before.price);
  const [change] = (await stack.api.changes({ jobId })).items;
  expect(change).toMatchObject({ state: 'withdrawn', rolledBack: { why: 'The shop showed test prices.' } });

  site.restore();
  const next = await runOnce(jobId);
  expect([next.state, next.metrics.changes, next.metrics.priceChanges]).toEqual(['completed', 0, 0]);
  expect((await stack.api.page(pageId)).price?.amount).toBe(PRODUCT.before.price);

  const { runId } = await stack.api.undoRollback(rollbackId, '');
  expect((await ended(runId)).mend?.counts).toMatchObject({ pages: 1, changes: 1, prices: 1 });
  expect((await stack.api.page(pageId)).price?.amount).toBe(PRODUCT.after.price);
  expect((await stack.api.changes({ jobId })).items[0]?.state).toBe('confirmed');
  await page.context().close();
});
