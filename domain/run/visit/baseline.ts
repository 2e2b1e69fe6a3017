// The new baseline of a page, its snapshot, and what is kept of its picture and of what the server sent, from the rows of a visit.
import type { KeptToldVersion, Page, PageBaseline, Snapshot, SnapshotBasis } from '../../page/page.ts';
import { snapshotId } from '../../page/snapshot-id.ts';
import { withLearned } from '../../change/noise/volatile.ts';
import { changeRulesOf } from '../../change/rules.ts';
import { withTold } from '../../change/told/told-version.ts';
import { refusedCalls } from '../../web/fetch/page-calls.ts';
import type { ParsedRow, ScrapeRow, StoreRow } from '../stage/stage-row.ts';
import type { VisitContext } from './visit-context.ts';
import { renderedHow } from '../render/render-wish.ts';
import { given } from '../../system/given.ts';

export function snapshotOf(visit: VisitContext, parsed: ParsedRow): Snapshot {
  const { run, rows, page, pageId } = visit;
  const rawHash = rows.scrape.hash ?? '';
  const v = (page?.v ?? 0) + 1;
  const contentType = rows.scrape.headers?.['content-type'];
  return {
    _id: snapshotId(pageId, v, rawHash),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    at: run.now,
    v,
    rawHash,
    textHash: parsed.textHash,
    blocksKey: parsed.blocksKey,
    bodyKey: visit.bodyKey,
    bodyBytes: rows.scrape.pack?.length ?? 0,
    ...given({ contentType }),
    title: parsed.title,
    pageType: rows.classify?.type ?? 'other',
    fields: parsed.fields,
    reading: run.readingVersion,
    ...given({ picture: visit.picture, served: visit.served }),
    basis: basisOf(visit, parsed),
  };
}

function basisOf(visit: VisitContext, parsed: ParsedRow): SnapshotBasis {
  const { rows, page } = visit;
  const { scrape, classify, change } = rows;
  const seenLinesKey = change?.seenLinesKey ?? page?.baseline?.seenLinesKey;
  return {
    ...(classify?.subtype === undefined ? {} : { subtype: classify.subtype }),
    lang: parsed.lang,
    textLength: parsed.textLength,
    finalUrl: scrape.finalUrl ?? scrape.url,
    ...given({ lostPart: parsed.lostPart }),
    format: parsed.features.format ?? 'html',
    ...given({ seenLinesKey, rendered: renderedOf(visit) }),
  };
}

export function baselineOf(visit: VisitContext, parsed: ParsedRow, snapshotId: string): PageBaseline {
  const { run, rows } = visit;
  const { scrape } = rows;
  const headers = scrape.headers ?? {};
  const rawHash = scrape.hash ?? '';
  const etag = headers['etag'];
  const lastModified = headers['last-modified'];
  const contentType = headers['content-type'];
  return {
    snapshotId,
    rawHash,
    textHash: parsed.textHash,
    blocksKey: parsed.blocksKey,
    bodyKey: visit.bodyKey,
    fields: parsed.fields,
    ...basisOf(visit, parsed),
    pageType: rows.classify?.type ?? 'other',
    extractionVersion: run.extractionVersion,
    ...given({ etag, lastModified, contentType, outlinksKey: parsed.linksKey }),
    ...given({ picture: visit.picture, served: visit.served }),
    volatile: volatileAfter(visit),
    ...given({ noiseLooks: visit.page?.baseline?.noiseLooks, pictureNoise: rows.change?.pictureNoise }),
    ...given({ toldVersions: toldVersionsAfter(visit, parsed) }),
    title: parsed.title,
    at: run.now,
  };
}

/** Undefined: the job has its pages compared with the stored version alone. A version that was kept quiet is not told. */
function toldVersionsAfter(
  { run, rows, page }: VisitContext,
  parsed: ParsedRow,
): PageBaseline['toldVersions'] {
  const { comparedVersions: most } = changeRulesOf(run.config.changes);
  if (most === undefined || most <= 1) return undefined;
  const told = page?.baseline?.toldVersions ?? toldBefore(page);
  if (rows.change?.verdict === 'unchanged') return told.slice(0, most);
  const { blocksKey, textHash, fields, product } = parsed;
  const availability = product?.availability;
  return withTold(told, { blocksKey, textHash, fields, at: run.now, ...given({ availability }) }, most);
}

/** The stored version of a page whose told versions were not kept until now. */
function toldBefore(page: Page | undefined): KeptToldVersion[] {
  if (page?.baseline === undefined) return [];
  const { blocksKey, textHash, fields, at } = page.baseline;
  return [{ blocksKey, textHash, fields, at, ...given({ availability: page.price?.availability }) }];
}

