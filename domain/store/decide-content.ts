// Decides a page with new content. The first visit makes the baseline; a change makes a new baseline, with
// its change and price documents. If the job asks for confirmation, the change waits for a second look and
// the baseline stays.
import type { PageChange } from '../change/change.ts';
import type { ChangeStep } from '../change/step.ts';
import { changeId } from '../page/change-id.ts';
import { currencyToConfirm } from '../run/chunk.ts';
import type { Change, OutboxEntry, Page, PricePoint } from '../page/page.ts';
import type { PageWrite } from '../page/page-store.ts';
import { urlHost } from '../url/key.ts';
import type { ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { baselineOf, snapshotOf } from './baseline.ts';
import { outcomeRow } from './outcome-row.ts';
import { pricePointOf } from './price-point.ts';
import type { VisitContext } from './visit-context.ts';

export function decideFirst(visit: VisitContext, parsed: ParsedRow): StoreRow {
  const { run, page } = visit;
  const added = run.tellAdded && page === undefined ? [addedChange(visit, parsed)] : [];
  const prices = pricesOf(visit);
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'first-visit',
    why: [
      added.length > 0
        ? 'seen for the first time since the job began: reported as added'
        : 'seen for the first time: stored as baseline',
    ],
    ...stored(visit, parsed, { changes: added, prices }),
  });
}

/** A difference that the job does not ask for: the version is taken over, and nobody is told. */
export function decideAccepted(visit: VisitContext, parsed: ParsedRow, reason: string): StoreRow {
  const written = stored(visit, parsed, { changes: [], prices: pricesOf(visit) });
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'kept-quiet',
    why: [reason, 'stored as the version that later ones are compared with'],
    ...written,
    write: { ...written.write, unset: ['pendingChange', 'removedAt'] },
    ...resolvePending(visit, 'withdrawn'),
  });
}

export interface SeenChange {
  /** Null when only the price changed. */
  readonly change: PageChange | null;
  readonly reason: string;
  readonly step?: ChangeStep;
}

export function decideChanged(visit: VisitContext, parsed: ParsedRow, seen: SeenChange): StoreRow {
  const { run, rows, page } = visit;
  const pending = page?.pendingChange;
  const change = changeDocument(visit, parsed, seen);
  // Two looks saw the new currency, and that confirms it.
  const isConfirmed = currencyToConfirm(rows.scrape.lookAgain) !== undefined;
  if (run.config.changes.confirm && !isConfirmed && pending?.textHash !== parsed.textHash) {
    if (rows.scrape.lookAgain === 'change' && pending !== undefined) return unstable(visit);
    return waitForSecondLook(visit, parsed, { ...change, state: 'pending' });
  }
  // A pending change with the same text is confirmed and not told again; with another text it is withdrawn.
  const isPending = pending?.textHash === parsed.textHash;
  const changes = isPending ? [] : [change];
  const written = stored(visit, parsed, { changes, prices: pricesOf(visit) });
  const write = { ...written.write, unset: ['pendingChange', 'removedAt'] as const };
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'changed',
    why: [change.summary, seen.reason],
    ...written,
    write,
    ...resolvePending(visit, isPending ? 'confirmed' : 'withdrawn'),
  });
}

function resolvePending(visit: VisitContext, state: 'confirmed' | 'withdrawn'): Pick<StoreRow, 'settle'> {
  const pending = visit.page?.pendingChange;
  return pending === undefined ? {} : { settle: { changeIds: [pending.id], state } };
}

function waitForSecondLook(visit: VisitContext, parsed: ParsedRow, change: Change): StoreRow {
  const { run, rows, page, pageId, order } = visit;
  const v = page?.v ?? 0;
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'change-pending',
    why: [change.summary, 'told only after a second look sees it too'],
    changes: [change],
    // A change that an earlier run left pending is withdrawn: the page shows something else now.
    ...resolvePending(visit, 'withdrawn'),
    write: {
      id: pageId,
      expectedV: v,
      order,
      set: {
        pendingChange: { id: change._id, textHash: parsed.textHash },
        lastCheckedAt: run.now,
        checks: (page?.checks ?? 0) + 1,
        ...outboxOf(visit, { changes: [change], prices: [] }),
      },
    },
    reopen: {
      visit: rows.scrape.visit + 1,
      attempts: 0,
      dueAt: run.now.getTime() + run.config.changes.confirmAfterMs,
      countedAs: 'stored',
      lookAgain: 'change',
    },
  });
}

/** The second look saw a third text: the page changes too quickly to be told about. */
function unstable(visit: VisitContext): StoreRow {
  const { page, pageId, order, run } = visit;
  return outcomeRow(visit, {
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    why: ['the page shows another text at every look; the stored version stays'],
    ...resolvePending(visit, 'withdrawn'),
    write: {
      id: pageId,
      expectedV: page?.v ?? 0,
      order,
      set: { lastCheckedAt: run.now, checks: (page?.checks ?? 0) + 1 },
      unset: ['pendingChange'],
    },
  });
}

export interface Findings {
  readonly changes: readonly Change[];
  readonly prices: readonly PricePoint[];
}

