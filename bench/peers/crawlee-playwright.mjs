// Crawlee's PlaywrightCrawler over pages that scripts build: a context a page, four at a time, each page read when its network is
// quiet. Tells by lines when it is warm and when all pages are read, and ends with its standard input.
//   node bench/peers/crawlee-playwright.mjs --browser PATH --urls JSON --warm-up 6
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installedRequire } from './installed.mjs';

const AT_ONCE = 4;

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: '' },
    urls: { type: 'string', default: '[]' },
    'warm-up': { type: 'string', default: '6' },
  },
});
const urls = JSON.parse(values.urls);
const tell = (told) => console.log(JSON.stringify(told));

function found() {
  try {
    const require = installedRequire();
    const manifest = readFileSync(require.resolve('@crawlee/playwright/package.json'), 'utf8');
    return { ...require('@crawlee/playwright'), version: JSON.parse(manifest).version };
  } catch (error) {
    tell({ at: 'missing', why: error.message.split('\n')[0] });
    return null;
  }
}

async function crawl({ PlaywrightCrawler, Configuration, log, version }) {
  log.setLevel(log.LEVELS.ERROR);
  let read = 0;
  const crawler = new PlaywrightCrawler(
    {
      minConcurrency: AT_ONCE,
      maxConcurrency: AT_ONCE,
      maxRequestRetries: 0,
      launchContext: { useIncognitoPages: true, launchOptions: { executablePath: values.browser } },
      // Made-up fingerprints cost CPU and are no part of the work that is compared.
      browserPoolOptions: { useFingerprints: false },
      async requestHandler({ page, request, pushData }) {
        await page.waitForLoadState('networkidle');
        const html = await page.content();
        if (!html.includes('price')) throw new Error(`${request.url} was read before it was built.`);
        await pushData({ url: request.loadedUrl, title: await page.title(), html });
        read += 1;
        if (read === Number(values['warm-up'])) tell({ at: 'warm' });
        if (read !== urls.length) return;
        tell({ at: 'done', version });
        await once(process.stdin.resume(), 'end');
      },
    },
    new Configuration({ persistStorage: false, purgeOnStart: true, systemInfoV2: false }),
  );
  await crawler.run(urls);
}

const storageFolder = mkdtempSync(join(tmpdir(), 'crawlee-bench-'));
process.env.CRAWLEE_STORAGE_DIR = storageFolder;
try {
  const crawlee = found();
  if (crawlee !== null) await crawl(crawlee);
} finally {
  rmSync(storageFolder, { recursive: true, force: true });
}
