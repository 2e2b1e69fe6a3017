// Unchanged pages write one batched touch. A change that waited for its second look and is not seen again is withdrawn.
import type { PageBaseline } from '../page/page.ts';
import type { PageWrite } from '../page/page-store.ts';
import type { ReasonCode } from '../run/outcome.ts';
import type { StoreRow } from '../stage/stage-row.ts';
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
  if (page.state !== 'live')
    return outcomeRow(visit, {
      outcome: 'unchanged',
      reason,
      why: [why, 'the page is back'],
      write: refresh(visit, page.baseline),
    });
  // Other bytes with the same text: validators, links and bytes are brought up to date, the text stays the baseline's.
  if (rows.parse?.kind === 'parsed')
    return outcomeRow(visit, {
      outcome: 'unchanged',
      reason,
      why: [why],
      write: refresh(visit, page.baseline),
    });
  const touch = {
    id: visit.pageId,
    expectedV: page.v,
    order: visit.order,
    at: visit.run.now,
    ...validatorsOf(visit),
  };
  return outcomeRow(visit, { outcome: 'unchanged', reason, why: [why], touch });
}

function validatorsOf(visit: VisitContext): { etag?: string; lastModified?: string } {
  const headers = visit.rows.scrape.headers ?? {};
  const etag = headers['etag'];
  const lastModified = headers['last-modified'];
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

function refresh(visit: VisitContext, baseline: PageBaseline): PageWrite {
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
      baseline: {
        ...fresh,
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
