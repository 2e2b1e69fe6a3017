// Proxies in the settings: a pool is made of two servers, a fault of one is told at its field, each is tried, the pool is chosen in
// the settings of a job; by keyboard and at phone width, and no password is shown again.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { button } from '../../support/browser/shown-job.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';
import { type SocksProxy, startSocksProxy } from '../../support/socks-proxy.ts';

const SHOWN_MS = 60_000;
const PUBLIC = '93.184.216.34';
const PASSWORD = 'Gk38-shown-nowhere';

let browser: Browser;
let site: Site;
let socks: SocksProxy;
let http: ForwardProxy;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({ '/ip': sitePage('198.51.100.7') });
  const reaches = { [`${PUBLIC}:80`]: site.port };
  socks = await startSocksProxy({ reaches, login: `ada:${PASSWORD}` });
  http = await startForwardProxy({ reaches });
  http.setMode(407);
  stack = await serveWebloom(inject('services'), { name: 'proxy-settings', host: '127.0.0.1' });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await Promise.all([site?.close(), socks?.close(), http?.close()]);
});

describe.each([1_280, 360])('Proxies at %i px', (width) => {
  test('a pool is made, corrected, tried and chosen', async () => {
    const baseUrl = stack.webloom.apiUrl;
    const name = `Shops ${width}`;
    const { page, faults } = await openScreen(browser, {
      baseUrl,
      width,
      theme: 'dark',
      allowed: /status of 422/,
    });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${baseUrl}/settings/proxies`);
    await button(page, 'New proxy pool').first().click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Address of server 1').fill('ftp://gate.example');
    await page.getByLabel('Tags').fill(`sale ${width}`);
    await button(page, 'Make the pool').click();
    await page
      .getByText(/must begin with http:\/\/, https:\/\/ or socks5:\/\//)
      .first()
      .waitFor();
    await page.getByLabel('Address of server 1').fill(`socks5://127.0.0.1:${socks.port}`);
    await page.getByLabel('User of server 1').fill('ada');
    await page.getByLabel('Password of server 1').fill(PASSWORD);
    await button(page, 'Another server').click();
    await page.getByLabel('Address of server 2').fill(`http://127.0.0.1:${http.port}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await keepPicture(page, `proxies-form-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(`The proxy pool ${name} is made.`).first().waitFor();
    await page
      .getByText(/2 servers/)
      .first()
      .waitFor();
    expect(await page.content()).not.toContain(PASSWORD);

    await button(page, `Test ${name}`).click();
    await page.getByLabel('Address of a page').fill(`http://${PUBLIC}/ip`);
    await button(page, 'Ask by each server').click();
    await page.getByText(/answers with 200 in \d+ ms, from 198\.51\.100\.7/).waitFor();
    await page.getByText(/407/).waitFor();
    await keepPicture(page, `proxies-tested-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');

    const source = { kind: 'pages' as const, urls: [`http://${PUBLIC}/ip`] };
    const { jobId } = await stack.api.createJob({ config: { source } });
    await page.goto(`${baseUrl}/jobs/${jobId}/settings`);
    await page.getByLabel('Proxies').selectOption({ label: name });
    await button(page, 'Save').first().click();
    await expect
      .poll(async () => (await stack.api.job(jobId)).config['fetch'], { timeout: SHOWN_MS })
      .toHaveProperty('proxy', expect.stringMatching(/^pxp_/));
    expect(faults).toEqual([]);
    await page.close();
  });
});
