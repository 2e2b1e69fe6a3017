// A visit as the store stage sees it, plain and plausible, each part replaceable.
import type { ChangeVerdict } from '../../domain/change/change.ts';
import type { Offer, PriceVerdict } from '../../domain/price/price.ts';
import type { KeptPicture, KeptServed, Page } from '../../domain/page/page.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import type { ParsedRow, ScrapeRow, StoreRow } from '../../domain/run/stage/stage-row.ts';
import { orderOf, type VisitContext, type VisitRows } from '../../domain/run/visit/visit-context.ts';
import { samplePage, START } from '../contracts/sample-documents.ts';

export function scrapeRow(fields: Partial<ScrapeRow> = {}): ScrapeRow {
  return {
    urlKey: 'kettle',
    url: 'http://shop.test/kettle',
    depth: 1,
    visit: 1,
    attempts: 1,
    dueAt: 0,
    firstDueAt: 0,
    result: 'fetched',
    status: 200,
    hash: 'raw-2-bbbbbbbb',
    pack: { key: 'runs/run/1/pack.a', offset: 0, length: 4_000 },
    headers: { etag: '"two"' },
    wireBytes: 1_200,
    fetchedAt: START.getTime(),
    elapsedMs: 40,
    waitMs: 10,
    requests: 1,
    ...fields,
  };
}

export function parsedRow(fields: Partial<ParsedRow> = {}): ParsedRow {
  const features: unknown = {};
  return {
    kind: 'parsed',
    title: 'A kettle',
    description: '',
    lang: 'en',
    noindex: false,
    nofollow: false,
    textHash: 'text-2-bbbb',
    blocksKey: 'blobs/text-2-bbbb',
    blockCount: 12,
    textLength: 2_000,
    fields: [],
    priceCandidates: [],
    features: features as ParsedRow['features'],
    linkCount: 1,
    ...fields,
  };
}

export function storeRow(fields: Partial<StoreRow> = {}): StoreRow {
  return {
    urlKey: 'kettle',
    url: 'http://shop.test/kettle',
    visit: 1,
    depth: 1,
    outcome: 'stored',
    reason: 'first-visit',
    attempts: 1,
    requests: 1,
    wireBytes: 1_200,
    elapsedMs: 40,
    waitMs: 10,
    fetchedAt: START.getTime(),
    links: 0,
    why: [],
    changes: [],
    prices: [],
    ...fields,
  };
}

export interface VisitFields {
  readonly scrape?: Partial<ScrapeRow>;
  readonly rows?: Partial<VisitRows>;
  readonly page?: Partial<Page> | null;
  readonly confirm?: boolean;
  readonly picture?: KeptPicture;
  readonly served?: KeptServed;
  /** Members of the job's configuration. */
  readonly config?: object;
  readonly tellAdded?: boolean;
  readonly seq?: number;
}

export function visitContext(parts: VisitFields = {}): VisitContext {
  const { scrape = {}, rows = {}, page = {}, config: given = {} } = parts;
  const { confirm = false, tellAdded = false, seq = 2 } = parts;
  const config = jobConfigSchema.parse({
    source: { kind: 'pages', urls: ['http://shop.test/'] },
    changes: { confirm, confirmAfterMs: 30_000 },
    ...given,
  });
  return {
    run: {
      runId: 'run',
      jobId: 'job',
      seq,
      config,
      extractionVersion: 'v2',
      readingVersion: 'r2',
      now: START,
      storeFile: 'runs/run/1/store.a',
      tellAdded,
    },
    rows: {
      scrape: scrapeRow(scrape),
      parse: parsedRow(),
      classify: null,
      change: null,
      price: null,
      index: 3,
      ...rows,
    },
    page: page === null ? undefined : samplePage('job', 'kettle', { v: 4, ...page }),
    pageId: 'job:kettle',
    bodyKey: 'archives/01BODIES/0.raw-2-bbbbbbbb',
    ...(parts.picture === undefined ? {} : { picture: parts.picture }),
    ...(parts.served === undefined ? {} : { served: parts.served }),
    order: orderOf(seq, scrape.visit ?? 1),
  };
}

export const FIRST: ChangeVerdict = { verdict: 'first', step: 'first', reason: 'no baseline' };
export const CHANGED: Extract<ChangeVerdict, { verdict: 'changed' }> = {
  verdict: 'changed',
  step: 'blocks',
  change: { kind: 'text', severity: 'notable', summary: 'A paragraph was replaced.', blocks: [], fields: [] },
  reason: 'two blocks differ',
  suppressed: [],
};
export const SAME_TEXT: ChangeVerdict = {
  verdict: 'unchanged',
  step: 'text',
  reason: 'same text',
  suppressed: [],
};
export const NOISE: ChangeVerdict = {
  verdict: 'unchanged',
  step: 'noise',
  reason: 'a clock',
  suppressed: [],
};
export const UNJUDGED: ChangeVerdict = { verdict: 'unjudged', step: 'wall', reason: 'a captcha' };

const OFFER: Offer = {
  price: { minor: 1_990, currency: 'EUR' },
  availability: 'InStock',
  confidence: 0.9,
  evidence: {
    amount: 19.9,
    currency: 'EUR',
    source: 'json-ld',
    raw: '19.90',
  } as unknown as Offer['evidence'],
  agreed: [],
  disagreed: [],
};
export const CHEAPER: PriceVerdict = {
  verdict: 'changed',
  offer: OFFER,
  before: { minor: 2_490, currency: 'EUR', availability: 'InStock' },
  percent: -20,
  priceMoved: true,
  availabilityMoved: false,
  reason: 'the price fell from 24.90 to 19.90 EUR',
};
export const FIRST_PRICE: PriceVerdict = { verdict: 'first', offer: OFFER, reason: 'first price' };
