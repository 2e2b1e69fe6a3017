// The import screen with a backup that holds texts: each entry says what was known, a tick leaves them there, and the page of a job
// shows the version with its tool in place of a run.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { packZip } from '../../../domain/reading/content/archive/pack-zip.ts';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const SHOWN_MS = 60_000;

let browser: Browser;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), { name: 'known-texts-shown', host: '127.0.0.1' });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

const SNAPSHOTS = join(import.meta.dirname, '../../support/snapshots');

function backup(width: number): Buffer {
  const uuid = `11111111-2222-4333-8444-${String(width).padStart(12, '0')}`;
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const watch = { url: `https://shop.example/tents-${width}`, title: `Tents ${width}` };
  return Buffer.from(
    packZip(
      new Map([
        [`${uuid}/watch.json`, bytes(JSON.stringify(watch))],
        [`${uuid}/history.txt`, bytes('1763625600,a.txt')],
        [`${uuid}/a.txt`, bytes('A tent that keeps the rain out, from 119 €.')],
      ]),
    ),
  );
}

describe.each([1_280, 360])('a backup with texts at %i px', (width) => {
  test('its texts are told, taken over, and shown as versions', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/import`);
    const file = { name: 'backup.zip', mimeType: 'application/zip', buffer: backup(width) };
    await page.getByLabel('Files to import').setInputFiles(file);
    await page.getByText('Known text of 2025-11-20 (43 characters)').waitFor();
    const tick = page.getByLabel('Take over what the other tool knew of 1 page, as its first version');
    expect(await tick.isChecked()).toBe(true);
    await keepPicture(page, `known-texts-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Import 1 job' }).click();
    await page.getByText('1 job made, paused').waitFor();
    const job = (await stack.api.jobs({})).items.find(({ name }) => name === `Tents ${width}`);
    const [known] = (await stack.api.pages(job?.jobId ?? '')).items;
    await page.goto(`${baseUrl}/pages/${encodeURIComponent(known?.pageId ?? '')}`);
    await page.getByText('known to changedetection.io').scrollIntoViewIfNeeded();
    await keepPicture(page, `known-version-${width}`);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a job list and its database are chosen together; a database alone is answered with what it lacks', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/import`);
    const database = join(SNAPSHOTS, 'webchanges-3.37.db');
    await page.getByLabel('Files to import').setInputFiles([join(SNAPSHOTS, 'webchanges.yaml'), database]);
    await page.getByText('Known text of 2026-12-02 (18 characters)').first().waitFor();
    await page.getByText('The database knows one more job, which is not in the list').waitFor();
    await page.getByLabel('Take over what the other tool knew of 5 pages, as their first version').waitFor();
    await keepPicture(page, `snapshot-texts-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Another file' }).click();
    await keepPicture(page, `import-files-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.getByLabel('Files to import').setInputFiles(database);
    await page.getByText('The file is a database of texts, and names no job').waitFor();
    await page.context().close();
  });

  test('files of several tools are each read, and one that can not be read keeps none back', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/import`);
    const text = (name: string, of: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(of) });
    await page
      .getByLabel('Files to import')
      .setInputFiles([
        text('urls.yaml', `name: Listed ${width}\nurl: https://shop.example/listed-${width}\n`),
        text('prose.txt', 'Good morning to you all'),
        text('rows.csv', `name,url\nRow ${width},https://shop.example/row-${width}\n`),
      ]);
    await page.getByRole('heading', { name: '2 jobs to import' }).waitFor();
    const failed = page.getByRole('region', { name: 'prose.txt' });
    await failed.getByText('can not be told by its content').waitFor();
    await keepPicture(page, `several-files-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Import 2 jobs' }).click();
    await page.getByText('2 jobs made, paused').waitFor();
    const names = (await stack.api.jobs({})).items.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([`Listed ${width}`, `Row ${width}`]));
    expect(faults).toEqual([expect.stringContaining('422')]);
    await page.context().close();
  });
});
