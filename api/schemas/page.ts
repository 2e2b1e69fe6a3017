// Pages, their snapshots, changes and prices as the API shows them.
import { z } from 'zod';
import { CHANGE_KINDS } from '../../domain/change/change.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';

const id = z.string().min(1).max(150);
export const pageParams = z.strictObject({
  pageId: id.describe('Id of the page: that of its job and its `urlKey`.'),
});
export const snapshotParams = z.strictObject({ snapshotId: id.describe('Id of the stored version.') });
export const changeParams = z.strictObject({ changeId: id.describe('Id of the change.') });

export const pageListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(['live', 'removed', 'retired']),
});
export const diffQuery = z.strictObject({
  from: z
    .string()
    .min(1)
    .max(150)
    .default('previous')
    .describe('The older version: a snapshot, or `previous`.'),
  to: z.string().min(1).max(150).default('latest').describe('The newer version: a snapshot, or `latest`.'),
  format: z.enum(['json', 'unified']).default('json').describe('json, or a unified diff as text.'),
});
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
const changeState = choices(['pending', 'confirmed', 'withdrawn']);
export const jobChangeQuery = z.strictObject({ ...historyPart, state: changeState.describe('Its state.') });
export const changeQuery = z.strictObject({
  ...historyPart,
  jobId: z.string().max(64).optional().describe('Id of the job.'),
  state: changeState.describe('Its state.'),
});

const fieldValue = z.object({
  name: z.string().describe('Name of the field.'),
  value: z.string().nullable().describe('The value; null: not found.'),
  source: z.string().describe('Where on the page it comes from: css, json-ld, microdata, text …'),
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

const pageSummary = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    urlKey: z.string().describe('Key of the canonical URL: 128 bits of its SHA-256.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    state: z
      .enum(['live', 'removed', 'retired'])
      .describe('live, removed, or retired when it left the source.'),
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

export const pageView = pageSummary
  .extend({
    depth: z.number().nullable().describe('Links away from the source; null for an item of a listing.'),
    subtype: z.string().nullable().describe('Kind of wall or product, where there is one.'),
    lang: z.string().describe('Language of the page, as it says itself.'),
    textLength: z.number().describe('Characters of its readable text.'),
    finalUrl: z.string().nullable().describe('Address behind its redirects; null: it has none.'),
    snapshotId: z.string().nullable().describe('Id of the stored version.'),
    lowest: money.nullable().describe('The lowest price so far.'),
    pendingChange: z.string().nullable().describe('A change that waits for its second look; null: none.'),
    fields: z.array(fieldValue).describe('Fields taken from pages.'),
  })
  .meta({ id: 'Page' });

export const snapshotView = z
  .object({
    snapshotId: z.string().describe('Id of the stored version.'),
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    runId: z.string().describe('Id of the run.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    title: z.string().describe('Title of the page.'),
    pageType: z.string().describe('What kind of page it is; null: it was not judged.'),
    rawHash: z.string().describe('SHA-256 of the body, base64url.'),
    textHash: z.string().describe('SHA-256 of the readable text, base64url.'),
    bodyBytes: z.number().describe('Bytes of the body.'),
    fields: z.array(fieldValue).describe('Fields taken from pages.'),
    links,
  })
  .meta({ id: 'Snapshot' });
export const snapshotList = pageOf(snapshotView);
export const contentQuery = z.strictObject({
  as: z
    .enum(['text', 'source'])
    .default('source')
    .describe('text: the readable text; source: the body as it came.'),
});

export const changeView = z
  .object({
    changeId: z.string().describe('Id of the change.'),
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    runId: z.string().describe('Id of the run.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    state: z.enum(['pending', 'confirmed', 'withdrawn']).describe('Its state.'),
    kind: z.enum(CHANGE_KINDS).describe('What kind of change it is.'),
    severity: z.string().describe('minor, notable or major.'),
    summary: z.string().describe('In words.'),
    reason: z.string().describe('Why it was taken for a change.'),
    step: z
      .string()
      .nullable()
      .describe(
        'The step of the change engine that decided; null: the page came, went, or its price alone moved.',
      ),
    blocks: z
      .array(
        z.object({
          op: z.string().describe('added, removed, replaced or moved.'),
          path: z.string().describe('Place of the block in the page.'),
          before: z.string().optional().describe('What it was; null or absent: it was not there.'),
          after: z.string().optional().describe('What it is now; null or absent: it is gone.'),
          under: z.string().optional().describe('Heading it stands under.'),
          from: z.string().optional().describe('Heading a moved block stood under before.'),
          rule: z.string().optional().describe('The rule that decided about the block.'),
          siteWide: z
            .string()
            .optional()
            .describe(
              'Key of a template change of the site, which is told once for all pages that have it; null: none.',
            ),
        }),
      )
      .describe('Blocks of text that differ.'),
    fields: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          before: z.string().nullable().describe('What it was; null or absent: it was not there.'),
          after: z.string().nullable().describe('What it is now; null or absent: it is gone.'),
        }),
      )
      .describe('Fields that differ.'),
    rules: z
      .array(
        z.object({
          name: z.string().describe('Name of the price rule.'),
          reason: z.string().describe('What made it fire, in words.'),
        }),
      )
      .describe('The price rules of the job that fired.'),
    fromSnapshot: z.string().nullable().describe('The version before; null: there was none.'),
    toSnapshot: z.string().nullable().describe('The version after; null: the page is gone.'),
    siteWide: z
      .string()
      .nullable()
      .describe('Key of a template change of the site, which is told once for all pages that have it.'),
    links,
  })
  .meta({ id: 'Change' });
export const changeList = pageOf(changeView);

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
    availability: z.string().describe("One of schema.org's values, or unknown."),
    changed: z.boolean().describe('It differs from the price before.'),
    before: money.nullable().describe('What it was; null or absent: it was not there.'),
    percent: z.number().nullable().describe('Share by which it moved; null: there was none before.'),
    confidence: z.number().describe('How sure it is, 0 to 1.'),
    source: z.string().describe('Where on the page it comes from: css, json-ld, microdata, text …'),
    raw: z.string().describe('The text it was read from.'),
    links,
  })
  .meta({ id: 'PricePoint' });
