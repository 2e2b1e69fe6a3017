// What a roll-back does to one page: everything of it from a version on is taken back, and the version before is what later
// looks are compared with.
import { parseChangeId } from '../../page/change-id.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type { Page, PageBaseline, PagePrice, PricePoint, Snapshot } from '../../page/page.ts';
import type { SavedPriceRule } from '../../price/rule/rule-input.ts';
import { statesAfter } from './price-memory.ts';
import { restoredBaseline } from './restored-baseline.ts';
import type { RestoredPage, WithdrawnChange } from '../../page/rollback-store.ts';
import { given } from '../../system/given.ts';

/** What is stored of a page and was not taken back before; each newest first. */
export interface PageHistory {
  readonly page: Page;
  readonly snapshots: readonly Snapshot[];
  readonly changes: readonly InboxChange[];
  readonly points: readonly PricePoint[];
}

/** The version number of the page that is restored, and when the first write that is taken back was decided. */
export interface RollbackBound {
  readonly v: number;
  readonly at: Date;
}

export interface RollbackPlan {
  readonly before: RestoredPage;
  readonly after: RestoredPage;
  readonly changes: readonly WithdrawnChange[];
  readonly points: readonly PricePoint[];
  readonly snapshots: readonly Snapshot[];
  /** In words: what the page goes back to. */
  readonly why: string;
}

/** Null: nothing of the page is to be taken back. */
export function planRollback(
  history: PageHistory,
  bound: RollbackBound,
  rules: readonly SavedPriceRule[],
): RollbackPlan | null {
  const { page } = history;
  const snapshots = history.snapshots.filter(({ v }) => v > bound.v);
  const changes = history.changes.filter((change) => isTakenBack(change, bound));
  const points = history.points.filter(({ at }) => at >= bound.at);
  if (snapshots.length + changes.length + points.length === 0) return null;
  const kept = {
    // The text of another tool is nothing to compare a look with.
    snapshot: history.snapshots.find(({ v, from }) => v <= bound.v && from === undefined),
    changes: history.changes.filter((change) => !changes.includes(change)),
    points: history.points.filter((point) => !points.includes(point)),
  };
  const after = partAfter(page, kept, { points, changes, rules });
  return {
    before: restoredPage(page),
    after,
    changes: changes.map(toWithdrawn),
    points,
    snapshots,
    why: whyOf(after),
  };
}

export function restoredPage(page: Page): RestoredPage {
  const { state, baseline, price, lowestMinor, priceRules, pendingChange, lastChangedAt, removedAt } = page;
  return {
    state,
    ...given({ baseline, price, lowestMinor, priceRules, pendingChange, lastChangedAt, removedAt }),
  };
}

/** A change of an earlier version whose second look is taken back waits for nothing any more and goes too. */
function isTakenBack({ _id, state, toSnapshot }: InboxChange, bound: RollbackBound): boolean {
  if (state === 'withdrawn') return false;
  const to = toSnapshot === undefined ? 0 : versionOf(toSnapshot);
  return Math.max(parseChangeId(_id)?.v ?? 0, to) > bound.v;
}

/** The version in the id of a snapshot, `<pageId>:<v>:<hash>`. */
function versionOf(snapshotId: string): number {
  return Number(snapshotId.split(':').at(-2) ?? 0);
}

function toWithdrawn({ _id, state, alertAt }: InboxChange): WithdrawnChange {
  return { id: _id, state, ...(alertAt === undefined ? {} : { isUnjudged: true as const }) };
}

interface Kept {
  readonly snapshot: Snapshot | undefined;
  readonly changes: readonly InboxChange[];
  readonly points: readonly PricePoint[];
}

interface Taken {
  readonly points: readonly PricePoint[];
  readonly changes: readonly InboxChange[];
  readonly rules: readonly SavedPriceRule[];
}

function partAfter(page: Page, kept: Kept, { points, changes, rules }: Taken): RestoredPage {
  const pending = page.pendingChange;
  const isPendingKept = pending !== undefined && !changes.some(({ _id }) => _id === pending.id);
  const changedAt = kept.changes.find(({ state }) => state === 'confirmed')?.at;
  const priceRules = points.length === 0 ? page.priceRules : statesAfter(page, rules, kept.points);
  return {
    ...placeAfter(page, kept),
    ...(isPendingKept ? { pendingChange: pending } : {}),
    ...given({ lastChangedAt: changedAt }),
    ...priceAfter(page, kept.points, points),
    ...given({ priceRules }),
  };
}

function placeAfter(
  page: Page,
  { snapshot, changes }: Kept,
): Pick<RestoredPage, 'state' | 'baseline' | 'removedAt'> {
  const baseline: { baseline?: PageBaseline } =
    snapshot === undefined ? {} : { baseline: restoredBaseline(page, snapshot) };
  if (page.state === 'retired') return { state: 'retired', ...baseline };
  const moved = changes.find(
    ({ kind, state }) => state === 'confirmed' && (kind === 'removed' || kind === 'added'),
  );
  const isRemoved = moved?.kind === 'removed' && (snapshot === undefined || snapshot.at <= moved.at);
  return isRemoved ? { state: 'removed', removedAt: moved.at, ...baseline } : { state: 'live', ...baseline };
}

/** The last price that is left; with the stock that the first price taken back names as the one before it. */
function priceAfter(
  page: Page,
  kept: readonly PricePoint[],
  taken: readonly PricePoint[],
): { price?: PagePrice; lowestMinor?: number } {
  const [last] = kept;
  if (taken.length === 0) {
    return {
      ...given({ price: page.price, lowestMinor: page.lowestMinor }),
    };
  }
  if (last === undefined) return {};
  const availability = taken.at(-1)?.beforeAvailability ?? last.availability;
  return {
    price: { minor: last.minor, currency: last.currency, availability, at: last.at },
    lowestMinor: Math.min(...kept.map(({ minor }) => minor)),
  };
}

function whyOf({ baseline, state }: RestoredPage): string {
  if (baseline === undefined) return 'no version is left: the next run sees the page for the first time';
  const at = `the version of ${baseline.at.toISOString()}`;
  return state === 'removed' ? `back to ${at}, recorded as removed` : `back to ${at}`;
}
