// The noise sample: new pages of each kind that a host has are looked at again about two seconds later. What differs
// then is kept with the page, and the host's template learns it for the other pages of the kind. A page whose text changed
// is looked at again as well: what differs by itself may be new on it, or not be on the pages that gave a sample.
import { type Candidate, type SampleRound, chooseSamples } from '../../page/choose-samples.ts';
import { type PageKind, kindOf } from '../../page/page-kind.ts';
import type { PageBaseline } from '../../page/page.ts';
import { templateId } from '../../page/template-id.ts';
import { type TemplateSample, patternsToKeep } from '../../page/template.ts';
import type { Run } from '../run.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { given } from '../../system/given.ts';
import { urlHost } from '../../web/url/key.ts';
import { wantsPictures } from '../render/render-wish.ts';
import { missedPicture } from './baseline.ts';
import { outcomeRow } from './outcome-row.ts';
import { withLearned } from '../../change/noise/volatile.ts';
import type { VisitContext, VisitRows } from './visit-context.ts';

/** Long enough for clocks, ads and rotating blocks to differ, short enough that nobody edits the page. */
const NOISE_LOOK_MS = 2_000;
const FREQUENT_MS = 60_000;

/**
 * A lone page that is never compared again, or all the time, is not worth a second look. A replay asks for each page once.
 */
export function samplesNoise({ config, trigger }: Pick<Run, 'config' | 'trigger'>): boolean {
  const { source, schedule, changes } = config;
  if (!changes.sampleNoise || trigger === 'replay') return false;
  if (source.kind !== 'pages' || source.urls.length > 1) return true;
  return schedule !== undefined && (schedule.kind === 'cron' || schedule.everyMs >= FREQUENT_MS);
}

/** A page that may be looked at again: new to the job, and nothing else is planned for it. */
export function maySample(row: StoreRow): boolean {
  return row.reason === 'first-visit' && row.visit === 1 && row.reopen === undefined;
}

export function kindOfVisit({ scrape, parse, classify }: VisitRows): PageKind | null {
  const skeleton = parse?.kind === 'parsed' ? parse.skeleton : undefined;
  return kindOf({ skeleton, pageType: classify?.type, url: scrape.url });
}

/** Changes of a page that are looked at again, over all runs: one look may show the same twice by chance. */
const MAX_LOOKS_A_PAGE = 5;
/** Second looks at a page in one run, as long as each learns something. */
const MAX_NOISE_LOOKS = 3;
/** Looks after the first one at a version that has no picture: a browser that is too busy twice may be so for hours. */
const MAX_PICTURE_LOOKS = 2;
const MAX_PICTURES_A_CHUNK = 50;
/** A site that was redesigned is not fetched twice, and neither are many at once. */
const MAX_CHANGES_OF_HOST = 24;
const MAX_CHANGES_A_CHUNK = 200;

/** Reopens pages whose text changed for a second look, after the change is told. */
export function planLooksAtChanges(rows: readonly StoreRow[], now: Date): StoreRow[] {
  const chosen = new Map<string, number>();
  let left = MAX_CHANGES_A_CHUNK;
  return rows.map((row) => {
    const host = urlHost(row.url);
    const ofHost = chosen.get(host) ?? 0;
    if (left === 0 || ofHost === MAX_CHANGES_OF_HOST || !isUnlearnedChange(row)) return row;
    left -= 1;
    chosen.set(host, ofHost + 1);
    return lookAgain(row, now);
  });
}

/** A price and the stock are never learned to differ by themselves. */
function isUnlearnedChange({ reason, visit, reopen, changes, write }: StoreRow): boolean {
  const isText = reason === 'changed' && changes.length > 0 && changes.every(({ kind }) => kind === 'text');
  const looks = write?.set.baseline?.noiseLooks ?? 0;
  return isText && visit === 1 && reopen === undefined && looks < MAX_LOOKS_A_PAGE;
}

export interface NoiseRound extends SampleRound {
  readonly jobId: string;
  readonly now: Date;
  /** Kind of each row's page, in the same order. */
  readonly kinds: readonly (PageKind | null)[];
}

/** Reopens new pages for their second look, as many as their kinds want. */
export function planNoiseLooks(rows: readonly StoreRow[], round: NoiseRound): StoreRow[] {
  const { jobId, kinds } = round;
  const candidates = rows.flatMap((row, index): Candidate[] => {
    const kind = kinds[index] ?? null;
    const id = templateId(jobId, urlHost(row.url));
    return kind !== null && maySample(row) ? [{ urlKey: row.urlKey, templateId: id, kind }] : [];
  });
  const chosen = chooseSamples(candidates, round);
  return rows.map((row, index) => {
    const kind = kinds[index];
    return kind !== null && kind !== undefined && maySample(row) && chosen.has(row.urlKey)
      ? {
          ...lookAgain(row, round.now),
          sample: { ...sampleOf(round.jobId, row), kind: { ...kind, seq: round.seq } },
        }
      : row;
  });
}

/** Reopens pages that were stored without their picture for another look, which gives it to the version if it shows the same page. */
export function planLooksForPictures(
  rows: readonly StoreRow[],
  visits: readonly Pick<VisitRows, 'scrape'>[],
  now: Date,
): StoreRow[] {
  let left = MAX_PICTURES_A_CHUNK;
  return rows.map((row, at) => {
    const isMissed = visits[at]?.scrape.pictureFault !== undefined && row.snapshot !== undefined;
    if (left === 0 || !isMissed || row.visit > 1 || row.reopen !== undefined) return row;
    left -= 1;
    return lookAgain(row, now, FOR_PICTURE);
  });
}

