// Pages, their snapshots, changes and prices as the API shows them.
import { z } from 'zod';
import { KNOWING_TOOLS } from '../../domain/page/known-text/known-text.ts';
import { SOURCE_LIST } from '../../domain/reading/page/value-source.ts';
import { cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';
import { rolledBackView } from './run/mend.ts';
import { PAGE_STATES } from '../../domain/page/page.ts';

export const id = z.string().min(1).max(150);
export const pageParams = z.strictObject({
  pageId: id.describe('Id of the page: that of its job and its `urlKey`.'),
});
export const snapshotParams = z.strictObject({ snapshotId: id.describe('Id of the stored version.') });

const historyPart = {
  limit,
  cursor,
  pageId: id.optional().describe('Id of the page: that of its job and its `urlKey`.'),
  runId: z.string().max(64).optional().describe('Id of the run.'),
};
export const jobHistoryQuery = z.strictObject(historyPart);
export const historyQuery = z.strictObject({
  ...historyPart,
  jobId: z.string().max(64).optional().describe('Id of the job.'),
});

const fieldValue = z.object({
  name: z.string().describe('Name of the field.'),
  value: z.string().nullable().describe('The value; null: not found.'),
  source: z.string().describe(`Where on the page it comes from: ${SOURCE_LIST}.`),
  locator: z.string().describe('Which selector or path found it.'),
  confidence: z.number().describe('How sure it is, 0 to 1.'),
  healed: z.boolean().describe('The first selector found nothing; this one took over.'),
  missing: z.boolean().describe('The job requires the field, and none of its selectors found it on the page'),
});

export const money = z.object({
  amount: z.string().describe('Plain decimal, as 99.95.'),
  minor: z.number().describe('Whole number of the smallest unit, as cents.'),
  currency: z.string().describe('Code of ISO 4217.'),
});

export const variants = z
  .object({
    kind: z.enum(['variants', 'offers']).describe('Variants of one product, or offers of several sellers.'),
    count: z.number().describe('How many there are.'),
    low: money.describe('The lowest of their prices.'),
    high: money.describe('The highest of them.'),
    words: z.string().describe('The same in words: 2 variants, 3.49–19.99 USD.'),
  })
  .nullable()
  .describe(
    'What the variants cost beside the one whose price it is; null: there are none, or all cost the same.',
  );

const pageSummary = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    state: z.enum(PAGE_STATES).describe('live, removed, or retired when it left the source.'),
    pageType: z.string().nullable().describe('What kind of page it is; null: it was not judged.'),
    price: money
      .extend({ availability: z.string().describe("One of schema.org's values, or unknown.") })
      .nullable()
      .describe('The price as it was read last; null: none.'),
    firstSeenAt: time.describe('When it was seen first, ISO 8601 in UTC.'),
    lastCheckedAt: time.describe('When it was looked at last, ISO 8601 in UTC.'),
    lastChangedAt: timeOrNull.describe('When it changed last, ISO 8601 in UTC; null: never.'),
    removedAt: timeOrNull.describe('When it was found gone, ISO 8601 in UTC; null: it is there.'),
    checks: z.number().describe('How often it was looked at.'),
    missingFields: z
      .array(z.string())
      .describe('Required fields of the job that were not found on the page when it was read last'),
    links,
  })
  .meta({ id: 'PageSummary' });
export const pageList = pageOf(pageSummary);

export const pictureSize = z
  .object({
    width: z.number().describe('Pixels across.'),
    height: z.number().describe('Pixels down.'),
  })
  .meta({ id: 'PictureSize' });
const ofPicture = 'How large the picture of it is; null: none was taken.';

export const pageView = pageSummary
  .extend({
    depth: z.number().nullable().describe('Links away from the source; null for an item of a listing.'),
    subtype: z.string().nullable().describe('Kind of wall or product, where there is one.'),
    lang: z.string().describe('Language of the page, as it says itself.'),
    textLength: z.number().describe('Characters of its readable text.'),
    finalUrl: z.string().nullable().describe('Address behind its redirects; null: it has none.'),
    snapshotId: z.string().nullable().describe('Id of the stored version.'),
    lowest: money.nullable().describe('The lowest price so far.'),
    picture: pictureSize
      .extend({ at: time.describe('When it looked so, ISO 8601 in UTC.') })
      .nullable()
      .describe('The picture of its latest look, or of its stored version; null: none is kept.'),
    pendingChange: z.string().nullable().describe('A change that waits for its second look; null: none.'),
    fields: z.array(fieldValue).describe('Fields taken from pages.'),
  })
  .meta({ id: 'Page' });

export const pin = z.object({
  at: time.describe('When it was pinned, ISO 8601 in UTC.'),
  by: z.string().describe('Who pinned it.'),
});

export const knownFrom = z
  .enum(KNOWING_TOOLS)
  .nullable()
  .describe('The tool whose text this is, taken over by an import; null: a run stored it.');

