// Changes and their inbox as the API shows them, and what is sent to mark them.
import { z } from 'zod';
import { CHANGE_KINDS, SEVERITIES } from '../../../domain/change/change.ts';
import { BLOCK_ORDERS } from '../../../domain/change/words/block-order.ts';
import { MAX_MARKED } from '../../../domain/job/verb/mark-changes.ts';
import { INBOX_STATES } from '../../../domain/page/inbox.ts';
import { numbersByName } from '../by-name.ts';
import { id, pictureSize } from '../page.ts';
import { choices, cursor, limit, links, pageOf, time } from '../paging.ts';
import { modelSummaryView } from './model-summary.ts';
import { rolledBackView } from '../run/mend.ts';
import { CHANGE_STATES } from '../../../domain/page/page.ts';

export const changeParams = z.strictObject({ changeId: id.describe('Id of the change.') });

const moment = z.iso.datetime({ offset: true, error: 'Give a time such as 2026-03-01T12:00:00Z.' });
const filterPart = {
  pageId: id.optional().describe('Id of the page: that of its job and its `urlKey`.'),
  runId: z.string().max(64).optional().describe('Id of the run.'),
  state: choices(CHANGE_STATES),
  inbox: choices(INBOX_STATES),
  severity: choices(SEVERITIES),
  kind: choices(CHANGE_KINDS),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Only changes with this text in their title, summary or address; case is ignored.'),
  since: moment.optional().describe('From this time on, ISO 8601.'),
  until: moment.optional().describe('Before this time, ISO 8601.'),
};
const jobId = z.string().max(64).optional().describe('Id of the job.');
export const blockOrder = z
  .enum(BLOCK_ORDERS)
  .describe('The order of blocks: strength, as the summary speaks of them, or page, as they stand there.');
const order = blockOrder.default('strength');
export const changeShape = z.strictObject({ order });
export const jobChangeQuery = z.strictObject({ limit, cursor, order, ...filterPart });
const tag = z.string().min(1).max(100).optional().describe('Only of jobs with this tag.');
export const changeQuery = z.strictObject({ limit, cursor, order, ...filterPart, jobId, tag });
export const changeCountQuery = z.strictObject({ ...filterPart, jobId, tag });

export const changeView = z
  .object({
    changeId: z.string().describe('Id of the change.'),
    pageId: z.string().describe('Id of the page: that of its job and its `urlKey`.'),
    jobId: z.string().describe('Id of the job.'),
    jobName: z.string().describe('Name of the job.'),
    runId: z.string().describe('Id of the run.'),
    url: z.string().describe('Its canonical URL.'),
    title: z.string().describe('Title of the page.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    state: z
      .enum(CHANGE_STATES)
      .describe(
        'pending: it waits for its second look; withdrawn: the second look, or a roll-back, took it back.',
      ),
    rolledBack: rolledBackView,
    inbox: z.enum(INBOX_STATES).describe('unread, seen or ignored.'),
    marked: z
      .object({
        at: time.describe('When, ISO 8601 in UTC.'),
        by: z.string().describe('Who: the name of a key, a session, or api.'),
      })
      .nullable()
      .describe('Who gave it its state in the inbox; null: nobody did.'),
    kind: z.enum(CHANGE_KINDS).describe('What kind of change it is.'),
    severity: z.enum(SEVERITIES).describe('minor, notable or major.'),
    summary: z.string().describe('In words.'),
    modelSummary: modelSummaryView,
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
          inFrame: z
            .boolean()
            .describe('It stands in a menu, a header, a footer, a side column or among related things.'),
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
      .describe('Blocks of text that differ, in the order that was asked for.'),
    frameOnly: z
      .boolean()
      .describe('The body of the page stood still: only its frame differs. Such a change is minor.'),
    fields: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          before: z.string().nullable().describe('What it was; null or absent: it was not there.'),
          after: z.string().nullable().describe('What it is now; null or absent: it is gone.'),
        }),
      )
      .describe('Fields that differ.'),
    picture: z
      .object({
        share: z.number().describe('Share of what is watched, 0 to 1.'),
        count: z.number().describe('Regions that differ.'),
        regions: z
          .array(
            z.object({
              ...pictureSize.shape,
              x: z.number().describe('px'),
              y: z.number().describe('px'),
              yBefore: z.number().optional().describe('In the picture before, where it shows something.'),
              where: z.enum(['before', 'after', 'both']).describe('The picture that shows something there.'),
              share: z.number().describe('0 to 1.'),
            }),
          )
          .describe('The largest ones, px of the picture.'),
      })
      .nullable()
      .describe('What differs in what the page looks like; null: that is not watched.'),
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
    heldBy: z
      .string()
      .nullable()
      .describe('The run whose quality gates hold it back until somebody decides; null: none does.'),
    siteWide: z
      .string()
      .nullable()
      .describe(
        "Key of what a run tells once for all pages that have it: a change of the site's template, or of what stands around the text; null: it is told by itself.",
      ),
    links,
  })
  .meta({ id: 'Change' });
