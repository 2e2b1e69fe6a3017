// What reading all stored versions of a page again makes of it: each version gets the extraction of today, the prices are the
// series that today's rules would have written, and the page follows from both. The site has not changed, so nothing is told.
import type { Page, PricePoint, Snapshot, SnapshotBasis } from '../../page/page.ts';
import type { VersionReading } from '../../page/page-store.ts';
import type { SavedPriceRule } from '../../price/rule/rule-input.ts';
import { baselineAfter, type Difference, differencesOf, type Reading } from './plan-reparse.ts';
import { planPrices } from './plan-prices.ts';
import { restoredPage } from './plan-rollback.ts';
import { statesAfter } from './price-memory.ts';
import type { RestoredPage } from '../../page/rollback-store.ts';
import { given } from '../../system/given.ts';

/** A version that was read again; `reading` null: it could not be, and `why` says the reason. */
export interface VersionRead {
  readonly snapshotId: string;
  readonly v: number;
  readonly at: Date;
  readonly reading: Reading | null;
  readonly why: string;
  /** Null: it reads as it is stored. */
  readonly replaced: VersionReading | null;
  readonly differences: readonly Difference[];
}

export interface HistoryBasis {
  readonly page: Page;
  /** Oldest first. */
  readonly versions: readonly VersionRead[];
  /** Prices that were in force before this run, oldest first. */
  readonly points: readonly PricePoint[];
  readonly rules: readonly SavedPriceRule[];
  readonly runId: string;
  readonly order: number;
  readonly extractionVersion: string;
}

export interface VersionDifference extends Difference {
  readonly at: Date;
}

export interface HistoryPlan {
  readonly after: RestoredPage;
  readonly retaken: readonly PricePoint[];
  readonly added: readonly PricePoint[];
  /** Ids of the versions that are read otherwise than before, their prices included. */
  readonly snapshotIds: readonly string[];
  readonly replaced: readonly VersionReading[];
  /** Oldest version first. */
  readonly differences: readonly VersionDifference[];
}

export function planHistory(basis: HistoryBasis): HistoryPlan {
  const { page, versions, points, runId, order } = basis;
  const prices = planPrices({ page, points, versions, runId, order });
  const differing = versions.map((version) => {
    const priced = prices.differences.get(version.v);
    return { version, differences: [...version.differences, ...(priced === undefined ? [] : [priced])] };
  });
  return {
    after: partAfter(basis, prices),
    retaken: prices.retaken,
    added: prices.added,
    snapshotIds: differing.flatMap(({ version, differences }) =>
      differences.length === 0 ? [] : [version.snapshotId],
    ),
    replaced: versions.flatMap(({ replaced }) => replaced ?? []),
    differences: differing.flatMap(({ version: { at }, differences }) =>
      differences.map((one) => ({ ...one, at })),
    ),
  };
}

function partAfter(
  basis: HistoryBasis,
  {
    series,
    retaken,
    added,
  }: { readonly series: readonly PricePoint[] } & Pick<HistoryPlan, 'retaken' | 'added'>,
): RestoredPage {
  const { page, versions, rules, extractionVersion } = basis;
  const present = page.baseline;
  const read = versions.find(({ snapshotId }) => snapshotId === present?.snapshotId)?.reading ?? null;
  // A text of a later look than the body was left behind on purpose.
  const isFollowing = present !== undefined && present.isTextNewer !== true && read !== null;
  const part: RestoredPage = {
    ...restoredPage(page),
    ...(isFollowing ? { baseline: baselineAfter(present, read, extractionVersion) } : {}),
  };
  if (retaken.length + added.length === 0) return part;
  const { price: _price, lowestMinor: _lowest, priceRules: _rules, ...others } = part;
  const last = series.at(-1);
  if (last === undefined) return others;
  const { minor, currency, availability, at } = last;
  const states = statesAfter(page, rules, series.toReversed());
  return {
    ...others,
    price: { minor, currency, availability, at },
    lowestMinor: series.reduce((lowest, point) => Math.min(lowest, point.minor), minor),
    ...given({ priceRules: states }),
  };
}

/** What a version is stored as by today's rules. */
export function readingOf(snapshot: Snapshot, reading: Reading, readingVersion: string): VersionRead {
  const { text, blocksKey, class: pageClass } = reading;
  const isSameText = text.textHash === snapshot.textHash;
  const replaced: VersionReading = {
    _id: snapshot._id,
    textHash: text.textHash,
    blocksKey: isSameText ? snapshot.blocksKey : blocksKey,
    title: text.title,
    pageType: pageClass.type,
    fields: text.fields,
    reading: readingVersion,
    // Of versions stored before it was kept, a roll-back takes it from the page.
    ...(snapshot.basis === undefined ? {} : { basis: basisAfter(snapshot.basis, reading) }),
  };
  const before = { ...snapshot, textLength: snapshot.basis?.textLength };
  const { _id: snapshotId, v, at } = snapshot;
  const differences = differencesOf(before, { ...replaced, textLength: text.textLength });
  const isAsStored = differences.length === 0 && snapshot.reading === readingVersion;
  return { snapshotId, v, at, reading, why: '', replaced: isAsStored ? null : replaced, differences };
}

function basisAfter(
  { subtype: _subtype, lostPart: _lostPart, ...kept }: SnapshotBasis,
  { text, class: pageClass }: Reading,
): SnapshotBasis {
  return {
    ...kept,
    ...given({ subtype: pageClass.subtype, lostPart: text.lostPart }),
    lang: text.lang,
    textLength: text.textLength,
    format: text.format,
  };
}
