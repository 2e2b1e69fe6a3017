// Data as real people have it: names of 180 characters with and without blanks, twenty jobs without a schedule, two prices
// to compare, three hundred changes, and a rule and a channel whose names are as long.
import { eventually } from '../eventually.ts';
import type { ServedWebloom } from '../served-webloom.ts';
import { page } from '../site/page.ts';
import { type Site, startSite } from '../site/site.ts';

const NAME_CHARS = 180;
/** One word, as file names, hashes and German have it. */
export const ENDLESS_NAME = 'Zweipersonenkuppelzeltersatzteilset'.repeat(6).slice(0, NAME_CHARS);
export const SPACED_NAME =
  'Ridge four-season tent for two or three people with a footprint of its own, eleven pegs, two repair sleeves '
    .repeat(2)
    .slice(0, NAME_CHARS - 1)
    .concat('t');

const UNPLANNED_JOBS = 20;
const NOTES = 300;
const NOTE_PATHS = Array.from({ length: NOTES }, (_, at) => `/note/${at + 1}`);
const PRODUCTS = [
  { path: '/endless', name: ENDLESS_NAME, prices: ['1299.95', '1149.95'] },
  { path: '/spaced', name: SPACED_NAME, prices: ['899.00', '949.00'] },
] as const;
const RUN_MS = 120_000;

export interface LongSite extends Site {
  /** From now on every note has another sentence and both products another price. */
  readonly change: () => void;
}

export interface LongData {
  /** Two products whose price moved. */
  readonly pricesJobId: string;
  /** Three hundred notes, each of which changed. */
  readonly notesJobId: string;
  readonly comparedPageIds: readonly string[];
  /** Of the product whose name is one word: its price moved. */
  readonly endlessPageId: string;
  readonly endlessChangeId: string;
  readonly noteChangeId: string;
  readonly runId: string;
}

export async function startLongSite(): Promise<LongSite> {
  let isChanged = false;
  const site = await startSite({
    ...Object.fromEntries(
      PRODUCTS.map(({ path, name, prices }) => [
        path,
        (request, response) => page(productPage(name, prices[isChanged ? 1 : 0]))(request, response),
      ]),
    ),
    ...Object.fromEntries(
      NOTE_PATHS.map((path, at) => [
        path,
        (request, response) => page(notePage(at + 1, isChanged))(request, response),
      ]),
    ),
  });
  return {
    ...site,
    change: () => {
      isChanged = true;
    },
  };
}

export async function watchLongSite({ api }: ServedWebloom, site: LongSite): Promise<LongData> {
  const prices = await api.createJob({
    name: ENDLESS_NAME,
    tags: ['tents-and-all-else-for-a-winter-outside'],
    config: {
      source: { kind: 'pages', urls: PRODUCTS.map(({ path }) => site.url(path)) },
      changes: { confirmAfterMs: 1_000 },
      schedule: { kind: 'interval', everyMs: 60 * 60_000 },
    },
  });
  const notes = await api.createJob({
    name: SPACED_NAME,
    note: `${ENDLESS_NAME} ${SPACED_NAME}`,
    config: {
      source: { kind: 'pages', urls: NOTE_PATHS.map((path) => site.url(path)) },
      changes: { confirmAfterMs: 1_000 },
      schedule: { kind: 'cron', cron: '0 8-20 * * 1-5', timezone: 'Europe/Berlin' },
    },
  });
  await addUnplanned(api, site);
  await addTelling(api, prices.jobId, site);
  const jobIds = [prices.jobId, notes.jobId];
  await runAll(api, jobIds);
  site.change();
  const [pricesRun = '', notesRun = ''] = await runAll(api, jobIds);
  const products = (await api.pages(prices.jobId)).items;
  const endless = products.find(({ url }) => url.endsWith(PRODUCTS[0].path));
  const moved = (await api.changes({ runId: pricesRun })).items.find(
    ({ kind, pageId }) => kind === 'price' && pageId === endless?.pageId,
  );
  const noted = (await api.changes({ runId: notesRun, limit: 1 })).items[0];
  if (endless === undefined || moved === undefined || noted === undefined)
    throw new Error('The second looks at the long site found too few changes.');
  return {
    pricesJobId: prices.jobId,
    notesJobId: notes.jobId,
    comparedPageIds: products.map(({ pageId }) => pageId),
    endlessPageId: endless.pageId,
    endlessChangeId: moved.changeId,
    noteChangeId: noted.changeId,
    runId: notesRun,
  };
}

type Api = ServedWebloom['api'];

async function addUnplanned(api: Api, site: LongSite): Promise<void> {
  for (let at = 1; at <= UNPLANNED_JOBS; at += 1)
    await api.createJob({
      name: `${at} ${at % 2 === 0 ? SPACED_NAME : ENDLESS_NAME}`.slice(0, NAME_CHARS),
      config: { source: { kind: 'pages', urls: [site.url(`/note/${at}`)] } },
    });
}

/** The site has nothing at the address of the channel: what is told does not arrive. */
async function addTelling(api: Api, jobId: string, site: LongSite): Promise<void> {
  const channel = await api.createChannel({
    name: SPACED_NAME.slice(0, 100),
    settings: { kind: 'webhook', url: site.url(`/${ENDLESS_NAME}`) },
  });
  await api.createAlertRule({
    name: ENDLESS_NAME.slice(0, 100),
    scope: { kind: 'job', jobId },
    when: { kind: 'price', rule: { kind: 'target', amount: '1200', currency: 'USD' } },
    channels: [channel.channelId],
  });
}

async function runAll(api: Api, jobIds: readonly string[]): Promise<string[]> {
  const runIds: string[] = [];
  for (const jobId of jobIds) {
    const { runId } = await api.act(jobId, 'start');
    if (runId === null) throw new Error('The run was not started.');
    runIds.push(runId);
  }
  await eventually(async () => {
    const runs = await Promise.all(runIds.map((runId) => api.run(runId)));
    return runs.every(({ state }) => state === 'completed');
  }, RUN_MS);
  return runIds;
}

function productPage(name: string, price: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    offers: {
      '@type': 'Offer',
      price,
      priceCurrency: 'USD',
      availability: 'https://schema.org/InStock',
    },
  };
  return `<!doctype html><html lang="en"><head><title>${name}</title>
<script type="application/ld+json">${JSON.stringify(data)}</script></head>
<body><main><h1>${name}</h1><p class="price">$${price}</p>
<p>It stands in the wind of a ridge and in the snow of a long winter, and packs into a bag for one shoulder.</p>
<button>Add to cart</button></main></body></html>`;
}

function notePage(number: number, isChanged: boolean): string {
  const title = `${number} ${number % 2 === 0 ? SPACED_NAME : ENDLESS_NAME}`;
  const said = isChanged ? 'The meeting is held in the new hall' : 'The meeting is held in the old barn';
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>
<p>${said} on the ${number}th evening, ${SPACED_NAME}, and everybody who wants to say something may say it there.</p>
<p>The other lines of this note number ${number} stay as they are from one look to the next, whoever asks for them.</p>
</main></body></html>`;
}