const TO_LEARN = 'looked at again in a moment, to learn what differs by itself';
const FOR_PICTURE = 'looked at again in a moment, for its picture';

function lookAgain(row: StoreRow, now: Date, why = TO_LEARN): StoreRow {
  return {
    ...row,
    why: [...row.why, why],
    reopen: {
      visit: row.visit + 1,
      attempts: 0,
      dueAt: now.getTime() + NOISE_LOOK_MS,
      countedAs: 'stored',
      lookAgain: 'noise',
    },
  };
}

function sampleOf(jobId: string, { url, urlKey }: { url: string; urlKey: string }): TemplateSample {
  const host = urlHost(url);
  return { id: templateId(jobId, host), jobId, host, urlKey };
}

/** Decides the second look: whatever it shows, the page stays as it was stored and no change is told. */
export function decideNoiseLook(visit: VisitContext): StoreRow {
  const { rows, run } = visit;
  const row = outcomeRow(visit, {
    outcome: 'stored',
    reason: isNewPage(visit) ? 'noise-sampled' : 'change-sampled',
    why: [whatItShowed(rows)],
  });
  const learned = learnedBy(rows);
  const decided = learned === null ? row : { ...row, ...pictureOf(visit), ...learnt(visit, learned) };
  const why = whyAgain(visit, learned);
  return why === null ? decided : lookAgain(decided, run.now, why);
}

/** The page was new when this run stored it. */
function isNewPage({ page }: VisitContext): boolean {
  return (page?.checks ?? 1) <= 1;
}

function learnt(visit: VisitContext, learned: readonly string[]): Pick<StoreRow, 'sample' | 'write'> {
  const volatile = withLearned(visit.page?.baseline?.volatile ?? [], learned);
  return isNewPage(visit) ? learnedOfNew(visit, volatile) : learnedAtChange(visit, volatile);
}

/** Why the page is looked at once more; null: it is not. */
function whyAgain(visit: VisitContext, learned: readonly string[] | null): string | null {
  const { page, rows } = visit;
  const look = rows.scrape.visit;
  const { volatile: known = [], pictureNoise: places = [] } = page?.baseline ?? {};
  const isMore =
    learned !== null &&
    (learnedMore(known, withLearned(known, learned)) ||
      (rows.change?.pictureNoise ?? []).length > places.length);
  if (isMore && look <= MAX_NOISE_LOOKS) return TO_LEARN;
  return lacksPicture(visit) && look <= MAX_PICTURE_LOOKS ? FOR_PICTURE : null;
}

/** The job keeps pictures, and neither the stored version nor this look has one. */
function lacksPicture({ page, picture, run, rows }: VisitContext): boolean {
  const { baseline } = page ?? {};
  const isMissing = baseline !== undefined && baseline.picture === undefined && picture === undefined;
  return isMissing && rows.scrape.result !== 'gone' && wantsPictures(run.config);
}

/** A page that shows itself to differ is looked at once more, as two of its looks may show the same by chance. */
function learnedMore(before: readonly string[], after: readonly string[]): boolean {
  return after.some((pattern) => !before.includes(pattern));
}

/** A browser that was too busy at the first look has had another moment to draw the same page. */
function pictureOf(visit: VisitContext): Pick<StoreRow, 'picture' | 'portrait'> {
  return missedPicture(visit)?.row ?? {};
}

function whatItShowed({ change, scrape, parse }: VisitRows): string {
  if (parse?.kind === 'same') return 'the same bytes again';
  return change?.reason ?? scrape.detail ?? scrape.result;
}

/** Null: a look that can't be compared teaches nothing, not even that nothing differs. */
function learnedBy({ change, parse }: VisitRows): readonly string[] | null {
  if (change?.verdict === 'unchanged') return change.learned ?? [];
  return parse?.kind === 'same' ? [] : null;
}

function learnedOfNew(visit: VisitContext, volatile: readonly string[]): Pick<StoreRow, 'sample' | 'write'> {
  const sample = { ...sampleOf(visit.run.jobId, visit.rows.scrape), patterns: patternsToKeep(volatile) };
  const { pictureNoise = [] } = visit.rows.change ?? {};
  const isStill = volatile.length + pictureNoise.length === 0 && missedPicture(visit) === null;
  return isStill ? { sample } : { sample, ...baselineWith(visit, { volatile }) };
}

/** The looks of a run are counted once, whatever they showed: a page is not asked for again at each of its changes. */
function learnedAtChange(visit: VisitContext, volatile: readonly string[]): Pick<StoreRow, 'write'> {
  const { noiseLooks = 0 } = visit.page?.baseline ?? {};
  return baselineWith(visit, { volatile, noiseLooks: noiseLooks + (visit.rows.scrape.visit === 2 ? 1 : 0) });
}

function baselineWith(
  visit: VisitContext,
  known: Pick<PageBaseline, 'volatile' | 'noiseLooks'>,
): Pick<StoreRow, 'write'> {
  const { page, pageId, run, order, rows } = visit;
  if (page?.baseline === undefined) return {};
  // By its checks a page is known as new, at the next look too.
  const checks = page.checks <= 1 ? page.checks : page.checks + 1;
  const { picture } = missedPicture(visit) ?? {};
  const { pictureNoise } = rows.change ?? {};
  const baseline = { ...page.baseline, ...known, ...given({ pictureNoise, picture }) };
  const set = { lastCheckedAt: run.now, checks, baseline };
  return { write: { id: pageId, expectedV: page.v, order, set } };
}
