// The part of an outcome row that every ending shares.
import { hasLostPlaces, comparesPictures } from '../../change/picture/picture-rules.ts';
import { WATCHED_PART } from '../chunk.ts';
import type { Outcome, ReasonCode } from '../outcome.ts';
import type { PageSeen } from '../report/seen-counts.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { ruleLines } from './price-rules.ts';
import { visitFallbacks } from './visit-fallbacks.ts';
import type { VisitContext } from './visit-context.ts';
import { given } from '../../system/given.ts';

type Ending = {
  readonly outcome: Outcome | 'deferred';
  readonly reason: ReasonCode;
  readonly why: readonly string[];
} & Partial<
  Pick<
    StoreRow,
    | 'reopen'
    | 'write'
    | 'touch'
    | 'snapshot'
    | 'body'
    | 'picture'
    | 'failurePicture'
    | 'portrait'
    | 'served'
    | 'servedLater'
    | 'changes'
    | 'prices'
    | 'settle'
  >
>;

export function outcomeRow(visit: VisitContext, ending: Ending): StoreRow {
  const { scrape, classify, parse } = visit.rows;
  const { detail, status, countedAs } = scrape;
  const missing = missingFields(visit, ending);
  const seen = seenOf(visit, ending);
  const fallbacks = visitFallbacks(visit, ending);
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
    ...given({ detail, status, countedAs }),
    ...(classify === null ? {} : { pageType: classify.subtype ?? classify.type }),
    ...(missing.length === 0 ? {} : { missingFields: missing }),
    ...(fallbacks.length === 0 ? {} : { fallbacks }),
    ...given({ seen: seen ?? undefined }),
    ...ending,
    ...(ending.reopen === undefined ? {} : { reopen: sameWay(visit, ending.reopen) }),
    why: [
      ...ending.why,
      ...ruleLinesOf(visit, ending),
      missingLine(missing),
      proxyLine(visit),
      ...renderedLines(visit),
    ].filter((line) => line !== ''),
  };
}

/** Every later look of the run opens the page in the same way. */
function sameWay(
  { rows }: VisitContext,
  reopen: NonNullable<Ending['reopen']>,
): NonNullable<Ending['reopen']> {
  return { ...given({ render: rows.scrape.render }), ...reopen };
}

function proxyLine({ rows: { scrape } }: VisitContext): string {
  return scrape.proxy === undefined ? '' : `by the proxy pool ${scrape.proxy}`;
}

function renderedLines({ rows: { scrape } }: VisitContext): string[] {
  if (scrape.rendered !== true) return [];
  const seconds = (scrape.elapsedMs / 1_000).toFixed(1);
  const { pictureFault, servedFault } = scrape;
  return [
    `opened in a browser, in ${seconds} s`,
    ...(pictureFault === undefined ? [] : [`no picture was taken: ${pictureFault}`]),
    ...(servedFault === undefined ? [] : [`what the server sent is not kept: ${servedFault}`]),
  ];
}

/**
 * What the job needs and the page lacks, by this visit's parse, or by the baseline if there was none: required fields,
 * and the watched part, whose selector may be mistyped.
 */
function missingFields(visit: VisitContext, { outcome }: Ending): string[] {
  const { rows, page } = visit;
  if (outcome !== 'stored' && outcome !== 'unchanged') return [];
  const read = rows.parse?.kind === 'parsed' ? rows.parse : page?.baseline;
  const names = (read?.fields ?? []).filter(({ missing }) => missing === true).map(({ name }) => name);
  return read?.lostPart === true || lacksPlaces(visit) ? [WATCHED_PART, ...names] : names;
}

/** The places of the picture that are watched are not there. */
function lacksPlaces({ run, rows: { scrape } }: VisitContext): boolean {
  const { picture: rules = {}, ...changes } = run.config.changes;
  return (
    comparesPictures(changes) && scrape.picture !== undefined && hasLostPlaces(rules, scrape.picture.boxes)
  );
}

/** By this visit, or by the baseline where nothing new came. Null: the page could not be read, or it is gone. */
function seenOf({ rows, page }: VisitContext, { outcome }: Ending): PageSeen | null {
  const { scrape, parse, classify } = rows;
  if ((outcome !== 'stored' && outcome !== 'unchanged') || scrape.result === 'gone') return null;
  const read = parse?.kind === 'parsed' ? parse : page?.baseline;
  const type = classify?.type ?? page?.baseline?.pageType;
  return {
    fields: Object.fromEntries((read?.fields ?? []).map(({ name, value }) => [name, value !== null])),
    ...given({ type }),
    ...(scrape.pack === undefined ? {} : { bodyBytes: scrape.pack.length }),
  };
}

/** Rules are judged on pages that could be read alone; nothing is told of a look that samples noise. */
function ruleLinesOf(visit: VisitContext, { outcome }: Ending): string[] {
  if (visit.rows.scrape.lookAgain === 'noise') return [];
  return outcome === 'stored' || outcome === 'unchanged' ? ruleLines(visit) : [];
}

function missingLine(names: readonly string[]): string {
  return names.length === 0 ? '' : `required but not found: ${names.join(', ')}`;
}
