// Hosts as all runs share them: pace, circuit, robots.txt, what is planned for them.
import { z } from 'zod';
import { cursor, limit, links, pageOf, time, timeOrNull } from './paging.ts';

export const hostParams = z.strictObject({
  host: z.string().min(1).max(300).describe('The host: `example.com`, or `example.com:8080`.'),
});
export const hostQuery = z.strictObject({
  limit,
  cursor,
  prefix: z.string().min(1).max(200).optional().describe('Only hosts whose name begins so.'),
  state: z
    .enum(['failing'])
    .optional()
    .describe('`failing`: only hosts that are left alone for their failures.'),
});

const circuit = z.object({
  state: z
    .enum(['closed', 'open', 'half-open'])
    .describe('closed: it is asked; open: left alone; half-open: one probe at a time.'),
  failedInRow: z.number().describe('Failures without a success between them.'),
  since: timeOrNull.describe('When the first of these failures was; null: there is none.'),
  reason: z.string().nullable().describe('Why it is left alone, in words; null: it is not.'),
  probeAt: timeOrNull.describe('When it is asked again; null: it may be asked now.'),
});

const paused = z.object({
  since: time.describe('When it was paused, ISO 8601 in UTC.'),
  until: timeOrNull.describe('When it goes on by itself; null: when somebody resumes it.'),
  by: z.string().describe('Who paused it.'),
  reason: z.string().describe('Why.'),
});

export const pauseBody = z
  .strictObject({
    reason: z.string().trim().min(1).max(200).describe('Why, as it is shown where its pages wait.'),
    until: z.iso
      .datetime({ offset: true, error: 'Give a time such as 2026-03-01T12:00:00Z.' })
      .optional()
      .describe('When it goes on by itself, ISO 8601; absent: when somebody resumes it.'),
  })
  .meta({ id: 'HostPause' });

const robots = z.object({
  status: z
    .enum(['rules', 'allow-all', 'unreachable', 'unknown'])
    .describe('rules: it has a robots.txt; allow-all: it has none; unknown: not asked yet.'),
  fetchedAt: timeOrNull.describe('When it was read, ISO 8601 in UTC.'),
  summary: z.string().describe('What it lets this agent do, in words.'),
  crawlDelayMs: z.number().nullable().describe('The pause it asks of this agent, ms; null: none.'),
});

const load = z.object({
  plannedADay: z.number().describe('Looks its jobs plan for the coming day.'),
  possibleADay: z.number().nullable().describe('Looks its pause allows in a day; null: it has no pause.'),
  share: z.number().nullable().describe('The one as a part of the other; above 1 they can not all be made.'),
});

const requestsNow = z.object({
  count: z
    .number()
    .nullable()
    .describe('Those that scrapers name in their signs of life; null: it is not known.'),
  atLeast: z
    .boolean()
    .describe('There may be more: a scraper names only the longest of what it has in hand.'),
  words: z.string().describe('The same in words.'),
});

const hostRow = z
  .object({
    host: z.string().describe('The host: a name, with the port if it is not that of the scheme.'),
    delayMs: z.number().describe('Pause between two requests, over all runs, ms.'),
    delaySetBy: z
      .enum(['robots', 'refusals', 'job', 'floor', 'default', 'operator'])
      .describe('Who set the pause.'),
    delayWords: z.string().describe('The same in words.'),
    requestsNow: requestsNow.describe(
      'Requests that are out to it, over all runs, by the signs of life of the last seconds.',
    ),
    nextAt: timeOrNull.describe('When it may be asked next; null: now.'),
    restUntil: timeOrNull.describe('Until when it asked to be left alone (Retry-After); null: it did not.'),
    paused: paused
      .nullable()
      .describe('Somebody has paused it: no run asks it, and its pages wait; null: nobody has.'),
    circuit: circuit.describe('Whether it is left alone because it fails.'),
    robots: robots.describe('Its robots.txt.'),
    lastSuccessAt: timeOrNull.describe('Its last answer that was no failure.'),
    lastFailureAt: timeOrNull.describe('Its last failure or refusal.'),
    load: load.describe('What is asked of it in a day.'),
    jobCount: z.number().describe('Jobs whose addresses name it.'),
    jobs: z
      .array(
        z.object({
          jobId: z.string().describe('Id of the job.'),
          name: z.string().describe('Its name.'),
          state: z.string().describe('Its state.'),
        }),
      )
      .describe('The first of them.'),
    links,
  })
  .meta({ id: 'Host' });

export const hostList = pageOf(hostRow).meta({ id: 'Hosts' });
export const hostDetail = hostRow
  .extend({
    robotsText: z.string().nullable().describe('Its robots.txt as it was read; null: there is none.'),
    seenAt: time.describe('The present time of the server, ISO 8601 in UTC.'),
  })
  .meta({ id: 'HostDetail' });

export type HostRowView = z.infer<typeof hostRow>;
export type HostDetailView = z.infer<typeof hostDetail>;
