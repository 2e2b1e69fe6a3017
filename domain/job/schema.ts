// The form of a job's configuration, as the API, the CLI's files and the documents share it. Defaults stand here.
import { z } from 'zod';

const url = z.string().min(1).max(2_048);
const globs = z.array(z.string().min(1).max(500)).max(50).default([]);

const pagesSource = z.strictObject({
  kind: z.literal('pages'),
  urls: z.array(url).min(1).max(100_000),
});
const siteSource = z.strictObject({
  kind: z.literal('site'),
  start: z.array(url).min(1).max(100),
  /** How far a crawl may go from its start. */
  within: z.enum(['host', 'domain', 'path']).default('host'),
  include: globs,
  exclude: globs,
  maxDepth: z.int().min(0).max(100).default(50),
});
const sitemapSource = z.strictObject({
  kind: z.literal('sitemap'),
  sitemaps: z.array(url).min(1).max(20),
  include: globs,
  exclude: globs,
});
const listingSource = z.strictObject({
  kind: z.literal('listing'),
  start: z.array(url).min(1).max(100),
  /** CSS selectors of the links to items and to the next page; found by their context when absent. */
  itemSelector: z.string().max(500).optional(),
  nextSelector: z.string().max(500).optional(),
  maxPages: z.int().min(1).max(10_000).default(100),
});
const feedSource = z.strictObject({ kind: z.literal('feed'), feeds: z.array(url).min(1).max(20) });

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
    .regex(/^[a-zA-Z][\w-]{0,63}$/, 'a name starts with a letter and has letters, digits, _ and -'),
  locators: z
    .array(
      z.strictObject({ selector: z.string().min(1).max(500), attribute: z.string().max(100).optional() }),
    )
    .max(10)
    .default([]),
  /** A value as one of the pages shows it: where no locator is given, it is found by this or by its name. */
  example: z.string().min(1).max(500).optional(),
  many: z.boolean().default(false),
  required: z
    .boolean()
    .default(false)
    .describe(
      'A page on which it is not found is told as incomplete: on the page, in its story and in the run',
    ),
});

const schedule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cron'),
    cron: z.string().min(1).max(200),
    timezone: z.string().min(1).max(64).default('UTC'),
  }),
  z.strictObject({
    kind: z.literal('interval'),
    /** Whole seconds: the engine keeps no fractions. */
    everyMs: z
      .int()
      .multipleOf(1_000)
      .min(10_000)
      .max(366 * 86_400_000),
  }),
]);

const limits = z.strictObject({
  maxPages: z.int().min(1).max(10_000_000).default(100_000),
  maxPageBytes: z.int().min(1_000).max(100_000_000).default(10_000_000),
  /** A run that takes longer is ended as failed(time-limit). */
  maxRunMs: z
    .int()
    .min(1_000)
    .default(24 * 3_600_000),
});

const fetch = z.strictObject({
  profile: z.enum(['plain', 'browser']).default('plain'),
  userAgent: z.string().min(1).max(300).optional(),
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
      }),
    )
    .max(20)
    .default([]),
  obeyRobots: z.boolean().default(true),
  /** Pause between two requests to one host, in ms; absent: 1 s, or none on hosts the operator owns. */
  delayMs: z.int().min(0).max(600_000).optional(),
  deadlineMs: z.int().min(1_000).max(120_000).default(30_000),
  maxAttempts: z.int().min(1).max(10).default(4),
});

const texts = z.array(z.string().min(1).max(500)).max(50);
const selectors = texts.default([]);
const severity = z.enum(['minor', 'notable', 'major']);
const beyond = z.number().min(0).max(1_000);

const changes = z.strictObject({
  /** A change tells only after a second look saw it too. */
  confirm: z.boolean().default(false),
  confirmAfterMs: z.int().min(0).max(86_400_000).default(30_000),
  /** Looks twice at the first new pages of a host, to learn what differs on them by itself. */
  sampleNoise: z.boolean().default(true),
  ignoreText: texts.default([]),
  triggerText: texts.default([]),
  blockWhilePresent: texts.default([]),
  /** Smaller changes are kept quiet. */
  minSeverity: severity.optional(),
  /** Only changes are told in which some number moved by more than this share. */
  onlyNumbersBeyondPercent: beyond.optional(),
  /** CSS of the part of a page whose text is compared; an empty `include` is the whole page. */
  scope: z.strictObject({ include: selectors, exclude: selectors }).optional(),
});

/** The rules that can be tried on stored versions; what is absent stays as the job has it, null takes it away. */
export const changeRulesSchema = z.strictObject({
  ignoreText: texts.nullish(),
  triggerText: texts.nullish(),
  blockWhilePresent: texts.nullish(),
  minSeverity: severity.nullish(),
  onlyNumbersBeyondPercent: beyond.nullish(),
});

export const jobConfigSchema = z.strictObject({
  source,
  fields: z.array(field).max(50).default([]),
  schedule: schedule.optional(),
  limits: limits.prefault({}),
  fetch: fetch.prefault({}),
  changes: changes.prefault({}),
  overlap: z.enum(['skip', 'buffer_one', 'cancel_other']).default('skip'),
  /** Share of failed pages a completed run may have, 0 to 1. */
  tolerance: z.number().min(0).max(1).default(0.5),
  /** A visit a host keeps refusing is given up after this long. */
  giveUpAfterMs: z.int().min(1_000).max(86_400_000).default(900_000),
  stopGraceMs: z.int().min(0).max(600_000).default(30_000),
  retry: z
    .strictObject({
      attempts: z.int().min(0).max(10).default(0),
      afterMs: z.int().min(1_000).default(60_000),
    })
    .prefault({}),
  /** Jobs that start when a run of this one completes. */
  dependents: z.array(z.string()).max(20).default([]),
});

/** As both this language and those of clients write them: not all of them know `\p{Cc}`. */
const CONTROL_CHARACTERS = String.raw`\u0000-\u001f\u007f-\u009f`;

export const jobInputSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), 'Leave out line breaks and other control characters.')
    .regex(/^$|\S/, 'Give a name that can be seen; this one has blanks only.')
    .optional(),
  config: jobConfigSchema,
  /** Start a run at once. */
  start: z.boolean().default(false),
});

export type ChangeRulesPatch = z.infer<typeof changeRulesSchema>;
export type JobConfig = z.infer<typeof jobConfigSchema>;
export type JobInput = z.input<typeof jobInputSchema>;
export type JobSchedule = NonNullable<JobConfig['schedule']>;
