// What reading all stored versions of a page again makes of its prices: the series that today's rules would have written.
// Where a version reads as it did, its prices stay as they are. A price that has no version of its own, because the text did
// not differ, belongs to the version before it.
import { variantPoint } from '../../price/variant-offer.ts';
import type { PricePoint } from '../../page/page.ts';
import { rewrittenPointId, versionPointId } from '../../page/price-point-id.ts';
import { formatMoney } from '../../reading/money/money.ts';
import type { Offer, PriceState } from '../../price/price.ts';
import { percentChange, trackPrice } from '../../price/track.ts';
import type { Difference } from './plan-reparse.ts';

/** A stored version; `reading` null: it can not be read again, and its prices stay. */
export interface VersionPrice {
  readonly v: number;
  readonly at: Date;
  readonly reading: { readonly offer: Offer | null; readonly name: string } | null;
}

export interface PricesBasis {
  readonly page: { readonly _id: string; readonly jobId: string; readonly url: string };
  readonly runId: string;
  readonly order: number;
  /** Prices that were in force before this run, oldest first. */
  readonly points: readonly PricePoint[];
  /** The versions that are read, oldest first. */
  readonly versions: readonly VersionPrice[];
}

export interface PricesPlan {
  readonly retaken: readonly PricePoint[];
  readonly added: readonly PricePoint[];
  /** The prices that are in force afterwards, oldest first. */
  readonly series: readonly PricePoint[];
  /** Of the versions whose price is read otherwise, by their number. */
  readonly differences: ReadonlyMap<number, Difference>;
}

/** The series as it was and as it becomes, up to a version. */
interface Series {
  before: PriceState | null;
  after: PriceState | null;
}

export function planPrices(basis: PricesBasis): PricesPlan {
  const { points, versions } = basis;
  const first = versions[0]?.at ?? null;
  const earlier = first === null ? points : points.filter(({ at }) => at < first);
  const series: PricePoint[] = [...earlier];
  const last = earlier.at(-1) ?? null;
  const known: Series = { before: last, after: last };
  const differences = new Map<number, Difference>();
  versions.forEach((version, index) => {
    const until = versions[index + 1]?.at;
    const own = points.filter(({ at }) => at >= version.at && (until === undefined || at < until));
    const seen = windowOf(basis, known, { version, own });
    series.push(...seen.kept);
    if (seen.difference !== null) differences.set(version.v, seen.difference);
    known.before = own.at(-1) ?? known.before;
    known.after = seen.kept.at(-1) ?? known.after;
  });
  const kept = new Set(series);
  const old = new Set(points);
  return {
    retaken: points.filter((point) => !kept.has(point)),
    added: series.filter((point) => !old.has(point)),
    series,
    differences,
  };
}

interface Window {
  readonly version: VersionPrice;
  /** The prices from this version to the next, oldest first. */
  readonly own: readonly PricePoint[];
}

interface WindowPrices {
  readonly kept: readonly PricePoint[];
  readonly difference: Difference | null;
}

function windowOf(basis: PricesBasis, known: Readonly<Series>, { version, own }: Window): WindowPrices {
  const stored = own.find(({ at }) => at.getTime() === version.at.getTime());
  const fresh = version.reading === null ? null : freshPoint(basis, known, { version, stored });
  if (version.reading === null || isReadAlike(version.reading.offer, { stored, fresh, known }))
    return { kept: linked(basis, known, own, stored === undefined ? fresh : null), difference: null };
  return {
    kept: fresh === null ? [] : [fresh],
    difference: differenceOf(stored ?? known.before, version.reading.offer),
  };
}

function differenceOf(
  was: (PriceState & { readonly listMinor?: number }) | null,
  offer: Offer | null,
): Difference {
  const before = was === null ? '–' : `${formatMoney(was)} ${was.availability}`;
  const after = offer === null ? '–' : `${formatMoney(offer.price)} ${offer.availability}`;
  if (before !== after || was === null || offer === null) return { what: 'price', before, after };
  return {
    what: 'former price',
    before: was.listMinor === undefined ? '–' : formatMoney({ minor: was.listMinor, currency: was.currency }),
    after: offer.listPrice === undefined ? '–' : formatMoney(offer.listPrice),
  };
}

