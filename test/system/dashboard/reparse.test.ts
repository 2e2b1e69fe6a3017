// A field is added to a job that has stored versions already: they are all read again from the job's menu, by keyboard, and the
// field has a history then; what is stored is verified from the settings. On real services.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { launchChromium, openScreen } from '../../support/browser/browser.ts';
import { countPointer, pointerUses, tabTo } from '../../support/browser/by-keyboard.ts';
import { SHOWN_MS, headline } from '../../support/browser/shown-job.ts';
import { PRODUCT, type WatchedSite, startWatchedSite } from '../../support/browser/watched-site.ts';
import type { SnapshotView } from '../../../api/schemas/page.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const RUN_MS = 60_000;

let browser: Browser;
let site: WatchedSite;
let stack: ServedWebloom;
let jobId: string;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startWatchedSite();
  stack = await serveWebloom(inject('services'), { name: 'reparse', host: `${site.host}:${site.port}` });
  const urls = [`http://${site.host}:${site.port}/kettle`];
  const job = await stack.api.createJob({ name: 'Kettle', config: { source: { kind: 'pages', urls } } });
  jobId = job.jobId;
  await runOnce();
  site.change();
  await runOnce();
  const fields = [{ name: 'duration', locators: [{ selector: 'main p:nth-of-type(2)' }] }];
  const { version } = await stack.api.job(jobId);
  await stack.api.changeJob(jobId, { config: { fields } }, version);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

async function runOnce(): Promise<void> {
  const { runId } = await stack.api.act(jobId, 'start');
  await eventually(
    async () => ((await stack.api.run(runId ?? '')).finishedAt === null ? null : true),
    RUN_MS,
  );
}

/** Of the stored versions, newest first. */
async function fieldValues(): Promise<(string | null | undefined)[]> {
  const answer = await fetch(`${stack.webloom.apiUrl}/v1/jobs/${jobId}/snapshots`);
  const { items } = (await answer.json()) as { items: SnapshotView[] };
  return items.map(({ fields }) => fields[0]?.value);
}

test('all stored versions are read again by keyboard', { timeout: 240_000 }, async () => {
  expect(await fieldValues()).toEqual([undefined, undefined]);
  const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await countPointer(page);
  await page.goto(`${stack.webloom.apiUrl}/jobs/${jobId}`);
  const menu = page.getByRole('button', { name: 'More for Kettle' });
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Read stored pages again…' }).waitFor();
  await page.keyboard.type('Read');
  await page.keyboard.press('Enter');
  await page.getByText('1 page with 2 versions looked at: 1 would be read otherwise').waitFor();
  await page.getByText(`field duration: – → ${PRODUCT.before.text}`).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await tabTo(page, page.getByRole('button', { name: 'Read again' }));
  await page.keyboard.press('Enter');
  await headline(page, /^Run 3 is complete: 1 page read otherwise: 2 versions$/).waitFor();
  expect(await fieldValues()).toEqual([PRODUCT.after.text, PRODUCT.before.text]);
  expect((await stack.api.changes({ jobId })).items).toHaveLength(1);
  expect([await pointerUses(page), faults]).toEqual([0, []]);
});

test('what is stored is verified from the settings', { timeout: 240_000 }, async () => {
  const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${stack.webloom.apiUrl}/settings/storage`);
  await page.getByRole('button', { name: 'Verify or repair …' }).click();
  await page.getByRole('radio', { name: 'Kettle' }).check();
  await page.getByRole('checkbox', { name: /^Repair/ }).check();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Verify and repair' }).click();
  await headline(page, /^Run \d is complete: 1 page looked at, all that is stored can be read$/).waitFor();
  expect(faults).toEqual([]);
});
