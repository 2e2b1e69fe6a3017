// What the tools of the MCP server take. Their descriptions are read by a model.
import { z } from 'zod';
import { CHANGE_KINDS, SEVERITIES } from '../../../domain/change/change.ts';
import { INBOX_STATES } from '../../../domain/page/inbox.ts';
import { CHANGE_STATES } from '../../../domain/page/page.ts';
import { JOB_STATES } from '../../../domain/run/job-state.ts';
import { RUN_STATES } from '../../../domain/run/lifecycle.ts';
import { MAX_NOTE_LENGTH } from '../../../domain/config/note.ts';
import { MAX_SEARCH_LENGTH } from '../../../domain/job/search/search.ts';

export type InputForm = z.ZodObject;
export type InputOf<Form extends InputForm> = z.output<Form>;

const MAX_ROWS = 100;
/** Characters of a page in one answer at most. */
const MAX_PIECE = 24_000;

const url = z.string().min(1).max(2_048).describe('Address of the page, with http:// or https://.');
const job = z.string().min(1).max(200).describe('The job: its id, its name, or words only it has.');
const id = z.string().min(1).max(150);
const cursor = z.string().min(1).max(1_000).optional().describe('Where the answer before it ended.');
const limit = z.int().min(1).max(MAX_ROWS).default(20).describe('How many at most.');
const render = z
  .enum(['never', 'auto', 'always'])
  .optional()
  .describe('Whether a browser opens the page. auto (the default): if it needs one.');
const since = z
  .string()
  .min(1)
  .max(60)
  .optional()
  .describe(
    'From this time on: today, yesterday (from its midnight), a length of time as 24h or 7d, a day as 2026-12-01, or a moment as 2026-12-01T08:00:00Z.',
  );
const timeZone = z
  .string()
  .max(60)
  .optional()
  .describe('Zone in which days begin, as Europe/Berlin. Absent: that of the server.');

export const noInput = z.strictObject({});
export const jobInput = z.strictObject({ job });
export const pageLookInput = z.strictObject({ url, render });

export const scrapeInput = z.strictObject({
  url,
  as: z
    .enum(['markdown', 'text', 'links'])
    .default('markdown')
    .describe('markdown; text: a line a block; links: a line each, address and text.'),
  whole: z.boolean().default(false).describe('With menus, banners and the foot of the page.'),
  render,
  offset: z
    .int()
    .min(0)
    .max(3_000_000)
    .default(0)
    .describe('Character to begin at, for a page that is longer.'),
  maxCharacters: z.int().min(500).max(MAX_PIECE).default(12_000).describe('How much of it at most.'),
});

export const mapInput = z.strictObject({
  url: url.describe('A page of the site, with http:// or https://.'),
  search: z.string().max(200).optional().describe('Only addresses that have all these words.'),
  limit: z.int().min(1).max(200).default(100).describe('How many at most.'),
});

export const jobListInput = z.strictObject({
  search: z
    .string()
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe(
      'Words of a name or address, and terms as state:running, tag:shop, is:attention, changed:<24h, price:<100.',
    ),
  state: z.enum(JOB_STATES).optional().describe('Only jobs in this state.'),
  limit,
  cursor,
});

export const changeListInput = z.strictObject({
  since,
  until: since.describe('Before this time, in the same forms.'),
  timeZone,
  job: job.optional().describe('Only of this job: its id, its name, or words only it has.'),
  pageId: id.optional().describe('Only of this page.'),
  runId: id.optional().describe('Only of this run.'),
  severity: z.array(z.enum(SEVERITIES)).min(1).optional().describe('Only of these severities.'),
  kind: z.array(z.enum(CHANGE_KINDS)).min(1).optional().describe('Only of these kinds.'),
  state: z
    .array(z.enum(CHANGE_STATES))
    .min(1)
    .optional()
    .describe('Only in these states. pending: it waits for a second look; withdrawn: it was taken back.'),
  inbox: z.array(z.enum(INBOX_STATES)).min(1).optional().describe('Only in these states of the inbox.'),
  search: z.string().min(1).max(200).optional().describe('Only with this text in title, summary or address.'),
  limit,
  cursor,
});

export const changeInput = z.strictObject({
  changeId: id.describe('Id of the change, as list_changes gives it.'),
});

export const explainInput = z
  .strictObject({
    changeId: id.optional().describe('Why this change was told, or is not yet.'),
    job: job.optional().describe('Why this job stands as it does; with url: how its latest run ended there.'),
    runId: id.optional().describe('How this run went; with url: how it ended there.'),
    url: url.optional().describe('Why the page did or did not tell something: with job or runId.'),
  })
  .describe('Give changeId, or job or runId, each with or without url.');

export const diffInput = z.strictObject({
  changeId: id.optional().describe('What this change consists of.'),
  pageId: id.optional().describe('Or: two versions of this page.'),
  from: z.string().max(150).optional().describe('Of a page: a snapshot, first, or previous (the default).'),
  to: z.string().max(150).optional().describe('Of a page: a snapshot, or latest (the default).'),
  by: z.enum(['lines', 'fields']).default('lines').describe('Lines of its text, or its fields and price.'),
  cursor,
});

export const priceInput = z.strictObject({
  job: job.optional().describe('Only of this job: its id, its name, or words only it has.'),
  pageId: id.optional().describe('Only of this page: its history.'),
  summary: z
    .boolean()
    .default(false)
    .describe(
      'In place of the points, for a job or page: low, high, median, and whether the price is low now.',
    ),
  limit,
  cursor,
});

export const runListInput = z.strictObject({
  job: job.optional().describe('Only of this job: its id, its name, or words only it has.'),
  state: z.enum(RUN_STATES).optional().describe('Only runs in this state.'),
  since,
  timeZone,
  limit,
  cursor,
});

export const addJobInput = z.strictObject({
  urls: z
    .array(url)
    .min(1)
    .max(100)
    .optional()
    .describe('The pages to watch. Absent: config names its source.'),
  name: z.string().min(1).max(200).optional().describe('What to call it. Absent: a name is made.'),
  every: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'When it runs: 15m, 2h, 1d, or in words as "weekdays at 8:00 Berlin time". Absent: when it is started.',
    ),
  watch: z
    .enum(['page', 'price-and-stock'])
    .optional()
    .describe('page: its text, with its price; price-and-stock: nothing else.'),
  parts: z
    .array(z.string().min(1).max(500))
    .max(20)
    .optional()
    .describe('CSS selectors: only these parts of the page are watched.'),
  tags: z.array(z.string().min(1).max(80)).max(20).optional().describe('Tags to find it by.'),
  note: z.string().max(MAX_NOTE_LENGTH).optional().describe('What it is for, in the words of the person.'),
  config: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'Its configuration as POST /v1/jobs takes it, as a suggestion of preview_page has it; the members above go before it.',
    ),
  start: z.boolean().default(false).describe('Also start a run at once.'),
  dryRun: z
    .boolean()
    .default(true)
    .describe(
      'true: only says what would be made. Show that to the person, and make it with false when they agree.',
    ),
  jobId: z
    .string()
    .max(64)
    .optional()
    .describe('The jobId of the dry run: then a repeated call makes no second job.'),
});
