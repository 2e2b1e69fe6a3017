// Renders the screens of the demo's shop as pictures for the documents: `npm run screenshots [-- folder]`. All screens in
// both themes go to the folder that is given; without one, those that documents show go to docs/pictures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { SCREENS, type ScreenName, addressOf } from './screens.ts';
import type { ShopData } from './shop-data.ts';
import { withShop } from './with-shop.ts';

/** The pictures of README, docs/face.md and docs/tutorial.md. */
const SHOWN: readonly ScreenName[] = [
  'overview',
  'jobs',
  'job',
  'price-job',
  'run',
  'changes',
  'change',
  'price',
  'prices',
];
const SIZE = { width: 1_280, height: 860 };
const PHONE = { width: 360, height: 740 };
const DOCS = join(import.meta.dirname, '../../../docs/pictures');

const [given] = process.argv.slice(2);
const folder = given ?? DOCS;
mkdirSync(folder, { recursive: true });
await withShop('pictures', async (browser, shop) => {
  const names = given === undefined ? SHOWN : (Object.keys(SCREENS) as ScreenName[]);
  for (const theme of given === undefined ? (['light'] as const) : (['light', 'dark'] as const))
    for (const name of names) await render(browser, shop, { name, theme });
  await renderLook(browser, shop);
  await renderPhone(browser, shop);
});

interface Look {
  readonly name: ScreenName;
  readonly theme: 'light' | 'dark';
}

async function render(chromium: Browser, data: ShopData, { name, theme }: Look): Promise<void> {
  const page = await chromium.newPage({ viewport: SIZE, colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(`${data.baseUrl}${addressOf(name, data)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.screenshot({ path: join(folder, `${name}${theme === 'light' ? '' : `-${theme}`}.png`) });
  await page.close();
}

/** What Webloom understood of one product's page, before there is a job for it. */
async function renderLook(chromium: Browser, { baseUrl, shop: { url } }: ShopData): Promise<void> {
  const page = await chromium.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  const product = `${url}/product/ridge-tent`;
  await page.goto(`${baseUrl}/jobs/new?url=${encodeURIComponent(product)}`);
  await page.getByRole('heading', { level: 2 }).nth(1).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.screenshot({ path: join(folder, 'new-job.png') });
  await page.close();
}

/** The job of a price as a phone shows it. */
async function renderPhone(chromium: Browser, data: ShopData): Promise<void> {
  const page = await chromium.newPage({ viewport: PHONE, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  await page.goto(`${data.baseUrl}${addressOf('price-job', data)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.screenshot({ path: join(folder, 'phone.png') });
  await page.close();
}
