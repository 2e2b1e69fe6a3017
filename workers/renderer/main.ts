// The renderer process: a scraper that takes the pages which a browser is to open, and opens them in one.
import { findBrowser } from '../../adapters/browser/find-browser.ts';
import { createRenderedFetcher } from '../../adapters/browser/rendered-fetcher.ts';
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { renderedAhead } from '../../domain/run/dispatch/prefetch.ts';
import { given } from '../../domain/system/given.ts';
import { runScraper } from '../scraper/run-scraper.ts';
import { openBrowserGauge } from './browser-gauge.ts';

await runScraper(process.env, {
  role: 'renderer',
  work: 'render',
  options: ({ rendererPages }) => ({ concurrency: rendererPages, prefetch: renderedAhead(rendererPages) }),
  async open({ egress, browser, allowsScripts }, log) {
    const gauge = await openBrowserGauge(
      async () => {
        const found = await findBrowser({ given: browser });
        // One that is late is there: its pages are tried again.
        return found.kind === 'found' || found.isLate === true ? null : `${found.why}.`;
      },
      { log },
    );
    const forms = createPlainFetcher({ policy: egress, clock: Date.now });
    const fetching = { policy: egress, clock: Date.now, log, allowsScripts };
    const fetcher = createRenderedFetcher({ ...fetching, ...given({ browser }) });
    // Which profile a job fetches with makes no difference to a browser.
    return {
      fetchers: { plain: fetcher, browser: fetcher },
      forms,
      browser: fetcher,
      tell: (doing) => gauge.tell(doing),
      async close() {
        gauge.close();
        await fetcher.close();
        await forms.close();
      },
    };
  },
});
