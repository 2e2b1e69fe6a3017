// A page that is known to differ by itself shows what comes and goes: what changed on it is told once three looks saw it.
// The change waits for seconds, and no version is stored in between, so a run that ends before leaves it to the next one.
import type { BlockChange } from '../../change/change.ts';
import type { Change, Page } from '../../page/page.ts';
import { comparesPictures } from '../../change/picture/picture-rules.ts';
import { urlHost } from '../../web/url/key.ts';
import { lookForPicture, lookForText, type SecondLook, textToSeeAgain } from '../chunk.ts';
import type { Run } from '../run.ts';
import type { ChangeRow, ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { samplesNoise } from './noise-sample.ts';
import { outcomeRow } from './outcome-row.ts';
import type { VisitContext, VisitRows } from './visit-context.ts';

/** Long enough for what turns to turn, short enough that nobody waits for the news. */
const SEE_AGAIN_MS = 2_000;
/** Looks of a run that must have seen a change. */
const MAX_LOOKS = 3;
/** Where more pages of a host changed, the site did, and it is not asked for all of them again. */
const MAX_PAGES_OF_HOST = 8;

/** Rules of noise that may differ from one second to the next; others, as of the date, follow the day. */
const RESTLESS_RULES = new Set([
  'advertisement',
  'clock',
  'countdown',
  'counter',
  'greeting',
  'learned',
  'learned-of-host',
  'relative-time',
  'shuffle',
  'timing',
  'token',
]);

type Changed = Extract<ChangeRow, { verdict: 'changed' }>;

interface SeenVisit {
  readonly rows: VisitRows;
  readonly page: Page | undefined;
}

/**
 * By their place: visits whose change is told only if another look sees it too. `verdicts`: in the same order; `told`: what
 * the run has told before.
 */
export function unsureVisits(
  run: Pick<Run, 'config' | 'trigger'>,
  visits: readonly SeenVisit[],
  { verdicts, told }: { readonly verdicts: readonly ChangeRow[]; readonly told: readonly Change[] },
): ReadonlySet<number> {
  const { confirm, noise } = run.config.changes;
  if (comparesPictures(run.config.changes)) return unsurePictures(run, visits, verdicts);
  if (!samplesNoise(run) || confirm || noise === 'none') return new Set();
  const changes = visits.flatMap(({ rows }, at): ChangedPage[] => {
    const verdict = verdicts[at];
    return verdict?.verdict === 'changed' ? [{ url: rows.scrape.url, blocks: verdict.change.blocks }] : [];
  });
  const earlier = told.map(({ url, detail: { blocks } }) => ({ url, blocks }));
  const ofHost = countBy(changes.map(({ url }) => urlHost(url)));
  const marks = countBy([...changes, ...earlier].flatMap(marksOf));
  return new Set(
    visits.flatMap((visit, at) => {
      const { url } = visit.rows.scrape;
      const verdict = verdicts[at] ?? null;
      if (!isUnsure(visit, verdict) || (ofHost.get(urlHost(url)) ?? 0) > MAX_PAGES_OF_HOST) return [];
      // What other pages of the host show as well comes from the site.
      const isShared = marksOf({ url, blocks: verdict.change.blocks }).some(
        (mark) => (marks.get(mark) ?? 0) > 1,
      );
      return isShared ? [] : [at];
    }),
  );
}

/**
 * Whether a change of a picture is told only if another look sees it too: what moves on a page may not have moved while it was
 * looked at before.
 */
export function looksTwice({ config, trigger }: Pick<Run, 'config' | 'trigger'>): boolean {
  const { confirm, noise } = config.changes;
  return confirm || (noise !== 'none' && samplesNoise({ config, trigger }));
}

function unsurePictures(
  run: Pick<Run, 'config' | 'trigger'>,
  visits: readonly SeenVisit[],
  verdicts: readonly ChangeRow[],
): ReadonlySet<number> {
  if (!looksTwice(run)) return new Set();
  const first = visits.flatMap(({ rows }, at) => {
    const { lookAgain, visit } = rows.scrape;
    const isFirst = lookAgain === undefined && visit === 1;
    return isFirst && verdicts[at]?.verdict === 'changed' ? [at] : [];
  });
  return new Set(first);
}

interface ChangedPage {
  readonly url: string;
  readonly blocks: readonly BlockChange[];
}

/** What came and what went, each once, by the host. */
function marksOf({ url, blocks }: ChangedPage): string[] {
  const host = urlHost(url);
  const texts = blocks.flatMap(({ before, after }) => [
    ...(before === undefined ? [] : [`${host} - ${before}`]),
    ...(after === undefined ? [] : [`${host} + ${after}`]),
  ]);
  return [...new Set(texts)];
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Text alone: what the page says of price and stock is told at once. */
function isUnsure({ rows, page }: SeenVisit, verdict: ChangeRow): verdict is Changed {
  const { scrape, price } = rows;
  if (verdict?.verdict !== 'changed' || verdict.change.kind !== 'text') return false;
  if (price?.verdict === 'changed' || price?.rules?.verdicts.some(({ fires }) => fires) === true)
    return false;
  if (page?.state !== 'live' || !isRestless(page, verdict.suppressed)) return false;
  if (scrape.lookAgain === undefined) return scrape.visit === 1;
  const isSeenAgain = textToSeeAgain(scrape.lookAgain) !== undefined;
  return isSeenAgain && scrape.visit < MAX_LOOKS;
}

/** Whether a page is known to differ by itself, or shows at this look that it does. */
function isRestless({ baseline }: Page, suppressed: readonly BlockChange[]): boolean {
  return (
    (baseline?.volatile ?? []).length > 0 ||
    suppressed.some(({ rule }) => rule !== undefined && RESTLESS_RULES.has(rule))
  );
}

/** The page is looked at again before its change is told. Nothing is learned yet, or it might take the change for noise. */
export function seeAgain(visit: VisitContext, parsed: ParsedRow, summary: string): StoreRow {
  const { rows, run } = visit;
  const { why, lookAgain, afterMs } = nextLook(visit, parsed);
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'change-pending',
    why: [summary, why],
    reopen: {
      visit: rows.scrape.visit + 1,
      attempts: 0,
      dueAt: run.now.getTime() + afterMs,
      countedAs: 'stored',
      lookAgain,
    },
  });
}

interface NextLook {
  readonly why: string;
  readonly lookAgain: SecondLook;
  readonly afterMs: number;
}

function nextLook({ rows, run }: VisitContext, { blocksKey }: ParsedRow): NextLook {
  const { changes } = run.config;
  if (!comparesPictures(changes)) {
    const why = 'this page differs by itself, so it is told only if another look sees it too';
    return { why, lookAgain: lookForText(blocksKey), afterMs: SEE_AGAIN_MS };
  }
  return {
    why: 'told only if another look sees it too: it may be what moves by itself',
    lookAgain: lookForPicture(rows.scrape.picture?.hash ?? ''),
    afterMs: changes.confirm ? changes.confirmAfterMs : SEE_AGAIN_MS,
  };
}
