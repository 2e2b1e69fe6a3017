// Chromium for tests of the dashboard, and pages that note everything that must not happen in one: errors on the
// console, requests to other origins, content wider than the window.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Debian's package has extensions and rasterising by graphics cards on; a tab takes a process that is there.
  '--disable-extensions',
  '--disable-gpu-rasterization',
  '--process-per-site',
  '--disable-features=SpareRendererForSitePerProcess',
];
/** Where screenshots of the tests are kept. */
const PICTURES = join(import.meta.dirname, '../../../.webloom/test-pictures');

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS });
}

export interface ScreenOptions {
  readonly baseUrl: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Tabs of one context share storage, cookies and the stream. */
  readonly context?: BrowserContext;
  /** What the console may say: a refusal that a test asks for is printed there by the browser itself. */
  readonly allowed?: RegExp;
}

export interface Screen {
  readonly page: Page;
  /** What happened that must not happen, in words. */
  readonly faults: string[];
}

export async function openScreen(browser: Browser, options: ScreenOptions): Promise<Screen> {
  const { baseUrl, theme = 'light', width = 1_280, height = 860, allowed } = options;
  const context =
    options.context ??
    (await browser.newContext({ baseURL: baseUrl, colorScheme: theme, reducedMotion: 'reduce' }));
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const faults: string[] = [];
  const note = (fault: string): void => {
    if (allowed?.test(fault) !== true) faults.push(fault);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`error: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(baseUrl).origin && protocol !== 'data:' && protocol !== 'blob:')
      note(`request to ${origin}`);
  });
  return { page, faults };
}

/** How far the content reaches beyond the window, px. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