export const priceList = pageOf(priceView);

const side = z.object({
  snapshotId: z.string().describe('Id of the stored version.'),
  at: time.describe('When, ISO 8601 in UTC.'),
});
const block = z.object({
  path: z.string().describe('Place of the block in the page.'),
  text: z.string().describe('Its text.'),
});
const diffView = z
  .object({
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    url: z.string().describe('Its canonical URL.'),
    from: side.describe('The older version.'),
    to: side.describe('The newer version.'),
    same: z.boolean().describe('There is no difference.'),
    coarse: z.boolean().describe('Too much differs to pair every block.'),
    hunks: z
      .array(
        z.object({
          op: z.enum(['added', 'removed', 'replaced']).describe('added, removed, replaced or moved.'),
          fromLine: z.number().describe('First line of it in the older version.'),
          toLine: z.number().describe('First line of it in the newer version.'),
          before: z.array(block).describe('What it was; null or absent: it was not there.'),
          after: z.array(block).describe('What it is now; null or absent: it is gone.'),
        }),
      )
      .describe('What differs, in the order of the page.'),
    unchangedBlocks: z.number().describe('Blocks that are the same in both.'),
  })
  .meta({ id: 'Diff' });

export const diffAnswer = {
  description: 'The difference, as JSON or as a unified diff',
  content: { 'application/json': { schema: diffView }, 'text/plain': { schema: z.string() } },
};

export type PageSummary = z.infer<typeof pageSummary>;
export type PageView = z.infer<typeof pageView>;
export type SnapshotView = z.infer<typeof snapshotView>;
export type ChangeView = z.infer<typeof changeView>;
export type PriceView = z.infer<typeof priceView>;
export type DiffView = z.infer<typeof diffView>;
export type MoneyView = z.infer<typeof money>;

export const plainText = {
  description: 'The content as plain text',
  content: { 'text/plain': { schema: z.string() } },
};
