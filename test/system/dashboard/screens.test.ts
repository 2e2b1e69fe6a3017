// Every screen of the dashboard, in light wide and in dark narrow (`npm run test:long`: in both themes at both widths), with the data of the demo's shop and with long names and
// many changes: no finding of axe-core, no error on the console, no request to another origin, nothing wider than the
// window, no row twice, no dot alone, no column of letters, nothing cut that can be read nowhere else. The long test keeps a picture of each.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { hasFocus } from '../../support/browser/by-keyboard.ts';
import { layoutFaults } from '../../support/browser/layout.ts';
import {
  type LongData,
  type LongSite,
  startLongSite,
  watchLongSite,
} from '../../support/browser/long-data.ts';
import { type ShopData, watchShop } from '../../support/browser/shop-data.ts';
import { LONG_SCREENS, SCREENS } from '../../support/browser/screens.ts';
import { SHOWN_MS } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { IS_LONG } from '../../support/long.ts';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1_280, 360] as const;

const PREPARE_MS = 300_000;

let browser: Browser;
let site: LongSite;
let shop: ShopData;
let long: LongData;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startLongSite();
  shop = await watchShop(inject('services'), 'screens', [new URL(site.url('/')).host]);
  long = await watchLongSite(shop.stack, site);
}, PREPARE_MS);

afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await site?.close();
});

type Addressed = readonly [name: string, address: () => string];
const USUAL: readonly Addressed[] = Object.entries(SCREENS).map(([name, address]) => [
  name,
  () => address(shop),
]);
const LONG: readonly Addressed[] = Object.entries(LONG_SCREENS).map(([name, address]) => [
  name,
  () => address(long),
]);

/** Colours differ by theme and places by width, so two looks meet both; the long test takes all four. */
const looks = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width }))).filter(
  ({ theme, width }) => IS_LONG || (theme === 'light') === (width === 1_280),
);

describe.each(looks)('the dashboard in the $theme theme at $width px', ({ theme, width }) => {
  let context: BrowserContext;

  beforeAll(async () => {
    context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce' });
  });

  afterAll(async () => {
    await context?.close();
  });

  // Each waits for half a second until its network is idle, during which others are drawn.
  test.concurrent.each([...USUAL, ...LONG])('shows %s without a fault', async (name, address) => {
    const { page, faults } = await openScreen(browser, { baseUrl: shop.baseUrl, theme, width, context });
    await page.goto(`${shop.baseUrl}${address()}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const loading = page.locator('[role=status][aria-label^=Loading]');
    await eventually(async () => (await loading.count()) === 0, SHOWN_MS);
    if (IS_LONG) await keepPicture(page, `${name}-${theme}-${width}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await layoutFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});

const IN_BAR = [
  ['Overview', '/'],
  ['Jobs', '/jobs'],
  ['Changes', '/changes'],
  ['Alerts', '/alerts'],
] as const;
const BEHIND_MORE = [
  ['Prices', '/prices'],
  ['Runs', '/runs'],
  ['Dead letters', '/dead-letters'],
  ['Schedules', '/schedules'],
  ['Health', '/health'],
  ['Agents', '/agents'],
  ['Queues', '/queues'],
  ['Hosts', '/hosts'],
  ['Settings', '/settings'],
] as const;

const SHEET_MS = 10_000;

/** A screen that is drawn just now takes the focus to its headline, and the key with it: then it is pressed again. */
async function openMore(page: Page, more: Locator): Promise<void> {
  const sheet = page.getByRole('dialog', { name: 'More' });
  await more.press('Enter');
  const isOpen = await sheet.waitFor({ timeout: SHEET_MS }).then(
    () => true,
    () => false,
  );
  if (isOpen) return;
  await more.press('Enter');
  await sheet.waitFor();
}

/** Runs in the page: the style of an element right after it was changed. */
const STYLE_AFTER_CHANGE = `(() => {
  const part = document.body.appendChild(document.createElement('div'));
  part.style.cssText = 'flex-shrink: 0; visibility: hidden; color: rgb(0, 0, 0)';
  void getComputedStyle(part).flexShrink;
  part.style.cssText = 'flex-shrink: 1; visibility: visible; color: rgb(9, 9, 9)';
  const { flexShrink, visibility, color } = getComputedStyle(part);
  return { flexShrink, visibility, color };
})()`;

test('for who asked for less motion, nothing changes by degrees', async () => {
  const { page } = await openScreen(browser, { baseUrl: shop.baseUrl });
  await page.goto(`${shop.baseUrl}/login`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const now = { flexShrink: '1', visibility: 'visible', color: 'rgb(9, 9, 9)' };
  expect(await page.evaluate(STYLE_AFTER_CHANGE)).toEqual(now);
  await page.context().close();
});

test('who goes on to another control while a screen is loading keeps the focus', async () => {
  const { page } = await openScreen(browser, { baseUrl: shop.baseUrl });
  page.setDefaultTimeout(SHOWN_MS);
  await page.goto(`${shop.baseUrl}/jobs`);
  const menu = page.getByRole('navigation', { name: 'Main' });
  const alerts = menu.getByRole('link', { name: 'Alerts' });
  await alerts.waitFor();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.js$|\/v1\//, async (route) => {
    await held;
    await route.continue();
  });
  await menu.getByRole('link', { name: 'Changes' }).press('Enter');
  await alerts.focus();
  release();
  await expect.poll(() => page.title(), { timeout: SHOWN_MS }).toContain('hange');
  expect(await hasFocus(alerts)).toBe(true);
  await menu.getByRole('link', { name: 'Prices' }).press('Enter');
  await expect.poll(() => hasFocus(page.locator('main h1')), { timeout: SHOWN_MS }).toBe(true);
  await page.context().close();
});

describe('on a phone', () => {
  test('every place is reached from the bar, by keyboard too, and the sheet behind More gives the focus back', async () => {
    const { page, faults } = await openScreen(browser, { baseUrl: shop.baseUrl, width: 360 });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto(`${shop.baseUrl}/`);
    const bar = page.getByRole('navigation', { name: 'Main' });
    const more = bar.getByRole('button', { name: 'More' });
    const shown = async (to: string): Promise<void> => {
      await page.waitForURL(`${shop.baseUrl}${to}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    };
    for (const [name, to] of IN_BAR) {
      await bar.getByRole('link', { name }).press('Enter');
      await shown(to);
    }
    for (const [name, to] of BEHIND_MORE) {
      await openMore(page, more);
      await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name }).press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await shown(to);
    }
    await openMore(page, more);
    await keepPicture(page, 'more-light-360');
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(more), { timeout: SHOWN_MS }).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
