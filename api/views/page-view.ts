// Pages, snapshots, changes and price points as the API shows them.
import { type VariantPoint, variantWords } from '../../domain/price/variant-offer.ts';
import { toRolledBackView } from './run/mend-view.ts';
import { shownDepth } from '../../domain/run/plan/select-links.ts';
import type { KeptPicture, Page, PricePoint, Snapshot } from '../../domain/page/page.ts';
import type { FieldValue } from '../../domain/reading/page/parsed-page.ts';
import { toDecimal } from '../../domain/reading/money/money.ts';
import { latestPicture } from '../query/page/page-picture.ts';
import type { MoneyView, PageSummary, PageView, PriceView, SnapshotView } from '../schemas/page.ts';

export function toMoney(minor: number, currency: string): MoneyView {
  return { amount: toDecimal({ minor, currency }), minor, currency };
}

function toField({
  name,
  value,
  source,
  locator,
  confidence,
  healed,
  missing,
}: FieldValue): PageView['fields'][number] {
  return { name, value, source, locator, confidence, healed: healed === true, missing: missing === true };
}

export function toPageSummary(page: Page): PageSummary {
  const { baseline, price } = page;
  const self = `/v1/pages/${encodeURIComponent(page._id)}`;
  const only = `pageId=${encodeURIComponent(page._id)}`;
  return {
    pageId: page._id,
    jobId: page.jobId,
    urlKey: page.urlKey,
    url: page.url,
    title: baseline?.title ?? '',
    state: page.state,
    pageType: baseline?.pageType ?? null,
    price:
      price === undefined
        ? null
        : { ...toMoney(price.minor, price.currency), availability: price.availability },
    firstSeenAt: page.firstSeenAt.toISOString(),
    lastCheckedAt: page.lastCheckedAt.toISOString(),
    lastChangedAt: page.lastChangedAt?.toISOString() ?? null,
    removedAt: page.removedAt?.toISOString() ?? null,
    checks: page.checks,
    missingFields: (baseline?.fields ?? []).filter(({ missing }) => missing === true).map(({ name }) => name),
    links: {
      self,
      diff: `${self}/diff`,
      links: `${self}/links`,
      job: `/v1/jobs/${page.jobId}`,
      changes: `/v1/changes?${only}`,
      prices: `/v1/prices?${only}`,
      snapshots: `/v1/jobs/${page.jobId}/snapshots?${only}`,
    },
  };
}

/** What is shown of a page without a stored version. */
const UNREAD = {
  subtype: null,
  lang: '',
  textLength: 0,
  finalUrl: null,
  snapshotId: null,
  fields: [] as readonly FieldValue[],
} as const;

export function toPageView(page: Page): PageView {
  const { price, lowestMinor } = page;
  const { subtype, lang, textLength, finalUrl, snapshotId, fields } = { ...UNREAD, ...page.baseline };
  return {
    ...toPageSummary(page),
    depth: shownDepth(page.depth),
    subtype,
    lang,
    textLength,
    finalUrl,
    snapshotId,
    lowest: lowestMinor === undefined || price === undefined ? null : toMoney(lowestMinor, price.currency),
    picture: toLastPicture(page),
    pendingChange: page.pendingChange?.id ?? null,
    fields: fields.map(toField),
  };
}

export function toSnapshotView(snapshot: Snapshot): SnapshotView {
  const self = `/v1/snapshots/${encodeURIComponent(snapshot._id)}`;
  return {
    snapshotId: snapshot._id,
    pageId: snapshot.pageId,
    jobId: snapshot.jobId,
    runId: snapshot.runId,
    from: snapshot.from ?? null,
    at: snapshot.at.toISOString(),
    title: snapshot.title,
    pageType: snapshot.pageType,
    rawHash: snapshot.rawHash,
    textHash: snapshot.textHash,
    bodyBytes: snapshot.bodyBytes,
    picture: toPictureSize(snapshot.picture),
    served: toServed(snapshot),
    fields: snapshot.fields.map(toField),
    pinned: toPin(snapshot),
    rolledBack: toRolledBackView(snapshot.rolledBack),
    unreadable: snapshot.unreadable ?? null,
    links: {
      self,
      content: `${self}/content`,
      text: `${self}/content?as=text`,
      ...(snapshot.picture === undefined ? {} : { picture: `${self}/picture` }),
      ...servedLink(snapshot),
      page: `/v1/pages/${encodeURIComponent(snapshot.pageId)}`,
    },
  };
}

function toLastPicture(page: Page): PageView['picture'] {
  const picture = latestPicture(page);
  if (picture === null) return null;
  return { width: picture.width, height: picture.height, at: new Date(picture.at).toISOString() };
}

export function toPictureSize(
  picture: Pick<KeptPicture, 'width' | 'height'> | undefined,
): SnapshotView['picture'] {
  return picture === undefined ? null : { width: picture.width, height: picture.height };
}

export function toServed({ served }: Pick<Snapshot, 'served'>): SnapshotView['served'] {
  return served === undefined ? null : { bytes: served.bytes, url: served.url };
}

export function servedLink({ _id, served }: Pick<Snapshot, '_id' | 'served'>): { readonly served?: string } {
  const content = `/v1/snapshots/${encodeURIComponent(_id)}/content`;
  return served === undefined ? {} : { served: `${content}?served=true` };
}

export function toPin({ pinned }: Pick<Snapshot, 'pinned'>): SnapshotView['pinned'] {
  return pinned === undefined ? null : { at: pinned.at.toISOString(), by: pinned.by };
}

export function toVariants(found: VariantPoint | undefined, currency: string): PriceView['variants'] {
  if (found === undefined) return null;
  const { kind, count, lowMinor, highMinor } = found;
  const [low, high] = [toMoney(lowMinor, currency), toMoney(highMinor, currency)];
  return { kind, count, low, high, words: variantWords(found, currency) };
}

export function toPriceView(point: PricePoint): PriceView {
  const { currency } = point;
  const optional = (minor: number | undefined): MoneyView | null =>
    minor === undefined ? null : toMoney(minor, currency);
  return {
    priceId: point._id,
    pageId: point.pageId,
    jobId: point.jobId,
    runId: point.runId,
    url: point.url,
    name: point.name,
    at: point.at.toISOString(),
    price: toMoney(point.minor, currency),
    listPrice: optional(point.listMinor),
    variants: toVariants(point.variants, currency),
    availability: point.availability,
    changed: point.changed,
    before: optional(point.beforeMinor),
    percent: point.percent ?? null,
    confidence: point.confidence,
    source: point.source,
    raw: point.raw,
    links: { page: `/v1/pages/${encodeURIComponent(point.pageId)}`, run: `/v1/runs/${point.runId}` },
  };
}
