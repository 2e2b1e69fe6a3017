// One look at one page for somebody who considers a job: what is asked for and what is answered.
import { z } from 'zod';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { pictureSize } from '../page.ts';
import { time } from '../paging.ts';
import { BODY_PROBLEMS, described } from '../problem.ts';
import { previewPage } from './preview-page.ts';

export const previewBody = z
  .strictObject({
    url: z.string().min(1).max(2_048).describe('Address of the page, with http:// or https://.'),
    fetch: jobConfigSchema.shape.fetch,
    fields: jobConfigSchema.shape.fields,
    changes: jobConfigSchema.shape.changes,
    wait: z
      .boolean()
      .default(true)
      .describe(
        'Answer when it is done, at the latest after 14 seconds; false: at once. What is not done yet is asked for again.',
      ),
  })
  .meta({ id: 'PreviewRequest', examples: [{ url: 'https://example.com/kettles/copper' }] });

export const previewParams = z.strictObject({
  previewId: z.string().min(1).max(64).describe('Id of the preview.'),
});

const step = z.enum(['wait', 'robots', 'fetch', 'render', 'read', 'done']);

const job = z
  .record(z.string(), z.unknown())
  .describe('A job as POST /v1/jobs takes it. Request headers that were given are not repeated.');

export const previewView = z
  .object({
    previewId: z.string().describe('Id of the preview.'),
    url: z.string().describe('The address that was asked for.'),
    at: time.describe('When it began, ISO 8601 in UTC.'),
    expiresAt: time.describe(
      'Until when it can be asked for, ISO 8601 in UTC; sooner if Webloom starts anew.',
    ),
    step: step.describe(
      'What is being done: wait for the turn at the host, read robots.txt, fetch, read the page, done.',
    ),
    steps: z
      .array(
        z.object({
          step: step.describe('The step.'),
          afterMs: z.number().describe('When it began, in ms after the beginning.'),
        }),
      )
      .describe('The steps so far.'),
    outcome: z
      .enum(['pending', 'understood', 'wall', 'unfetched', 'unreadable'])
      .describe(
        'pending: it goes on; understood: the page was read; wall: read, and nothing to watch; unfetched: it could not be had; unreadable: fetched, and it can not be read.',
      ),
    problem: z
      .object({
        reason: z.string().describe('Reason code, as of pages in runs.'),
        status: z.number().optional().describe('HTTP status, where that is in the way.'),
        what: z.string().describe('What happened.'),
        remedy: z.string().describe('What to do about it.'),
      })
      .nullable()
      .describe('What is in the way; null: nothing.'),
    fetched: z
      .object({
        finalUrl: z.string().describe('Address it was answered from, after redirects.'),
        status: z.number().describe('HTTP status.'),
        contentType: z.string().describe('Type of the answer; empty: none was sent.'),
        bytes: z.number().describe('Size of the body.'),
        elapsedMs: z.number().describe('Time of the request, ms.'),
        waitedMs: z.number().describe("Time until the host's turn came, ms."),
        rendered: z.literal(true).optional().describe('A browser opened it: scripts build the page.'),
      })
      .nullable()
      .describe('The answer of the site; null: there was none.'),
    pageSteps: z
      .array(
        z.object({
          n: z.number().describe('Its number, from 1.'),
          name: z.string().optional().describe('What it is called; absent: it has no name.'),
          kind: z.string().describe('What it does: click, fill, wait …'),
          outcome: z
            .enum(['ok', 'skipped', 'failed'])
            .describe('ok; skipped: it was optional and could not be done; failed.'),
          ms: z.number().describe('Time it took, ms.'),
          detail: z.string().optional().describe('Where it led to, or why it could not be done.'),
        }),
      )
      .nullable()
      .describe(
        'How the steps in the browser (fetch.steps) ended, as far as they came; null: none was taken.',
      ),
    refusedCalls: z
      .array(
        z.object({
          host: z.string().describe('Host that they go to.'),
          refused: z.number().describe('How many.'),
          why: z.string().optional().describe('The rule that decides.'),
        }),
      )
      .describe('Calls of its scripts that robots.txt does not allow: not made; empty: none.'),
    picture: pictureSize
      .nullable()
      .describe(
        'How large the picture is: of the step that keeps one, or of the screen when a step failed; null: there is none.',
      ),
    robots: z
      .object({
        url: z.string().describe('Address of the robots.txt.'),
        status: z
          .enum(['rules', 'none', 'unread'])
          .describe('It has rules; there is none; or it was not read.'),
        allowed: z.boolean().describe('The page may be fetched.'),
        rule: z.string().nullable().describe('The rule that decides, as it stands there; null: none does.'),
        crawlDelayMs: z.number().nullable().describe('Pause it asks for, ms; null: none.'),
        obeyed: z.boolean().describe('Whether the job keeps to it.'),
      })
      .nullable()
      .describe("What the site's robots.txt says; null: the site was not asked."),
    pace: z
      .object({
        delayMs: z.number().describe('Pause between two requests to this host, ms.'),
        setBy: z
          .enum(['robots', 'refusals', 'job', 'floor', 'default'])
          .describe('Who set it; floor: the job asks for less than a host gets that is not the operator’s.'),
        words: z.string().describe('The same in words.'),
      })
      .nullable()
      .describe('How fast the host is asked; null: the site was not asked.'),
    page: previewPage.nullable().describe('What was understood; null: the page was not read.'),
    suggestions: z
      .array(
        z.object({
          kind: z
            .enum(['text', 'picture', 'price', 'listing', 'site', 'feed', 'sitemap'])
            .describe('What would be watched.'),
          title: z.string().describe('The same in words.'),
          why: z.string().describe('Why it is suggested.'),
          job,
        }),
      )
      .describe('Jobs that make sense for it, the most fitting first.'),
    json: z
      .object({
        offer: z
          .object({
            from: z
              .enum(['answer', 'page'])
              .describe('answer: an address of its own; page: a script of the page as it is sent.'),
            url: z.string().describe('Where it stands.'),
            sent: z
              .string()
              .nullable()
              .describe('JSON that is sent with it by POST; null: it is asked by GET.'),
            paths: z
              .array(z.string())
              .describe('JSONPath of what is wanted, of a variable of a script as `variable:NAME $…`.'),
            values: z.array(z.string()).describe('What it says there, at most 10 lines.'),
            bytes: z.number().describe('Size of the answer.'),
            job,
          })
          .nullable()
          .describe('Fetched without a browser it says the same; null: nothing does.'),
        passed: z
          .array(
            z.object({ url: z.string().describe('Without its query.'), why: z.string().describe('Why.') }),
          )
          .describe('What says it and is not offered, at most 20.'),
      })
      .nullable()
      .describe('What is wanted, in JSON of its own; null: no browser was needed, or nothing looked for.'),
    links: z.record(z.string(), z.string()).describe('Addresses of what belongs to it, by name.'),
  })
  .meta({ id: 'Preview' });

export const PREVIEW_PROBLEMS = {
  ...BODY_PROBLEMS,
  429: described('Too many pages are looked at just now: try again'),
};

export type PreviewRequest = z.infer<typeof previewBody>;
export type PreviewView = z.infer<typeof previewView>;