interface Compared {
  readonly stored: PricePoint | undefined;
  readonly fresh: PricePoint | null;
  readonly known: Readonly<Series>;
}

/** A version that wrote no price said what was known, named none, or was of another currency; it may say so still. */
function isReadAlike(offer: Offer | null, { stored, fresh, known }: Compared): boolean {
  if (stored !== undefined)
    return (
      offer !== null &&
      isSame(stored, offer) &&
      (stored.listMinor ?? null) === (offer.listPrice?.minor ?? null)
    );
  if (offer === null) return true;
  return known.before === null ? fresh === null : fresh === null || isSame(known.before, offer);
}

function isSame(known: PriceState, { price, availability }: Offer): boolean {
  const isStockSame =
    known.availability === availability || known.availability === 'unknown' || availability === 'unknown';
  return known.minor === price.minor && known.currency === price.currency && isStockSame;
}

/** The price that the version would have written after the ones before it; null: none. */
function freshPoint(
  { page, runId, order }: PricesBasis,
  { after }: Readonly<Series>,
  { version, stored }: { readonly version: VersionPrice; readonly stored: PricePoint | undefined },
): PricePoint | null {
  const { offer = null, name = '' } = version.reading ?? {};
  // A version that wrote a price was no page of another country: its currency counts.
  const confirms = stored === undefined ? undefined : offer?.price.currency;
  const verdict = trackPrice(after, offer, { confirms });
  if (verdict.verdict === 'none' || verdict.verdict === 'same') return null;
  const { price, listPrice, availability, confidence, evidence } = verdict.offer;
  return {
    _id: versionPointId(page._id, order, version.v),
    pageId: page._id,
    jobId: page.jobId,
    runId,
    url: page.url,
    name,
    at: version.at,
    minor: price.minor,
    currency: price.currency,
    ...(listPrice === undefined ? {} : { listMinor: listPrice.minor }),
    ...variantPoint(verdict.offer),
    availability,
    ...moveFrom(after, price),
    confidence,
    source: evidence.source,
    raw: evidence.raw,
  };
}

/** The prices as they are where they follow the one that they followed; else with what they differ from now. */
function linked(
  { page, runId, order }: PricesBasis,
  known: Readonly<Series>,
  own: readonly PricePoint[],
  fresh: PricePoint | null,
): PricePoint[] {
  if (fresh === null && isUntouched(known)) return [...own];
  const kept: PricePoint[] = fresh === null ? [] : [fresh];
  let last: PriceState | null = fresh ?? known.after;
  for (const [index, point] of own.entries()) {
    const isFollowing = index > 0 && kept.at(-1) === own[index - 1];
    if (isFollowing || isLinkedTo(point, last)) {
      kept.push(point);
      last = point;
      continue;
    }
    if (last !== null && isEqual(last, point)) continue;
    const { changed: _c, beforeMinor: _m, percent: _p, beforeAvailability: _a, ...said } = point;
    const again: PricePoint = {
      ...said,
      _id: rewrittenPointId(page._id, order, point._id),
      runId,
      ...moveFrom(last, point),
    };
    kept.push(again);
    last = again;
  }
  return kept;
}

/** Nothing before it is read otherwise. */
function isUntouched({ before, after }: Readonly<Series>): boolean {
  return before === null || after === null ? before === after : isEqual(before, after);
}

function isEqual(one: PriceState, other: PriceState): boolean {
  return (
    one.minor === other.minor && one.currency === other.currency && one.availability === other.availability
  );
}

/** It was stored as the step from this price; prices that were read again by an earlier run say no step. */
function isLinkedTo({ changed, beforeMinor }: PricePoint, last: PriceState | null): boolean {
  return changed ? last !== null && beforeMinor === last.minor : last === null;
}

function moveFrom(
  before: PriceState | null,
  price: { readonly minor: number; readonly currency: string },
): Pick<PricePoint, 'changed' | 'beforeMinor' | 'percent' | 'beforeAvailability'> {
  if (before === null) return { changed: false };
  const isForeign = before.currency !== '' && price.currency !== '' && before.currency !== price.currency;
  return {
    changed: true,
    beforeMinor: before.minor,
    percent: isForeign ? 0 : percentChange(before.minor, price.minor),
    beforeAvailability: before.availability,
  };
}
