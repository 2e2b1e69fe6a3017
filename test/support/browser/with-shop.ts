// The demo's shop watched over two runs, with Chromium before it, for what renders or measures the dashboard outside of the
// tests: services are started for it and everything ends with it.
import type { Browser } from 'playwright-core';
import { startTestServices } from '../../../cli/stack/test-services.ts';
import { launchChromium } from './browser.ts';
import { type ShopData, watchShop } from './shop-data.ts';

export async function withShop(
  name: string,
  use: (browser: Browser, shop: ShopData) => Promise<void>,
): Promise<void> {
  const services = await startTestServices({
    env: process.env,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  let shop: ShopData | undefined;
  let browser: Browser | undefined;
  try {
    shop = await watchShop(services, name);
    browser = await launchChromium();
    await use(browser, shop);
  } finally {
    await browser?.close();
    await shop?.close();
    await services.stop();
  }
}
