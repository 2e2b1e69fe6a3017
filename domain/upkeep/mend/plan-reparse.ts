// What reading the stored body of a page again makes of it: the extraction of today, quietly. The site has not changed, so no
// change is told; a price that is read otherwise takes the place of the one that was read from the same body.
import { variantPoint } from '../../price/variant-offer.ts';
import type { FieldValue, ParsedPageText } from './reading.ts';
import type { Page, PageBaseline, PricePoint } from '../../page/page.ts';
import type { PageClass } from '../../reading/page/page-type.ts';
import { pricePointId } from '../../page/price-point-id.ts';
import { formatMoney } from '../../reading/money/money.ts';
import type { Offer } from '../../price/price.ts';
import type { SavedPriceRule } from '../../price/rule/rule-input.ts';
import { statesAfter } from './price-memory.ts';
import { restoredPage } from './plan-rollback.ts';
import type { RestoredPage } from '../../page/rollback-store.ts';
import { given } from '../../system/given.ts';

export type StoredPage = Page & { readonly baseline: PageBaseline };

export interface Reading {
  readonly text: ParsedPageText;
  /** Blob of the text blocks. */
  readonly blocksKey: string;
  readonly class: PageClass;
  /** Null: the page names no price. */
  readonly offer: Offer | null;
  readonly name: string;
}

export interface ReparseBasis {
  readonly page: StoredPage;
  /** Prices that are in force, newest first. */
  readonly points: readonly PricePoint[];
  readonly rules: readonly SavedPriceRule[];
  readonly runId: string;
  readonly order: number;
  /** Of the rules, parser and fetch options of today. */
  readonly extractionVersion: string;
}

export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface ReparsePlan {
  readonly after: RestoredPage;
  /** What is read otherwise than before; empty: nothing. */
  readonly differences: readonly Difference[];
  /** Prices that were read from this body and are taken back. */
  readonly retaken: readonly PricePoint[];
  /** What takes their place. */
  readonly point: PricePoint | null;
}

export function planReparse(basis: ReparseBasis, reading: Reading): ReparsePlan {
  const { page, extractionVersion } = basis;
  const baseline = baselineAfter(page.baseline, reading, extractionVersion);
  const priced = priceAfter(basis, reading);
  return {
    after: { ...restoredPage(page), baseline, ...priced.part },
    differences: [...differencesOf(page.baseline, baseline), ...priced.differences],
    retaken: priced.retaken,
    point: priced.point,
  };
}

export function baselineAfter(
  before: PageBaseline,
  { text, blocksKey, class: pageClass }: Reading,
  extractionVersion: string,
): PageBaseline {
  const { subtype: _subtype, lostPart: _lostPart, ...kept } = before;
  return {
    ...kept,
    textHash: text.textHash,
    blocksKey: text.textHash === kept.textHash ? kept.blocksKey : blocksKey,
    fields: text.fields,
    pageType: pageClass.type,
    ...given({ subtype: pageClass.subtype }),
    lang: text.lang,
    textLength: text.textLength,
    title: text.title,
    ...given({ lostPart: text.lostPart }),
    format: text.format,
    extractionVersion,
  };
}

/** What can be read otherwise, beside the price. */
export type ReparsedPage = Pick<PageBaseline, 'fields' | 'pageType' | 'title' | 'textHash'> & {
  /** Absent of versions stored before it was kept with them. */
  readonly textLength?: number | undefined;
};

export function differencesOf(before: ReparsedPage, after: ReparsedPage): Difference[] {
  const isSameText = before.textHash === after.textHash;
  const names = new Set([...before.fields, ...after.fields].map(({ name }) => name));
  const fields = [...names].map((name) => ({
    what: `field ${name}`,
    before: valueOf(before.fields, name),
    after: valueOf(after.fields, name),
  }));
  const others = [
    { what: 'kind of page', before: before.pageType, after: after.pageType },
    { what: 'title', before: before.title, after: after.title },
    {
      what: 'text',
      before: lengthText(before),
      after: isSameText ? lengthText(before) : `${lengthText(after)}, read otherwise`,
    },
  ];
  return [...fields, ...others].filter((one) => one.before !== one.after);
}

function lengthText({ textLength }: ReparsedPage): string {
  return textLength === undefined ? 'stored' : `${textLength} characters`;
}

function valueOf(fields: readonly FieldValue[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '–';
}

interface Priced {
  readonly part: Pick<RestoredPage, 'price' | 'lowestMinor' | 'priceRules'> | object;
  readonly differences: readonly Difference[];
  readonly retaken: readonly PricePoint[];
  readonly point: PricePoint | null;
}

function priceAfter(basis: ReparseBasis, { offer, name }: Reading): Priced {
  const { page, points, rules, runId, order } = basis;
  const known = page.price;
  // A page that names no price keeps its last one, as in a run.
  if (offer === null) return { part: {}, differences: [], retaken: [], point: null };
  const { price, availability, listPrice } = offer;
  const isSame =
    known?.minor === price.minor && known.currency === price.currency && known.availability === availability;
  if (isSame) return { part: {}, differences: [], retaken: [], point: null };
  const retaken = points.filter(({ at }) => at >= page.baseline.at);
  const kept = points.filter(({ at }) => at < page.baseline.at);
  const point: PricePoint = {
    _id: pricePointId(page._id, order),
    pageId: page._id,
    jobId: page.jobId,
    runId,
    url: page.url,
    name,
    at: page.baseline.at,
    minor: price.minor,
    currency: price.currency,
    ...(listPrice === undefined ? {} : { listMinor: listPrice.minor }),
    ...variantPoint(offer),
    availability,
    changed: false,
    confidence: offer.confidence,
    source: offer.evidence.source,
    raw: offer.evidence.raw,
  };
  const inForce = [point, ...kept];
  const priceRules = statesAfter(page, rules, inForce);
  return {
    part: {
      price: { minor: price.minor, currency: price.currency, availability, at: point.at },
      lowestMinor: Math.min(...inForce.map(({ minor }) => minor)),
      ...given({ priceRules }),
    },
    differences: [
      {
        what: 'price',
        before: known === undefined ? '–' : `${formatMoney(known)} ${known.availability}`,
        after: `${formatMoney(price)} ${availability}`,
      },
    ],
    retaken,
    point,
  };
}
