// Dead letters, their replay and the rerun of pages, as the API shows them.
import { z } from 'zod';
import { LETTER_ORIGINS } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import { LETTER_STATES } from '../../../domain/upkeep/dead-letter/lifecycle.ts';
import { OUTCOMES, REASONS } from '../../../domain/run/outcome.ts';
import { choices, cursor, limit, links, pageOf, time } from '../paging.ts';

const id = z.string().min(1).max(64);
const host = z.string().min(1).max(260);
const when = z.iso.datetime({ offset: true });
const code = /^[a-z][a-z-]{0,60}$/;
const MAX_IDS = 1_000;

export const letterParams = z.strictObject({ letterId: id.describe('Id of the dead letter.') });

export const letterQuery = z.strictObject({
  limit,
  cursor,
  state: choices(LETTER_STATES),
  origin: choices(LETTER_ORIGINS),
  jobId: id.optional().describe('Only letters of this job.'),
  runId: id.optional().describe('Only what failed last in this run.'),
  host: host.optional().describe('Only pages of this host.'),
  reason: z
    .string()
    .max(500)
    .regex(/^[a-z-]+(?:,[a-z-]+)*$/, 'Give a reason code, or several with commas between.')
    .transform((text) => text.split(','))
    .optional()
    .describe('Only these reason codes; several with commas between.'),
  since: when.optional().describe('Only what failed last at this time or later, ISO 8601.'),
  until: when.optional().describe('Only what failed last before this time, ISO 8601.'),
});

const LETTER_CHOICE = {
  ids: z.array(id).min(1).max(MAX_IDS).optional().describe('Only the letters with these ids.'),
  all: z.literal(true).optional().describe('All of them; needed where nothing else is given.'),
  origin: z.array(z.enum(LETTER_ORIGINS)).min(1).max(3).optional().describe('Only of these origins.'),
  jobId: id.optional().describe('Only letters of this job.'),
  runId: id.optional().describe('Only what failed last in this run.'),
  host: host.optional().describe('Only pages of this host.'),
  reason: z.array(z.string().regex(code)).min(1).max(50).optional().describe('Only these reason codes.'),
  since: when.optional().describe('Only what failed last at this time or later, ISO 8601.'),
  until: when.optional().describe('Only what failed last before this time, ISO 8601.'),
};

function isChosen(body: object): boolean {
  return Object.values(body).some((value) => value !== undefined);
}

const CHOOSE = 'Say which letters: ids, a filter such as jobId or host, or "all": true.';

/** Open letters that fit; of ids, discarded ones too. */
export const replayBody = z.strictObject(LETTER_CHOICE).refine(isChosen, CHOOSE);
export const discardBody = z.strictObject(LETTER_CHOICE).refine(isChosen, CHOOSE);

export const letterPatchBody = z
  .strictObject({
    url: z.string().min(1).max(8_192).optional().describe('Of a letter of a page: its new address.'),
    payload: z
      .string()
      .min(1)
      .max(65_536)
      .optional()
      .describe('Of a letter of the broker: JSON with jobId and url of the page to fetch.'),
    channelId: id.optional().describe('Of a letter of a delivery: the channel to send it to.'),
  })
  .refine(isChosen, 'Give url, payload or channelId.');

const letterView = z
  .object({
    letterId: z.string().describe('Id of the dead letter.'),
    origin: z
      .enum(LETTER_ORIGINS)
      .describe('url: a page; delivery: a message to a channel; broker: a message of RabbitMQ.'),
    state: z
      .enum(LETTER_STATES)
      .describe(
        'open: nobody did anything; replayed: it is tried again; settled: it worked; discarded: given up.',
      ),
    reason: z.string().describe('Code of the reason.'),
    means: z.string().describe('What the reason means, in words.'),
    detail: z.string().describe('What was seen the last time.'),
    jobId: z.string().nullable().describe('Id of its job; null: it has none.'),
    jobName: z.string().nullable().describe('Name of the job; null: it has none, or it was removed.'),
    runId: z.string().nullable().describe('The run in which it failed last; null: none.'),
    url: z.string().nullable().describe('Address of the page; null: it is about none.'),
    host: z.string().nullable().describe('Host of the page; null: it is about none.'),
    deliveryId: z.string().nullable().describe('Id of the delivery; null: it is none.'),
    channelId: z.string().nullable().describe('Channel a replay sends it to; null: it is no delivery.'),
    attempts: z.number().describe('Attempts of all failures.'),
    times: z.number().describe('How often it was given up: in so many runs, or rounds of a delivery.'),
    firstAt: time.describe('When it was given up first, ISO 8601 in UTC.'),
    lastAt: time.describe('When it was given up last, ISO 8601 in UTC.'),
    replayRunId: z.string().nullable().describe('The run that fetches it again, or did; null: none.'),
    by: z.string().nullable().describe('Who did something with it last; null: nobody.'),
    movedAt: time.describe('When it got its state, ISO 8601 in UTC.'),
    isEdited: z.boolean().describe('Somebody changed what is replayed.'),
    links,
  })
  .meta({ id: 'DeadLetter' });

