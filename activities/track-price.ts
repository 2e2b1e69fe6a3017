// The track-price stage: chooses each page's price among its candidates, compares it with the last, and judges the
// job's price rules. What the rules know of a page is only read here; the store stage writes it.
import { pageId } from '../domain/page/page-id.ts';
import type { Page } from '../domain/page/page.ts';
import type { HistoryStore } from '../domain/page/page-store.ts';
import { judgePriceRules, needsEarlierPoints, rulesToJudge } from '../domain/price/rule/judge-rules.ts';
import { pageOffer } from '../domain/price/page-offer.ts';
import type { PriceVerdict } from '../domain/price/price.ts';
import type { SavedPriceRule } from '../domain/price/rule/rule-input.ts';
import type { PricePoint } from '../domain/price/price-point.ts';
import { sightOf, stockOnly, trackPrice } from '../domain/price/track.ts';
import { currencyToConfirm } from '../domain/run/chunk.ts';
import { stageKey } from '../domain/run/stage/stage-key.ts';
import type {
  ClassifyRow,
  ParsedRow,
  PriceRow,
  RulesOfVisit,
  ScrapeRow,
} from '../domain/run/stage/stage-row.ts';
import { urlHost } from '../domain/web/url/key.ts';
import type { StageInput, TimedResult } from './contract.ts';
import { pagesToCompare } from './compare/pages-to-compare.ts';
import { needFile } from './need-file.ts';
import type { StagePorts } from './stage-ports.ts';
import { timedStage } from './stage-time.ts';

export interface TrackPricePorts extends StagePorts {
  readonly history: Pick<HistoryStore, 'prices'>;
}

/** Points that a rule which is new to a page looks back at; more than 90 days of a daily price. */
const MAX_EARLIER = 1_000;

export function createTrackPrice(ports: TrackPricePorts): {
  trackPrice(input: StageInput): Promise<TimedResult>;
} {
  return {
    trackPrice: (input) =>
      timedStage(ports, async () => {
        const run = await ports.findRun(input.runId);
        const scraped = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const parsed = await ports.files.read('parse', needFile(input.files, 'parse'));
        const classes = await ports.files.read('classify', needFile(input.files, 'classify'));
        const pages = await pagesToCompare(ports, run.jobId, { scraped, parsed });
        const rules = rulesToJudge(run.config.changes);
        const rows: PriceRow[] = [];
        for (const [index, row] of parsed.entries()) {
          const scrape = scraped[index];
          const isRead = row?.kind === 'parsed' && scrape !== undefined;
          const page = isRead ? pages.get(pageId(run.jobId, scrape.urlKey)) : undefined;
          const verdict = isRead ? readPrice({ row, scrape, page, class: classes[index] ?? null }) : null;
          rows.push(
            verdict === null || !isRead ? null : await judge(ports, { rules, verdict, page, scrape }),
          );
        }
        const key = stageKey(input.runId, input.chunkNo, 'track-price', ports.ids.ulid());
        await ports.files.write('track-price', key, rows);
        return { file: key, rows: rows.length };
      }),
  };
}

interface PricedVisit {
  readonly row: ParsedRow;
  readonly scrape: ScrapeRow;
  readonly page: Page | undefined;
  readonly class: ClassifyRow;
}

function readPrice({ row, scrape, page, class: pageClass }: PricedVisit): PriceVerdict | null {
  const found = pageOffer({ ...row, host: urlHost(scrape.url), class: pageClass });
  if (found === null) return null;
  if (found.offer === null) return stockOnly(found.availability);
  return trackPrice(page?.price ?? null, found.offer, { confirms: currencyToConfirm(scrape.lookAgain) });
}

interface VisitToJudge {
  readonly rules: readonly SavedPriceRule[];
  readonly verdict: PriceVerdict;
  readonly page: Page | undefined;
  readonly scrape: ScrapeRow;
}

async function judge(
  ports: TrackPricePorts,
  { rules, verdict, page, scrape }: VisitToJudge,
): Promise<PriceRow> {
  const sight = rules.length === 0 ? null : sightOf(verdict, scrape.fetchedAt);
  if (sight === null) return verdict;
  const states = page?.priceRules ?? [];
  const wantsEarlier = page?.price !== undefined && needsEarlierPoints(rules, states);
  const earlier = wantsEarlier ? await earlierPoints(ports, page._id) : undefined;
  const judged = judgePriceRules({ rules, states, sight, earlier });
  const found: RulesOfVisit = { ...judged, pageV: page?.v ?? 0, sight };
  return { ...verdict, rules: found };
}

async function earlierPoints({ history }: TrackPricePorts, page: string): Promise<PricePoint[]> {
  const points = await history.prices({ pageId: page, limit: MAX_EARLIER });
  return points.map(({ at, minor, currency }) => ({ at: at.getTime(), minor, currency }));
}
