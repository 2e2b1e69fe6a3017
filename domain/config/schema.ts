// The form of a job's configuration, with defaults, shared by API, CLI files and documents.
import { z } from 'zod';
import { retentionSchema } from './retention/schema.ts';
import { dependentSchema } from './dependent/schema.ts';
import { scheduleSchema } from './schedule/schema.ts';
import { gateSchema } from './gate/schema.ts';
import { type changesPatchSchema, changesSchema } from './watch/schema.ts';
import { DAY_MS } from '../system/duration.ts';
import { givenName, givenNote } from './name/schema.ts';
import { requestMembers } from './request/schema.ts';
import { pageStepsSchema } from './page-step/schema.ts';
import { namedLoginSchema } from './login/schema.ts';
import { namedPoolSchema } from './proxy-pool/schema.ts';
import { secretHostsSchema } from './secret/schema.ts';

/** Pages of a run at most where a job says nothing. */
export const DEFAULT_MAX_PAGES = 100_000;

const url = z.string().min(1).max(2_048);
const globs = z.array(z.string().min(1).max(500)).max(50).default([]);

const pagesSource = z.strictObject({
  kind: z.literal('pages').describe('A list of pages.'),
  urls: z.array(url).min(1).max(100_000).describe('The pages, each by its address.'),
});
const siteSource = z.strictObject({
  kind: z.literal('site').describe('A crawl from where it starts.'),
  start: z.array(url).min(1).max(100).describe('Where the crawl begins.'),
  within: z
    .enum(['host', 'domain', 'path'])
    .default('host')
    .describe('How far a crawl may go from its start.'),
  include: globs.describe('Only addresses that fit one of these; `*` stands for any text. None: all.'),
  exclude: globs.describe('No addresses that fit one of these; `*` stands for any text.'),
  maxDepth: z.int().min(0).max(100).default(50).describe('Links away from the start.'),
});
const sitemapSource = z.strictObject({
  kind: z.literal('sitemap').describe('What sitemaps name.'),
  sitemaps: z.array(url).min(1).max(20).describe('Sitemaps, or indexes of them.'),
  include: globs.describe('Only addresses that fit one of these; `*` stands for any text. None: all.'),
  exclude: globs.describe('No addresses that fit one of these; `*` stands for any text.'),
});
const listingSource = z.strictObject({
  kind: z.literal('listing').describe('The items of listings.'),
  start: z.array(url).min(1).max(100).describe('First pages of the listings.'),
  itemSelector: z
    .string()
    .max(500)
    .optional()
    .describe(
      'CSS selectors of the links to items and to the next page; found by their context when absent.',
    ),
  nextSelector: z
    .string()
    .max(500)
    .optional()
    .describe('CSS selector of the link to the next page; found by its context when absent.'),
  maxPages: z.int().min(1).max(10_000).default(100).describe('Pages of a listing at most.'),
});
const feedSource = z.strictObject({
  kind: z.literal('feed').describe('What feeds name.'),
  feeds: z.array(url).min(1).max(20).describe('RSS or Atom feeds.'),
});

const source = z.discriminatedUnion('kind', [
  pagesSource,
  siteSource,
  sitemapSource,
  listingSource,
  feedSource,
]);

const field = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z][\w-]{0,63}$/, 'a name starts with a letter and has letters, digits, _ and -')
    .describe('Its name: price, title, author … are found by it where no locator is given.'),
  locators: z
    .array(
      z.strictObject({
        selector: z.string().min(1).max(500).describe('CSS selector.'),
        attribute: z
          .string()
          .max(100)
          .optional()
          .describe('Attribute that holds the value; absent: its text.'),
      }),
    )
    .max(10)
    .default([])
    .describe('CSS selectors, in the order they are tried.'),
  example: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe(
      'A value as one of the pages shows it: where no locator is given, it is found by this or by its name.',
    ),
  many: z.boolean().default(false).describe('All values of the page, not only the first.'),
  required: z
    .boolean()
    .default(false)
    .describe(
      'A page on which it is not found is told as incomplete: on the page, in its story and in the run',
    ),
});

const limits = z.strictObject({
  maxPages: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(DEFAULT_MAX_PAGES)
    .describe('URLs of a run at most; those beyond are counted.'),
  maxPageBytes: z.int().min(1_000).max(100_000_000).default(10_000_000).describe('Bytes of a page at most.'),
  maxRunMs: z
    .int()
    .min(1_000)
    .default(DAY_MS)
    .describe('A run that takes longer is ended as failed(time-limit).'),
});