export const letterDetail = letterView
  .extend({
    payload: z
      .object({
        text: z.string().describe('The address, the message, or the body as it came.'),
        encoding: z.enum(['text', 'base64']).describe('base64: the bytes are no text.'),
        isCut: z.boolean().describe('Only the beginning is kept.'),
      })
      .describe('What was to be done.'),
  })
  .meta({ id: 'DeadLetterDetail' });

export const letterList = pageOf(letterView);

export const letterCounts = z
  .object({
    open: z.number().describe('Letters that are open, counted up to 10,000.'),
    replayed: z.number().describe('Letters that are tried again, counted up to 10,000.'),
    byOrigin: z
      .object({
        url: z.number().describe('Open letters of pages.'),
        delivery: z.number().describe('Open letters of deliveries.'),
        broker: z.number().describe('Open letters of RabbitMQ.'),
      })
      .describe('The open ones by origin.'),
  })
  .meta({ id: 'DeadLetterCounts' });

const refusedLetter = z.object({
  letterId: z.string().describe('Id of the dead letter.'),
  detail: z.string().describe('Why it is not replayed, with what to do.'),
});

const jobReplay = z.object({
  jobId: z.string().describe('Id of the job.'),
  jobName: z.string().describe('Its name.'),
  pages: z.number().describe('Pages of the run.'),
  left: z.number().describe('Pages beyond the limit of one run of the job; they stay as they are.'),
  runId: z.string().nullable().describe('The run; null: none was started.'),
  refusal: z.string().nullable().describe('Why it can not be started now, with what to do; null: it can.'),
  note: z.string().nullable().describe('What else is to be known; null: nothing.'),
});

const hostTime = z.object({
  host: z.string().describe('The host.'),
  pages: z.number().describe('Its pages.'),
  delayMs: z.number().describe('Pause between two requests, ms.'),
  tookMs: z.number().describe('How long its pages take at that pace, ms.'),
});

export const replayForecast = z
  .object({
    pages: z.number().describe('Pages that are fetched.'),
    deliveries: z.number().describe('Deliveries that are sent again.'),
    jobs: z.array(jobReplay).describe('One run for each.'),
    hosts: z
      .array(hostTime)
      .describe('The slowest 20 hosts, the slowest first; they are asked side by side.'),
    expectedMs: z.number().describe('How long it takes at the pace of the hosts, ms.'),
    detail: z.string().describe('The same in words.'),
    refused: z.array(refusedLetter).describe('Letters of which nothing can be fetched; the first 100.'),
    isCut: z.boolean().describe('More letters fit than are replayed at once (10,000).'),
  })
  .meta({ id: 'ReplayForecast' });

export const replayAnswer = z
  .object({
    pages: z.number().describe('Pages of the runs that were started.'),
    deliveries: z.number().describe('Deliveries that are sent again.'),
    jobs: z.array(jobReplay).describe('One run for each.'),
    refused: z.array(refusedLetter).describe('Letters of which nothing can be fetched; the first 100.'),
    isCut: z.boolean().describe('More letters fit than are replayed at once (10,000).'),
  })
  .meta({ id: 'ReplayAnswer' });

export const discardAnswer = z
  .object({ discarded: z.number().describe('Letters that were open and are discarded now.') })
  .meta({ id: 'DiscardAnswer' });

const VISIT_REASONS = Object.entries(REASONS).flatMap(([name, { outcome }]) =>
  outcome === 'failed' || outcome === 'skipped' ? [name] : [],
);

export const rerunBody = z.strictObject({
  only: z
    .enum(OUTCOMES)
    .exclude(['stored', 'unchanged'])
    .default('failed')
    .describe('Pages that ended so; skipped ones include those a stop left.'),
  reasons: z
    .array(z.enum(VISIT_REASONS as [string, ...string[]]))
    .min(1)
    .max(50)
    .optional()
    .describe('Only pages with these reasons, whatever class they are of.'),
});

export const rerunAnswer = z
  .object({
    runId: z.string().describe('The new run.'),
    jobId: z.string().describe('Id of the job.'),
    ofRunId: z.string().describe('The run whose pages are fetched again.'),
    pages: z.number().describe('Pages of the new run.'),
    left: z.number().describe('Pages beyond the limit of one run.'),
    note: z.string().nullable().describe('What else is to be known; null: nothing.'),
    links,
  })
  .meta({ id: 'Rerun' });

export type LetterView = z.infer<typeof letterView>;
export type LetterDetail = z.infer<typeof letterDetail>;
export type LetterQuery = z.infer<typeof letterQuery>;
export type LetterPatch = z.infer<typeof letterPatchBody>;
export type LetterChoice = z.infer<typeof replayBody>;
export type ReplayForecast = z.infer<typeof replayForecast>;
export type ReplayAnswer = z.infer<typeof replayAnswer>;
export type DiscardAnswer = z.infer<typeof discardAnswer>;
export type RerunInput = z.input<typeof rerunBody>;
export type RerunRequest = z.infer<typeof rerunBody>;
