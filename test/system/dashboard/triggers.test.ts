// What starts a job, set in its settings and used: a window, missed times, a dependent with a condition, a start link; and the run that shows
// what started it and why another did not start.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium } from '../../support/browser/browser.ts';
import { SHOWN_MS, button } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';

const RUN_MS = 60_000;

let site: Server;
let browser: Browser;
let stack: ServedWebloom;
let page: Page;
let jobs: Record<'list' | 'details', string>;

beforeAll(async () => {
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      '<html><title>Ware</title><body><main><h1>A kettle</h1><p>It is as it was.</p></main></body></html>',
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  browser = await launchChromium();
  stack = await serveWebloom(inject('services'), { name: 'triggers', host });
  const source = { kind: 'pages' as const, urls: [`http://${host}/`] };
  const details = (await stack.api.createJob({ name: 'Details', config: { source } })).jobId;
  const schedule = { kind: 'interval' as const, everyMs: 3_600_000 };
  const list = (await stack.api.createJob({ name: 'List', config: { source, schedule } })).jobId;
  jobs = { list, details };
  page = await browser.newPage();
  page.setDefaultTimeout(SHOWN_MS);
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await new Promise((resolve) => site?.close(resolve));
});

test('a window, dates, missed times and a dependent with a condition are saved as they are typed', async () => {
  await page.goto(`${stack.webloom.apiUrl}/jobs/${jobs.list}/settings`);
  await page.getByLabel('Only within').fill('noon');
  await page.getByText('is no window. Write days, hours or both').waitFor();
  await page.getByLabel('Only within').fill('mon-fri 8-18');
  await page.getByLabel('Not on these dates').fill('2026-12-25');
  await page.getByLabel('Time zone of these hours and dates').fill('Europe/Berlin');
  await page.getByLabel('Times missed while Webloom was away').selectOption('all');
  await page.getByLabel('How many at most').fill('3');
  await button(page, 'Add a job').click();
  await page.getByLabel('Job 1').fill(jobs.details);
  await page.getByLabel('It starts').selectOption('changes');
  await page.getByLabel('It looks at').selectOption('changed');
  await button(page, 'Save').click();
  const saved = await eventually(async () => {
    const { config } = await stack.api.job(jobs.list);
    return JSON.stringify(config).includes('2026-12-25') ? config : null;
  });
  expect(saved['schedule']).toEqual({
    kind: 'interval',
    everyMs: 3_600_000,
    timezone: 'Europe/Berlin',
    window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' },
    except: ['2026-12-25'],
    missed: { all: 3 },
  });
  expect(saved['dependents']).toEqual([{ job: jobs.details, when: 'changes', pages: 'changed' }]);
});

test('a start link is made, shown once, used, and revoked after a question', async () => {
  await page.goto(`${stack.webloom.apiUrl}/jobs/${jobs.list}/settings`);
  await page.getByLabel('Who or what will send to it').fill('deploys');
  await button(page, 'Make a start link').click();
  const line = (await page.getByRole('alertdialog').locator('code').textContent()) ?? '';
  const url = line.replace('curl -X POST ', '');
  await button(page, 'I have stored it').click();
  const answer = await fetch(url, { method: 'POST' });
  expect(answer.status).toBe(202);
  const { runId } = (await answer.json()) as { runId: string };
  await eventually(async () => ((await stack.api.run(runId)).dependents.length > 0 ? true : null), RUN_MS);
  await page.goto(`${stack.webloom.apiUrl}/runs/${runId}`);
  await page.getByText('started by the start link deploys').waitFor();
  await page.getByText('Not started: the run found no changes.').waitFor();
  await page.getByRole('link', { name: 'All runs of this chain' }).click();
  await page.waitForURL(/\/runs\?chain=/);
  await page.goto(`${stack.webloom.apiUrl}/jobs/${jobs.list}/settings`);
  await button(page, 'Revoke deploys').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await eventually(async () => ((await fetch(url, { method: 'POST' })).status === 404 ? true : null));
});
