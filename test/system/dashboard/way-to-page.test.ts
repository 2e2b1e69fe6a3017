// What New job asks of the way to a page: a device with a certificate of its own is looked at by its name, a proxy pool is chosen; and
// of a document it offers pages and sheets by their names.
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JobInput } from '../../../domain/config/schema.ts';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button, headline } from '../../support/browser/shown-job.ts';
import { makeXlsx } from '../../support/document/make-archive.ts';
import { makePdf } from '../../support/document/make-pdf.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as html } from '../../support/site/page.ts';
import { type Handler, type Site, startSite } from '../../support/site/site.ts';

const ROUTER =
  '<title>Router</title><main><h1>Router</h1><p>The line to the provider has been up for three days without a break.</p></main>';
const HOURS =
  '<title>Hours</title><main><h1>Opening hours</h1><p>We are open from Monday to Friday, from nine to five.</p></main>';
const PDF = makePdf({
  pages: [
    ['Prices of boards', '', 'Oak board\tm2\t€ 49.90'],
    ['Terms', '', 'We deliver within ten days of an order.'],
  ],
});
const ROWS =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Oak board</t></is></c><c r="B1"><v>49.9</v></c></row>';
const XLSX = makeXlsx([
  { name: 'Boards 2026', rows: ROWS },
  { name: 'Terms', rows: ROWS },
]);

let browser: Browser;
let site: Site;
let device: Server;
let deviceHost: string;
let deviceUrl: string;
let stack: ServedWebloom;

function served(body: Uint8Array): Handler {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(body);
}

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/list.pdf': served(PDF),
    '/list.xlsx': served(XLSX),
    '/robots.txt': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /own/'),
    '/own/hours': html(HOURS),
    '/staff/hours': (request, response) =>
      request.headers.authorization === `Basic ${Buffer.from('ada:pw').toString('base64')}`
        ? html(HOURS)(request, response)
        : void response.writeHead(401, { 'www-authenticate': 'Basic realm="staff"' }).end(),
  });
  device = createServer(makeCertificate('IP:127.0.0.1'), (request, response) => {
    const isPage = request.url === '/status';
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html' }).end(isPage ? ROUTER : '');
  });
  await new Promise<void>((listening) => void device.listen(0, '127.0.0.1', listening));
  const { port } = device.address() as AddressInfo;
  deviceHost = `127.0.0.1:${port}`;
  deviceUrl = `https://${deviceHost}/status`;
  const host = `${site.host}:${site.port},${deviceHost}`;
  stack = await serveWebloom(inject('services'), { name: 'way', host });
  const servers = [{ url: `http://${site.host}:${site.port}` }];
  await stack.api.createProxyPool({ name: 'Shops', servers });
  await stack.api.createLogin({
    name: 'Staff',
    hosts: [`${site.host}:${site.port}`],
    settings: { kind: 'basic', user: 'ada', password: 'pw' },
  });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
  device?.close();
});

async function lookAt(url: string, width: number) {
  const { page, faults } = await openScreen(browser, {
    baseUrl: stack.webloom.apiUrl,
    width,
    theme: 'light',
    allowed: /status of 422/,
  });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${stack.webloom.apiUrl}/jobs/new?url=${encodeURIComponent(url)}`);
  return { page, faults };
}

async function shownDraft(page: Page): Promise<JobInput> {
  return JSON.parse(await page.getByLabel('The job as JSON', { exact: true }).inputValue());
}

describe.each([1_280, 360])('The way to a page at %i px', (width) => {
  test('a device with a certificate of its own is named, looked at, and the job goes the same way', async () => {
    const { page, faults } = await lookAt(deviceUrl, width);
    await headline(page, 'The page could not be had').waitFor();
    // What helps stands open where a certificate was refused.
    const hosts = page.getByLabel('Hosts whose certificates are not checked');
    await hosts.fill('https://router');
    await button(page, 'Look at it this way').click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await hosts.fill(deviceHost);
    await page.getByText(`The certificates of ${deviceHost} are not checked`).first().waitFor();
    await keepPicture(page, `way-certificate-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    await hosts.press('Tab');
    await page.keyboard.press('Enter');
    await headline(page, 'Webloom can watch this page').waitFor();
    expect((await shownDraft(page)).config.fetch).toEqual({ uncheckedCertificates: [deviceHost] });
    await page.getByLabel('Proxies').selectOption({ label: 'Shops' });
    await expect
      .poll(async () => (await shownDraft(page)).config.fetch, { timeout: SHOWN_MS })
      .toMatchObject({ proxy: expect.stringMatching(/^pxp_/) });
    await page.getByLabel('Proxies').selectOption({ label: 'None: by no pool' });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await button(page, 'Save only').click();
    await page.waitForURL(/\/jobs\/job_/);
    const jobId = /job_\w+/.exec(page.url())?.[0] ?? '';
    expect((await stack.api.job(jobId)).config['fetch']).toMatchObject({
      proxy: 'none',
      uncheckedCertificates: [deviceHost],
    });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('a page of a site of one’s own that robots.txt forbids is looked at all the same, in a browser', async () => {
    const { page, faults } = await lookAt(site.url('/own/hours'), width);
    const robots = page.getByLabel('Keep to robots.txt');
    await robots.setChecked(false);
    await page.getByLabel('Opened in a browser').selectOption({ label: 'Never' });
    await button(page, 'Look at it this way').click();
    await headline(page, 'Webloom can watch this page').waitFor();
    expect((await shownDraft(page)).config.fetch).toEqual({ obeyRobots: false, render: 'never' });
    await robots.setChecked(true);
    await expect
      .poll(async () => (await shownDraft(page)).config.fetch, { timeout: SHOWN_MS })
      .toEqual({ render: 'never' });
    await keepPicture(page, `way-robots-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('the login by which it was looked at stands there, and can be taken back', async () => {
    const { page, faults } = await lookAt(site.url('/staff/hours'), width);
    await button(page, 'Look by it').click();
    await headline(page, 'Webloom can watch this page').waitFor();
    const login = page.getByLabel('Login', { exact: true });
    expect(await login.locator('option:checked').innerText()).toContain('Staff');
    expect((await shownDraft(page)).config.fetch).toEqual({ login: await login.inputValue() });
    await login.selectOption({ label: 'None: as everybody sees it' });
    await expect
      .poll(async () => (await shownDraft(page)).config.fetch, { timeout: SHOWN_MS })
      .toBeUndefined();
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test.each([
    {
      path: '/list.pdf',
      kind: 'a PDF document',
      title: 'A document of pages',
      label: 'Page',
      all: ['page:1', 'page:2'],
    },
    {
      path: '/list.xlsx',
      kind: 'an Excel workbook',
      title: 'A document of sheets',
      label: 'Sheet',
      all: ['sheet:Boards 2026', 'sheet:Terms'],
    },
  ])('$path: its pages and sheets are offered by name', async ({ path, kind, title, label, all }) => {
    const part = all.at(-1) ?? '';
    const { page, faults } = await lookAt(site.url(path), width);
    await page.getByText(title).waitFor();
    expect(await page.getByText(kind).count()).toBe(1);
    expect(await page.getByText('% sure').count()).toBe(0);
    const choice = page.getByLabel(label, { exact: true });
    expect(await choice.locator('option').allInnerTexts()).toEqual(all);
    await choice.selectOption(part);
    await button(page, 'Watch it alone').press('Enter');
    await expect
      .poll(async () => (await shownDraft(page)).config.changes?.scope?.include, { timeout: SHOWN_MS })
      .toEqual([part]);
    await keepPicture(page, `way${path.replace(/\W/g, '-')}-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
