// Crawlee's CheerioCrawler over the bench site: follows the links, takes title and 20 products with three fields,
// stores them, and prints pages per second and CPU per page as JSON. Crawlee is installed into the cache first.
//   node bench/peers/crawlee.mjs --url http://127.0.0.1:PORT/page/0 --pages 2000 [--storage memory|disk]
//        [--concurrency 50] [--warm-up 500] [--no-links]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installedRequire } from './installed.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    pages: { type: 'string', default: '2000' },
    storage: { type: 'string', default: 'memory' },
    concurrency: { type: 'string', default: '50' },
    'warm-up': { type: 'string', default: '500' },
    'no-links': { type: 'boolean', default: false },
  },
});
if (values.url === undefined) throw new Error('--url is missing: the first page of the bench site');
const firstUrl = values.url;
const pages = Number(values.pages);
const warmUp = Math.min(Number(values['warm-up']), Math.floor(pages / 2));
const concurrency = Number(values.concurrency);

const require = installedRequire();
const { CheerioCrawler, Configuration, log } = require('@crawlee/cheerio');
const { version } = JSON.parse(readFileSync(require.resolve('@crawlee/cheerio/package.json'), 'utf8'));
log.setLevel(log.LEVELS.ERROR);

const storageFolder = mkdtempSync(join(tmpdir(), 'crawlee-bench-'));
process.env.CRAWLEE_STORAGE_DIR = storageFolder;
const configuration = new Configuration({
  persistStorage: values.storage === 'disk',
  purgeOnStart: true,
  systemInfoV2: false,
});

let seen = 0;
let started = { at: performance.now(), cpu: process.cpuUsage() };
let peakRss = 0;
let fieldSum = 0;

function readProducts($) {
  return $('article.product')
    .toArray()
    .map((element) => ({
      name: $(element).find('.name').text(),
      price: $(element).find('.price').text(),
      sku: $(element).find('.sku').text(),
    }));
}

const crawler = new CheerioCrawler(
  {
    minConcurrency: concurrency,
    maxConcurrency: concurrency,
    maxRequestsPerCrawl: pages,
    async requestHandler({ $, request, pushData, enqueueLinks }) {
      const products = readProducts($);
      await pushData({ url: request.loadedUrl, title: $('title').text(), products });
      if (!values['no-links']) await enqueueLinks({ selector: 'a[href]' });
      seen += 1;
      fieldSum += products.length * 3;
      if (seen === warmUp) started = { at: performance.now(), cpu: process.cpuUsage() };
      if (seen % 50 === 0) peakRss = Math.max(peakRss, process.memoryUsage.rss());
    },
  },
  configuration,
);

function requestList() {
  if (!values['no-links']) return [firstUrl];
  const base = firstUrl.replace(/\d+$/, '');
  return Array.from({ length: pages }, (_, page) => base + page);
}

try {
  await crawler.run(requestList());
  const seconds = (performance.now() - started.at) / 1000;
  const cpu = process.cpuUsage(started.cpu);
  const counted = seen - warmUp;
  const round = (value) => Math.round(value * 100) / 100;
  console.log(
    JSON.stringify({
      peer: 'crawlee',
      version,
      node: process.version,
      storage: values.storage,
      links: !values['no-links'],
      concurrency,
      pages: seen,
      fields: fieldSum,
      measuredPages: counted,
      seconds: round(seconds),
      pagesPerSecond: round(counted / seconds),
      cpuMsPerPage: round((cpu.user + cpu.system) / 1000 / counted),
      peakRssMb: Math.round(peakRss / 1_048_576),
    }),
  );
} finally {
  rmSync(storageFolder, { recursive: true, force: true });
}
