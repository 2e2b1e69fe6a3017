// What the dashboard costs a browser: JavaScript of the first screen, first paint, and how long an event takes to reach the
// page and the screen. Chromium on this machine, the whole stack behind it, the demo's shop watched over two runs.
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { ShopData } from '../test/support/browser/shop-data.ts';
import { withShop } from '../test/support/browser/with-shop.ts';
import { percentile } from './measure/print-rows.ts';

const LOADS = 9;
const EVENTS = 40;
const BETWEEN_MS = 250;

await withShop('bench-dashboard', async (browser, shop) => {
  await measureLoads(browser, shop.baseUrl);
  await measureEvents(browser, shop);
});

/** Fresh profiles each time, so nothing is cached. */
async function measureLoads(chromium: Browser, baseUrl: string): Promise<void> {
  const paints: number[] = [];
  const shown: number[] = [];
  let scripts = 0;
  for (let load = 0; load < LOADS; load++) {
    const context = await chromium.newContext();
    const page = await context.newPage();
    let bytes = 0;
    page.on('response', (response) => {
      if (!new URL(response.url()).pathname.endsWith('.js')) return;
      void response.body().then((body) => (bytes += gzipSync(body, { level: 9 }).length));
    });
    const startedAt = performance.now();
    await page.goto(baseUrl);
    await page.getByRole('heading', { level: 1 }).waitFor();
    shown.push(performance.now() - startedAt);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    paints.push(await firstPaint(page));
    scripts = Math.max(scripts, bytes);
    await context.close();
  }
  print('JavaScript of the first screen, KiB gzip', scripts / 1_024, 'limit 180');
  print(
    'first contentful paint, ms, median',
    percentile(paints, 0.5),
    `slowest ${Math.max(...paints).toFixed(0)}`,
  );
  print(
    'headline of the overview on screen, ms, median',
    percentile(shown, 0.5),
    `slowest ${Math.max(...shown).toFixed(0)}`,
  );
}

function firstPaint(page: Page): Promise<number> {
  return page.evaluate<number>(
    `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN`,
  );
}

/** A renamed job: from the API's answer to the event in the page, and to the new name in the list of jobs. */
async function measureEvents(chromium: Browser, { baseUrl, jobId, stack }: ShopData): Promise<void> {
  const page = await chromium.newPage();
  await page.goto(`${baseUrl}/jobs`);
  await page.locator('[data-live=true]').first().waitFor({ state: 'attached' });
  const toScreen: number[] = [];
  for (let n = 0; n < EVENTS; n++) {
    const name = `Demo shop, name ${n}`;
    const { version } = await stack.api.job(jobId);
    const seen = page.getByText(name, { exact: true }).first().waitFor();
    await stack.api.changeJob(jobId, { name }, version);
    const askedAt = performance.now();
    await seen;
    toScreen.push(performance.now() - askedAt);
    // So that no event waits for the answer to the one before it.
    await wait(BETWEEN_MS + (n % 7) * 150);
  }
  print('event to screen, ms, p50', percentile(toScreen, 0.5));
  print('event to screen, ms, p95', percentile(toScreen, 0.95), 'budget 300 to the browser');
  await page.close();
}

function print(name: string, value: number, note = ''): void {
  process.stdout.write(`${name.padEnd(52)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)}  ${note}\n`);
}