/** Writes the new baseline and its snapshot; one write commits both together with the outbox. */
function stored(
  visit: VisitContext,
  parsed: ParsedRow,
  findings: Findings,
): Required<Pick<StoreRow, 'write' | 'snapshot' | 'changes' | 'prices'>> & Pick<StoreRow, 'body'> {
  const { page, pageId, order, run, rows } = visit;
  const snapshot = snapshotOf(visit, parsed);
  const baseline = baselineOf(visit, parsed, snapshot._id);
  const pack = rows.scrape.pack;
  const set: Partial<Page> = {
    ...(page === undefined ? newPage(visit) : {}),
    state: 'live',
    baseline,
    lastCheckedAt: run.now,
    checks: (page?.checks ?? 0) + 1,
    ...(findings.changes.length > 0 ? { lastChangedAt: run.now } : {}),
    ...priceFields(visit, findings.prices),
    ...outboxOf(visit, findings),
  };
  const write: PageWrite = {
    id: pageId,
    expectedV: page?.v ?? 0,
    order,
    set,
    ...(page === undefined ? {} : { unset: ['removedAt'] }),
  };
  return {
    write,
    snapshot,
    // A body that the baseline refers to already is not stored again.
    ...(pack === undefined || visit.bodyKey === page?.baseline?.bodyKey ? {} : { body: pack }),
    changes: findings.changes,
    prices: findings.prices,
  };
}

function newPage(visit: VisitContext): Partial<Page> {
  const { run, rows } = visit;
  const { urlKey, url, depth } = rows.scrape;
  return { jobId: run.jobId, urlKey, url, host: urlHost(url), depth, firstSeenAt: run.now, outbox: [] };
}

export function priceFields(visit: VisitContext, prices: readonly PricePoint[]): Partial<Page> {
  const point = prices[0];
  if (point === undefined) return {};
  const lowest = visit.page?.lowestMinor;
  return {
    price: { minor: point.minor, currency: point.currency, availability: point.availability, at: point.at },
    lowestMinor: lowest === undefined ? point.minor : Math.min(lowest, point.minor),
  };
}

export function outboxOf(
  visit: VisitContext,
  findings: Findings,
): Pick<Page, 'outbox' | 'outboxAt'> | object {
  const { run, rows } = visit;
  const at = { key: run.storeFile, row: rows.index };
  const outbox: OutboxEntry[] = [
    ...findings.changes.map((change) => ({ kind: 'change' as const, id: change._id, ...at })),
    ...findings.prices.map((point) => ({ kind: 'price' as const, id: point._id, ...at })),
  ];
  return outbox.length === 0 ? {} : { outbox, outboxAt: run.now };
}

export function pricesOf(visit: VisitContext): PricePoint[] {
  const point = pricePointOf(visit);
  return point === null ? [] : [point];
}

function changeDocument(visit: VisitContext, parsed: ParsedRow, seen: SeenChange): Change {
  const { page, pageId, run, rows } = visit;
  const { price } = rows;
  const moved = price?.verdict === 'changed' ? price : null;
  const detail = seen.change ?? priceOnly(moved?.reason ?? seen.reason, moved?.priceMoved === false);
  // People watch for prices, so a moved price gives the change its kind; the text blocks stay as evidence.
  const kind =
    moved === null ? untracked(detail.kind, price?.verdict) : moved.priceMoved ? 'price' : 'availability';
  const summary = moved === null ? detail.summary : sentence(moved.reason);
  return {
    _id: changeId(pageId, (page?.v ?? 0) + 1),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: rows.scrape.url,
    title: parsed.title,
    at: run.now,
    state: 'confirmed',
    kind,
    severity: moved === null ? detail.severity : 'major',
    summary,
    detail,
    ...(page?.baseline === undefined ? {} : { fromSnapshot: page.baseline.snapshotId }),
    toSnapshot: snapshotOf(visit, parsed)._id,
    reason: seen.reason,
    ...(seen.step === undefined ? {} : { step: seen.step }),
  };
}

/**
 * `added` and `removed` are kinds for whole pages; a block that came or went is a change of text. So is
 * another price on a page whose own price is known and stayed the same.
 */
function untracked(kind: Change['kind'], verdict: string | undefined): Change['kind'] {
  if (kind === 'added' || kind === 'removed') return 'text';
  return kind === 'price' && verdict === 'same' ? 'text' : kind;
}

function priceOnly(reason: string, availabilityOnly: boolean): PageChange {
  const kind = availabilityOnly ? 'availability' : 'price';
  return { kind, severity: 'major', summary: sentence(reason), blocks: [], fields: [] };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function addedChange(visit: VisitContext, parsed: ParsedRow): Change {
  const { pageId, run, rows } = visit;
  const title = parsed.title === '' ? rows.scrape.url : `“${parsed.title}”`;
  const summary = `New page: ${title}.`;
  return {
    _id: changeId(pageId, 1),
    pageId,
    jobId: run.jobId,
    runId: run.runId,
    url: rows.scrape.url,
    title: parsed.title,
    at: run.now,
    state: 'confirmed',
    kind: 'added',
    severity: 'notable',
    summary,
    detail: { kind: 'added', severity: 'notable', summary, blocks: [], fields: [] },
    toSnapshot: snapshotOf(visit, parsed)._id,
    reason: 'not known to any earlier run of the job',
  };
}
