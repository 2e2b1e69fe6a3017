// Every screen of the dashboard in both themes and at two widths, with the data of the demo's shop and with nothing: no
// finding of axe-core, no error on the console, no request to another origin, nothing wider than the window. Each is
// kept as a picture.
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { type ShopData, watchShop } from '../../support/browser/shop-data.ts';
import { SCREENS, type ScreenName, addressOf } from '../../support/browser/screens.ts';
import { eventually } from '../../support/eventually.ts';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1_280, 360] as const;

let browser: Browser;
let shop: ShopData;

beforeAll(async () => {
  browser = await launchChromium();
  shop = await watchShop(inject('services'), 'screens');
});

afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

const looks = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

describe.each(looks)('the dashboard in the $theme theme at $width px', ({ theme, width }) => {
  let context: BrowserContext;

  beforeAll(async () => {
    context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce' });
  });

  afterAll(async () => {
    await context?.close();
  });

  // Each waits for half a second until its network is idle, during which others are drawn.
  test.concurrent.each(Object.keys(SCREENS) as ScreenName[])('shows %s without a fault', async (name) => {
    const { page, faults } = await openScreen(browser, { baseUrl: shop.baseUrl, theme, width, context });
    await page.goto(`${shop.baseUrl}${addressOf(name, shop)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const loading = page.locator('[role=status][aria-label^=Loading]');
    await eventually(async () => (await loading.count()) === 0);
    await keepPicture(page, `${name}-${theme}-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
    await page.close();
  });
});
