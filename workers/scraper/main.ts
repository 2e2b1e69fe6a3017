// The scraper process: takes the pages that are fetched as they are served.
import { createBrowserFetcher } from '../../adapters/http/browser-fetcher.ts';
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { runScraper } from './run-scraper.ts';

await runScraper(process.env, {
  role: 'scraper',
  work: 'scrape',
  options: ({ scraperConcurrency, scraperPrefetch }) => ({
    concurrency: scraperConcurrency,
    prefetch: scraperPrefetch,
  }),
  open({ egress }) {
    const fetching = { policy: egress, clock: Date.now };
    const fetchers = { plain: createPlainFetcher(fetching), browser: createBrowserFetcher(fetching) };
    return {
      fetchers,
      forms: fetchers.plain,
      browser: null,
      close: () => Promise.all([fetchers.plain.close(), fetchers.browser.close()]),
    };
  },
});