export const changeList = pageOf(changeView);

const inboxState = z
  .enum(INBOX_STATES)
  .describe('unread, seen (somebody has looked at it) or ignored (it was not worth telling).');
export const changePatchBody = z.strictObject({ inbox: inboxState });

function words<const Values extends readonly [string, ...string[]]>(values: Values, description: string) {
  return z.array(z.enum(values)).min(1).optional().describe(description);
}

const markFilter = z
  .strictObject({
    inbox: words(INBOX_STATES, 'Only of these states of the inbox.'),
    state: words(CHANGE_STATES, 'Only of these states.'),
    severity: words(SEVERITIES, 'Only of these severities.'),
    kind: words(CHANGE_KINDS, 'Only of these kinds.'),
    jobId,
    pageId: filterPart.pageId,
    runId: filterPart.runId,
    q: filterPart.q,
    since: filterPart.since,
    until: filterPart.until,
  })
  .describe('The filters of the list, with lists instead of commas.');

export const markBody = z
  .strictObject({
    inbox: inboxState,
    changeIds: z
      .array(id)
      .min(1)
      .max(MAX_MARKED)
      .optional()
      .describe(`These changes, ${MAX_MARKED} at most; unknown ones are left out.`),
    filter: markFilter.optional().describe('All that fit these filters; {} is every change.'),
    cursor: cursor.describe('With the same filter: where the answer before it ended.'),
  })
  .refine(({ changeIds, filter }) => (changeIds === undefined) !== (filter === undefined), {
    error: 'Give either changeIds or filter.',
  })
  .refine(({ filter, cursor: at }) => at === undefined || filter !== undefined, {
    error: 'Give a cursor with its filter alone.',
  })
  .meta({ id: 'ChangeMarking', examples: [{ inbox: 'seen', filter: { severity: ['minor'] } }] });

export const markAnswer = z
  .object({
    marked: z.number().describe('Changes that had another state and have this one now.'),
    more: z
      .boolean()
      .describe(
        `More may fit the filter: one request marks ${MAX_MARKED}, and looks at so many only. Send it again with the cursor.`,
      ),
    nextCursor: z.string().nullable().describe('Where the next request goes on; null: all are marked.'),
    before: z
      .array(
        z.object({
          inbox: inboxState,
          changeIds: z.array(z.string()).describe('The changes that had this state.'),
        }),
      )
      .describe('What they were before. Marking each group so again undoes it.'),
  })
  .meta({ id: 'ChangesMarked' });

const count = z.number().describe('How many.');
export const changeCounts = z
  .object({
    total: z.number().describe('How many fit all filters.'),
    unread: z.number().describe('How many of the workspace are unread, whatever filter of the inbox is set.'),
    byInbox: numbersByName(INBOX_STATES, 'Changes in this state').describe(
      'By state of the inbox, without that filter.',
    ),
    bySeverity: numbersByName(SEVERITIES, 'Changes of this severity').describe(
      'Of those that fit all filters, by severity.',
    ),
    byKind: z.partialRecord(z.enum(CHANGE_KINDS), count).describe('Of those that fit all filters, by kind.'),
    atLeast: z
      .boolean()
      .describe('Only the newest 10,000 changes of a state were counted: there are at least so many.'),
  })
  .meta({ id: 'ChangeCounts' });

export type ChangeView = z.infer<typeof changeView>;
export type ChangeCountsView = z.infer<typeof changeCounts>;
export type ChangeFilter = z.infer<typeof changeCountQuery>;
export type MarkedView = z.infer<typeof markAnswer>;
