// A page with nothing to tell. One that was not read again writes one batched touch; another brings its baseline up to
// date. A pending change not seen again is withdrawn.
import type { Page, PageBaseline, PendingChange } from '../../page/page.ts';
import type { PageWrite } from '../../page/page-store.ts';
import type { ReasonCode } from '../outcome.ts';
import type { ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { renderedOf, servedLater, unchangedPicture, volatileAfter } from './baseline.ts';
import { returnedChange } from './change-document.ts';
import { type Findings, outboxOf, priceFields, pricesOf, unreadFirst } from './decide-content.ts';
import { outcomeRow } from './outcome-row.ts';
import { ruleStates, watchesPriceOnly } from './price-rules.ts';
import type { VisitContext } from './visit-context.ts';
import { given } from '../../system/given.ts';

export function decideUnchanged(visit: VisitContext, reason: ReasonCode, why: string): StoreRow {
  const { page, rows } = visit;
  if (page?.baseline === undefined) {
    return outcomeRow(visit, {
      outcome: 'failed',
      reason: 'parse-failed',
      why: ['unchanged since a version that is not stored'],
    });
  }
  if (page.pendingChange !== undefined) return settlePending(visit, page.pendingChange);
  // Other bytes, same text: validators, links and bytes are updated; the baseline keeps its text.
  if (page.state !== 'live' || rows.parse?.kind === 'parsed' || isRefreshed(visit)) {
    const findings = findingsOf(visit, page);
    return outcomeRow(visit, {
      outcome: 'unchanged',
      reason,
      why: page.state === 'live' ? [why] : [why, 'the page is back'],
      write: refresh(visit, page.baseline, findings),
      ...unchangedPicture(visit)?.row,
      ...servedLater(visit)?.row,
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

function isRefreshed(visit: VisitContext): boolean {
  if (visit.rows.scrape.render === 'rendered-before') return true;
  return unchangedPicture(visit) !== null || servedLater(visit) !== null;
}

/** A removed page that is back is told as returned. A first price may come from text known before. */
function findingsOf(visit: VisitContext, page: Page): Findings {
  return { changes: page.state === 'removed' ? [returnedChange(visit)] : [], prices: pricesOf(visit) };
}

function validatorsOf(visit: VisitContext): { etag?: string; lastModified?: string } {
  const headers = visit.rows.scrape.headers ?? {};
  const etag = headers['etag'];
  const lastModified = headers['last-modified'];
  return { ...given({ etag, lastModified }) };
}

function refresh(visit: VisitContext, baseline: PageBaseline, findings: Findings): PageWrite {
  const { page, rows, run, pageId, order } = visit;
  const { parse, scrape } = rows;
  const linksKey = parse?.kind === 'parsed' ? parse.linksKey : undefined;
  const rules = ruleStates(visit);
  const pictured = unchangedPicture(visit);
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
      ...rules.set,
      ...pictured?.set,
      ...outboxOf(visit, findings),
      baseline: {
        ...withMarks(visit, baseline),
        ...(parse?.kind === 'parsed' ? textOf(visit, parse, baseline) : {}),
        rawHash: scrape.hash ?? baseline.rawHash,
        volatile: volatileAfter(visit),
        extractionVersion: run.extractionVersion,
        ...given({ outlinksKey: linksKey, picture: pictured?.picture }),
        ...servedOf(visit),
        ...noiseOf(rows),
      },
    },
    unset: [...(page?.state === 'live' ? [] : (['removedAt'] as const)), ...rules.unset],
  };
}

function servedOf(visit: VisitContext): Pick<PageBaseline, 'served'> {
  return given({ served: servedLater(visit)?.served });
}

function noiseOf({ change }: VisitContext['rows']): Pick<PageBaseline, 'pictureNoise'> {
  return given({ pictureNoise: change?.pictureNoise });
}

/** With the marks of this look in place of those of the look before, unless the site only said that nothing changed. */
function withMarks(visit: VisitContext, baseline: PageBaseline): PageBaseline {
  const { parse, scrape } = visit.rows;
  if (parse?.kind !== 'parsed' && scrape.rendered !== true) return { ...baseline, ...validatorsOf(visit) };
  const { etag: _etag, lastModified: _lastModified, rendered: _rendered, ...kept } = baseline;
  return { ...kept, ...validatorsOf(visit), ...given({ rendered: renderedOf(visit) }) };
}

/**
 * The text that later looks are compared with: the stored one. Where only price and stock are told it is that of
 * this look, so that differences nobody is told do not pile up.
 */
function textOf(visit: VisitContext, parsed: ParsedRow, baseline: PageBaseline): Partial<PageBaseline> {
  const { textHash, blocksKey, fields, lang, textLength, title } = parsed;
  const isSame = textHash === baseline.textHash && title === baseline.title;
  if (!watchesPriceOnly(visit) || isSame) return parsed.readAgain ?? {};
  return { textHash, blocksKey, fields, lang, textLength, title, isTextNewer: true };
}

/**
 * A change found at the first look is confirmed by the stored bytes; any other would have shown again as a change.
 */
function settlePending(visit: VisitContext, pending: PendingChange): StoreRow {
  const { page, pageId, order, run, rows } = visit;
  const { id, priceRules } = pending;
  const seen = { lastCheckedAt: run.now, checks: (page?.checks ?? 0) + 1 };
  const write = { id: pageId, expectedV: page?.v ?? 0, order, unset: ['pendingChange'] } as const;
  if (priceRules !== undefined && rows.parse?.kind !== 'parsed') {
    return outcomeRow(visit, {
      outcome: 'stored',
      reason: 'changed',
      why: ['the second look saw the same bytes'],
      settle: { changeIds: [id], state: 'confirmed' },
      write: { ...write, set: { ...seen, priceRules, lastChangedAt: run.now } },
    });
  }
  return outcomeRow(visit, {
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    why: ['the second look did not see the change again'],
    settle: { changeIds: [id], state: 'withdrawn' },
    write: { ...write, set: { ...seen, ...unreadFirst(visit) } },
  });
}
