// A price is watched from a phone, on real services: one sentence with a box in it, tried on the seen price, saved as its
// rule and nothing else. Moves that the rule does not ask for are quiet; the one it asks for is one message.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { keepPicture, launchChromium, openScreen, overflowOf } from '../../support/browser/browser.ts';
import { SHOWN_MS, button } from '../../support/browser/shown-job.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../../support/served-webloom.ts';
import { json, shopPage } from '../../support/shop-page.ts';
import { page as sitePage } from '../../support/site/page.ts';
import { type Site, startSite } from '../../support/site/site.ts';

let browser: Browser;
let site: Site;
let stack: ServedWebloom;
const FIRST_PRICE = '1,149.95';
let price = FIRST_PRICE;
/** Looks that were asked for again. */
let looksAgain = 0;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startSite({
    '/tent': (request, response) => sitePage(tentPage(price))(request, response),
  });
  stack = await serveWebloom(inject('services'), {
    name: 'price-watch',
    host: `${site.host}:${site.port}`,
  });
});

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  await site?.close();
});

function tentPage(shown: string): string {
  const offers = {
    '@type': 'Offer',
    price: shown.replace(',', ''),
    priceCurrency: 'USD',
    availability: 'InStock',
  };
  const head = `<title>Ridge tent</title>${json({ '@context': 'https://schema.org', '@type': 'Product', name: 'Ridge tent', offers })}`;
  const text =
    'Keeps two people dry in the wildest storm of the year, and weighs no more than a loaf of bread.';
  return shopPage(
    head,
    `<main><h1>Ridge tent</h1><p class="price">$${shown}</p><p>In stock</p><p>${text}</p></main>`,
  );
}

/** A look has seconds: on a machine that does much else one may be cut off, and is asked for again as a person would. */
async function lookUntil(screen: Page, heading: string): Promise<void> {
  const again = screen.getByRole('button', { name: /^Look (?:again|at it)$/ });
  await eventually(async () => {
    if (await screen.getByRole('heading', { name: heading }).isVisible()) return true;
    if ((await again.isVisible()) && (await again.isEnabled())) {
      looksAgain += 1;
      await again.click();
    }
    return false;
  }, 2 * SHOWN_MS);
}

/** What the browser says of answers to looks that were cut off. */
function ofCutLooks(fault: string): boolean {
  return looksAgain > 0 && fault.includes('status of 503');
}

async function watchBelow(screen: Page, amount: string): Promise<string> {
  await screen.goto(`${stack.webloom.apiUrl}/jobs/new?url=${encodeURIComponent(site.url('/tent'))}`);
  await lookUntil(screen, 'Ridge tent for 1,149.95 USD, in stock');
  await screen.getByRole('textbox', { name: 'Below' }).fill(amount);
  await screen.getByText('1,149.95 USD → 1,099.00 USD told').waitFor();
  await screen.getByText('1,149.95 USD → 1,124.00 USD quiet').waitFor();
  expect(await screen.getByText('Only while').count()).toBe(0);
  expect(await overflowOf(screen)).toBe(0);
  await keepPicture(screen, 'price-watch-phone');
  await button(screen, 'Watch it').click();
  await screen.waitForURL(/\/jobs\/job_/);
  return /job_[^/?]+/.exec(screen.url())?.[0] ?? '';
}

/** A run at another price, to its end. */
async function runAt(jobId: string, shown: string): Promise<void> {
  price = shown;
  const { runId } = await stack.api.act(jobId, 'start');
  await endOf(runId ?? '');
}

async function endOf(runId: string): Promise<void> {
  await eventually(async () => (await stack.api.run(runId)).finishedAt, SHOWN_MS);
}

test('“below 1,100” is one sentence on a phone, and tells the one move it asks for once', {
  timeout: 12 * SHOWN_MS,
}, async () => {
  price = FIRST_PRICE;
  looksAgain = 0;
  const { page: screen, faults } = await openScreen(browser, { baseUrl: stack.webloom.apiUrl, width: 360 });
  screen.setDefaultTimeout(2 * SHOWN_MS);
  const jobId = await watchBelow(screen, '1,100');
  const job = await stack.api.job(jobId);
  expect(job.config['changes']).toMatchObject({
    watch: 'price-and-stock',
    priceRules: [{ kind: 'target', amount: '1100', currency: 'USD' }, { kind: 'back-in-stock' }],
  });
  const { items: runs } = await eventually(async () => {
    const found = await stack.api.runs({ jobId });
    return found.items.length > 0 ? found : null;
  }, SHOWN_MS);
  await endOf(runs[0]?.runId ?? '');
  for (const shown of ['1,120.00', '1,080.00', '1,070.00']) await runAt(jobId, shown);
  const incidents = await eventually(async () => {
    const { items } = await stack.api.incidents({ jobId });
    return items.length > 0 ? items : null;
  }, SHOWN_MS);
  expect(incidents).toMatchObject([{ ruleName: 'Changes that matter', kind: 'change' }]);
  const { items: changes } = await stack.api.changes({ jobId });
  expect(changes).toHaveLength(1);
  await screen.goto(`${stack.webloom.apiUrl}/jobs/${jobId}/edit`);
  await screen.getByRole('radio', { name: 'Below' }).waitFor();
  expect(await screen.getByRole('textbox', { name: 'Below' }).inputValue()).toBe('1100 USD');
  expect(await overflowOf(screen)).toBe(0);
  await keepPicture(screen, 'price-watch-edit-phone');
  expect(faults.filter((fault) => !ofCutLooks(fault))).toEqual([]);
});