export const servedView = z
  .object({
    bytes: z.number().describe('Bytes of it, in UTF-8.'),
    url: z.string().describe('Where it was answered from; without its query where steps led there.'),
  })
  .nullable()
  .describe('What the server sent before a browser made the body of it; null: it is not kept.');

export const snapshotView = z
  .object({
    snapshotId: z.string().describe('Id of the stored version.'),
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    runId: z.string().describe('Id of the run; empty: none, another tool knew this text.'),
    from: knownFrom,
    at: time.describe('When, ISO 8601 in UTC.'),
    title: z.string().describe('Title of the page.'),
    pageType: z.string().describe('What kind of page it is; null: it was not judged.'),
    rawHash: z.string().describe('SHA-256 of the body, base64url.'),
    textHash: z.string().describe('SHA-256 of the readable text, base64url.'),
    bodyBytes: z.number().describe('Bytes of the body.'),
    picture: pictureSize.nullable().describe(ofPicture),
    served: servedView,
    fields: z.array(fieldValue).describe('Fields taken from pages.'),
    pinned: pin.nullable().describe('Who wants it kept whatever its age; null: nobody.'),
    rolledBack: rolledBackView,
    unreadable: z.string().nullable().describe('Why its content can not be read any more; null: it can.'),
    links,
  })
  .meta({ id: 'Snapshot' });
export const snapshotList = pageOf(snapshotView);
export const contentQuery = z.strictObject({
  as: z
    .enum(['text', 'source', 'raw', 'data', 'page'])
    .default('source')
    .describe(
      'text: the readable text; source: the body as text; raw: its bytes, to be saved; data: fields, product and price as JSON; page: an inert copy for a sandboxed frame.',
    ),
  changeId: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe(
      'With page: marks what this change of the page found different, and gives the first of it the id webloom-mark.',
    ),
  served: z
    .enum(['true', 'false'])
    .optional()
    .describe('With source, raw and page: what the server sent, in place of what a browser made of it.'),
  places: z.enum(['true', 'false']).optional().describe('With page: the body in colour, the frame pale.'),
  picker: z
    .enum(['true', 'false'])
    .optional()
    .describe('With the one script that tells the page around it which element was clicked.'),
});

const priceView = z
  .object({
    priceId: z.string().describe('Id of the price point.'),
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    runId: z.string().describe('Id of the run.'),
    url: z.string().describe('Its canonical URL.'),
    name: z.string().describe('Name of the product.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    price: money.describe('The price; null: none was read.'),
    listPrice: money.nullable().describe('A struck or recommended price beside it; null: none.'),
    variants,
    availability: z.string().describe("One of schema.org's values, or unknown."),
    changed: z.boolean().describe('It differs from the price before.'),
    before: money.nullable().describe('What it was; null or absent: it was not there.'),
    percent: z.number().nullable().describe('Share by which it moved; null: there was none before.'),
    confidence: z.number().describe('How sure it is, 0 to 1.'),
    source: z.string().describe(`Where on the page it comes from: ${SOURCE_LIST}.`),
    raw: z.string().describe('The text it was read from.'),
    links,
  })
  .meta({ id: 'PricePoint' });
export const priceList = pageOf(priceView);

export type ContentQuery = z.infer<typeof contentQuery>;
export type PageSummary = z.infer<typeof pageSummary>;
export type PageView = z.infer<typeof pageView>;
export type SnapshotView = z.infer<typeof snapshotView>;
export type PriceView = z.infer<typeof priceView>;
export type MoneyView = z.infer<typeof money>;

const snapshotData = z
  .object({
    snapshotId: z.string().describe('Id of the stored version.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    pageType: z.string().describe('What kind of page it is.'),
    fields: z.array(fieldValue).describe('Fields taken from the page.'),
    product: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What the page says of a product, from its markup and its text; null: it shows none.'),
    article: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What the page says of an article; null: it is none.'),
    prices: z
      .array(z.record(z.string(), z.unknown()))
      .describe('Texts that may be prices, each with its source, role and confidence.'),
  })
  .meta({ id: 'SnapshotData' });

export const pictureContent = {
  description: 'The picture, as lossless WebP',
  content: { 'image/webp': { schema: z.unknown().describe('The bytes of the picture.') } },
};

export const drawnContent = {
  description: 'The picture, as the browser drew it',
  content: { 'image/png': { schema: z.unknown().describe('The bytes of the picture.') } },
};

const text = z.string();
export const snapshotContent = {
  description: 'The content in the form that was asked for',
  content: {
    'text/plain': { schema: text },
    'text/html': { schema: text },
    'application/json': { schema: snapshotData },
    'application/octet-stream': { schema: z.unknown().describe('The bytes of the body.') },
  },
};

export type ContentForm = z.infer<typeof contentQuery>['as'];
export type SnapshotData = z.infer<typeof snapshotData>;
