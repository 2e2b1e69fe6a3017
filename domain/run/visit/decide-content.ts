// Decides a page with something to tell: it gets a new baseline, with its change and price documents. If the job
// asks for confirmation, the change waits for a second look and the baseline stays.
import { currencyToConfirm } from '../chunk.ts';
import type { Change, OutboxEntry, Page, PendingChange, PricePoint } from '../../page/page.ts';
import type { PageWrite } from '../../page/page-store.ts';
import { urlHost } from '../../web/url/key.ts';
import type { ParsedRow, StoreRow } from '../stage/stage-row.ts';
import { baselineOf, snapshotOf, lastPictureOf, pictureToKeep, servedToKeep } from './baseline.ts';
import { changeDocument, type SeenChange } from './change-document.ts';
import { eachEntry } from './entry-changes.ts';
import { outcomeRow } from './outcome-row.ts';
import { pricePointOf } from './price-point.ts';
import { firedRules, ruleStates, sightText } from './price-rules.ts';
import type { VisitContext } from './visit-context.ts';
import { given } from '../../system/given.ts';

/** A difference that the job does not ask for: the version is taken over, and nobody is told. */
export function decideAccepted(visit: VisitContext, parsed: ParsedRow, reason: string): StoreRow {
  const written = stored(visit, parsed, { changes: [], prices: pricesOf(visit) });
  const unset = [...ruleStates(visit).unset, 'pendingChange', 'removedAt'] as const;
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'kept-quiet',
    why: [reason, 'stored as the version that later ones are compared with'],
    ...written,
    write: { ...written.write, unset },
    ...resolvePending(visit, 'withdrawn'),
  });
}

export function decideChanged(visit: VisitContext, parsed: ParsedRow, seen: SeenChange): StoreRow {
  const { run, rows, page } = visit;
  const pending = page?.pendingChange;
  const change = changeDocument(visit, parsed, seen);
  // Two looks saw the new currency, and that confirms it.
  const isConfirmed = currencyToConfirm(rows.scrape.lookAgain) !== undefined;
  const isPending = pending !== undefined && isSeenAgain(visit, parsed, pending);
  // A picture was looked at again before it came here.
  const waits = run.config.changes.confirm && seen.change?.kind !== 'picture';
  if (waits && !isConfirmed && !isPending) {
    if (rows.scrape.lookAgain === 'change' && pending !== undefined) return unstable(visit);
    return waitForSecondLook(visit, parsed, { ...change, state: 'pending' });
  }
  // A pending change that is seen again is confirmed and not told twice; what shows something else withdraws it.
  const changes = isPending ? [] : eachEntry(change, (page?.v ?? 0) + 1);
  const written = stored(visit, parsed, { changes, prices: pricesOf(visit) });
  const unset = [...ruleStates(visit).unset, 'pendingChange', 'removedAt'] as const;
  const write = { ...written.write, unset };
  return outcomeRow(visit, {
    outcome: 'stored',
    reason: 'changed',
    why: [change.summary, seen.reason],
    ...written,
    write,
    ...resolvePending(visit, isPending ? 'confirmed' : 'withdrawn'),
  });
}

/** The same text; where price rules fired, the same price and stock, whatever else the page says. */
function isSeenAgain(visit: VisitContext, parsed: ParsedRow, pending: PendingChange): boolean {
  const { sight } = pendingMark(visit, parsed, pending.id);
  return pending.sight === sight && (sight !== undefined || pending.textHash === parsed.textHash);
}

/** The mark of a change that waits for its second look. */
export function pendingMark(visit: VisitContext, parsed: ParsedRow, id: string): PendingChange {
  const sight = firedRules(visit).length === 0 ? undefined : sightText(visit);
  return { id, textHash: parsed.textHash, ...given({ sight }) };
}

function resolvePending(visit: VisitContext, state: 'confirmed' | 'withdrawn'): Pick<StoreRow, 'settle'> {
  const pending = visit.page?.pendingChange;
  return pending === undefined ? {} : { settle: { changeIds: [pending.id], state } };
}

function waitForSecondLook(visit: VisitContext, parsed: ParsedRow, change: Change): StoreRow {
  const { run, page, pageId, order } = visit;
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
        pendingChange: pendingMark(visit, parsed, change._id),
        lastCheckedAt: run.now,
        checks: (page?.checks ?? 0) + 1,
        ...outboxOf(visit, { changes: [change], prices: [] }),
      },
    },
    reopen: secondLook(visit),
  });
}

/** When a change is looked at again. */
export function secondLook({ run, rows }: VisitContext): NonNullable<StoreRow['reopen']> {
  return {
    visit: rows.scrape.visit + 1,
    attempts: 0,
    dueAt: run.now.getTime() + run.config.changes.confirmAfterMs,
    countedAs: 'stored',
    lookAgain: 'change',
  };
}

/** The second look saw a third text: the page changes too quickly to be told about. */
function unstable(visit: VisitContext): StoreRow {
  const { page, pageId, order, run } = visit;
  return outcomeRow(visit, {
    outcome: 'unchanged',
    reason: 'change-withdrawn',
    why: ['the page shows something else at every look; the stored version stays'],
    ...resolvePending(visit, 'withdrawn'),
    write: {
      id: pageId,
      expectedV: page?.v ?? 0,
      order,
      set: { lastCheckedAt: run.now, checks: (page?.checks ?? 0) + 1, ...unreadFirst(visit) },
      unset: ['pendingChange'],
    },
  });
}

/** After a first look that was not confirmed the rules judge the stored bytes anew, should the page show them again. */
export function unreadFirst({ page }: VisitContext): Pick<Page, 'baseline'> | object {
  const { baseline, pendingChange } = page ?? {};
  if (baseline === undefined || pendingChange?.priceRules === undefined) return {};
  return { baseline: { ...baseline, extractionVersion: '' } };
}

export interface Findings {
  readonly changes: readonly Change[];
  readonly prices: readonly PricePoint[];
}

/** Writes the new baseline and its snapshot; one write commits both together with the outbox. */
export function stored(
  visit: VisitContext,
  parsed: ParsedRow,
  findings: Findings,
): Required<Pick<StoreRow, 'write' | 'snapshot' | 'changes' | 'prices'>> &
  Pick<StoreRow, 'body' | 'picture' | 'served'> {
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
    ...ruleStates(visit).set,
    ...lastPictureOf(visit),
    ...outboxOf(visit, findings),
  };
  const write: PageWrite = {
    id: pageId,
    expectedV: page?.v ?? 0,
    order,
    set,
    ...(page === undefined ? {} : { unset: ['removedAt', ...ruleStates(visit).unset] }),
  };
  return {
    write,
    snapshot,
    // A body that the baseline refers to already is not stored again.
    ...(pack === undefined || visit.bodyKey === page?.baseline?.bodyKey ? {} : { body: pack }),
    ...pictureToKeep(visit),
    ...servedToKeep(visit),
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
  if (point === undefined) return stockField(visit);
  const lowest = visit.page?.lowestMinor;
  return {
    price: { minor: point.minor, currency: point.currency, availability: point.availability, at: point.at },
    lowestMinor: lowest === undefined ? point.minor : Math.min(lowest, point.minor),
  };
}

/** The stock of a page that names no price now, as many do while a product is sold out. */
function stockField({ page, rows }: VisitContext): Partial<Page> {
  const known = page?.price;
  if (known === undefined || rows.price?.verdict !== 'none') return {};
  const { availability = known.availability } = rows.price;
  return availability === known.availability ? {} : { price: { ...known, availability } };
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
