// Pages, their snapshots, changes and prices as the API shows them.
import { z } from 'zod';
import { CHANGE_KINDS } from '../../domain/change/change.ts';
import { choices, cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';

const id = z.string().min(1).max(150);
export const pageParams = z.strictObject({ pageId: id });
export const snapshotParams = z.strictObject({ snapshotId: id });
export const changeParams = z.strictObject({ changeId: id });

export const pageListQuery = z.strictObject({
  limit,
  cursor,
  state: choices(['live', 'removed', 'retired']),
});
export const diffQuery = z.strictObject({
  from: z.string().min(1).max(150).default('previous'),
  to: z.string().min(1).max(150).default('latest'),
  format: z.enum(['json', 'unified']).default('json'),
});
const historyPart = {
  limit,
  cursor,
  pageId: id.optional(),
  runId: z.string().max(64).optional(),
};
export const jobHistoryQuery = z.strictObject(historyPart);
export const historyQuery = z.strictObject({ ...historyPart, jobId: z.string().max(64).optional() });
const changeState = choices(['pending', 'confirmed', 'withdrawn']);
export const jobChangeQuery = z.strictObject({ ...historyPart, state: changeState });
export const changeQuery = z.strictObject({
  ...historyPart,
  jobId: z.string().max(64).optional(),
  state: changeState,
});

const fieldValue = z.object({
  name: z.string(),
  value: z.string().nullable(),
  source: z.string(),
  locator: z.string(),
  confidence: z.number(),
  /** The first selector found nothing; this one took over. */
  healed: z.boolean(),
  missing: z.boolean().describe('The job requires the field, and none of its selectors found it on the page'),
});

export const money = z.object({ amount: z.string(), minor: z.number(), currency: z.string() });

const pageSummary = z
  .object({
    pageId: z.string(),
    jobId: z.string(),
    urlKey: z.string(),
    url: z.string(),
    title: z.string(),
    state: z.enum(['live', 'removed', 'retired']),
    pageType: z.string().nullable(),
    price: money.extend({ availability: z.string() }).nullable(),
    firstSeenAt: time,
    lastCheckedAt: time,
    lastChangedAt: timeOrNull,
    removedAt: timeOrNull,
    checks: z.number(),
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
    subtype: z.string().nullable(),
    lang: z.string(),
    textLength: z.number(),
    finalUrl: z.string().nullable(),
    snapshotId: z.string().nullable(),
    lowest: money.nullable(),
    pendingChange: z.string().nullable(),
    fields: z.array(fieldValue),
  })
  .meta({ id: 'Page' });

export const snapshotView = z
  .object({
    snapshotId: z.string(),
    pageId: z.string(),
    jobId: z.string(),
    runId: z.string(),
    at: time,
    title: z.string(),
    pageType: z.string(),
    rawHash: z.string(),
    textHash: z.string(),
    bodyBytes: z.number(),
    fields: z.array(fieldValue),
    links,
  })
  .meta({ id: 'Snapshot' });
export const snapshotList = pageOf(snapshotView);
export const contentQuery = z.strictObject({ as: z.enum(['text', 'source']).default('source') });

export const changeView = z
  .object({
    changeId: z.string(),
    pageId: z.string(),
    jobId: z.string(),
    runId: z.string(),
    url: z.string(),
    title: z.string(),
    at: time,
    state: z.enum(['pending', 'confirmed', 'withdrawn']),
    kind: z.enum(CHANGE_KINDS),
    severity: z.string(),
    summary: z.string(),
    reason: z.string(),
    blocks: z.array(
      z.object({
        op: z.string(),
        path: z.string(),
        before: z.string().optional(),
        after: z.string().optional(),
        under: z.string().optional(),
        from: z.string().optional().describe('Heading a moved block stood under before.'),
        rule: z.string().optional(),
        siteWide: z.string().optional(),
      }),
    ),
    fields: z.array(
      z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
    fromSnapshot: z.string().nullable(),
    toSnapshot: z.string().nullable(),
    /** Key of a template change of the site, which is told once for all pages that have it. */
    siteWide: z.string().nullable(),
    links,
  })
  .meta({ id: 'Change' });
export const changeList = pageOf(changeView);

const priceView = z
  .object({
    priceId: z.string(),
    pageId: z.string(),
    jobId: z.string(),
    runId: z.string(),
    url: z.string(),
    name: z.string(),
    at: time,
    price: money,
    listPrice: money.nullable(),
    availability: z.string(),
    changed: z.boolean(),
    before: money.nullable(),
    percent: z.number().nullable(),
    confidence: z.number(),
    source: z.string(),
    raw: z.string(),
    links,
  })
  .meta({ id: 'PricePoint' });
export const priceList = pageOf(priceView);

const side = z.object({ snapshotId: z.string(), at: time });
const block = z.object({ path: z.string(), text: z.string() });
const diffView = z
  .object({
    pageId: z.string(),
    url: z.string(),
    from: side,
    to: side,
    same: z.boolean(),
    /** Too much differs to pair every block. */
    coarse: z.boolean(),
    hunks: z.array(
      z.object({
        op: z.enum(['added', 'removed', 'replaced']),
        fromLine: z.number(),
        toLine: z.number(),
        before: z.array(block),
        after: z.array(block),
      }),
    ),
    unchangedBlocks: z.number(),
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
