// The new baseline of a page and its snapshot, from the rows of a visit.
import type { PageBaseline, Snapshot } from '../page/page.ts';
import { snapshotId } from '../page/snapshot-id.ts';
import type { ParsedRow } from '../stage/stage-row.ts';
import type { VisitContext } from './visit-context.ts';

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
    ...(contentType === undefined ? {} : { contentType }),
    title: parsed.title,
    pageType: rows.classify?.type ?? 'other',
    fields: parsed.fields,
    reading: run.readingVersion,
  };
}

export function baselineOf(visit: VisitContext, parsed: ParsedRow, snapshotId: string): PageBaseline {
  const { run, rows } = visit;
  const { scrape, classify } = rows;
  const headers = scrape.headers ?? {};
  const rawHash = scrape.hash ?? '';
  const etag = headers['etag'];
  const lastModified = headers['last-modified'];
  const contentType = headers['content-type'];
  const seenLinesKey = rows.change?.seenLinesKey ?? visit.page?.baseline?.seenLinesKey;
  return {
    snapshotId,
    rawHash,
    textHash: parsed.textHash,
    blocksKey: parsed.blocksKey,
    bodyKey: visit.bodyKey,
    fields: parsed.fields,
    pageType: classify?.type ?? 'other',
    ...(classify?.subtype === undefined ? {} : { subtype: classify.subtype }),
    lang: parsed.lang,
    textLength: parsed.textLength,
    extractionVersion: run.extractionVersion,
    finalUrl: scrape.finalUrl ?? scrape.url,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(parsed.linksKey === undefined ? {} : { outlinksKey: parsed.linksKey }),
    ...(parsed.lostPart === undefined ? {} : { lostPart: parsed.lostPart }),
    format: parsed.features.format ?? 'html',
    ...(seenLinesKey === undefined ? {} : { seenLinesKey }),
    volatile: visit.page?.baseline?.volatile ?? [],
    title: parsed.title,
    at: run.now,
  };
}
