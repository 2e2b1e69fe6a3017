// The note of a job on its screens: written in the settings and in the wizard's last step, shown under the name, found by the search.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const SHOWN_MS = 60_000;
const LONG = `Rent of the flat in Gdańsk: ask Anna before writing to them, and see <b>${'Przybyszewskiego'.repeat(6)}</b>`;

let browser: Browser;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), { name: 'job-note', host: '127.0.0.1' });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

describe.each([1_280, 360])('the note of a job at %i px', (width) => {
  test('is written in the settings, stands below the name in its lines, and is found', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const name = `Flat ${width}`;
    const { jobId } = await stack.api.createJob({
      name,
      start: false,
      config: { source: { kind: 'pages', urls: [`https://flats.example/${width}`] } },
    });
    const { page, faults } = await openScreen(browser, { baseUrl, width, theme: 'light' });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/jobs/${jobId}/settings`);
    const note = page.getByRole('note', { name: 'Note of the job' });
    const field = page.getByLabel('Note', { exact: true });
    await field.waitFor();
    expect(await note.count()).toBe(0);
    await field.fill(`${LONG}\nFor width ${width}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await note.waitFor();
    expect(await note.innerText()).toBe(`${LONG}\nFor width ${width}`);
    await page.goto(`${baseUrl}/jobs/${jobId}`);
    await note.waitFor();
    await keepPicture(page, `job-note-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.goto(`${baseUrl}/jobs?q=${encodeURIComponent(`"for width ${width}"`)}`);
    await page.getByRole('link', { name }).first().waitFor();
    expect((await stack.api.job(jobId)).version).toBe(1);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
