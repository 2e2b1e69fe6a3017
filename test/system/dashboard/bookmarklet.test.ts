// “Watch this”: the bookmarklet of the settings, run on a page of a site with a text marked, opens New job, where that part is
// offered; and links with what is no address of a web page do nothing but say so.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button } from '../../support/browser/shown-job.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

const HOURS = `<!doctype html><html lang="en"><title>Opening hours</title><main><h1>Opening hours</h1>
<p class="hours">Monday to Friday, 9 to 17.</p><p>Bring your library card with you, and a pencil.</p></main>`;
const TEST_MS = 180_000;

let browser: Browser;
let site: Site;
let stack: ServedWebloom;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({ '/hours': sitePage(HOURS) });
  stack = await serveWebloom(inject('services'), { name: 'bookmarklet', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

/** As the browser does with a bookmark: it runs what is behind the colon in the page that is shown. */
async function runBookmark(page: Page, href: string): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate(decodeURIComponent(href.slice('javascript:'.length)));
  return opened;
}

test.each([1_280, 360])(
  'a marked text becomes the watched part, at %i px',
  { timeout: TEST_MS },
  async (width) => {
    const { page, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl, width });
    page.setDefaultTimeout(SHOWN_MS);
    await page.goto('/settings/appearance');
    const bookmark = page.getByText('Watch this', { exact: true });
    const href = (await bookmark.getAttribute('href')) ?? '';
    await bookmark.click();
    await page.getByText('Drag it into the bookmarks bar').waitFor();
    await keepPicture(page, `bookmarklet-${width}`);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);

    const shown = await page.context().newPage();
    await shown.goto(site.url('/hours'));
    await shown.evaluate("getSelection().selectAllChildren(document.querySelector('.hours'))");
    const wizard = await runBookmark(shown, href);
    wizard.setDefaultTimeout(SHOWN_MS);
    await wizard.setViewportSize({ width, height: 860 });
    await wizard.getByText('You had marked “Monday to Friday, 9 to 17.”').waitFor();
    await keepPicture(wizard, `bookmarklet-offer-${width}`);
    expect(await overflowOf(wizard)).toBeLessThanOrEqual(0);
    // What was marked is no part of the address any more: a reload does not ask again for what was answered.
    expect(new URL(wizard.url()).search).toBe('');
    await button(wizard, 'Watch that part').click();
    await wizard.getByText('You had marked').waitFor({ state: 'detached' });
    const draft = JSON.parse(await wizard.getByLabel('The job as JSON', { exact: true }).inputValue());
    expect(draft.config.source).toEqual({ kind: 'pages', urls: [site.url('/hours')] });
    expect(draft.config.changes.scope.include).toEqual([expect.stringContaining('hours')]);
    await page.context().close();
  },
);

test.each([
  ['code', 'javascript:document.title="taken"', 'http'],
  ['data', 'data:text/html,<script>document.title="taken"</script>', 'http'],
  ['a very long address', `${'https://shop.test/'}${'a'.repeat(3_000)}`, '2048'],
])(
  'a link with %s instead of an address is refused in words',
  { timeout: TEST_MS },
  async (_name, url, said) => {
    const { page, faults } = await openScreen(browser, {
      baseUrl: stack.webloom.apiUrl,
      allowed: /status of 4\d\d/,
    });
    page.setDefaultTimeout(SHOWN_MS);
    const text = '<img src=x onerror="document.title=1">';
    await page.goto(`/jobs/new?url=${encodeURIComponent(url)}&text=${encodeURIComponent(text)}`);
    const fault = page.locator('[id$="fault"], [role="alert"]').filter({ hasText: said }).first();
    await fault.waitFor();
    expect(await page.title()).not.toMatch(/taken|^1$/);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  },
);
