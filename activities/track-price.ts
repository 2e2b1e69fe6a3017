// The track-price stage: chooses each page's price among its candidates and compares it with the last.
import { chooseOffer } from '../domain/price/offer.ts';
import { trackPrice } from '../domain/price/track.ts';
import { currencyToConfirm } from '../domain/run/chunk.ts';
import { stageKey } from '../domain/stage/stage-key.ts';
import type { ClassifyRow, ParseRow, PriceRow } from '../domain/stage/stage-row.ts';
import { urlHost } from '../domain/url/key.ts';
import type { StageInput, StageResult } from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';
import { createRunCache, needFile } from './run-cache.ts';
import { pagesToCompare } from './pages-to-compare.ts';
import type { StagePorts } from './stage-ports.ts';
import { pageId } from '../domain/page/page-id.ts';

export function createTrackPrice(ports: StagePorts): { trackPrice(input: StageInput): Promise<StageResult> } {
  const findRun = createRunCache(ports.runs);
  return {
    trackPrice: (input) =>
      withHeartbeat(async () => {
        const run = await findRun(input.runId);
        const scraped = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const parsed = await ports.files.read('parse', needFile(input.files, 'parse'));
        const classes = await ports.files.read('classify', needFile(input.files, 'classify'));
        const pages = await pagesToCompare(ports, run.jobId, { scraped, parsed });
        const rows = parsed.map((row, index): PriceRow => {
          const scrape = scraped[index];
          if (row?.kind !== 'parsed' || scrape === undefined || !isPriced(row, classes[index] ?? null))
            return null;
          const offer = chooseOffer(row.priceCandidates, {
            availability: row.product?.availability ?? 'unknown',
            lang: row.lang,
            host: urlHost(scrape.url),
          });
          const before = pages.get(pageId(run.jobId, scrape.urlKey))?.price ?? null;
          return trackPrice(before, offer, { confirms: currencyToConfirm(scrape.lookAgain) });
        });
        const key = stageKey(input.runId, input.chunkNo, 'track-price', ports.ids.ulid());
        await ports.files.write('track-price', key, rows);
        return { file: key, rows: rows.length };
      }),
  };
}

/** A listing shows many prices but has none of its own; a wall has none at all. */
function isPriced(row: Extract<ParseRow, { kind: 'parsed' }>, pageClass: ClassifyRow): boolean {
  if (row.priceCandidates.length === 0 || pageClass?.wall === true) return false;
  return pageClass?.type === 'product' || row.product !== undefined;
}