/** Undefined: no browser made it. Since when one is known to be needed is renewed by a look without one. */
export function renderedOf({ run, rows, page }: VisitContext): PageBaseline['rendered'] {
  const { rendered, render } = rows.scrape;
  if (rendered !== true) return undefined;
  const isKnown = render === undefined || render === 'host-needs';
  const since = isKnown ? page?.baseline?.rendered?.since : undefined;
  const how = renderedHow(run.config.fetch);
  return { since: since ?? run.now.getTime(), ...given({ how, without: uncalledHosts(rows.scrape.calls) }) };
}

/** Undefined: all calls of the page were made. */
function uncalledHosts(calls: ScrapeRow['calls'] = []): string | undefined {
  const hosts = refusedCalls(calls).map(({ host }) => host);
  return hosts.length === 0 ? undefined : hosts.join(' ');
}

/** What is known to differ by itself, with what this visit shows of it. */
export function volatileAfter({
  page,
  rows: { change },
}: Pick<VisitContext, 'page' | 'rows'>): readonly string[] {
  const known = page?.baseline?.volatile ?? [];
  if (change?.verdict !== 'changed' && change?.verdict !== 'unchanged') return known;
  return change.learned === undefined ? known : withLearned(known, change.learned);
}

/** A picture that the page names already is not stored again. */
export function pictureToKeep({ page, picture, rows }: VisitContext): Pick<StoreRow, 'picture'> {
  const slice = rows.scrape.picture;
  if (picture === undefined || slice === undefined) return {};
  const { key } = picture;
  const isKept = key === page?.baseline?.picture?.key || key === page?.lastPicture?.key;
  return isKept ? {} : { picture: { key, slice } };
}

/** What was on the screen when a step failed: it is kept with the failure, whether or not the job keeps pictures of versions. */
export function failurePictureOf(visit: VisitContext): Pick<StoreRow, 'picture' | 'failurePicture'> {
  const { picture } = visit;
  return picture === undefined ? {} : { ...pictureToKeep(visit), failurePicture: picture };
}

/** The page as it looked last: kept where the job wants it, and where an older one stands. */
export function lastPictureOf({
  run,
  page,
  picture,
  rows,
}: VisitContext): Pick<Page, 'lastPicture'> | object {
  if (picture === undefined || !(keepsLastPicture(run) || page?.lastPicture !== undefined)) return {};
  return { lastPicture: { ...picture, at: rows.scrape.fetchedAt } };
}

function keepsLastPicture({ config }: Pick<VisitContext['run'], 'config'>): boolean {
  return config.fetch.screenshot === 'always';
}

/** Whether the stored version has no picture yet and gets that of a look that found nothing to tell. */
function lacksPicture({ page, picture }: VisitContext): boolean {
  return picture !== undefined && page?.baseline !== undefined && page.baseline.picture === undefined;
}

/** What an unchanged page keeps of its picture; null: nothing. */
export function unchangedPicture(visit: VisitContext): UnchangedPicture | null {
  const missed = missedPicture(visit);
  if (visit.picture === undefined || !keepsLastPicture(visit.run)) return missed;
  return { row: pictureToKeep(visit), ...missed, set: lastPictureOf(visit) };
}

/** The picture that the stored version lacks, and this look at it has; null: it lacks none, or this look has none either. */
export function missedPicture(visit: VisitContext): UnchangedPicture | null {
  const { page, picture } = visit;
  if (picture === undefined || !lacksPicture(visit)) return null;
  const portrait = { snapshotId: page?.baseline?.snapshotId ?? '', picture };
  return { row: { ...pictureToKeep(visit), portrait }, set: {}, picture };
}

interface UnchangedPicture {
  readonly row: Pick<StoreRow, 'picture' | 'portrait'>;
  readonly set: Pick<Page, 'lastPicture'> | object;
  /** Of the baseline from now on. */
  readonly picture?: PageBaseline['picture'];
}

/** Bytes that the page names already are not stored again. */
export function servedToKeep({ page, served, rows }: VisitContext): Pick<StoreRow, 'served'> {
  const slice = rows.scrape.served;
  if (served === undefined || slice === undefined || served.key === page?.baseline?.served?.key) return {};
  return { served: { key: served.key, slice } };
}

/**
 * What the server sent to a look that found the page unchanged, for a version that was stored before the job kept that. Null: the
 * version has it, this look does not, or no browser made the version.
 */
export function servedLater(visit: VisitContext): ServedLater | null {
  const { page, served } = visit;
  const { rendered, served: known, snapshotId } = page?.baseline ?? {};
  if (served === undefined || rendered === undefined || known !== undefined || snapshotId === undefined)
    return null;
  return { row: { ...servedToKeep(visit), servedLater: { snapshotId, served } }, served };
}

interface ServedLater {
  readonly row: Pick<StoreRow, 'served' | 'servedLater'>;
  /** Of the baseline from now on. */
  readonly served: NonNullable<PageBaseline['served']>;
}
