// The part of an outcome row that every ending shares.
import type { Outcome, ReasonCode } from '../run/outcome.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { ruleLines } from './price-rules.ts';
import type { VisitContext } from './visit-context.ts';

type Ending = {
  readonly outcome: Outcome | 'deferred';
  readonly reason: ReasonCode;
  readonly why: readonly string[];
} & Partial<
  Pick<StoreRow, 'reopen' | 'write' | 'touch' | 'snapshot' | 'body' | 'changes' | 'prices' | 'settle'>
>;

export function outcomeRow(visit: VisitContext, ending: Ending): StoreRow {
  const { scrape, classify, parse } = visit.rows;
  const { detail, status, countedAs } = scrape;
  const missing = missingFields(visit, ending);
  return {
    urlKey: scrape.urlKey,
    url: scrape.url,
    depth: scrape.depth,
    links: parse === null || parse.kind === 'failed' ? 0 : parse.linkCount,
    visit: scrape.visit,
    attempts: scrape.attempts,
    requests: scrape.requests,
    wireBytes: scrape.wireBytes,
    elapsedMs: scrape.elapsedMs,
    waitMs: scrape.waitMs,
    fetchedAt: scrape.fetchedAt,
    changes: [],
    prices: [],
    ...(detail === undefined ? {} : { detail }),
    ...(status === undefined ? {} : { status }),
    ...(countedAs === undefined ? {} : { countedAs }),
    ...(classify === null ? {} : { pageType: classify.subtype ?? classify.type }),
    ...(missing.length === 0 ? {} : { missingFields: missing }),
    ...ending,
    why: [...ending.why, ...ruleLinesOf(visit, ending), missingLine(missing)].filter((line) => line !== ''),
  };
}

/** Missing required fields of the page, by this visit's parse, or by the baseline if there was none. */
function missingFields({ rows, page }: VisitContext, { outcome }: Ending): string[] {
  if (outcome !== 'stored' && outcome !== 'unchanged') return [];
  const fields = rows.parse?.kind === 'parsed' ? rows.parse.fields : (page?.baseline?.fields ?? []);
  return fields.filter(({ missing }) => missing === true).map(({ name }) => name);
}

/** Rules are judged on pages that could be read alone; nothing is told of a look that samples noise. */
function ruleLinesOf(visit: VisitContext, { outcome }: Ending): string[] {
  if (visit.rows.scrape.lookAgain === 'noise') return [];
  return outcome === 'stored' || outcome === 'unchanged' ? ruleLines(visit) : [];
}

function missingLine(names: readonly string[]): string {
  return names.length === 0 ? '' : `required but not found: ${names.join(', ')}`;
}
