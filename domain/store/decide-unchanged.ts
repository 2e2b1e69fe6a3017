// An unchanged page writes one batched touch. A pending change not seen again is withdrawn.
import { changeId } from '../page/change-id.ts';
import type { Change, Page, PageBaseline } from '../page/page.ts';
import type { PageWrite } from '../page/page-store.ts';
import type { ReasonCode } from '../run/outcome.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { type Findings, outboxOf, priceFields, pricesOf } from './decide-content.ts';
import { outcomeRow } from './outcome-row.ts';
import type { VisitContext } from './visit-context.ts';

export function decideUnchanged(visit: VisitContext, reason: ReasonCode, why: string): StoreRow {
  const { page, rows } = visit;
  if (page?.baseline === undefined) {
    return outcomeRow(visit, {
      outcome: 'failed',
      reason: 'parse-failed',
      why: ['unchanged since a version that is not stored'],
    });
  }
  if (page.pendingChange !== undefined) return withdraw(visit, page.pendingChange.id);
  // Other bytes, same text: validators, links and bytes are updated; the baseline keeps its text.
  if (page.state !== 'live' || rows.parse?.kind === 'parsed') {
    const findings = findingsOf(visit, page);
    return outcomeRow(visit, {
      outcome: 'unchanged',
      reason,
      why: page.state === 'live' ? [why] : [why, 'the page is back'],
      write: refresh(visit, page.baseline, findings),
      ...findings,
    });
  }
  const touch = {
    id: visit.pageId,
    expectedV: page.v,
    order: visit.order,
    at: visit.run.now,
    ...validatorsOf(visit),
  };
  return outcomeRow(visit, { outcome: 'unchanged', reason, why: [why], touch });
}

/** A removed page that is back is told as returned. A first price may come from text known before. */
function findingsOf(visit: VisitContext, page: Page): Findings {
  return { changes: page.state === 'removed' ? [returned(visit, page)] : [], prices: pricesOf(visit) };
}

function returned({ run, rows, pageId }: VisitContext, page: Page): Change {
  const title = page.baseline?.title ?? '';
  const summary = `The page ${title === '' ? page.url : `“${title}”`} is back.`;
  return {
    _id: changeId(pageId, page.v + 1),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: rows.scrape.url,
    title,
    at: run.now,
    state: 'confirmed',
    kind: 'added',
    severity: 'notable',
    summary,
    detail: { kind: 'added', severity: 'notable', summary, blocks: [], fields: [] },
    ...(page.baseline === undefined ? {} : { toSnapshot: page.baseline.snapshotId }),
    reason: 'it had been recorded as removed',
  };
}

function validatorsOf(visit: VisitContext): { etag?: string; lastModified?: string } {
  const headers = visit.rows.scrape.headers ?? {};
  const etag = headers['etag'];
  const lastModified = headers['last-modified'];
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

function refresh(visit: VisitContext, baseline: PageBaseline, findings: Findings): PageWrite {
  const { page, rows, run, pageId, order } = visit;
  const { parse, scrape } = rows;
  const { etag: _etag, lastModified: _lastModified, ...kept } = baseline;
  const fresh =
    parse?.kind === 'parsed' ? { ...kept, ...validatorsOf(visit) } : { ...baseline, ...validatorsOf(visit) };
  const linksKey = parse?.kind === 'parsed' ? parse.linksKey : undefined;
  return {
    id: pageId,
    expectedV: page?.v ?? 0,
    order,
    set: {
      state: 'live',
      lastCheckedAt: run.now,
      checks: (page?.checks ?? 0) + 1,
      ...(findings.changes.length > 0 ? { lastChangedAt: run.now } : {}),
      ...priceFields(visit, findings.prices),
      ...outboxOf(visit, findings),
      baseline: {
        ...fresh,
        ...(parse?.kind === 'parsed' ? parse.readAgain : {}),
        rawHash: scrape.hash ?? baseline.rawHash,
        extractionVersion: run.extractionVersion,
        ...(linksKey === undefined ? {} : { outlinksKey: linksKey }),
      },
    },
    ...(page?.state === 'live' ? {} : { unset: ['removedAt'] }),
  };
}

function withdraw(visit: VisitContext, changeId: string): StoreRow {
  const { page, pageId, order, run } = visit;
  return outcomeRow(visit, {
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    why: ['the second look did not see the change again'],
    settle: { changeIds: [changeId], state: 'withdrawn' },
    write: {
      id: pageId,
      expectedV: page?.v ?? 0,
      order,
      set: { lastCheckedAt: run.now, checks: (page?.checks ?? 0) + 1 },
      unset: ['pendingChange'],
    },
  });
}
