// A price list in a PDF from its first run to what is told of it, on real services: the document is kept as it was sent, its text is
// compared, and a part of it is a page.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiClient } from '../../api/client/client.ts';
import type { JobInput } from '../../domain/config/schema.ts';
import { makePdf } from '../support/document/make-pdf.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const PRICES = ['€ 19.90', '€ 21.50'];
const DAYS = ['ten days', 'two weeks'];
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let [price, days] = [PRICES[0] ?? '', DAYS[0] ?? ''];
let picture = PICTURE;
let site: Site;
let stack: ServedWebloom;
let api: ApiClient;

function list(): Buffer {
  return makePdf({
    title: 'Price list of the sawmill',
    pages: [
      ['Prices of boards', '', '', 'Item\tUnit\tPrice', 'Oak board\tm2\t€ 49.90', `Pine board\tm2\t${price}`],
      ['Terms', '', '', `We deliver within ${days} of an order.`],
    ],
  });
}

beforeAll(async () => {
  site = await startSite({
    '/list.pdf': (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(list());
    },
    '/logo.png': (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    },
    '/': (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          '<main><h1>Sawmill</h1><p>See our <a href="/list.pdf">list of all prices</a> and <a href="/logo.png">our sign</a>.</p></main>',
        );
    },
  });
  stack = await serveWebloom(inject('services'), { name: 'price-list', host: `${site.host}:${site.port}` });
  api = stack.api;
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

type Config = JobInput['config'];

async function look(jobId: string): Promise<readonly string[]> {
  const { runId } = await api.act(jobId, 'start');
  await eventually(async () => (await api.run(runId ?? '')).state === 'completed', 30_000);
  const told = await api.changes({ jobId, runId: runId ?? undefined, limit: '50' });
  return told.items.flatMap(({ url, summary, blocks }) => [
    `${new URL(url).pathname}: ${summary}`,
    ...blocks.map(({ before, after }) => `${before ?? ''} → ${after ?? ''}`),
  ]);
}

async function createJob(config: Partial<Config> & Pick<Config, 'source'>): Promise<string> {
  const { jobId } = await api.createJob({
    config: { ...config, changes: { sampleNoise: false, ...config.changes } },
  });
  return jobId;
}

test('a changed price of a PDF is told with its row, and the same document is asked for as it was sent', async () => {
  const jobId = await createJob({ source: { kind: 'pages', urls: [site.url('/list.pdf')] } });
  expect(await look(jobId)).toEqual([]);
  expect(await look(jobId)).toEqual([]);
  price = PRICES[1] ?? '';
  const told = await look(jobId);
  expect(told).toContain('Pine board | m2 | € 19.90 → Pine board | m2 | € 21.50');
  expect(told[0]).toMatch(/19\.90.*21\.50/);
});

test('a page of it is watched alone', async () => {
  const jobId = await createJob({
    source: { kind: 'pages', urls: [site.url('/list.pdf')] },
    changes: { scope: { include: ['page:2'] } },
  });
  expect(await look(jobId)).toEqual([]);
  price = PRICES[0] ?? '';
  expect(await look(jobId)).toEqual([]);
  days = DAYS[1] ?? '';
  expect(await look(jobId)).toContain(
    'We deliver within ten days of an order. → We deliver within two weeks of an order.',
  );
});

test('a crawl follows the link to it as to a page', async () => {
  const jobId = await createJob({ source: { kind: 'site', start: [site.url('/')] } });
  await look(jobId);
  const { items } = await api.pages(jobId, { limit: '10' });
  expect(items.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(['/', '/list.pdf']);
});

test('a file of another kind is watched where a job names it', async () => {
  const jobId = await createJob({ source: { kind: 'pages', urls: [site.url('/logo.png')] } });
  expect(await look(jobId)).toEqual([]);
  picture = Buffer.concat([PICTURE, PICTURE]);
  expect(await look(jobId)).toContain(
    'logo.png is a picture of 16 bytes. → logo.png is a picture of 32 bytes.',
  );
});

test('one page of it is answered as Markdown', async () => {
  const { markdown } = await api.scrape({ url: site.url('/list.pdf'), as: ['markdown'] });
  expect(markdown).toMatch(/\| Pine board \| m2 +\| € 19\.90 \|/);
});