const fetch = z.strictObject({
  profile: z
    .enum(['plain', 'browser'])
    .default('plain')
    .describe('plain, or browser: headers and handshake of one.'),
  userAgent: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe('What it calls itself; absent: as the operator says.'),
  headers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100).describe('Name of the request header'),
        value: z
          .string()
          .max(2_000)
          .describe(
            'Its value. Secret ones are encrypted when they are stored and shown as •••; sending ••• back keeps them',
          ),
        secret: z
          .boolean()
          .optional()
          .describe(
            'Whether the value is a secret; absent: unless the name is known to be harmless, such as Accept-Language',
          ),
        hosts: secretHostsSchema.optional(),
      }),
    )
    .max(20)
    .default([])
    .describe('Headers of every request to the site.'),
  login: namedLoginSchema.optional(),
  proxy: namedPoolSchema.optional(),
  ...requestMembers,
  render: z
    .enum(['never', 'auto', 'always'])
    .optional()
    .describe(
      'Whether a browser opens the pages: never, always, or (auto) only those that need one, because what the site sends holds no text or lacks what is watched. Absent: auto.',
    ),
  waitFor: z
    .strictObject({
      selector: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe('Selector of an element that has to be there, CSS or XPath.'),
      text: z.string().min(1).max(300).optional().describe('What the page has to say.'),
      ms: z.int().min(0).max(60_000).optional().describe('Time after it has arrived, ms.'),
    })
    .optional()
    .describe(
      'What a browser waits for before it takes the page; absent: until network and text are quiet. It makes render always, unless that is given.',
    ),
  scroll: z
    .union([z.int().min(1).max(50), z.literal('end')])
    .optional()
    .describe(
      'How often a browser scrolls to the bottom of the page: a number, or end: until it grows no more. It makes render always, unless that is given.',
    ),
  screenshot: z
    .enum(['none', 'changes', 'always'])
    .optional()
    .describe(
      'Pictures of the pages as a browser shows them: none, of each stored version (changes), or also of the latest look when nothing changed (always). Absent: none, and changes where a step keeps a picture. It makes render always, unless that is given.',
    ),
  keepServed: z
    .boolean()
    .optional()
    .describe('Keep what the server sent, beside each version that a browser made of it.'),
  steps: pageStepsSchema
    .optional()
    .describe(
      'What a browser does on each page once it has come to rest, in this order: clicks, fields, waits … It makes render always, unless that is given.',
    ),
  obeyRobots: z.boolean().default(true).describe('Keep to robots.txt.'),
  delayMs: z
    .int()
    .min(0)
    .max(600_000)
    .optional()
    .describe(
      'Pause between two requests to one host, in ms. Less than 1000 holds on hosts of the operator alone (WEBLOOM_OWN_HOSTS); others get 1000, and `notices` of the job say so. Absent: 1000, or none on hosts of the operator.',
    ),
  deadlineMs: z.int().min(1_000).max(120_000).default(30_000).describe('Time a page has to arrive, ms.'),
  maxAttempts: z
    .int()
    .min(1)
    .max(10)
    .default(4)
    .describe('Attempts a page gets in all, the first one included: 4 = at most three repeats.'),
});

export const jobConfigSchema = z.strictObject({
  source: source.describe('Where its URLs come from.'),
  link: url
    .optional()
    .describe(
      'Where people look at the page, as in messages: for one page whose address is not made for them.',
    ),
  fields: z.array(field).max(50).default([]).describe('Fields to take from pages.'),
  schedule: scheduleSchema.optional().describe('When it runs; absent: when somebody starts it.'),
  limits: limits.prefault({}).describe('What a run may take.'),
  fetch: fetch.prefault({}).describe('How pages are fetched.'),
  changes: changesSchema.prefault({}).describe('What counts as a change.'),
  overlap: z
    .enum(['skip', 'buffer_one', 'cancel_other'])
    .default('skip')
    .describe(
      'What becomes of a start while a run goes on: skip it, let one wait, or stop the one that goes on.',
    ),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Share of failed pages a completed run may have, 0 to 1.'),
  giveUpAfterMs: z
    .int()
    .min(1_000)
    .max(DAY_MS)
    .default(900_000)
    .describe('A visit a host keeps refusing is given up after this long.'),
  stopGraceMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(30_000)
    .describe('What running work gets when a run is stopped, ms.'),
  retry: z
    .strictObject({
      attempts: z
        .int()
        .min(0)
        .max(10)
        .default(0)
        .describe('Further runs after one that failed, until one does not: 2 = at most three runs in a row.'),
      afterMs: z.int().min(1_000).default(60_000).describe('Time until then, ms.'),
    })
    .prefault({})
    .describe('Whether a failed run is tried again.'),
  gates: z
    .array(gateSchema)
    .max(10)
    .optional()
    .describe('Quality gates: what of a run pauses the job, so that bad data does not go on. Absent: none.'),
  retention: retentionSchema
    .optional()
    .describe('How long things of this job are kept; what is absent is kept as its workspace says.'),
  dependents: z
    .array(dependentSchema)
    .max(20)
    .default([])
    .describe(
      'Jobs that start when a run of this one completes: ids, or objects that say on which condition.',
    ),
});

export const jobInputSchema = z.strictObject({
  name: givenName(200).optional().describe('Its name; absent: made of its first address.'),
  tags: z
    .array(z.string().min(1).max(80))
    .max(50)
    .optional()
    .describe('Tags: words of your own to find it by, up to 20; no part of the configuration.'),
  note: givenNote,
  config: jobConfigSchema.describe('Its configuration.'),
  start: z.boolean().default(false).describe('Start a run at once.'),
});

export type ChangesPatch = z.input<typeof changesPatchSchema>;
export type JobConfig = z.infer<typeof jobConfigSchema>;
export type JobInput = z.input<typeof jobInputSchema>;
export type JobSchedule = NonNullable<JobConfig['schedule']>;
